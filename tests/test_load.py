"""`laming load` on real servers: what is put there, what a reader sees meanwhile, and servers that die."""

import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from pyoxigraph import Literal

import laming_graph as lg
from laming_graph.ask.current import CURRENT, GRAPHS, PENDING
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.endpoint import Endpoint
from laming_graph.ask.graph import Graph
from laming_graph.ask.graph_store import GraphStore
from laming_graph.ask.loading import load, parts_of
from laming_graph.ask.results_json import to_rows
from laming_graph.ask.rows import Rows
from laming_graph.model.errors import InputError
from tests.command import BARE, Laming
from tests.crooked import Asked, crooked
from tests.engines import files
from tests.expected import ROOT
from tests.servers import AbsentError, Running, oxigraph, running, virtuoso

SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def silent(_: str) -> None:
    """Tells nobody."""


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """Each server at hand, empty."""
    try:
        one = SERVERS[request.param](tmp_path)
    except AbsentError as absent:
        pytest.skip(str(absent))
    with running(one):
        yield one


@pytest.fixture
def laming(tmp_path: Path) -> Laming:
    """The command."""
    home = tmp_path / "home"
    home.mkdir()
    return Laming(home)


def store_of(server: Running) -> GraphStore:
    """A server's graph store."""
    return GraphStore(server.store, server.account)


def count(server: Running) -> int:
    """How many triples a reader sees who uses our engine."""
    ((cell,),) = Endpoint(server.queries).select(COUNT, "query").cells
    assert isinstance(cell, Literal)
    return int(cell.value)


def graphs(server: Running) -> set[str]:
    """The names of all our graphs there."""
    query = f"""SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }}
        FILTER(STRSTARTS(STR(?g), "{GRAPHS}")) }}"""
    # Asked without the engine, which would choose among them.
    request = Request(f"{server.queries}?{urlencode({'query': query})}")
    request.add_header("Accept", "application/sparql-results+json")
    with urlopen(request, timeout=60) as answer:
        return {text for (text,) in to_rows(answer.read()).texts()}


def small(folder: Path, name: str, triples: int, label: str = "x") -> Path:
    """A folder of one more small Turtle file."""
    folder.mkdir(exist_ok=True)
    lines = (
        f'<https://example.org/{quote(name)}/{i}> <https://example.org/p> "{label}" .\n'
        for i in range(triples)
    )
    (folder / f"{name}.ttl").write_text("".join(lines), "utf-8")
    return folder


def parts(folder: Path) -> list[Path]:
    """Its files."""
    return sorted(folder.glob("*.ttl"))


def test_load_again_and_another(server: Running, laming: Laming, tmp_path: Path) -> None:
    """The command loads and counts; repeated, it only counts; another version replaces the first."""
    arguments = ["load", "--endpoint", server.store]
    secret: dict[str, Any] = {}
    if server.account.user:
        arguments += ["--user", server.account.user]
        secret = {"LAMING_PASSWORD": server.account.password}
    done = laming(*arguments, **secret)
    assert (done.status, done.out) == (0, "")
    first = graphs(server)
    assert len(first) == len(files()) + 1
    assert PENDING not in first
    wanted = Embedded()
    wanted.load(files())
    assert Endpoint(server.queries).select(COUNT, "query") == wanted.select(COUNT, "query")

    again = laming(*arguments, **secret)
    assert again.status == 0
    assert len(again.err.splitlines()) == 1
    assert "there already, all counted" in again.err
    assert graphs(server) == first

    # A graph that has lost triples is put again.
    lost = next(graph for graph in first if graph.endswith("/agents"))
    store_of(server).put(lost, b"<a:a> <a:b> <a:c> .")
    mended = laming(*arguments, **secret)
    assert mended.status == 0
    assert mended.err.splitlines()[0].startswith("agents: ")
    assert len(mended.err.splitlines()) == 2

    folder = small(small(tmp_path / "other", "one", 3), "two", 4)
    other = laming(*arguments, "--data", folder, **secret)
    assert other.status == 0
    # The code book and the crosswalk go with any data.
    codes = parts_of(set(files()) - set((ROOT / "data" / "ttl").glob("*.ttl")))
    number = sum(part.triples for part in codes) + 7
    assert count(server) == number
    assert len(graphs(server)) == len(codes) + 3
    rows = laming("sparql", "-", "--endpoint", server.queries, stdin=COUNT.encode())
    assert rows.out == f"n\n{number}\n"


def test_an_endpoint_nobody_loaded_is_asked_as_it_is(tmp_path: Path) -> None:
    """Without a current graph the default graph answers, as on anybody's endpoint."""
    try:
        one = oxigraph(tmp_path)
    except AbsentError as absent:
        pytest.skip(str(absent))
    with running(one):
        assert count(one) == 0
        GraphStore(one.store).put("https://example.org/g", b"<a:a> <a:b> <a:c> .")
        assert count(one) == 0


def test_words_of_documents_stay_here_unless_asked(laming: Laming, tmp_path: Path) -> None:
    """A file that holds them is refused before anything is sent, unless --with-text says so."""
    folder = small(tmp_path / "data", "one", 3)
    lam = "https://w3id.org/laming/ontology#"
    (folder / "text.ttl").write_text(f'<a:a> <{lam}text> "words" .', "utf-8")
    with crooked(lambda asked: asked.reply(404)) as server:
        done = laming("load", "--endpoint", server.url, "--data", folder)
        assert done.status == 2
        assert "holds words of the documents" in done.err
        assert done.err.count("\n") == 1
        assert not server.seen
    assert len(parts_of(parts(folder), with_text=True)) == 2
    assert all(part.name != "text" for part in parts_of(files()))


@contextmanager
def cut(server: Running, limit: int, path: str) -> Iterator[str]:
    """A way to the server that lets some bytes of requests through, then drops every connection."""
    target = urlsplit(server.queries)
    listener = socket.create_server(("127.0.0.1", 0))
    left = [limit]

    def forward(source: socket.socket, sink: socket.socket, counted: bool) -> None:
        try:
            while data := source.recv(4096):
                if counted:
                    left[0] -= len(data)
                    if left[0] < 0:
                        break
                sink.sendall(data)
        except OSError:
            pass
        finally:
            for one in (source, sink):
                with one:
                    pass

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            assert target.port is not None
            upstream = socket.create_connection(("127.0.0.1", target.port))
            threading.Thread(target=forward, args=(client, upstream, True), daemon=True).start()
            threading.Thread(target=forward, args=(upstream, client, False), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{path}"
    finally:
        listener.close()


def test_a_cut_load_leaves_the_old_graph(server: Running, tmp_path: Path) -> None:
    """Cut after any number of bytes, readers see the old graph whole or the new one whole."""
    old, new = small(tmp_path / "old", "one", 50), tmp_path / "new"
    for name in ("one", "two", "three"):
        small(new, name, 40, "y")
    load(store_of(server), parts_of(parts(old)), silent)
    assert count(server) == 50
    for limit in (100, 900, 3000, 6000, 9000, 12000, 13500):
        with cut(server, limit, urlsplit(server.store).path) as url:
            try:
                load(GraphStore(url, server.account, 5), parts_of(parts(new)), silent)
            except InputError as error:
                assert "\n" not in str(error)
                assert url in str(error)
            assert count(server) in {50, 120}
    load(store_of(server), parts_of(parts(new)), silent)
    assert count(server) == 120
    assert len(graphs(server)) == 4
    # And back, over what is there.
    load(store_of(server), parts_of(parts(old)), silent)
    assert count(server) == 50
    assert len(graphs(server)) == 2


def test_a_server_killed_in_the_middle_of_a_load(server: Running, laming: Laming, tmp_path: Path) -> None:
    """One line and status 2; started again, the old graph stands; loaded again, the new one does."""
    load(store_of(server), parts_of(parts(small(tmp_path / "old", "one", 50))), silent)

    def die(told: str) -> None:
        if told.startswith("comparisons"):
            server.kill()

    with pytest.raises(InputError) as raised:
        load(store_of(server), parts_of(files()), die)
    assert "\n" not in str(raised.value)
    secret: dict[str, Any] = {"LAMING_PASSWORD": server.account.password} if server.account.user else {}
    user = ["--user", server.account.user] if server.account.user else []
    done = laming("load", "--endpoint", server.store, *user, **secret)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    asked = laming("query", "gaps", "--endpoint", server.queries)
    assert (asked.status, asked.out, asked.err.count("\n")) == (2, "", 1)

    for lock in tmp_path.glob("*.lck"):
        lock.unlink()
    server.start()
    assert count(server) == 50
    assert load(store_of(server), parts_of(files()), silent).anew
    assert len(graphs(server)) == len(files()) + 1
    assert isinstance(Graph(engine=Endpoint(server.queries)).query("calendar"), Rows)


def test_a_load_that_is_killed_leaves_the_old_graph(server: Running, laming: Laming, tmp_path: Path) -> None:
    """The command killed at any moment: readers see the old graph or the new one; the next load clears up."""
    seed = os.environ.get("LAMING_SEED") or str(random.SystemRandom().randrange(10**6))
    sys.stdout.write(f"LAMING_SEED={seed}\n")
    chance = random.Random(seed)
    secret: dict[str, Any] = {"LAMING_PASSWORD": server.account.password} if server.account.user else {}
    user = ["--user", server.account.user] if server.account.user else []
    folders = (
        small(tmp_path / "old", "one", 50),
        small(small(tmp_path / "new", "one", 40, "y"), "two", 40, "y"),
    )
    counts, takes = [], 0.0
    for folder in reversed(folders):
        begun = time.monotonic()
        assert laming("load", "--endpoint", server.store, "--data", folder, *user, **secret).status == 0
        takes = time.monotonic() - begun
        counts.append(count(server))
    assert counts[0] - counts[1] == 30
    kept = len(graphs(server))
    for number in range(6):
        command = [*BARE, "load", "--endpoint", server.store, "--data", str(folders[number % 2 == 0]), *user]
        process = subprocess.Popen(
            command, cwd=laming.home, env=laming.environment(**secret), stderr=subprocess.DEVNULL
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(takes / 4, takes))
        process.kill()
        process.wait()
        assert count(server) in counts
    assert laming("load", "--endpoint", server.store, "--data", folders[0], *user, **secret).status == 0
    assert (count(server), len(graphs(server))) == (counts[1], kept)


def test_a_server_killed_in_the_middle_of_a_query(server: Running) -> None:
    """A query under way ends with one line."""
    load(store_of(server), parts_of(files()), silent)
    heavy = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) < STR(?d)) }"
    endpoint = Endpoint(server.queries, timeout=60)
    killer = threading.Timer(1.0, server.kill)
    killer.start()
    with pytest.raises(InputError) as raised:
        endpoint.select(heavy, "query")
    killer.join()
    assert "\n" not in str(raised.value)
    assert server.queries in str(raised.value)


def test_a_server_that_keeps_less_is_found_out(tmp_path: Path) -> None:
    """One that says yes to everything and keeps nothing: its graphs are counted, and nothing is current."""
    put: list[str] = []

    def forgetful(asked: Asked) -> None:
        if asked.command == "GET":
            asked.reply(404)
        else:
            put.append(asked.path)
            asked.reply(204)

    with (
        crooked(forgetful) as server,
        pytest.raises(InputError, match="has 0 triples of one, not 3; the old"),
    ):
        load(GraphStore(server.url), parts_of(parts(small(tmp_path / "data", "one", 3))), silent)
    assert not [path for path in put if "current" in path]


def test_two_loads_at_once(server: Running, tmp_path: Path) -> None:
    """The one that began first stops when it finds that another has begun; the other's graph is whole."""
    one = small(tmp_path / "one", "one", 30, "x")
    two = small(small(tmp_path / "two", "one", 20, "y"), "two", 20, "y")

    def interrupt(_: str) -> None:
        load(store_of(server), parts_of(parts(two)), silent)

    with pytest.raises(InputError, match="another load has begun meanwhile"):
        load(store_of(server), parts_of(parts(one)), interrupt)
    assert count(server) == 40


@pytest.mark.parametrize(
    ("content", "told"),
    [("<a:a> <a:b> ", "mend the Turtle"), ('<a:a> <https://w3id.org/laming/ontology#text> "x" .', "words")],
)
def test_bad_files_are_refused_before_anything_is_sent(content: str, told: str, tmp_path: Path) -> None:
    """One line that names the file."""
    (tmp_path / "bad.ttl").write_text(content, "utf-8")
    with pytest.raises(InputError, match=told) as raised:
        parts_of([tmp_path / "bad.ttl"])
    assert str(tmp_path) in str(raised.value)


def test_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """Their graphs would have one name."""
    same = [small(tmp_path / name, "one", 1) / "one.ttl" for name in ("a", "b")]
    with pytest.raises(InputError, match="a second file named one"):
        parts_of(same)


def test_a_triple_of_two_files_is_put_once(server: Running, tmp_path: Path) -> None:
    """Servers count it twice otherwise, though the merge of the graphs has it once."""
    folder = small(tmp_path / "data", "one", 3)
    (folder / "two.ttl").write_bytes((folder / "one.ttl").read_bytes() + b"<a:a> <a:b> <a:c> .")
    (folder / "three.ttl").write_bytes((folder / "one.ttl").read_bytes())
    assert [(part.name, part.triples) for part in parts_of(parts(folder))] == [("one", 3), ("two", 1)]
    load(store_of(server), parts_of(parts(folder)), silent)
    assert count(server) == 4


def test_names_are_made_of_content(tmp_path: Path) -> None:
    """Another content, another version; a name with odd letters still makes an IRI."""
    folder = small(tmp_path / "data", "a b<ü>", 1)
    (first,) = parts_of(parts(folder))
    assert first.graph.endswith("/a%20b%3C%C3%BC%3E")
    small(folder, "a b<ü>", 2)
    (second,) = parts_of(parts(folder))
    assert first.graph != second.graph
    assert CURRENT not in {first.graph, second.graph}


def test_python_asks_a_server_as_it_asks_files(server: Running) -> None:
    """The same answer, with the same citation, from a server that was loaded."""
    load(store_of(server), parts_of(files()), silent)
    there, here = lg.open(endpoint=server.queries), lg.open()
    for slug in ("no-addressee", "calendar"):
        assert there.query(slug) == here.query(slug)
        assert there.query(slug).citation == here.query(slug).citation
    assert there.base == here.base
    with pytest.raises(ValueError, match="not both"):
        lg.open("data/ttl", endpoint=server.queries)
