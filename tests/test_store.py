"""A store on disk: loaded whole or not at all, opened without loading, with the rows of memory."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

import laming_graph as lg
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.graph import Graph
from laming_graph.ask.on_disk import MARK, load_on_disk, open_on_disk
from laming_graph.ask.store import code_book, graph_files
from laming_graph.model.errors import InputError
from tests.command import Laming, fine
from tests.expected import ROOT, SLUGS, parameters

FILES = graph_files(ROOT / "data" / "ttl")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the shipped graph."""
    folder = tmp_path_factory.mktemp("stores") / "shipped"
    load_on_disk(folder, FILES)
    return folder


@pytest.fixture(scope="module")
def memory() -> Graph:
    """The same in memory."""
    engine = Embedded()
    engine.load(FILES)
    return Graph(engine=engine)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_rows_are_those_of_memory(slug: str, store: Path, memory: Graph) -> None:
    """Every canned query, row by row."""
    given = parameters(slug)
    opened = lg.open(store=store).query(slug, **given)
    assert list(opened) == list(memory.query(slug, **given))
    assert opened


def test_nothing_is_written_in_opening(store: Path) -> None:
    """Files and sizes of the store stay, log of the engine apart."""

    def sizes() -> dict[str, int]:
        return {path.name: path.stat().st_size for path in store.iterdir() if "LOG" not in path.name}

    before = sizes()
    open_on_disk(store).ask("ASK { ?a ?b ?c }", "query")
    assert sizes() == before


def test_any_format_is_read_by_its_ending(tmp_path: Path) -> None:
    """N-Quads and TriG lose the names of their graphs; a triple of two graphs counts once."""
    (tmp_path / "a.nt").write_text("<urn:a> <urn:p> <urn:b> .\n")
    (tmp_path / "b.nq").write_text("<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:a> <urn:p> <urn:c> <urn:g> .\n")
    (tmp_path / "c.trig").write_text("GRAPH <urn:g> { <urn:a> <urn:p> <urn:c>, <urn:d> }\n")
    files = [tmp_path / name for name in ("a.nt", "b.nq", "c.trig")]
    seen: list[tuple[int, int]] = []
    loaded = load_on_disk(tmp_path / "store", files, lambda read, of: seen.append((read, of)))
    assert (loaded.triples, loaded.files) == (3, 3)
    assert seen[-1] == (sum(file.stat().st_size for file in files),) * 2
    rows = open_on_disk(tmp_path / "store").select("SELECT ?c { <urn:a> <urn:p> ?c } ORDER BY ?c", "query")
    assert [value for (value,) in rows.texts()] == ["urn:b", "urn:c", "urn:d"]


def test_a_store_is_replaced_whole(tmp_path: Path) -> None:
    """Who has the old one open keeps it; whoever opens next has the new one; nothing else is left."""
    (tmp_path / "one.nt").write_text("<urn:a> <urn:p> <urn:b> .\n")
    (tmp_path / "two.nt").write_text("<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn:c> .\n")
    place = tmp_path / "place" / "store"
    load_on_disk(place, [tmp_path / "one.nt"])
    old = open_on_disk(place)
    assert load_on_disk(place, [tmp_path / "two.nt"]).triples == 2
    count = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
    assert [*old.select(count, "").texts()] == [("1",)]
    assert [*open_on_disk(place).select(count, "").texts()] == [("2",)]
    assert [path.name for path in place.parent.iterdir()] == ["store"]


def damaged(change: Callable[[Path], object], place: Path) -> str:
    """What is told of a store after a change."""
    load_on_disk(place, code_book())
    change(place)
    with pytest.raises(InputError) as told:
        open_on_disk(place)
    assert "\n" not in str(told.value)
    return str(told.value)


def of_version_2(place: Path) -> None:
    """A store that a later program might make."""
    told = json.loads((place / MARK).read_text("utf-8"))
    (place / MARK).write_text(json.dumps({**told, "version": 2}), "utf-8")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (shutil.rmtree, "is not there"),
        (lambda place: (place / MARK).unlink(), "is no store of `laming load`"),
        (lambda place: (place / MARK).write_text("{"), f"{MARK} is damaged"),
        (of_version_2, "is of version 2, this program reads 1"),
        (lambda place: max(place.glob("*.sst")).write_bytes(b"x"), ".sst is not as it was written"),
        (lambda place: max(place.glob("*.sst")).unlink(), ".sst is not as it was written"),
        (lambda place: (place / "CURRENT").unlink(), "cannot be opened"),
        (lambda place: (place / "CURRENT").write_text("nonsense\n"), "cannot be opened"),
    ],
    ids=["gone", "no mark", "mark", "version", "cut", "lacking", "no CURRENT", "CURRENT"],
)
def test_what_is_no_sound_store_is_told(change: Callable[[Path], object], words: str, tmp_path: Path) -> None:
    """In one line, with the mend."""
    told = damaged(change, tmp_path / "store")
    assert words in told
    assert f"laming load --store {tmp_path / 'store'} FILE..." in told


def test_a_failed_load_changes_nothing(tmp_path: Path) -> None:
    """Bad Turtle, an unknown ending, a missing file, a folder of other things."""
    (tmp_path / "good.nt").write_text("<urn:a> <urn:p> <urn:b> .\n")
    (tmp_path / "bad.ttl").write_text("<urn:a> <urn:p>\n ]")
    (tmp_path / "some.thing").write_text("")
    place = tmp_path / "store"
    load_on_disk(place, [tmp_path / "good.nt"])
    for name, words in (("bad.ttl", ":2:2"), ("some.thing", "no format of RDF"), ("no.nt", "No such file")):
        with pytest.raises(InputError, match=words):
            load_on_disk(place, [tmp_path / "good.nt", tmp_path / name])
    assert [*open_on_disk(place).select("SELECT ?s { ?s ?p ?o }", "").texts()] == [("urn:a",)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.ttl", "good.nt", "some.thing", "store"]
    for other in (tmp_path, tmp_path / "good.nt"):
        with pytest.raises(InputError, match="holds something else"):
            load_on_disk(other, [tmp_path / "good.nt"])


def test_a_store_that_is_written_to_is_not_replaced(tmp_path: Path) -> None:
    """Another process has it open, as a server would."""
    (tmp_path / "good.nt").write_text("<urn:a> <urn:p> <urn:b> .\n")
    place = tmp_path / "store"
    load_on_disk(place, [tmp_path / "good.nt"])
    writer = Store(str(place))
    code = "import sys\nfrom laming_graph.cli import main\nsys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "load", "--store", str(place), str(tmp_path / "good.nt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "has it open for writing" in done.stderr
    del writer


def test_the_command_loads_and_asks(tmp_path: Path) -> None:
    """`load --store`, then every way of asking; what cannot be is refused."""
    laming = Laming(tmp_path)
    done = laming("load", "--store", "mine")
    assert (done.status, done.out) == (0, "")
    assert re.match(r"\d{5} triples of \d+ files in mine, ", done.err)
    assert fine(laming("query", "gaps", "--store", "mine")) == fine(laming("query", "gaps"))
    assert fine(laming("compare", "24", "--store", "mine")) == fine(laming("compare", "24"))
    why = ("why", "commitment/action-plan/37/2")
    assert fine(laming(*why, "--store", "mine")) == fine(laming(*why))
    (tmp_path / "ask.rq").write_text("ASK { ?a a lam:Commitment }")
    assert fine(laming("sparql", "ask.rq", "--store", "mine")) == "true\n"
    for wrong in (
        ("query", "gaps", "--store", "mine", "--engine", "rdflib"),
        ("query", "gaps", "--store", "none"),
        ("query", "gaps", "--store", "mine", "--data", "."),
        ("load", "--store", "other", "ask.rq", "--data", "."),
        ("load", "--endpoint", "http://127.0.0.1:1/", "ask.rq"),
        ("load",),
        ("export", "csv", "-o", "tables", "--store", "mine"),
    ):
        assert laming(*wrong).status == 2
    assert not (tmp_path / "other").exists()


def test_a_store_and_data_are_not_given_together(store: Path) -> None:
    """One or the other."""
    with pytest.raises(ValueError, match="not both"):
        lg.open(ROOT / "data" / "ttl", store=store)
