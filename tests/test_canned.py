"""Parameters: what is accepted, what is refused by name, and that no value changes a query's shape."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from laming_graph import cli
from laming_graph.ask.canned import all_canned, bind, find_canned, parse_canned
from laming_graph.ask.graph import Graph
from laming_graph.model.errors import InputError
from tests.expected import QUERIES, SLUGS

XSD = "http://www.w3.org/2001/XMLSchema#"
BASE = "https://example.org/id/"
STANDING = {"date": f'"2009-07-31"^^<{XSD}date>', "integer": "1", "string": '"x"', "iri": "<http://x/y>"}
"""The values that stand in the query files of these tests."""

Term = NamedNode | Literal


def write_query(folder: Path, *parameters: tuple[str, str], more: str = "") -> Path:
    """A query file that answers with one row: the values of its parameters, and a constant."""
    entries = "".join(
        f"#+   - name: {name}\n#+     datatype: {datatype}\n#+     meaning: a value\n{more}"
        for name, datatype in parameters
    )
    blocks = "".join(
        f"  VALUES ?_{name} {{ {STANDING.get(datatype, '1')} }}\n" for name, datatype in parameters
    )
    variables = " ".join(f"?_{name}" for name, _ in parameters)
    columns = "".join(f"#+   _{name}: the value\n" for name, _ in parameters)
    path = folder / "echo.rq"
    path.write_text(
        f"#+ summary: Echo\n#+ question: What was given?\n#+ tags: [test]\n#+ params:\n{entries}"
        f"#+ columns:\n{columns}#+   same: always 1\n\n"
        f"SELECT {variables} ?same\nWHERE {{\n{blocks}  BIND(1 AS ?same)\n}}\nORDER BY {variables}\n",
        encoding="utf-8",
    )
    return path


def echo(path: Path, values: Mapping[str, str]) -> list[Term]:
    """What the query answers with, once it is seen that its shape is what stood in the file."""
    canned = parse_canned(path)
    text, terms = bind(canned, values, BASE)
    answer = Store().query(text)
    assert isinstance(answer, QuerySolutions)
    (row,) = [tuple(solution) for solution in answer]
    *found, same = row
    assert isinstance(same, Literal)
    assert same.value == "1"
    cells = [cell for cell in found if isinstance(cell, NamedNode | Literal)]
    assert len(cells) == len(canned.parameters)
    assert cells == [terms[parameter.name] for parameter in canned.parameters]
    return cells


@pytest.fixture(scope="module")
def text_query(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A query with one parameter that is a string."""
    return write_query(tmp_path_factory.mktemp("queries"), ("value", "string"))


GOOD: list[tuple[str, str, Term]] = [
    ("date", "2009-07-31", Literal("2009-07-31", datatype=NamedNode(XSD + "date"))),
    ("date", "2012-02-29", Literal("2012-02-29", datatype=NamedNode(XSD + "date"))),
    ("integer", "58", Literal("58", datatype=NamedNode(XSD + "integer"))),
    ("integer", "-1", Literal("-1", datatype=NamedNode(XSD + "integer"))),
    ("string", "24c", Literal("24c")),
    ("string", "", Literal("")),
    ("string", "Children’s Trusts", Literal("Children’s Trusts")),
    ("iri", "http://other.example/a#b", NamedNode("http://other.example/a#b")),
    ("iri", "agent/ofsted", NamedNode(BASE + "agent/ofsted")),
    ("iri", "/agent/ofsted", NamedNode(BASE + "agent/ofsted")),
    ("iri", "lam:Agent", NamedNode("https://w3id.org/laming/ontology#Agent")),
    ("iri", "skos:Concept", NamedNode("http://www.w3.org/2004/02/skos/core#Concept")),
]


@pytest.mark.parametrize(("datatype", "value", "term"), GOOD)
def test_values_become_terms(datatype: str, value: str, term: Term, tmp_path: Path) -> None:
    """A value is read by its datatype: a typed literal, or an IRI whole, short or with a prefix."""
    assert echo(write_query(tmp_path, ("value", datatype)), {"value": value}) == [term]


BAD = [
    ("date", "31.07.2009"),
    ("date", "2009-7-31"),
    ("date", "2009-02-30"),
    ("date", "20090731"),
    ("date", "2009-W31-5"),
    ("date", "2009-07-31T00:00:00"),
    ("date", "2009-07-3\n"),
    ("date", ""),
    ("integer", "1.0"),
    ("integer", "+1"),
    ("integer", "0x10"),
    ("integer", "1\n"),
    ("integer", "٣"),
    ("integer", "9" * 19),
    ("integer", ""),
    ("iri", "instrument/working together"),
    ("iri", "http://x y/"),
    ("iri", "agent/<ofsted>"),
]


@pytest.mark.parametrize(("datatype", "value"), BAD)
def test_ill_typed_values_are_refused_by_name(datatype: str, value: str, tmp_path: Path) -> None:
    """A value that its datatype does not have is an error that names the parameter and the value."""
    canned = parse_canned(write_query(tmp_path, ("value", datatype)))
    with pytest.raises(InputError, match=r"^parameter value: ") as caught:
        bind(canned, {"value": value}, BASE)
    assert repr(value) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_parameter_is_named(graph: Graph) -> None:
    """Without a parameter that has no default there is no answer."""
    with pytest.raises(InputError, match=r"due-by needs -p by=.*\(date\)"):
        graph.query("due-by")


def test_unknown_parameter_is_named(graph: Graph) -> None:
    """A parameter the query does not have is an error that names those it has."""
    with pytest.raises(InputError, match=r"due-by has no parameter 'until'; its parameters: by"):
        graph.query("due-by", by="2009-07-31", until="2009-12-31")
    with pytest.raises(InputError, match=r"deadlines has no parameter 'by'; its parameters: inquiry"):
        graph.query("deadlines", by="2009-07-31")


def test_doubled_parameter_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A parameter given twice is an error, not the last one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    given_twice = ["-p", "by=2009-07-31", "-p", "by=2009-12-31"]
    with pytest.raises(InputError, match="parameter by is given twice"):
        cli.main(["--debug", "query", "due-by", *given_twice])


@pytest.mark.parametrize("assignment", ["by", "=2009-07-31", ""])
def test_what_is_no_assignment_is_refused(
    assignment: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A -p without a name or an equals sign is an error that quotes it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(InputError, match="is no assignment; write it as name=value") as caught:
        cli.main(["--debug", "query", "due-by", "-p", assignment])
    assert repr(assignment) in str(caught.value)


def test_default_stands_in_for_a_missing_value(tmp_path: Path) -> None:
    """A default is used if no value is given, and only then; YAML's own date type does not matter."""
    path = write_query(tmp_path, ("value", "date"), more="#+     default: 2009-12-31\n")
    assert [term.value for term in echo(path, {})] == ["2009-12-31"]
    assert [term.value for term in echo(path, {"value": "2010-01-01"})] == ["2010-01-01"]


def test_python_values_are_read_like_typed_ones(graph: Graph) -> None:
    """A date or a number from Python is the same as the text of it."""
    assert graph.query("due-by", by=date(2009, 7, 31)) == graph.query("due-by", by="2009-07-31")
    assert graph.query("compare", rec=56) == graph.query("compare", rec="56")


HOSTILE = [
    '" } ; DROP',
    '" } } # ',
    "> . ?s ?p ?o",
    "x> } ?s ?p <y",
    "two\nlines",
    "return\rtab\t",
    "$&",
    r"\1",
    r"\g<0>",
    "\\",
    '\\"',
    '"""',
    "'",
    "{}",
    "}",
    "VALUES ?_value { 1 }",
    "?_value",
    "\x00",
    "🙂",
    '"^^<http://www.w3.org/2001/XMLSchema#date>',
    '"@en',
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("datatype", STANDING)
def test_hostile_values_never_change_the_shape(datatype: str, value: str, tmp_path: Path) -> None:
    """A hostile value is refused by name, or comes back from the store as the one term it is."""
    path = write_query(tmp_path, ("value", datatype))
    if datatype == "string":
        assert echo(path, {"value": value}) == [Literal(value)]
        return
    try:
        found = echo(path, {"value": value})
    except InputError as error:
        assert str(error).startswith("parameter value: ")
        assert "\n" not in str(error)
    else:
        assert datatype == "iri"
        assert found == [NamedNode(BASE + value)]


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_as_it_was(text_query: Path, value: str) -> None:
    """Whatever text is given, the query answers with one row that holds it."""
    assert echo(text_query, {"value": value}) == [Literal(value)]


@given(st.text(st.sampled_from("\"'\\{}<>$&?_VALUES value\n.;#^@1"), max_size=40))
def test_text_made_of_sparql_comes_back_as_it_was(text_query: Path, value: str) -> None:
    """The same for text made of nothing but what SPARQL means something by."""
    assert echo(text_query, {"value": value}) == [Literal(value)]


@pytest.mark.parametrize("value", ['VALUES ?_second { "z" }', "VALUES ?_first { 1 }", "}"])
def test_one_value_cannot_stand_in_for_another_parameter(value: str, tmp_path: Path) -> None:
    """With two parameters, a value that looks like the other's block is still a value."""
    path = write_query(tmp_path, ("first", "string"), ("second", "string"))
    assert echo(path, {"first": value, "second": "b"}) == [Literal(value), Literal("b")]
    assert echo(path, {"first": "a", "second": value}) == [Literal("a"), Literal(value)]


def test_text_that_is_no_unicode_is_refused(tmp_path: Path) -> None:
    """Half a surrogate pair, as a shell can hand over, is an input error like any other."""
    canned = parse_canned(write_query(tmp_path, ("value", "string")))
    with pytest.raises(InputError, match=r"^parameter value: "):
        bind(canned, {"value": "\udcff"}, BASE)


@pytest.mark.parametrize(
    ("slug", "name", "value"),
    [
        ("resting-on", "instrument", "instrument/no-such-thing"),
        ("resting-on", "instrument", "agent/ofsted"),
        ("resting-on", "instrument", ""),
        ("compare", "rec", "59"),
        ("compare", "rec", "0"),
        ("compare", "rec", "24z"),
        ("compare", "rec", "24C"),
        ("compare", "rec", " 24"),
        ("evidence", "rec", "recommendation/24"),
        ("evidence", "rec", ""),
    ],
)
def test_what_the_graph_does_not_have_is_an_error(slug: str, name: str, value: str, graph: Graph) -> None:
    """A recommendation or instrument that is not there is an error, and no empty table."""
    with pytest.raises(InputError, match=f"parameter {name}: the graph has no "):
        graph.query(slug, **{name: value})


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_names_find_nothing_in_the_graph(value: str, graph: Graph) -> None:
    """Asked of the graph itself, a hostile value is an error: it matches no recommendation."""
    with pytest.raises(InputError, match="parameter rec: the graph has no requirement"):
        graph.query("evidence", rec=value)


GOOD_HEADER = "#+ summary: S\n#+ question: Q?\n#+ tags: [t]\n#+ columns:\n#+   x: a value\n"
PARAMETER = "#+ params:\n#+   - name: value\n#+     datatype: {}\n#+     meaning: m\n"
SELECT = "SELECT ?x WHERE {{ {} BIND(1 AS ?x) }} ORDER BY ?x\n"


def test_the_header_that_the_broken_ones_break_is_good(tmp_path: Path) -> None:
    """Without the defects below the file is read."""
    path = tmp_path / "good.rq"
    path.write_text(
        GOOD_HEADER + PARAMETER.format("string") + SELECT.format('VALUES ?_value { "x" }'), "utf-8"
    )
    assert parse_canned(path).columns == {"x": "a value"}


BROKEN = {
    "no header": SELECT.format(""),
    "empty file": "",
    "bad YAML": "#+ summary: [\n" + SELECT.format(""),
    "a list": "#+ - summary\n" + SELECT.format(""),
    "no summary": GOOD_HEADER.replace("#+ summary: S\n", "") + SELECT.format(""),
    "no question": GOOD_HEADER.replace("#+ question: Q?\n", "") + SELECT.format(""),
    "no tags": GOOD_HEADER.replace("#+ tags: [t]\n", "") + SELECT.format(""),
    "no columns": GOOD_HEADER.replace("#+ columns:\n#+   x: a value\n", "") + SELECT.format(""),
    "parameters not a list": GOOD_HEADER + "#+ params: 3\n" + SELECT.format(""),
    "parameter without a datatype": GOOD_HEADER
    + PARAMETER.format("string").replace("#+     datatype: string\n", "")
    + SELECT.format('VALUES ?_value { "x" }'),
    "no VALUES block": GOOD_HEADER + PARAMETER.format("string") + SELECT.format(""),
    "two VALUES blocks": GOOD_HEADER
    + PARAMETER.format("string")
    + SELECT.format('VALUES ?_value { "x" } VALUES ?_value { "y" }'),
    "unknown datatype": GOOD_HEADER + PARAMETER.format("number") + SELECT.format("VALUES ?_value { 1 }"),
}


@pytest.mark.parametrize("defect", BROKEN)
def test_broken_headers_are_refused(defect: str, tmp_path: Path) -> None:
    """A header that cannot be used is one line that names the file."""
    path = tmp_path / "broken.rq"
    path.write_text(BROKEN[defect], "utf-8")
    with pytest.raises(InputError) as caught:
        parse_canned(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    """A query file in another encoding is one line that says so."""
    path = tmp_path / "latin.rq"
    path.write_bytes((GOOD_HEADER + SELECT.format("")).replace("Q?", "Qué?").encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        parse_canned(path)


@pytest.mark.parametrize("slug", ["nothing-like-it", "../queries/deadlines", "deadlines.rq", "", "Deadlines"])
def test_unknown_query_is_refused(slug: str) -> None:
    """Only the name of a query in the folder finds one."""
    with pytest.raises(InputError, match="no query named "):
        find_canned(QUERIES, slug)


def test_nearest_name_is_offered() -> None:
    """A slip of the finger gets the name that was meant."""
    with pytest.raises(InputError, match=r"no query named 'dedlines'; did you mean deadlines\?"):
        find_canned(QUERIES, "dedlines")


def test_all_queries_are_listed_by_name() -> None:
    """The folder is the library."""
    assert [one.slug for one in all_canned(QUERIES)] == SLUGS
