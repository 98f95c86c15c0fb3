"""Shapes compiled to queries, case by case: what is refused, queries of shapes, spellings."""

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from laming_graph.model.errors import InputError
from tests.test_compiled import by_queries, triples

PEOPLE = "e:a a e:C ; e:p 1 . e:b a e:C ; e:p e:a , e:b ."


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        ("e:s a sh:NodeShape ; sh:targetClass e:C ; sh:node e:s .", "refers to itself"),
        (
            "e:s sh:targetClass e:C ; sh:property e:t . "
            "e:t sh:path e:p ; sh:node e:u . e:u sh:property e:t .",
            "refers to itself",
        ),
        (
            "e:s sh:targetClass e:C ; sh:not e:t . e:t a sh:PropertyShape ; sh:path e:p ; sh:maxCount 6 .",
            "6 values are told apart",
        ),
        ("e:s a sh:NodeShape ; sh:targetClass e:C ; sh:expression e:x .", "sh:expression"),
        ("e:s a sh:NodeShape ; sh:targetClass e:C ; sh:hasValue [] .", "no query can name it"),
        ('e:s sh:targetClass e:C ; sh:path e:p ; sh:pattern "(?=a)" .', "does not read the pattern"),
        ("e:s sh:targetClass e:C ; sh:path e:p ; sh:datatype xsd:short .", "xsd:short|#short"),
        ("e:s sh:targetClass e:C ; sh:minCount 1 .", "no sh:path"),
        ("e:s sh:targetClass e:C ; sh:path e:p ; sh:minCount 1 , 2 .", "more than one sh:minCount"),
        ("e:s sh:targetClass e:C ; sh:in ( 1 2 ) , ( 3 ) .", "more than one sh:in"),
        ("e:s sh:targetClass e:C ; sh:path [ sh:inversePath [] ] ; sh:minCount 1 .", "is no path"),
        ("e:s sh:targetClass e:C ; sh:nodeKind e:Odd .", "sh:nodeKind"),
        ("e:s sh:targetClass e:C ; sh:path e:p ; sh:class 7 .", "where an IRI must"),
    ],
)
def test_what_cannot_be_compiled_is_said(shapes: str, told: str) -> None:
    """A shape that would be skipped or misread is refused, in one line, before any result."""
    with pytest.raises(InputError, match=told) as raised:
        by_queries(triples(PEOPLE), triples(shapes))
    assert "\n" not in str(raised.value)


def asked(query: str, more: str = "") -> set[tuple[str, str]]:
    """Focus and value of what a query in a shape finds among PEOPLE."""
    text = query.replace('"', '\\"')
    shapes = f"""e:o sh:declare [ sh:prefix "e" ; sh:namespace "https://e.org/" ] .
    e:s a sh:NodeShape ; sh:targetClass e:C ; sh:sparql e:q {more} .
    e:q sh:prefixes e:o ; sh:message "{{?this}} has {{$value}}" ; sh:select "{text}" ."""
    found = by_queries(triples(PEOPLE), triples(shapes))
    assert {one.message for one in found} == {f"{one.focus} has {one.value}" for one in found}
    return {(one.focus[-1], one.value.rpartition("/")[2]) for one in found}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT $this ?value WHERE { $this e:p ?value }", {("a", "1"), ("b", "a"), ("b", "b")}),
        ("SELECT $this ?value { $this e:p ?value FILTER(?value = $this) } # $this", {("b", "b")}),
        ("SELECT $this WHERE { FILTER NOT EXISTS { $this e:p e:a } }", {("a", "a")}),
        # Here a join would not do: `$this` is known only where SHACL binds it beforehand.
        ("SELECT $this ?value WHERE { { ?value e:p 1 FILTER(?value != $this) } }", {("b", "a")}),
        ("SELECT $this ?value WHERE { OPTIONAL { ?value a e:C FILTER($this = ?value) } }",
         {("a", "a"), ("b", "b")}),
        ("SELECT $this ?value WHERE { $this e:p ?value } ORDER BY ?value LIMIT 1", {("a", "1"), ("b", "a")}),
        ("SELECT $this (COUNT(?end) AS ?value) { $this e:p ?end } GROUP BY $this HAVING(COUNT(?end) > 1)",
         {("b", "2")}),
        ("SELECT $this ?value { { SELECT $this ?value { $this e:p ?value } GROUP BY $this ?value } }",
         {("a", "1"), ("b", "a"), ("b", "b")}),
        ("SELECT $this ?value { $this e:p ?value FILTER(bound($this) && isLiteral(?value)) }", {("a", "1")}),
    ],
)  # fmt: skip
def test_queries_of_shapes(query: str, found: set[tuple[str, str]]) -> None:
    """`$this` is bound beforehand wherever it stands, joined or asked of each focus node."""
    assert asked(query) == found
    assert asked(query, "; sh:targetNode e:a , e:b") == found


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT $this WHERE { $this e:p 1 MINUS { $this e:p 2 } }", "MINUS, which SHACL forbids"),
        ("SELECT $this WHERE { VALUES $this { e:a } }", "VALUES, which SHACL forbids"),
        ("SELECT $this WHERE { BIND(e:a AS $this) }", "binds \\$this"),
        ("SELECT $this WHERE { { SELECT ?x { ?x e:p 1 } } }", "does not give \\$this"),
        ("SELECT $this WHERE { $this f:p 1 }", "the prefix f:"),
        ("SELECT $this WHERE { $this $PATH 1 }", "its shape no path"),
        ("SELECT $this WHERE { $this e:p 1", "not SPARQL"),
    ],
)
def test_queries_that_are_refused(query: str, told: str) -> None:
    """What SHACL forbids in a query is refused."""
    with pytest.raises(InputError, match=told):
        asked(query)


SPELLINGS = {
    "date": (
        "2024-02-29 2009-12-31Z 2000-02-29 -0044-03-15+01:00", "2024-02-30 2023-02-29 1900-02-29 2009-13-01"
    ),
    "dateTime": (
        "2009-12-31T23:59:59.5Z 2009-01-01T24:00:00", "2009-12-31 2009-12-31T25:00:00 2009-12-31T24:00:01"
    ),
    "integer": ("1 +1 -01", "1.0 1e0 x"),
    "decimal": ("1 1.5 .5 -1.", "1e0 . INF"),
    "double": ("1 1.5e3 INF -INF NaN .5E-1", "1e e5"),
    "boolean": ("true false 1 0", "yes TRUE 2"),
    "duration": ("P1Y P1Y2M3DT4H5M6.7S PT1S -P1D P2M", "P PT 1Y P1S"),
    "gYear": ("2009 -0044 12009Z", "09 99999x"),
    "gMonthDay": ("--02-29 --12-31", "--02-30 --13-01"),
    "time": ("23:59:59 24:00:00Z", "24:00:01 1:00:00"),
    "hexBinary": ("0aFF", "0aF gg"),
    "base64Binary": ("YWJj YWI= YQ==", "YWJ Y==="),
}  # fmt: skip


@pytest.mark.parametrize("datatype", SPELLINGS)
def test_spellings(datatype: str) -> None:
    """Well-formed literals pass sh:datatype, and ill-formed ones fail it."""
    right, wrong = (one.split() for one in SPELLINGS[datatype])
    data = [
        Triple(NamedNode(f"https://e.org/{number}"), NamedNode("https://e.org/p"), literal)
        for number, one in enumerate([*right, *wrong])
        for literal in [Literal(one, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))]
    ]
    shapes = triples(f"e:s sh:targetSubjectsOf e:p ; sh:path e:p ; sh:datatype xsd:{datatype} .")
    found = {int(one.focus.rpartition("/")[2]) for one in by_queries(data, shapes)}
    assert found == set(range(len(right), len(right) + len(wrong)))
