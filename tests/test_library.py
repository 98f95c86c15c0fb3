"""The library of queries as a page and as RDF: whole, fresh, and giving the queries' own rows."""

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from laming_graph import cli
from laming_graph.ask.canned import Canned, all_canned, standing
from laming_graph.ask.graph import Graph
from laming_graph.ask.library import BASE, to_library
from laming_graph.ask.reference import command, to_reference
from laming_graph.ask.rows import Rows
from laming_graph.namespaces import SH
from tests.expected import QUERIES, ROOT

CANNED = all_canned(QUERIES)
PAGE = ROOT / "docs" / "queries.md"
LIBRARY = QUERIES / "queries.ttl"
STALE = "it is not what the headers give; run `make docs`"


@pytest.fixture(scope="module")
def library() -> Store:
    """The queries as RDF."""
    store = Store()
    store.bulk_load(path=str(LIBRARY), format=RdfFormat.TURTLE)
    return store


def value(store: Store, subject: str, predicate: str) -> str:
    """The one value of a property."""
    (quad,) = store.quads_for_pattern(NamedNode(BASE + subject), NamedNode(predicate), None)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object.value


def test_the_committed_files_are_fresh() -> None:
    """Page and Turtle are what the headers give, byte for byte."""
    assert PAGE.read_text("utf-8") == to_reference(CANNED), STALE
    assert LIBRARY.read_text("utf-8") == to_library(CANNED), STALE


def test_the_command_writes_both(capsys: pytest.CaptureFixture[str]) -> None:
    """`laming queries` prints the page, or the Turtle; not one query, and not both at once."""
    assert cli.main(["queries", "--reference"]) == 0
    assert capsys.readouterr().out == PAGE.read_text("utf-8")
    assert cli.main(["queries", "--turtle"]) == 0
    assert capsys.readouterr().out == LIBRARY.read_text("utf-8")
    assert cli.main(["queries", "gaps", "--turtle"]) == 2
    assert cli.main(["queries", "--reference", "--format", "csv"]) == 2


@pytest.mark.parametrize("one", CANNED, ids=lambda one: one.slug)
def test_the_page_names_everything(one: Canned) -> None:
    """Each query with its question, each parameter and each column with its meaning stands on the page."""
    _, found, rest = PAGE.read_text("utf-8").partition(f"\n### {one.slug}\n")
    assert found
    section = rest.partition("\n### ")[0]
    assert one.question in section
    assert f"    {command(one)}\n" in section
    for parameter in one.parameters:
        start = f"| {parameter.name} | {parameter.datatype} | {parameter.default or ''} | "
        assert f"{start}{parameter.meaning} |" in section
    for column, meaning in one.columns.items():
        assert f"| {column} | {meaning} |" in section


def test_two_parsers_read_the_same_library() -> None:
    """Both rdflib and pyoxigraph read as many triples, and no blank node."""
    store, other = Store(), rdflib.Graph().parse(str(LIBRARY), format="turtle")
    store.bulk_load(path=str(LIBRARY), format=RdfFormat.TURTLE)
    assert len(store) == len(other) > 1000
    assert not any(isinstance(term, BlankNode) for quad in store for term in (quad.subject, quad.object))
    assert not any(isinstance(term, rdflib.BNode) for triple in other for term in triple)


@pytest.mark.parametrize("one", CANNED, ids=lambda one: one.slug)
def test_a_query_of_the_library_gives_the_rows_of_the_file(one: Canned, graph: Graph, library: Store) -> None:
    """sh:select, run as it is, gives the rows of `laming query` for the example values, in order."""
    text = value(library, one.slug, SH + "select")
    assert "#+" not in text
    given = {parameter.name: standing(one, parameter) for parameter in one.parameters}
    rows = graph.query(one.slug, **given)
    found = graph.engine.select(text, one.slug)
    assert isinstance(found, Rows)
    assert (found.columns, found.cells) == (rows.columns, rows.cells)


@pytest.mark.parametrize("one", [one for one in CANNED if one.parameters], ids=lambda one: one.slug)
def test_parameters_of_the_library_are_those_of_the_header(one: Canned, library: Store) -> None:
    """Each has name, meaning, variable, datatype or kind, and an example that stands in the query."""
    listed = library.quads_for_pattern(NamedNode(BASE + one.slug), NamedNode(SH + "parameter"), None)
    assert len(list(listed)) == len(one.parameters)
    for place, parameter in enumerate(one.parameters):
        name = f"{one.slug}/parameter/{parameter.name}"
        assert value(library, name, SH + "name") == parameter.name
        assert value(library, name, SH + "description") == parameter.meaning
        assert value(library, name, SH + "order") == str(place)
        assert value(library, name, SH + "path").rpartition("/")[2] == f"_{parameter.name}"
        kind = value(library, name, SH + ("nodeKind" if parameter.datatype == "iri" else "datatype"))
        assert kind.rpartition("#")[2] == ("IRI" if parameter.datatype == "iri" else parameter.datatype)
        example = value(library, name, "http://www.w3.org/2004/02/skos/core#example")
        assert example.endswith(standing(one, parameter))


def test_defaults_and_odd_signs_are_written() -> None:
    """A default makes a parameter optional, and quotation marks, backslashes and bars are escaped."""
    one = CANNED[0]._replace(
        slug="odd",
        summary='a "b" \\ c',
        columns={"rec": "this | that"},
        tags=("nothing",),
        parameters=(
            next(c for c in CANNED if c.slug == "due-by").parameters[0]._replace(default="2009-07-31"),
        ),
        text='#+ summary: x\nSELECT ?rec WHERE { VALUES ?_by { "2009-12-31"^^xsd:date } # """ \\\n }\n',
    )
    store = Store()
    store.load(to_library([one]).encode(), format=RdfFormat.TURTLE)
    assert value(store, "odd", SH + "select").endswith('# """ \\\n }\n')
    assert value(store, "odd/parameter/by", SH + "defaultValue") == "2009-07-31"
    page = to_reference([one])
    assert "## More" in page
    assert "| rec | this \\| that |" in page
    assert "| by | date | 2009-07-31 | the last day that counts |" in page
