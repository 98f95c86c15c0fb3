"""No value of a parameter can change what a query asks: tried on every query, and by chance."""

import re

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from laming_graph.ask.canned import Parameter, bind, parse_canned
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.endpoint import Endpoint, declared
from laming_graph.ask.form import form_of
from laming_graph.ask.terms import Term, written
from laming_graph.model.errors import InputError
from laming_graph.namespaces import XSD
from tests.crooked import crooked
from tests.engines import files
from tests.expected import QUERIES, SLUGS
from tests.test_endpoint import EMPTY, JSON, query_of

WITH_PARAMETERS = [slug for slug in SLUGS if parse_canned(QUERIES / f"{slug}.rq").parameters]
SENSIBLE = {"date": "2009-12-31", "integer": "3", "string": "24", "iri": "agent/ofsted"}

HOSTILE = (
    '"',
    "'",
    '"""',
    "\\",
    '\\"',
    '\\" } ; DROP ALL #',
    '" } UNION { ?s ?p ?o } #',
    '24" } ?x ?y ?z . { VALUES ?_rec { "1',
    "24\n} ; DELETE WHERE { ?s ?p ?o } #",
    "24\r}",
    "24\u2028}",
    "24\u0000",
    "\u0022 } #",
    "\\u0022 } ?s ?p ?o #",
    "\\U00000022",
    "{ }",
    "VALUES ?_rec { 1 }",
    'VALUES ?_until { "x" }',
    "$rec",
    "?rec",
    "# comment",
    "<a:b> } #",
    "agent/ofsted> } ?s ?p ?o . { <a:b",
    "agent/ofsted>",
    "agent/ofsted\\u003E",
    "agent/of%3Ested",
    "lam:Claim } #",
    "https://example.org/ x",
    "SERVICE <http://127.0.0.1/> { ?s ?p ?o }",
    '2009-12-31" } #',
    '2009-12-31"^^<a:b>',
    "2009-12-31\n",
    "٢٠٠٩-١٢-٣١",
    "3 } #",
    "3\n",
    "٣",
    "1e9",
    "ﬀ\u202e\U0001f600",
    "",
    " ",
    "x" * 10000,
)


@pytest.fixture(scope="module")
def store() -> Embedded:
    """The shipped graph."""
    engine = Embedded()
    engine.load(files())
    return engine


def shape(node: object, terms: frozenset[str]) -> object:
    """A query as rdflib parses it, with the parameters' terms as one mark."""
    if isinstance(node, CompValue):
        return (node.name, tuple((key, shape(value, terms)) for key, value in sorted(node.items())))
    if isinstance(node, list | tuple):
        return tuple(shape(one, terms) for one in node)
    if isinstance(node, dict):
        return tuple(sorted((str(key), shape(value, terms)) for key, value in node.items()))
    return "value" if repr(node) in terms else repr(node)


def skeleton(slug: str, value_of: dict[str, str]) -> tuple[object, dict[str, Term]]:
    """The form of a bound query without the bound terms; and the terms.

    Raises:
        InputError: if a value is refused.
    """
    text, terms = bind(parse_canned(QUERIES / f"{slug}.rq"), value_of)
    assert form_of(text, slug) == "select"
    marks = set()
    for term in terms.values():
        if isinstance(term, NamedNode):
            marks.add(repr(rdflib.URIRef(term.value)))
        elif term.datatype.value == f"{XSD}string":
            marks.add(repr(rdflib.Literal(term.value)))
        else:
            marks.add(repr(rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))))
    algebra = prepareQuery(text).algebra
    return shape(algebra, frozenset(marks)), terms


@pytest.mark.parametrize("slug", WITH_PARAMETERS)
def test_hostile_values_change_no_query(slug: str, store: Embedded) -> None:
    """Each value is refused in one line, or stands in the query as the one term it is."""
    canned = parse_canned(QUERIES / f"{slug}.rq")
    sensible = {one.name: SENSIBLE[one.datatype] for one in canned.parameters}
    wanted, _ = skeleton(slug, sensible)
    for parameter in canned.parameters:
        bound = 0
        for value in HOSTILE:
            try:
                found, terms = skeleton(slug, {**sensible, parameter.name: value})
            except InputError as error:
                assert "\n" not in str(error)
                assert str(error).startswith(f"parameter {parameter.name}: ") or "SERVICE" in value
                continue
            bound += 1
            assert found == wanted, value
            if parameter.datatype == "string":
                assert terms[parameter.name] == Literal(value)
        assert bound if parameter.datatype == "string" else bound < len(HOSTILE)


def answered_by_substitution(store: Store, parameter: Parameter, text: str, term: Term) -> object:
    """The rows of a query whose parameter is given to the store beside the text."""
    open_text = re.sub(rf"VALUES \?_{parameter.name} .*", f"VALUES ?_{parameter.name} {{ UNDEF }}", text)
    open_text = open_text.replace("SELECT ", f"SELECT ?_{parameter.name} ", 1)
    answer = store.query(open_text, substitutions={Variable(f"_{parameter.name}"): term})
    assert isinstance(answer, QuerySolutions)
    return [tuple(row)[1:] for row in answer]


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(HOSTILE)


@given(value=ANY_TEXT)
def test_any_text_stays_one_term(value: str) -> None:
    """Bound into a query and parsed by another parser, any text comes out as it went in."""
    wanted, _ = skeleton("evidence", {"rec": "24"})
    try:
        found, terms = skeleton("evidence", {"rec": value})
    except InputError as error:
        assert "SERVICE" in str(error)
        return
    assert found == wanted
    query = f"SELECT ?x {{ VALUES ?x {{ {written(terms['rec'])} }} }}"
    assert Embedded().select(query, "query").cells == ((Literal(value),),)
    ((cell,),) = rdflib.Graph().query(query)  # type: ignore[misc]
    assert str(cell) == value


@given(value=ANY_TEXT)
def test_any_iri_stays_one_term_or_is_refused(value: str) -> None:
    """So with a name of a thing."""
    wanted, _ = skeleton("resting-on", {"instrument": "instrument/working-together"})
    try:
        found, _ = skeleton("resting-on", {"instrument": value})
    except InputError as error:
        assert str(error).startswith("parameter instrument: ")
    else:
        assert found == wanted


@given(value=ANY_TEXT)
def test_any_day_is_a_day_or_refused(value: str) -> None:
    """A day has one form only."""
    try:
        _, terms = bind(parse_canned(QUERIES / "due-by.rq"), {"by": value})
    except InputError as error:
        assert str(error).startswith("parameter by: ")
    else:
        assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", terms["by"].value)


@given(value=st.sampled_from(["24", "2", "19c", "58", "nothing"]) | ANY_TEXT)
def test_a_bound_text_answers_like_a_bound_variable(value: str) -> None:
    """The rows are those of the same query with its variable bound outside the text."""
    path = QUERIES / "evidence.rq"
    store = _store()
    text, terms = bind(parse_canned(path), {"rec": value})
    answer = store.query(text)
    assert isinstance(answer, QuerySolutions)
    (parameter,) = parse_canned(path).parameters
    assert [tuple(row) for row in answer] == answered_by_substitution(store, parameter, text, terms["rec"])


_STORES: list[Store] = []


def _store() -> Store:
    if not _STORES:
        store = Store()
        for file in files():
            store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
        _STORES.append(store)
    return _STORES[0]


@given(value=ANY_TEXT)
def test_declaring_prefixes_changes_no_query(value: str) -> None:
    """What is sent to an endpoint parses to what was asked, whatever stands in its texts."""
    text, _ = bind(parse_canned(QUERIES / "evidence.rq"), {"rec": value})
    assert repr(prepareQuery(declared(text)).algebra) == repr(prepareQuery(text).algebra)


def test_hostile_values_reach_a_server_as_terms() -> None:
    """What is sent to an endpoint is the bound query, to the letter of its terms."""
    canned = parse_canned(QUERIES / "evidence.rq")
    with crooked(lambda asked: asked.reply(200, EMPTY, JSON)) as server:
        endpoint = Endpoint(server.url)
        for value in HOSTILE:
            text, terms = bind(canned, {"rec": value})
            if "SERVICE" in value:
                with pytest.raises(InputError, match="SERVICE"):
                    endpoint.select(text, "query")
                continue
            server.seen.clear()
            endpoint.select(text, "query")
            sent = query_of(server.seen[-1])
            assert form_of(sent, "query") == "select"
            assert sent.count(written(terms["rec"])) == 1
            assert {seen.method for seen in server.seen} <= {"GET", "POST"}
            assert not any("update=" in seen.body or "update=" in seen.path for seen in server.seen)
