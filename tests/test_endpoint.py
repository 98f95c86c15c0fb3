"""The endpoint engine against a server that misbehaves, over real sockets; and what is sent at all."""

import socket
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from laming_graph.ask.endpoint import Endpoint, declared
from laming_graph.ask.graph import Graph
from laming_graph.ask.results_json import to_rows
from laming_graph.ask.rows import Rows
from laming_graph.ask.server import Account
from laming_graph.model.errors import InputError
from laming_graph.namespaces import XSD
from tests.command import Laming
from tests.crooked import Asked, Seen, crooked
from tests.servers import free_port

JSON = "application/sparql-results+json"
EMPTY = '{"head": {"vars": ["graph"]}, "results": {"bindings": []}}'
ONE = '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}'
SELECT = "SELECT ?x WHERE { ?x a lam:Claim }"


@pytest.fixture(scope="module")
def laming(tmp_path_factory: pytest.TempPathFactory) -> Laming:
    """The command."""
    return Laming(tmp_path_factory.mktemp("home"))


def query_of(seen: Seen) -> str:
    """The query of a request, from its URL or its form."""
    return parse_qs(seen.body or urlsplit(seen.path).query)["query"][0]


def asks_which(asked: Asked) -> bool:
    """Whether a request is the one that asks which graphs are current."""
    return "/graph/current>" in query_of(asked.server.seen[-1])


def then(answer: Callable[[Asked], None]) -> Callable[[Asked], None]:
    """A server with no current graph that answers the query itself in some way."""

    def both(asked: Asked) -> None:
        if asks_which(asked):
            asked.reply(200, EMPTY, JSON)
        else:
            answer(asked)

    return both


def failure(answer: Callable[[Asked], None], timeout: float = 5.0, account: Account = Account()) -> str:  # noqa: B008
    """The line that tells what went wrong."""
    with crooked(then(answer)) as server:
        with pytest.raises(InputError) as raised:
            Endpoint(server.url, account, timeout, pause=0.01).select(SELECT, "query")
        line = str(raised.value).replace(server.url, "URL")
    assert "\n" not in line
    assert line.isprintable()
    return line


def test_busy_then_fine() -> None:
    """A server that is busy twice is asked a third time, after the pause it asks for."""
    times: list[float] = []

    def answer(asked: Asked) -> None:
        times.append(time.monotonic())
        if len(times) == 1:
            asked.reply(429, "slow down", Retry_After="1")
        elif len(times) == 2:
            asked.reply(503)
        else:
            asked.reply(200, ONE, JSON)

    with crooked(then(answer)) as server:
        rows = Endpoint(server.url, pause=0.2).select(SELECT, "query")
    assert rows == Rows(("x",), ((Literal("1"),),))
    assert times[1] - times[0] >= 1
    assert times[2] - times[1] >= 0.4


@pytest.mark.parametrize("status", [429, 502, 503])
def test_busy_for_good(status: int) -> None:
    """After four tries it is told."""
    line = failure(lambda asked: asked.reply(status))
    assert line == f"URL: still busy ({status}) after 4 tries; ask later"


def test_a_long_pause_is_not_waited_for() -> None:
    """A server that asks for an hour is told of at once; so with a day and time."""
    assert failure(lambda asked: asked.reply(503, Retry_After="3600")).startswith("URL: busy for 3600 s more")
    day = "Sun, 06 Nov 2044 08:49:37 GMT"
    assert "busy for" in failure(lambda asked: asked.reply(503, Retry_After=day))


@pytest.mark.parametrize("pause", ["-5", "soon", ""])
def test_a_senseless_pause_is_passed_over(pause: str) -> None:
    """Then our own pause is taken."""
    assert "after 4 tries" in failure(lambda asked: asked.reply(503, Retry_After=pause))


def test_refusals_are_told_with_the_servers_words() -> None:
    """A refused query shows what the server said, in one short line without escapes."""
    said = "Parse error\n  at \x1b[31mline 3\x1b[0m" + "!" * 1000
    line = failure(lambda asked: asked.reply(400, said))
    assert line.startswith("query: the server does not understand (Parse error at [31mline 3[0m!!!")
    assert len(line) < 400
    page = "<html><head><title>x</title></head><body><h1>Bad</h1>query</body></html>"
    assert "(Bad query)" in failure(lambda asked: asked.reply(400, page, "text/html"))
    assert "it does not say why" in failure(lambda asked: asked.reply(400))


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "URL: asks who you are; give --user and LAMING_PASSWORD, or LAMING_TOKEN"),
        (403, "URL: forbids this (no); ask its keeper"),
        (404, "URL: nothing is at this address; mend the URL"),
        (414, "URL: cannot do it (status 414: no); ask its keeper"),
        (418, "URL: cannot do it (status 418: no); ask its keeper"),
        (500, "URL: cannot do it (status 500: no); ask its keeper"),
    ],
)
def test_other_refusals(status: int, told: str) -> None:
    """Each names the address and the mend."""
    assert failure(lambda asked: asked.reply(status, "no")) == told


def test_wrong_credentials_are_told() -> None:
    """A refused user, a refused token, and a kind of authentication that we have not."""
    wrong = "URL: the user, password or token is wrong; mend it"
    user = Account("ann", "secret")
    for challenge in ('Basic realm="x"', 'Digest realm="x", nonce="1", qop="auth", algorithm=MD5'):
        line = failure(lambda asked, c=challenge: asked.reply(401, WWW_Authenticate=c), account=user)  # type: ignore[misc]
        assert line == wrong
    assert failure(lambda asked: asked.reply(401), account=Account(token="t")) == wrong
    assert failure(lambda asked: asked.reply(401, WWW_Authenticate="Negotiate"), account=user) == wrong


def test_credentials_are_sent_as_asked_for() -> None:
    """Basic only after a server asks for it, and then at once; a token always; nothing unasked."""

    def guarded(asked: Asked) -> None:
        if asked.headers.get("Authorization") == "Basic YW5uOnPDqWNyZXQ=":
            asked.reply(200, EMPTY if asks_which(asked) else ONE, JSON)
        else:
            asked.reply(401, WWW_Authenticate='Basic realm="x"')

    with crooked(guarded) as server:
        Endpoint(server.url, Account("ann", "sécret")).select(SELECT, "query")
        sent = [seen.headers.get("Authorization") for seen in server.seen]
    assert sent[0] is None
    assert all(sent[1:])

    with crooked(then(lambda asked: asked.reply(200, ONE, JSON))) as server:
        Endpoint(server.url, Account(token="abc")).select(SELECT, "query")
        assert {seen.headers["Authorization"] for seen in server.seen} == {"Bearer abc"}
        server.seen.clear()
        Endpoint(server.url).select(SELECT, "query")
        assert not any("Authorization" in seen.headers for seen in server.seen)


def test_nothing_is_followed_elsewhere() -> None:
    """A server that sends one on is told of, and the other never hears the password."""
    with crooked(lambda asked: asked.reply(200, ONE, JSON)) as other:
        line = failure(lambda asked: asked.reply(302, Location=other.url), account=Account(token="abc"))
        assert line == f"URL: has moved to {other.url}; give that URL"
        assert not other.seen


def test_a_web_page_is_no_answer() -> None:
    """HTML with status 200 is what one gets for the address of a web page."""
    line = failure(lambda asked: asked.reply(200, "<html>hello</html>", "text/html; charset=utf-8"))
    assert line == "URL: answers with a web page; give the URL of its SPARQL endpoint"


@pytest.mark.parametrize(
    "body",
    [
        ONE[:40],
        "",
        "[]",
        "null",
        "true",
        "1e999",
        '{"head": {}}',
        '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "odd", "value": "1"}}]}}',
        '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "no iri"}}]}}',
        '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"value": "1"}}]}}',
        '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": 1}}]}}',
        '{"boolean": true}',
        "[" * 100000,
    ],
)
def test_broken_answers(body: str) -> None:
    """What is no result in JSON is told as such."""
    line = failure(lambda asked: asked.reply(200, body, JSON))
    assert line.startswith("URL: its answer cannot be read (")


def test_broken_truth_and_broken_turtle() -> None:
    """So with the answers of ASK and CONSTRUCT."""
    with crooked(then(lambda asked: asked.reply(200, '{"boolean": "yes"}', JSON))) as server:
        with pytest.raises(InputError, match="cannot be read"):
            Endpoint(server.url).ask("ASK {}", "query")
        with pytest.raises(InputError, match="cannot be read"):
            Endpoint(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }", "query")


def test_dropped_connections() -> None:
    """Dropped before an answer, and in the middle of one."""

    def drop(asked: Asked) -> None:
        asked.connection.shutdown(socket.SHUT_RDWR)

    def half(asked: Asked) -> None:
        asked.send_response(200)
        asked.send_header("Content-Type", JSON)
        asked.send_header("Content-Length", "1000")
        asked.end_headers()
        asked.wfile.write(ONE.encode())
        asked.close_connection = True

    def piece(asked: Asked) -> None:
        asked.send_response(200)
        asked.send_header("Content-Type", JSON)
        asked.send_header("Transfer-Encoding", "chunked")
        asked.end_headers()
        asked.wfile.write(b"64\r\n" + ONE.encode()[:20])
        asked.close_connection = True

    for answer in (drop, half, piece):
        assert failure(answer) == "URL: the connection was dropped half way; ask again"


def test_nobody_answers() -> None:
    """A port where nobody listens."""
    url = f"http://127.0.0.1:{free_port()}/query"
    with pytest.raises(InputError) as raised:
        Endpoint(url).select(SELECT, "query")
    assert str(raised.value) == f"{url}: nobody answers there; start the server, or mend the URL"


def test_a_slow_server_is_left() -> None:
    """One that says nothing, and one that drips, in about the time that was given."""

    def silent(asked: Asked) -> None:
        time.sleep(2)

    def dripping(asked: Asked) -> None:
        asked.send_response(200)
        asked.send_header("Content-Type", JSON)
        asked.send_header("Content-Length", "1000")
        asked.end_headers()
        for _ in range(30):
            asked.wfile.write(b" ")
            asked.wfile.flush()
            time.sleep(0.1)

    for answer in (silent, dripping):
        begin = time.monotonic()
        assert failure(answer, timeout=0.5) == "URL: no answer within 0.5 s; give more with --timeout"
        assert time.monotonic() - begin < 2


@pytest.mark.parametrize(
    "url",
    [
        "",
        "query",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nX: y",
        "http://127.0.0.1/é",
        "127.0.0.1:7878",
    ],
)
def test_what_is_no_url(url: str, laming: Laming) -> None:
    """One line, on the command line too."""
    with pytest.raises(InputError, match="no http URL; write it as"):
        Endpoint(url)
    done = laming("query", "gaps", "--endpoint", url)
    assert done.status == 2
    assert done.err.startswith("laming: --endpoint ")
    assert done.err.count("\n") == 1


def test_a_password_in_the_url_is_not_shown() -> None:
    """It is refused, and does not stand in the error."""
    with pytest.raises(InputError) as raised:
        Endpoint("http://ann:secret@127.0.0.1/query")
    assert "secret" not in str(raised.value)


def test_terms_are_those_of_every_engine() -> None:
    """Virtuoso's typed literals, its truth values and its names of blank nodes; languages; nothing."""
    cell = {
        "a": '{"type": "typed-literal", "value": "x", "datatype": "http://www.w3.org/2001/XMLSchema#string"}',
        "b": '{"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}',
        "c": '{"type": "bnode", "value": "nodeID://b10"}',
        "d": '{"type": "literal", "value": "chat", "xml:lang": "fr"}',
        "e": '{"type": "literal", "value": "1.50", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}',
        "f": '{"type": "uri", "value": "https://example.org/"}',
        "g": '{"type": "literal", "value": "0.0", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}',
        "h": '{"type": "literal", "value": "x", "xml:lang": ""}',
    }
    row = ", ".join(f'"{name}": {term}' for name, term in cell.items())
    names = ", ".join(f'"{name}"' for name in [*cell, "none"])
    rows = to_rows(f'{{"head": {{"vars": [{names}]}}, "results": {{"bindings": [{{{row}}}]}}}}'.encode())
    assert rows.columns == (*cell, "none")
    assert rows.cells == (
        (
            Literal("x"),
            Literal("true", datatype=NamedNode(f"{XSD}boolean")),
            BlankNode("b0"),
            Literal("chat", language="fr"),
            Literal("1.5", datatype=NamedNode(f"{XSD}decimal")),
            NamedNode("https://example.org/"),
            Literal("0", datatype=NamedNode(f"{XSD}decimal")),
            Literal("x"),
            None,
        ),
    )


def test_short_queries_by_get_long_ones_by_post() -> None:
    """A query part of the URL goes along either way."""
    with crooked(then(lambda asked: asked.reply(200, ONE, JSON))) as server:
        endpoint = Endpoint(f"{server.url}?format=json&key=a%26b")
        endpoint.select(SELECT, "query")
        endpoint.select(f"SELECT ?x WHERE {{ ?x ?y '{'a' * 3000}' }}", "query")
        which, short, which_again, long = server.seen
    assert (which.method, short.method, long.method) == ("GET", "GET", "POST")
    for seen in (which, short, which_again, long):
        given = parse_qs(seen.body or urlsplit(seen.path).query)
        assert given["key"] == ["a&b"]
        assert given["format"] == ["json"]
        assert "json" in seen.headers["Accept"]
    assert urlsplit(long.path).query == ""


def test_our_prefixes_are_sent_along() -> None:
    """Those that a query uses and does not declare, and no others."""
    assert declared("ASK { ?s a lam:Claim ; rdfs:label ?x }").startswith("PREFIX lam: <")
    own = "prefix lam: <https://example.org/>\nASK { ?s a lam:Claim }"
    assert declared(own) == own
    assert declared("ASK { ?s xlam:x 1 }") == "ASK { ?s xlam:x 1 }"
    with crooked(then(lambda asked: asked.reply(200, ONE, JSON))) as server:
        Graph(engine=Endpoint(server.url)).sparql(SELECT)
        assert "PREFIX lam: <https://w3id.org/laming/ontology#>" in query_of(server.seen[-1])


def test_current_graphs_are_asked_and_no_others() -> None:
    """Where the server names current graphs these are the default graph; a change meanwhile is seen."""
    graph = '{{"head": {{"vars": ["graph"]}}, "results": {{"bindings": [{}]}}}}'
    versions = iter("aabbb")

    def answer(asked: Asked) -> None:
        if asks_which(asked):
            term = '{"graph": {"type": "uri", "value": "https://example.org/' + next(versions) + '"}}'
            asked.reply(200, graph.format(term), JSON)
        else:
            asked.reply(200, ONE, JSON)

    with crooked(answer) as server:
        endpoint = Endpoint(server.url)
        endpoint.select(SELECT, "query")
        endpoint.select(SELECT, "query")
        asked = [parse_qs(urlsplit(seen.path).query).get("default-graph-uri") for seen in server.seen]
    a, b = ["https://example.org/a"], ["https://example.org/b"]
    # Which, query, which: still a. Query of a, which: now b. Query of b, which: still b.
    assert asked == [None, a, None, a, None, b, None]


@pytest.mark.parametrize(
    "text",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "LOAD <http://127.0.0.1/x>",
        "CLEAR ALL",
        "DROP ALL",
        "SELECT ?x WHERE { SERVICE <http://127.0.0.1/x> { ?x ?y ?z } }",
        "SELECT ?x WHERE { SERVICE SILENT ?x { ?x ?y ?z } }",
        "ASK { } ; DELETE WHERE { ?s ?p ?o }",
        "SELECT ?x WHERE { # \n SERVICE # x\n <http://127.0.0.1/x>{ ?x ?y ?z } }",
        'ASK { ?x ?y "\\u0022 . SERVICE <http://127.0.0.1/x> { ?x ?y ?z } #" }',
        'ASK { ?x ?y "\\u0022 . \\u0053\\U00000045RVICE <http://127.0.0.1/x> { ?x ?y ?z } #" }',
        "define sql:log-enable 2 SELECT ?x WHERE { ?x ?y ?z }",
    ],
)
def test_only_queries_are_sent(text: str) -> None:
    """An update, or what would ask another server, never leaves; whichever way it comes."""
    with crooked(then(lambda asked: asked.reply(200, ONE, JSON))) as server:
        endpoint = Endpoint(server.url)
        asking: list[Callable[[], object]] = [
            lambda: Graph(engine=endpoint).sparql(text),
            lambda: endpoint.select(text, "query"),
            lambda: endpoint.ask(text, "query"),
            lambda: endpoint.construct(text, "query"),
        ]
        for ask in asking:
            with pytest.raises(InputError):
                ask()
        assert not server.seen


def test_a_query_of_another_form_is_not_sent() -> None:
    """Nor is one of a form that the caller did not mean."""
    with crooked(then(lambda asked: asked.reply(200, ONE, JSON))) as server:
        with pytest.raises(InputError, match="not of the form"):
            Endpoint(server.url).select("ASK {}", "query")
        assert not server.seen


def test_data_and_endpoint_exclude_each_other(laming: Laming) -> None:
    """As do --endpoint and --engine; a user needs a password; a time is a time."""
    done = laming("query", "gaps", "--endpoint", "http://127.0.0.1:1/q", "--data", ".")
    assert done.status == 2
    assert "not allowed with" in done.err
    for wrong in (["--engine", "rdflib"], ["--user", "ann"], ["--user", "a:b"]):
        done = laming("query", "gaps", "--endpoint", "http://127.0.0.1:1/q", *wrong, LAMING_PASSWORD="")
        assert (done.status, done.err.count("\n")) == (2, 1)
    done = laming("query", "gaps", "--timeout", "0")
    assert done.status == 2
    done = laming("query", "gaps", "--endpoint", "http://127.0.0.1:1/q", LAMING_TOKEN="a\nb")
    assert (done.status, done.err) == (2, "laming: LAMING_TOKEN: holds what no token can; give it anew\n")


@pytest.mark.parametrize("command", [["query", "gaps"], ["compare", "24"], ["why", "rule/naming"]])
def test_every_asking_command_takes_an_endpoint(command: list[str], laming: Laming) -> None:
    """And tells in one line that nobody answers."""
    url = f"http://127.0.0.1:{free_port()}/query"
    done = laming(*command, "--endpoint", url)
    assert (done.status, done.out) == (2, "")
    assert done.err == f"laming: {url}: nobody answers there; start the server, or mend the URL\n"
