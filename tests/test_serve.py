"""The server as its users meet it: SPARQL in every format, every IRI, refusals, headers."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import (
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from laming_graph.namespaces import CODES, LAM, PREFIXES
from laming_graph.serve.headers import EVERYWHERE
from tests.command import Laming
from tests.expected import ROOT
from tests.serving import JSON, Said, Server, serving

DATA = ROOT / "data" / "ttl"
GRAPH = f"{CODES}graph/"
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
FIVE = """SELECT ?rec ?page { ?r a lam:Recommendation ; dcterms:identifier ?rec ; lam:page ?page }
          ORDER BY ?r LIMIT 5"""


@pytest.fixture(scope="module")
def server(laming: Laming) -> Iterator[Server]:
    """A server of the shipped data."""
    with serving(laming) as running:
        yield running


@pytest.fixture(scope="module")
def store() -> Store:
    """The same data, in this process."""
    store = Store()
    for file in (*DATA.glob("*.ttl"), ROOT / "ontology/codes.ttl", ROOT / "ontology/crosswalk.ttl"):
        store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
    return store


def count(said: Said) -> int:
    """The number that a query counted."""
    assert said.status == 200, said.text
    return int(said.json()["results"]["bindings"][0]["n"]["value"])


def triples(said: Said) -> set[str]:
    """The triples of a response."""
    assert said.status == 200, said.text
    return {str(quad.triple) for quad in parse(said.body, FORMATS[said.kind], base_iri="urn:x")}


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        (JSON, QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
    ],
)
def test_select_in_formats_that_keep_terms(
    accept: str, format_: QueryResultsFormat, server: Server, store: Store
) -> None:
    """The rows of the server are those of the store."""
    said = server.ask(FIVE, accept)
    assert (said.status, said.kind, said.headers["vary"]) == (200, accept, "Accept")
    read = parse_query_results(said.body, format_)
    expected = store.query(FIVE, prefixes=PREFIXES)
    assert isinstance(read, QuerySolutions)
    assert isinstance(expected, QuerySolutions)
    assert [tuple(row) for row in read] == [tuple(row) for row in expected]


def test_select_in_csv(server: Server) -> None:
    """Header and values, with the line ends of the standard."""
    said = server.ask(FIVE, "text/csv")
    assert said.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(said.text, newline="")))
    assert rows[0] == ["rec", "page"]
    assert [row[0] for row in rows[1:]] == ["1", "10", "11", "12", "13"]


@pytest.mark.parametrize("kind", FORMATS)
def test_construct_and_describe(kind: str, server: Server, store: Store) -> None:
    """The graph is the same in each format."""
    for query in (
        "CONSTRUCT { ?r rdfs:label ?l } WHERE { ?r a lam:Recommendation ; rdfs:label ?l }",
        "DESCRIBE <recommendation/24>",
    ):
        said = server.ask(query, kind)
        assert said.kind == kind
        expected = store.query(query, prefixes=PREFIXES, base_iri=CODES)
        assert isinstance(expected, QueryTriples)
        assert triples(said) == {str(triple) for triple in expected}


def test_ask_in_each_format(server: Server) -> None:
    """JSON, XML, and plain true or false."""
    assert server.ask("ASK {}").json()["boolean"] is True
    assert b"<boolean>true</boolean>" in server.ask("ASK {}", "application/sparql-results+xml").body
    assert server.ask("ASK { <a:> <b:> <c:> }", "text/csv").text.strip() == "false"
    assert server.ask("ASK {}", "text/tab-separated-values").text.strip() == "true"


def test_what_nobody_accepts(server: Server) -> None:
    """406 names what there is, for the form of the query."""
    said = server.ask("SELECT * {} LIMIT 1", "image/png")
    assert said.status == 406
    rows = server.ask("SELECT * {} LIMIT 1", "text/turtle")
    assert rows.status == 406
    assert "application/sparql-results+json" in rows.text
    assert server.ask("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "text/csv").status == 406
    assert server.get("/sparql", "image/png").status == 406


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT *\nWHERE { ?s ?p }", "line 2, column 16: expected"),
        ("SELEKT", "line 1, column 7: expected"),
        ("INSERT DATA { <a:> <b:> <c:> }", "line 1, column 10: expected"),
        ("", "line 1, column 1: expected"),
        ("SELECT * { ?s foaf:made:up ?o . ?s none:such ?o }", "line 1, column"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE would ask another server"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE would ask another server"),
    ],
)
def test_bad_queries(query: str, told: str, server: Server) -> None:
    """400 with one line, and the place where it is wrong."""
    for said in (
        server.ask(query),
        server.request("POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query"}),
    ):
        assert said.status == 400
        assert said.kind == "text/plain"
        assert said.text.startswith(told) or told in said.text
        assert said.text.count("\n") == 1


def test_other_methods(server: Server) -> None:
    """405 with what is allowed, for SPARQL and for things; HEAD and OPTIONS are answered."""
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        said = server.request(method, "/sparql?query=ASK%7B%7D")
        assert (said.status, said.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
        assert server.request(method, "/id/recommendation/24").status == 405
    assert server.request("POST", "/id/recommendation/24", b"").status == 405
    for path in ("/sparql", "/id/recommendation/24", "/.well-known/void", "/"):
        said = server.request("OPTIONS", path)
        assert (said.status, said.body) == (204, b"")
        assert said.headers["access-control-allow-methods"] == said.headers["allow"]
        assert said.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in said.headers


@pytest.mark.parametrize(
    "path",
    [
        f"/sparql?{urlencode({'query': FIVE})}",
        "/sparql",
        "/id/recommendation/24",
        "/page/recommendation/24",
        "/",
    ],
)
def test_head_is_get_without_the_body(path: str, server: Server) -> None:
    """The same headers, the length too."""
    head, get = server.request("HEAD", path), server.get(path)
    assert head.body == b""
    assert int(head.headers["content-length"]) == len(get.body)
    same = ("content-type", "content-length", "vary", "link")
    assert [head.headers.get(name) for name in same] == [get.headers.get(name) for name in same]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sparql",
        "/sparql?query=no",
        "/id/recommendation/24",
        "/page/recommendation/24",
        "/id/none",
        "/nowhere",
    ],
)
def test_every_response_has_the_headers(path: str, server: Server) -> None:
    """Anyone may read, without credentials; a browser runs nothing but the server's own files."""
    said = server.get(path)
    for name, value in EVERYWHERE.items():
        assert said.headers[name.lower()] == value
    assert "default-src 'none'" in said.headers["content-security-policy"]
    assert "unsafe" not in said.headers["content-security-policy"]
    assert "server" not in said.headers


def test_a_closing_slash_is_no_matter(server: Server) -> None:
    """It leads to the same address."""
    said = server.get("/sparql/?query=ASK%7B%7D")
    assert said.status == 307
    assert said.headers["location"].endswith("/sparql?query=ASK%7B%7D")


def test_a_request_that_is_too_large(server: Server) -> None:
    """413, whether or not its length is told beforehand."""
    headers = {"Content-Type": "application/sparql-query"}
    large = b"ASK {}" + b" " * 1024 * 1024
    assert server.request("POST", "/sparql", large, headers).status == 413
    fits = b"ASK {}" + b" " * (1024 * 1024 - 6)
    assert server.request("POST", "/sparql", fits, headers).status == 200


def test_the_default_graph_is_all_files_together(server: Server, store: Store) -> None:
    """And each file is a named graph besides; the named ones are not asked unless named."""
    number = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert count(server.ask(number)) == len(store)
    stems = sorted(path.stem for path in (*DATA.glob("*.ttl"), Path("codes"), Path("crosswalk")))
    said = server.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", "text/csv")
    assert said.text.split() == ["g", *(GRAPH + stem for stem in stems)]
    agents = Store()
    agents.bulk_load(path=str(DATA / "agents.ttl"), format=RdfFormat.TURTLE)
    one = {"default-graph-uri": f"{GRAPH}agents"}
    assert count(server.ask(number, **one)) == len(agents)
    assert count(server.ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", **one)) == 0
    assert count(server.ask(f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}agents> {{ ?s ?p ?o }}")) == len(agents)
    named = {"named-graph-uri": f"{GRAPH}agents"}
    assert count(server.ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", **named)) == len(agents)
    assert count(server.ask(number, **named)) == 0


def test_an_unknown_graph_is_empty(server: Server) -> None:
    """Named in the request or in the query; what is no IRI is refused."""
    number = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert count(server.ask(number, **{"default-graph-uri": "https://example.org/none"})) == 0
    assert count(server.ask("SELECT (COUNT(*) AS ?n) FROM <file:///etc/passwd> { ?s ?p ?o }")) == 0
    said = server.ask(number, **{"default-graph-uri": "no iri"})
    assert said.status == 400
    assert "whole IRI" in said.text


@pytest.mark.parametrize("kind", FORMATS)
def test_a_thing_answers_in_rdf(kind: str, server: Server, store: Store) -> None:
    """All that is said of it and with it, and the places in documents on which that rests."""
    iri = f"{CODES}commitment/action-plan/37/2"
    said = server.get("/id/commitment/action-plan/37/2", kind)
    assert (said.kind, said.headers["vary"]) == (kind, "Accept")
    found = triples(said)
    node = NamedNode(iri)
    said_of_it = [*store.quads_for_pattern(node, None, None), *store.quads_for_pattern(None, None, node)]
    assert {str(quad.triple) for quad in said_of_it} <= found
    selected = [triple for triple in found if "/oa#start>" in triple]
    assert len(selected) == 2
    others = {offer for offer in FORMATS if f'type="{offer}"' in said.headers["link"]}
    assert others == set(FORMATS) - {kind}
    assert '</page/commitment/action-plan/37/2>; rel="alternate"; type="text/html"' in said.headers["link"]


def test_a_recommendation_answers_with_the_evidence_of_what_is_said_of_it(server: Server) -> None:
    """From the statements about it to the code points."""
    found = triples(server.get("/id/recommendation/24"))
    for property_ in (f"{LAM}about", f"{LAM}evidence", "http://www.w3.org/ns/oa#start"):
        assert any(property_ in triple for triple in found)


def test_a_browser_is_sent_to_the_page(server: Server) -> None:
    """303, and the page says the same facts and names the other formats."""
    said = server.get(
        "/id/recommendation/24", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    )
    assert (said.status, said.headers["location"], said.headers["vary"]) == (
        303,
        "/page/recommendation/24",
        "Accept",
    )
    page = server.get(said.headers["location"], "text/html")
    assert (page.status, page.kind) == (200, "text/html")
    assert f"{CODES}recommendation/24" in page.text
    assert '<link rel="alternate" type="text/turtle" href="../../data/recommendation/24.ttl">' in page.text
    assert "<script" not in page.text
    assert server.get("/page/recommendation/24", "text/turtle").status == 406


def test_unknown_things_are_not_found(server: Server) -> None:
    """404, also for what could not be an IRI."""
    for path in (
        "/id/recommendation/59",
        "/page/recommendation/59",
        "/id/",
        "/id/a%3E%20b",
        '/id/a"b',
        "/idx",
    ):
        assert server.get(path).status == 404, path


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/questions/none", 404),
        ("GET", "/page/recommendation/59", 404),
        ("GET", "/id/recommendation/59", 404),
        ("GET", "//a/..//<b>", 404),
        ("POST", "/", 405),
        ("PUT", "/sparql", 405),
        ("GET", "/sparql?query=SELEKT", 400),
        ("GET", "/sparql?query=<script>", 400),
    ],
)
def test_a_browser_is_shown_why_there_is_no_page(method: str, path: str, status: int, server: Server) -> None:
    """A page with the way home and the search; a line of text for all who do not ask for a page first."""
    seen = server.request(method, path, headers={"Accept": BROWSER})
    assert (seen.status, seen.kind, seen.headers["vary"]) == (status, "text/html", "Accept")
    assert '<form role="search" action="/search"' in seen.text
    assert '<a href="/">' in seen.text
    assert "<script" not in seen.text
    assert server.get("/static/style.css").status == 200
    for accept in (None, "*/*", "text/plain, */*", "application/json", JSON, "text/html;q=0.5, */*"):
        told = server.request(method, path, headers={} if accept is None else {"Accept": accept})
        assert (told.status, told.kind) == (status, "text/plain")
        assert told.text.count("\n") == 1 and told.text.endswith("\n")
        assert told.headers.get("allow") == seen.headers.get("allow")


def test_a_graph_answers_with_its_triples(server: Server) -> None:
    """What a file holds, at the name of its graph."""
    expected = Store()
    expected.bulk_load(path=str(DATA / "agents.ttl"), format=RdfFormat.TURTLE)
    assert triples(server.get("/id/graph/agents")) == {str(quad.triple) for quad in expected}
    assert server.get("/id/graph/none").status == 404


@pytest.mark.parametrize("kind", FORMATS)
def test_void_says_what_the_data_is(kind: str, server: Server) -> None:
    """The data's own description, with the address of the endpoint as it was asked."""
    said = server.get("/.well-known/void", kind)
    assert said.kind == kind
    found = triples(said)
    void = PREFIXES["void"]
    assert f"<{CODES}dataset> <{void}sparqlEndpoint> <{server.sparql}>" in found
    assert f'<{CODES}dataset> <{void}uriSpace> "{CODES}"' in found


def test_the_public_address_is_told(laming: Laming, tmp_path: Path) -> None:
    """Behind a proxy, descriptions name the address of --url; data that says nothing of itself is named."""
    (tmp_path / "one.ttl").write_text("<https://example.org/a> <https://example.org/b> 'c' .\n", "utf-8")
    with serving(laming, "--data", tmp_path, "--url", "https://data.example.org/") as server:
        assert "<https://data.example.org/sparql>" in server.get("/sparql").text
        assert "<https://data.example.org/sparql>" in server.get("/.well-known/void").text
        assert f"<{CODES}dataset>" in server.get("/.well-known/void").text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--port", "70000"), "laming: 127.0.0.1:70000: "),
        (("--port", "x"), "invalid number of 0 or more value: 'x'"),
        (("--workers", "0"), "invalid number of 1 or more value: '0'"),
        (("--seconds", "0"), "invalid number of seconds value: '0'"),
        (("--host", "no.such.host.invalid"), "laming: no.such.host.invalid:"),
        (("--data", "nowhere"), "laming: nowhere: no Turtle file"),
    ],
)
def test_it_does_not_start(arguments: tuple[str, ...], told: str, laming: Laming) -> None:
    """Status 2 and one line."""
    done = laming("serve", *arguments)
    assert done.status == 2
    assert told in done.err
    assert "Traceback" not in done.err


def test_bad_turtle_and_a_taken_port_are_told(laming: Laming, server: Server, tmp_path: Path) -> None:
    """With the place, in one line."""
    port = server.host.split(":")[1]
    done = laming("serve", "--port", port)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert done.err.startswith(f"laming: 127.0.0.1:{port}: Address already in use")
    (tmp_path / "bad.ttl").write_text("<a> <b>\n", "utf-8")
    done = laming("serve", "--port", "0", "--data", tmp_path)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert f"{tmp_path}/bad.ttl:" in done.err


def test_without_its_libraries_it_says_what_to_install(laming: Laming) -> None:
    """The extra is named."""
    code = (
        "import sys; sys.modules['starlette'] = None; sys.argv = ['laming', 'serve']\n"
        "from laming_graph.cli import main\nsys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=laming.environment(), check=False
    )
    assert done.returncode == 2
    assert done.stderr == "laming: starlette is not installed; pip install 'laming-graph[server]'\n"


def test_json_needs_no_declared_prefix_and_relative_iris_are_of_the_data(server: Server) -> None:
    """As with `laming sparql`; a declared prefix stands before ours."""
    said = server.ask("PREFIX lam: <https://example.org/> SELECT (lam:a AS ?x) (<agent/ofsted> AS ?y) {}")
    (row,) = json.loads(said.body)["results"]["bindings"]
    assert row["x"]["value"] == "https://example.org/a"
    assert row["y"]["value"] == f"{CODES}agent/ofsted"
    assert quote(row["y"]["value"])


def test_the_words_of_the_documents_are_not_served_unasked(tmp_path: Path) -> None:
    """The text layer stays out, though queries on the command line see it; --with-text serves it."""
    (tmp_path / "home").mkdir()
    laming = Laming(tmp_path / "home")
    code = (
        "import sys\nfrom pathlib import Path\nfrom laming_graph import places, cli\n"
        f"places.text_layer = lambda: Path({str(tmp_path / 'text.ttl')!r})\nsys.exit(cli.main())"
    )
    (tmp_path / "text.ttl").write_text(
        "<https://example.org/a> <https://example.org/says> 'words' .\n", "utf-8"
    )
    words = "ASK { ?a <https://example.org/says> 'words' }"
    for arguments, served in (((), False), (("--with-text",), True)):
        with serving(laming, *arguments, command=[sys.executable, "-c", code]) as server:
            assert server.ask(words).json()["boolean"] is served
