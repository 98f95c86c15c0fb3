"""Clients that are not ours, against the running server."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, QuerySolutions, Store
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from laming_graph.namespaces import CODES, LAM
from tests.command import Laming
from tests.expected import ROOT
from tests.serving import Server, serving

COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a <{LAM}Recommendation> }}"
ALL = "58"


@pytest.fixture(scope="module")
def server(laming: Laming) -> Iterator[Server]:
    """A server of the shipped data."""
    with serving(laming) as running:
        yield running


def wrapped(server: Server, query: str) -> SPARQLWrapper:
    """A query in SPARQLWrapper's hands."""
    client = SPARQLWrapper(server.sparql)
    client.setQuery(query)
    return client


def converted(client: SPARQLWrapper) -> Any:
    """The answer, as SPARQLWrapper turns it into Python."""
    return client.queryAndConvert()


def test_sparqlwrapper_reads_every_format_it_knows(server: Server) -> None:
    """By GET, by a form, and directly."""
    client = wrapped(server, COUNT)
    client.setReturnFormat(JSON)
    assert converted(client)["results"]["bindings"][0]["n"]["value"] == ALL
    client.setMethod(POST)
    assert converted(client)["results"]["bindings"][0]["n"]["value"] == ALL
    client.setRequestMethod(POSTDIRECTLY)
    client.setReturnFormat(XML)
    assert f">{ALL}</literal>" in converted(client).toxml()
    client.setReturnFormat(CSV)
    assert converted(client).decode().split() == ["n", ALL]
    client = wrapped(server, f"DESCRIBE <{CODES}recommendation/24>")
    client.setReturnFormat(TURTLE)
    graph = Graph().parse(data=converted(client), format="turtle")
    assert (URIRef(f"{CODES}recommendation/24"), RDFS.label, None) in graph


def test_sparqlwrapper_knows_our_errors(server: Server) -> None:
    """400 is its error for a query that is badly formed, with our line."""
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        wrapped(server, "SELECT * { ?s ?p").query()


def test_rdflib_store(server: Server) -> None:
    """A graph of rdflib that lives at the endpoint."""
    graph = Graph(SPARQLStore(server.sparql, returnFormat="json"))
    (row,) = graph.query(COUNT)
    assert str(row[0]) == ALL  # type: ignore[index]


def test_oxigraph_asks_by_service(server: Server) -> None:
    """Oxigraph's own client: another store that federates to ours."""
    asked = Store().query(f"SELECT ?n {{ SERVICE <{server.sparql}> {{ {{ {COUNT} }} }} }}")
    assert isinstance(asked, QuerySolutions)
    value = next(iter(asked))["n"]
    assert isinstance(value, Literal)
    assert value.value == ALL


def test_curl(server: Server) -> None:
    """As the documentation shows it: GET, POST, a file, and a thing followed to its page."""
    if (curl := shutil.which("curl")) is None:
        pytest.skip("curl is not there")

    def run(*arguments: str, stdin: str = "") -> str:
        done = subprocess.run(
            [curl, "-sS", "--fail-with-body", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "no_proxy": "*"},
        )
        return done.stdout

    csv = ("-H", "Accept: text/csv")
    assert run("-G", server.sparql, *csv, "--data-urlencode", f"query={COUNT}").split() == ["n", ALL]
    assert run(server.sparql, *csv, "--data-urlencode", f"query={COUNT}").split() == ["n", ALL]
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", "@-")
    assert run(server.sparql, *csv, *direct, stdin=COUNT).split() == ["n", ALL]
    thing = f"{server.address}id/recommendation/24"
    assert "lam:Recommendation" in run("-L", "-H", "Accept: text/turtle", thing)
    page = run("-L", "-H", "Accept: text/html", thing)
    assert '<h1><span class="number">Recommendation 24</span>' in page


def comunica() -> str | None:
    """The command of Comunica, on the path or installed for the checks."""
    here = ROOT / "build" / "npm" / "node_modules" / ".bin" / "comunica-sparql"
    return str(here) if here.exists() else shutil.which("comunica-sparql")


def asked_by_comunica(folder: Path, *arguments: str) -> str:
    """What Comunica prints; skips where it is not there."""
    if (command := comunica()) is None:
        pytest.skip("comunica-sparql is not there (make servers)")
    done = subprocess.run(
        [command, *arguments], capture_output=True, text=True, check=False, cwd=folder, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("kind", ["sparql@", ""], ids=["named as an endpoint", "found out"])
def test_comunica(kind: str, server: Server, tmp_path: Path) -> None:
    """A query engine in JavaScript asks the endpoint; it finds out by the service description what it is."""
    query = f"SELECT ?l WHERE {{ <{CODES}recommendation/24> <{RDFS.label}> ?l }}"
    told = asked_by_comunica(
        tmp_path, f"{kind}{server.sparql}", query, "-t", "application/sparql-results+json"
    )
    (row,) = json.loads(told)["results"]["bindings"]
    assert row["l"]["value"].startswith("Recommendation 24: plan the supply")


def test_comunica_follows_linked_data(server: Server, tmp_path: Path) -> None:
    """The description of a thing is a source of its own."""
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ <{CODES}recommendation/24> ?p ?o }}"
    told = asked_by_comunica(tmp_path, f"{server.address}id/recommendation/24", query, "-t", "text/csv")
    assert int(told.split()[1]) > 10


@pytest.mark.parametrize("question", [("due-by", "-p", "by=2009-07-31"), ("stance-matrix",), ("calendar",)])
def test_our_own_commands_ask_it(question: tuple[str, ...], server: Server, laming: Laming) -> None:
    """`--endpoint` gives the rows that the embedded store gives."""
    asked = laming("query", *question, "--endpoint", server.sparql)
    assert (asked.status, asked.err) == (0, "")
    assert asked.out == laming("query", *question).out
