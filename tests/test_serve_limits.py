"""What one client does, the others do not feel: runaways, crowds, slow and broken clients, stopping."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.command import Laming
from tests.serving import RUNAWAY, Said, Server, serving

QUICK = "SELECT ?l { <recommendation/24> rdfs:label ?l }"
PATHS = "SELECT (COUNT(*) AS ?n) { ?a (!lam:none|^!lam:none)* ?b . ?c (!lam:none|^!lam:none)* ?d }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"
WIDE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def server(laming: Laming) -> Iterator[Server]:
    """A server with short limits."""
    limits = ("--seconds", 5, "--workers", 4, "--queue", 200, "--answer", 2)
    with serving(laming, *limits) as running:
        yield running


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for something to come true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)


def quick(server: Server) -> Said:
    """A question that any server answers at once."""
    said = server.ask(QUICK)
    assert said.status == 200, said.text
    assert "plan the supply" in said.text
    return said


@pytest.mark.parametrize("query", [RUNAWAY, PATHS], ids=["cartesian product", "endless paths"])
def test_a_runaway_is_stopped_and_the_others_are_answered(query: str, server: Server) -> None:
    """At its limit the worker is killed and replaced; meanwhile others are answered."""
    before = set(server.workers())
    with ThreadPoolExecutor(1) as elsewhere:
        start = time.monotonic()
        runaway: Future[Said] = elsewhere.submit(server.ask, query)
        answered = 0
        while not runaway.done():
            quick(server)
            answered += 1
        taken = time.monotonic() - start
    said = runaway.result()
    assert said.status == 504
    assert said.text == "the query took longer than 5 seconds; ask for less\n"
    assert 4.5 < taken < 15
    assert answered > 5
    until(lambda: len(before - set(server.workers())) == 1)
    until(lambda: len(server.workers()) == 4)


def test_more_runaways_than_workers(server: Server) -> None:
    """Two run to their limit, the rest are sent away once they prove slow; quick ones are all answered."""
    with ThreadPoolExecutor(6) as elsewhere:
        runaways = [elsewhere.submit(server.ask, RUNAWAY) for _ in range(6)]
        answered = 0
        while not all(runaway.done() for runaway in runaways):
            quick(server)
            answered += 1
    said = [runaway.result() for runaway in runaways]
    assert sorted(one.status for one in said) == [503] * 4 + [504] * 2
    assert {one.headers.get("retry-after") for one in said if one.status == 503} == {"5"}
    assert answered
    until(lambda: len(server.workers()) == 4)


def test_a_query_that_takes_all_memory_ends_alone(laming: Laming) -> None:
    """Its worker breaks off and is replaced."""
    with serving(laming, "--memory", 64) as small:
        quick(small)
        said = small.ask(SORTED)
        assert said.status == 500
        assert "needs more than 67108864 bytes" in said.text
        quick(small)


def test_a_query_that_breaks_the_parser_ends_alone(server: Server) -> None:
    """Nesting beyond the stack kills the worker, not the server."""
    deep = b"ASK " + b"{" * 100_000 + b"}" * 100_000
    said = server.request("POST", "/sparql", deep, {"Content-Type": "application/sparql-query"})
    assert said.status == 500
    assert "nested too deep" in said.text
    quick(server)


def test_an_answer_that_is_too_large_is_refused_whole(server: Server) -> None:
    """No answer is cut short in silence; nothing of it stays behind."""
    said = server.ask(WIDE)
    assert said.status == 400
    assert said.text == "the answer is larger than 2097152 bytes; ask for less, with LIMIT or fewer columns\n"
    large = server.ask("SELECT * { ?a ?b ?c } LIMIT 4000")
    assert large.status == 200
    assert len(large.json()["results"]["bindings"]) == 4000
    assert len(large.body) > 256 * 1024


def test_a_hundred_at_once(server: Server) -> None:
    """All are answered, each with its own answer."""
    with ThreadPoolExecutor(100) as crowd:
        asked = [f"SELECT ?x {{ VALUES ?x {{ {number} }} ?s a lam:Inquiry }}" for number in range(100)]
        said = list(crowd.map(server.ask, asked))
    assert {one.status for one in said} == {200}
    values = [one.json()["results"]["bindings"][0]["x"]["value"] for one in said]
    assert values == [str(number) for number in range(100)]


def test_too_many_are_sent_away_and_told_when_to_come_again(laming: Laming) -> None:
    """503 with Retry-After as soon as the queue is full; who waits is answered."""
    with (
        serving(laming, "--workers", 1, "--queue", 2, "--seconds", 3) as small,
        ThreadPoolExecutor(8) as crowd,
    ):
        runaway = crowd.submit(small.ask, RUNAWAY)
        time.sleep(0.5)
        rest = [crowd.submit(small.ask, "ASK {}") for _ in range(6)]
        statuses = [one.result().status for one in rest]
        assert statuses.count(503) == 4
        assert all(one.result().headers["retry-after"] == "3" for one in rest if one.result().status == 503)
        assert runaway.result().status == 504
        until(lambda: small.ask("ASK {}").status == 200)


def test_a_query_ends_when_its_client_goes_away(server: Server) -> None:
    """Its worker is killed long before the limit."""
    until(lambda: len(server.workers()) == 4)
    before = set(server.workers())
    with connected(server) as client:
        client.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.3)
    start = time.monotonic()
    until(lambda: bool(before - set(server.workers())))
    assert time.monotonic() - start < 3
    quick(server)


def test_a_killed_worker_is_replaced(server: Server) -> None:
    """Whoever kills it, and before anybody asks it."""
    until(lambda: len(server.workers()) == 4)
    before = set(server.workers())
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    until(lambda: len(set(server.workers()) - before) == 4)
    quick(server)


def connected(server: Server) -> socket.socket:
    """A bare connection."""
    host, port = server.host.split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def everything(client: socket.socket) -> bytes:
    """What comes until the server closes, or says nothing more for a while."""
    received = b""
    client.settimeout(5)
    try:
        while piece := client.recv(65536):
            received += piece
    except (TimeoutError, ConnectionResetError):
        pass
    return received


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /sparql?query=ASK {} HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: a b<>\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /" + b"a" * 2_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\n" + b"X: y\r\n" * 300_000 + b"\r\n",
    ],
    ids=[
        "bytes",
        "no target",
        "space in target",
        "header",
        "host",
        "negative length",
        "two lengths",
        "chunk",
        "long target",
        "many headers",
    ],
)
def test_malformed_http(sent: bytes, server: Server) -> None:
    """400 or a closed connection, and the server goes on."""
    with connected(server) as client:
        try:
            client.sendall(sent)
        except (BrokenPipeError, ConnectionResetError):
            received = b""
        else:
            received = everything(client)
    assert received == b"" or received.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4")), received[:200]
    quick(server)


def test_http_1_0_without_a_host(server: Server) -> None:
    """It is answered, and the description names the address of the connection."""
    with connected(server) as client:
        client.sendall(b"GET /sparql HTTP/1.0\r\n\r\n")
        received = everything(client)
    assert received.startswith(b"HTTP/1.1 200")
    assert server.sparql.encode() in received


def test_clients_that_hang_hinder_nobody(server: Server) -> None:
    """Fifty that never end their request, and one that reads nothing of a large answer."""
    idle = [connected(server) for _ in range(50)]
    try:
        for client in idle:
            client.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")
        large = f"GET /sparql?query={quote('SELECT * { ?a ?b ?c } LIMIT 4000')} HTTP/1.1\r\nHost: x\r\n\r\n"
        idle[0].close()
        with connected(server) as deaf:
            deaf.sendall(large.encode())
            for _ in range(10):
                quick(server)
    finally:
        for client in idle:
            client.close()


def test_clients_that_never_end_their_request_are_closed(laming: Laming) -> None:
    """The first request or a later one, its head or its body; a client that waits for an answer is not."""
    head = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: x\r\n"
    body = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    body += b"Content-Length: 9\r\n\r\nASK"
    with serving(laming, "--seconds", 2) as server:
        for sent, answers in ((b"", 0), (head, 0), (head + b"\r\n" + head, 1), (body, 0)):
            start = time.monotonic()
            with connected(server) as client:
                client.sendall(sent)
                received = b""
                while piece := client.recv(65536):
                    received += piece
            assert received.count(b"HTTP/1.1 200") == answers
            assert b"HTTP/1.1 408" in received if sent == body else b"408" not in received
            assert 4.5 < time.monotonic() - start < 12


def test_many_requests_on_one_connection(server: Server) -> None:
    """Sent in one go, they are answered in order."""
    with connected(server) as client:
        one = "GET /sparql?query={} HTTP/1.1\r\nHost: x\r\n{}\r\n"
        parts = [one.format(quote(f"SELECT ({number} AS ?x) {{}}"), "") for number in range(5)]
        parts.append(one.format(quote("ASK {}"), "Connection: close\r\n"))
        client.sendall("".join(parts).encode())
        received = everything(client)
    assert received.count(b"HTTP/1.1 200 OK") == 6
    places = [received.index(f'"value":"{number}"'.encode()) for number in range(5)]
    assert places == sorted(places)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_in_order(sign: signal.Signals, tmp_path: Path) -> None:
    """What is being answered is answered first; status 0, no worker and no file stay behind."""
    own = Laming(tmp_path)
    with serving(own, "--seconds", 3) as stopping, ThreadPoolExecutor(1) as elsewhere:
        assert len(list(tmp_path.glob("laming-*"))) == 2
        workers = stopping.workers()
        runaway = elsewhere.submit(stopping.ask, RUNAWAY)
        time.sleep(0.7)
        stopping.process.send_signal(sign)
        assert runaway.result().status == 504
        assert stopping.process.wait(15) == 0
        assert stopping.process.stderr is not None
        assert stopping.process.stderr.read() == ""
        assert len(workers) >= 4
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
        assert not list(tmp_path.glob("laming-*"))


def test_workers_end_with_a_server_that_is_killed(laming: Laming) -> None:
    """Also one that runs a query: it ends itself when its time is up."""
    with serving(laming, "--seconds", 1) as killed, ThreadPoolExecutor(1) as elsewhere:
        workers = killed.workers()
        asked = elsewhere.submit(killed.ask, RUNAWAY)
        time.sleep(0.4)
        killed.process.kill()
        assert isinstance(asked.exception(), OSError)
        until(lambda: not any(_alive(worker) for worker in workers))


def _alive(pid: int) -> bool:
    """Whether a process runs, and is not just waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
