"""Shapes compiled to queries: on shapes and data made at random they find what pySHACL finds."""

import random
import re
from collections.abc import Sequence
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, Store, Triple, parse

from laming_graph.check.compiled.embedded import asking, put
from laming_graph.check.compiled.findings import findings
from laming_graph.check.engines import by_pyshacl
from laming_graph.check.finding import Finding
from laming_graph.check.shapes import findings_of
from tests.expected import ROOT

HEAD = """@prefix e: <https://e.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def triples(text: str) -> list[Triple]:
    """Turtle as triples."""
    return [quad.triple for quad in parse(HEAD + text, format=RdfFormat.TURTLE)]


def by_queries(data: Sequence[Triple], rules: Sequence[Triple], *, at_once: bool = True) -> set[Finding]:
    """What the compiled shapes find."""
    store = Store()
    put(store, data)
    return set(findings(asking(store), rules, at_once=at_once))


def differing(data: Sequence[Triple], rules: Sequence[Triple]) -> list[str]:
    """The findings that pySHACL and the compiled shapes, asked both ways, do not share."""
    wanted = set(findings_of(by_pyshacl(data, rules)))
    told = []
    for at_once in (True, False):
        found = by_queries(data, rules, at_once=at_once)
        told += [f"missed: {one}" for one in wanted - found] + [f"too many: {one}" for one in found - wanted]
    return told


# Spelt as the store spells them, which keeps one spelling of each value. pySHACL compares IRIs, days
# and truth values with numbers, which SPARQL does not; so e:u has numbers only, and limits are
# tried on numbers and texts only.
NUMBERS_AND_TEXTS = (
    "1", "2", "3", "-1", "1.5", '"1"', '"a"', '"ab"', '"abc"', '""', '"a"@en', '"b"@en', '"a"@de',
)  # fmt: skip
LITERALS = (
    *NUMBERS_AND_TEXTS, '"2009-12-01"^^xsd:date', '"2009-12-31"^^xsd:date', '"2024-02-30"^^xsd:date', "true",
    '"x"^^xsd:integer', '"yes"^^xsd:boolean', '"2009-12-01T10:00:00Z"^^xsd:dateTime',
)  # fmt: skip
NODES = tuple(f"e:n{number}" for number in range(6))
CLASSES = ("e:C", "e:D", "e:F")
PROPERTIES = ("e:p", "e:q", "e:r")
TREE = "e:D rdfs:subClassOf e:C . e:F rdfs:subClassOf e:D .\n"

nodes, literals = st.sampled_from(NODES), st.sampled_from(LITERALS)
properties, classes = st.sampled_from(PROPERTIES), st.sampled_from(CLASSES)


def some_data(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A few triples."""
    said = st.one_of(
        st.builds("{} a {} .".format, nodes, classes),
        st.builds("{} {} {} .".format, nodes, properties, nodes),
        st.builds("{} {} {} .".format, nodes, properties, values),
        st.builds("{} e:u {} .".format, nodes, st.integers(0, 3)),
    )
    return st.lists(said, min_size=3, max_size=25).map(lambda lines: TREE + "\n".join(lines))


def paths(depth: int = 2) -> st.SearchStrategy[str]:
    """A path."""
    if not depth:
        return properties
    inner = paths(depth - 1)
    kinds = st.sampled_from(["inverse", "zeroOrMore", "oneOrMore", "zeroOrOne"])
    return st.one_of(
        properties,
        st.builds("[ sh:{}Path {} ]".format, kinds, inner),
        st.builds("( {} {} )".format, inner, inner),
        st.builds("[ sh:alternativePath ( {} {} ) ]".format, inner, inner),
    )


GAPS: dict[str, st.SearchStrategy[str]] = {
    "<class>": classes,
    "<property>": properties,
    "<number>": st.integers(0, 3).map(str),
    "<limit>": st.sampled_from(NUMBERS_AND_TEXTS[:5]),
    "<type>": st.sampled_from(("integer", "string", "date", "boolean")),
    "<kind>": st.sampled_from(("IRI", "Literal", "BlankNodeOrLiteral", "IRIOrLiteral")),
    "<regex>": st.sampled_from(("^a", "b$", "[0-9]+", "n[12]")),
    "<languages>": st.sampled_from(('"en"', '"de" "en"')),
    "<value>": st.one_of(nodes, literals),
    "<values>": st.lists(st.one_of(nodes, literals), min_size=1, max_size=6).map(" ".join),
}
PLAIN = (
    "sh:class <class>", "sh:datatype xsd:<type>", "sh:nodeKind sh:<kind>", "sh:minLength <number>",
    "sh:maxLength <number>", 'sh:pattern "<regex>"', 'sh:pattern "^A" ; sh:flags "i"',
    "sh:languageIn ( <languages> )", "sh:in ( <values> )", "sh:hasValue <value>", "sh:equals <property>",
    "sh:disjoint <property>", "sh:closed true ; sh:ignoredProperties ( rdf:type <property> )",
)  # fmt: skip
LIMITS = (
    "sh:minInclusive <limit>", "sh:maxInclusive <limit>", "sh:minExclusive <limit>",
    "sh:maxExclusive <limit>",
)  # fmt: skip
OF_PROPERTY = (
    "sh:minCount <number>", "sh:maxCount <number>", "sh:uniqueLang true", "sh:lessThan e:u",
    "sh:lessThanOrEquals e:u",
)  # fmt: skip
NESTING = (
    "sh:not SHAPE", "sh:node WITHOUT_PATH", "sh:property WITH_PATH", "sh:and ( SHAPE SHAPE )",
    "sh:or ( SHAPE SHAPE )",
    "sh:xone ( SHAPE SHAPE )",
)  # fmt: skip
QUALIFIED = (
    "sh:qualifiedValueShape SHAPE ; sh:qualifiedMinCount <number>",
    "sh:qualifiedValueShape SHAPE ; sh:qualifiedMaxCount <number>",
)


@st.composite
def some_shapes(draw: st.DrawFn, more: tuple[str, ...] = ()) -> str:
    """Shapes with targets, and shapes in them, each with a name and a message."""
    made: list[str] = []

    def constraint(depth: int, *, is_property: bool) -> str:
        choices = [*PLAIN, *more, *(OF_PROPERTY * 2 if is_property else ())]
        nesting = [*NESTING, *(QUALIFIED * 2 if is_property else ())] if depth else []
        template: str = draw(st.sampled_from([*choices, *nesting]))
        for gap, strategy in GAPS.items():
            while gap in template:
                template = template.replace(gap, draw(strategy), 1)
        while "SHAPE" in template:
            template = template.replace("SHAPE", shape(depth - 1), 1)
        if "WITHOUT_PATH" in template:
            template = template.replace("WITHOUT_PATH", shape(depth - 1, False), 1)
        if "WITH_PATH" in template:
            template = template.replace("WITH_PATH", shape(depth - 1, True), 1)
        return template

    def shape(depth: int, wants_property: bool | None = None) -> str:
        is_property = draw(st.booleans()) if wants_property is None else wants_property
        name = f"e:s{len(made)}"
        made.append("")
        at = int(name.removeprefix("e:s"))
        found: dict[str, str] = {}
        for _ in range(draw(st.integers(1, 3))):
            text = constraint(depth, is_property=is_property)
            found.setdefault(re.split(r"[ ;]", text)[0].replace("Max", "Min"), text)
        path = f" sh:path {draw(paths())} ;" if is_property else ""
        kind = "PropertyShape" if is_property else "NodeShape"
        made[at] = f'{name} a sh:{kind} ;{path} sh:message "{name}" ; {" ; ".join(found.values())}'
        return name

    for _ in range(draw(st.integers(1, 2))):
        name = shape(2)
        targets = draw(
            st.lists(
                st.one_of(
                    st.builds("sh:targetClass {}".format, classes),
                    st.builds("sh:targetNode {}".format, nodes),
                    st.builds("sh:targetSubjectsOf {}".format, properties),
                    st.builds("sh:targetObjectsOf {}".format, properties),
                ),
                min_size=1,
                max_size=2,
            )
        )
        at = int(name.removeprefix("e:s"))
        made[at] += " ; " + " ; ".join(targets)
    return "\n".join(f"{one} ." for one in made)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(some_data(literals), some_shapes())
def test_shapes_at_random(data: str, shapes: str) -> None:
    """Whatever the constraints and however they are nested, the findings are pySHACL's."""
    assert differing(triples(data), triples(shapes)) == []


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(some_data(st.sampled_from(NUMBERS_AND_TEXTS)), some_shapes(LIMITS * 3))
def test_limits_at_random(data: str, shapes: str) -> None:
    """So they are where numbers are compared."""
    assert differing(triples(data), triples(shapes)) == []


@cache
def ours() -> tuple[list[Triple], list[Triple]]:
    """Our shapes, and some of the data: the recommendations with what is said of them in one file."""
    rules = [
        quad.triple for file in sorted((ROOT / "shapes").glob("*.ttl")) for quad in parse(path=str(file))
    ]
    data = [quad.triple for quad in parse(path=str(ROOT / "data" / "ttl" / "recommendations.ttl"))]
    return rules, data


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers())
def test_our_shapes_on_broken_data(seed: int) -> None:
    """Whatever is taken away, mixed up or put in the place of values, the findings are pySHACL's."""
    rules, whole = ours()
    chance = random.Random(seed)
    values = [one.object for one in whole]
    odd = [Literal(one.strip('"')) for one in LITERALS[6:9]] + [
        one.object for one in triples("\n".join(f"e:n e:p {one} ." for one in LITERALS))
    ]
    broken = []
    for one in whole:
        luck = chance.random()
        if luck < 0.03:
            continue
        if luck < 0.1:
            other = chance.choice(odd if luck < 0.05 else values)
            broken.append(Triple(one.subject, one.predicate, other))
        if not 0.05 < luck < 0.08:
            broken.append(one)
    # pySHACL puts in order what SPARQL does not.
    told = [one for one in differing(broken, rules) if not re.search("InclusiveC|LessThan", one)]
    assert told == []
