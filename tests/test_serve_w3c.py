"""The W3C's cases for the SPARQL 1.1 Protocol and the Service Description, against the running server.

The cases speak of graphs of another server; here these are served from files, and their names in
requests and data are exchanged for ours. The endpoint is read-only, so the cases of updates that should
succeed are held to the opposite: each update must be refused.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.term import Node

from laming_graph.namespaces import CODES
from tests.command import Laming
from tests.expected import ROOT
from tests.serving import JSON, Said, Server, serving

_PLACES = [folder / "shared" / "testsuites" for folder in (*ROOT.parents, Path("/work"))]
SUITE = next((at for one in _PLACES if (at := one / "sparql11-protocol").is_dir()), None)
pytestmark = pytest.mark.skipif(
    SUITE is None, reason="the W3C's cases are not at hand, in ../shared/testsuites"
)

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
THEIRS = "http://kasei.us/2009/09/sparql/data/"
OURS = f"{CODES}graph/"
TABULAR = {JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
RDF_KINDS = {"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"}


class Asked(NamedTuple):
    """One request of a case, and what is expected."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: set[str]
    boolean: bool | None
    format: str


def ours(text: str) -> str:
    """Their graphs' names exchanged for ours, plain and percent-encoded."""
    for encoded in (str, lambda iri: quote(iri, safe="")):
        text = re.sub(re.escape(encoded(THEIRS)) + r"(data[0-9])\.rdf", encoded(OURS) + r"\1", text)
    return text


def cases() -> dict[str, list[Asked]]:
    """Every protocol case by name, with its requests in order."""
    if SUITE is None:
        return {}
    graph = Graph().parse(SUITE / "protocol" / "manifest.ttl")
    (entries,) = graph.objects(None, MF.entries)
    found = {}
    for case in Collection(graph, entries):
        action = graph.value(case, MF.action)
        requests = graph.value(action, HT.requests)
        assert requests is not None
        found[str(case).partition("#")[2]] = [_asked(graph, one) for one in Collection(graph, requests)]
    return found


def _asked(graph: Graph, request: Node) -> Asked:
    headers = {}
    if (listed := graph.value(request, HT.headers)) is not None:
        for one in Collection(graph, listed):
            headers[str(graph.value(one, HT.fieldName))] = str(graph.value(one, HT.fieldValue))
    content = graph.value(request, HT.body)
    body = None
    if content is not None:
        encoding = str(graph.value(content, CNT.characterEncoding))
        body = ours(str(graph.value(content, CNT.chars))).encode(encoding)
    expected = graph.value(request, HT.resp)
    boolean = graph.value(expected, MF.expectedBoolean)
    return Asked(
        str(graph.value(request, HT.methodName)),
        ours(str(graph.value(request, HT.absolutePath))).replace("/sparql/", "/sparql", 1),
        headers,
        body,
        {str(status)[-3] for status in graph.objects(expected, MF.expectedStatus)},
        boolean.toPython() if isinstance(boolean, Literal) else None,
        str(graph.value(expected, MF.expectedFormat) or ""),
    )


CASES = cases()
QUERIES = [name for name in CASES if "update" not in name]
UPDATES = [name for name in CASES if "update" in name]


@pytest.fixture(scope="module")
def server(laming: Laming, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the cases' three graphs."""
    assert SUITE is not None
    folder = tmp_path_factory.mktemp("graphs")
    for file in SUITE.glob("protocol/*.nt"):
        (folder / f"{file.stem}.ttl").write_text(ours(file.read_text("utf-8")), "utf-8")
    with serving(laming, "--data", folder) as running:
        yield running


def sent(server: Server, asked: Asked) -> Said:
    """The response to a request of a case."""
    return server.request(asked.method, asked.path, asked.body, asked.headers)


def test_all_cases_are_there() -> None:
    """No case of the manifest is left out."""
    assert (len(QUERIES), len(UPDATES)) == (20, 14)


@pytest.mark.parametrize("name", QUERIES)
def test_query_case(name: str, server: Server) -> None:
    """A query is answered as the case says: status, kind of format, and truth."""
    for asked in CASES[name]:
        said = sent(server, asked)
        assert str(said.status)[0] in asked.statuses, said.text
        if asked.format:
            kinds = {"boolean": TABULAR, "tabular": TABULAR, "RDF": RDF_KINDS}[asked.format]
            assert said.kind in kinds
        if asked.boolean is not None:
            assert said.json()["boolean"] is asked.boolean


@pytest.mark.parametrize("name", UPDATES)
def test_update_case(name: str, server: Server) -> None:
    """The update of the case is refused, and the data is as it was."""
    asked = CASES[name][0]
    before = server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body
    said = sent(server, asked)
    assert said.status in {403, 415}, said.text
    assert server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body == before


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_service_description_returns_rdf(server: Server) -> None:
    """Case returns-rdf: GET on the endpoint gives RDF, in each format."""
    for kind in RDF_KINDS:
        said = server.get("/sparql", kind)
        assert (said.status, said.kind) == (200, kind)
        assert len(described(said)) > 20


def test_service_description_has_the_endpoint(server: Server) -> None:
    """Case has-endpoint-triple: the triple names the address that was asked."""
    assert list(described(server.get("/sparql")).objects(None, SD.endpoint)) == [URIRef(server.sparql)]


def test_service_description_conforms_to_the_schema(server: Server) -> None:
    """Case conforms-to-schema: terms of the vocabulary only, each between the classes it is for."""
    graph = described(server.get("/sparql"))
    between = {
        SD.endpoint: (SD.Service, None),
        SD.feature: (SD.Service, None),
        SD.supportedLanguage: (SD.Service, None),
        SD.resultFormat: (SD.Service, None),
        SD.defaultDataset: (SD.Service, SD.Dataset),
        SD.defaultGraph: (SD.Dataset, SD.Graph),
        SD.namedGraph: (SD.Dataset, SD.NamedGraph),
        SD.graph: (SD.NamedGraph, SD.Graph),
        SD.name: (SD.NamedGraph, None),
    }
    for subject, property_, value in graph:
        assert isinstance(property_, URIRef)
        if property_ in between:
            domain, range_ = between[property_]
            assert (subject, RDF.type, domain) in graph
            assert range_ is None or (value, RDF.type, range_) in graph
        else:
            assert property_ == RDF.type or not str(property_).startswith(str(SD))
    assert set(graph.objects(None, SD.supportedLanguage)) == {SD.SPARQL11Query}
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert {f"{OURS}data{number}" for number in (1, 2, 3)} <= names


def described(said: Said) -> Graph:
    """The graph of a response."""
    names = {"application/n-triples": "nt", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}
    return Graph().parse(data=said.body, format=names.get(said.kind, "turtle"))
