"""Cheap looks spare questions, and never a finding: asked with and without them, shapes find the same."""

import pytest
from pyoxigraph import RdfFormat, Store, parse

from laming_graph.check.compiled.embedded import asking
from laming_graph.check.compiled.findings import findings
from laming_graph.check.compiled.looks import MOST_FOUND
from laming_graph.check.compiled.question import Answer

PREFIXES = """
@prefix : <http://e.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = """
:thing a sh:NodeShape ; sh:targetClass :Thing ;
  sh:property [ sh:path :name ; sh:minCount 1 ; sh:maxCount 1 ; sh:pattern "^[a-z]+$" ] ;
  sh:property [ sh:path :age ; sh:datatype xsd:integer ; sh:maxCount 0 ] ;
  sh:property [ sh:path :friend ; sh:class :Thing ; sh:disjoint :enemy ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path [ sh:inversePath :friend ] ; sh:maxCount 1 ; sh:class :Thing ] ;
  sh:property [ sh:path :other ; sh:minCount 1 ] ;
  sh:property [ sh:path rdf:type ; sh:hasValue :Thing ] ;
  sh:property [ sh:path ( :friend :name ) ; sh:minLength 2 ; sh:minCount 1 ] ;
  sh:property [ sh:path :friend ; sh:property [ sh:path :name ; sh:maxLength 3 ; sh:maxCount 1 ] ] .
:befriended a sh:NodeShape ; sh:targetObjectsOf :friend ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path :name ; sh:minCount 1 ] .
:befriending a sh:NodeShape ; sh:targetSubjectsOf :friend ;
  sh:property [ sh:path :friend ; sh:minCount 1 ; sh:maxCount 2 ] ;
  sh:property [ sh:path ( :friend :friend ) ; sh:class :Thing ] .
:one a sh:NodeShape ; sh:targetNode :a , "five" ;
  sh:property [ sh:path :name ; sh:maxCount 1 ; sh:minLength 3 ] .
"""
SOUND = (
    ':a a :Thing ; :name "ann" ; :other 1 ; :friend :b . :b a :Thing ; :name "bob" ; :other 2 ; :friend :a .'
)
DATA = {
    "nothing": ":x :y :z .",
    "sound": SOUND,
    "spellings": SOUND + ':c a :Thing ; :name "cy"@EN , "c y"@en , "ED"@En-gb , "01"^^xsd:integer , 1.50 .',
    "odd values": SOUND
    + r':d a :Thing ; :name "q\"\\u0041\n" ; :friend [ :name "x" ] , "text" , :a ; :enemy :a .',
    "other kinds": SOUND + ':e a :Being ; :name "E" , "F" ; :age 5 . :f a :Thing ; :age "old" , 5 .',
    "many": SOUND
    + "".join(f':m{n} a :Thing ; :name "{n}" , "x{n}" ; :friend :n{n} .' for n in range(MOST_FOUND + 1)),
    "few of many": SOUND
    + "".join(f':m{n} :name "{n}" , "x{n}" .' for n in range(MOST_FOUND + 1))
    + ":m1 a :Thing .",
}


def held(text: str) -> Store:
    """A store with some Turtle."""
    store = Store()
    store.load((PREFIXES + text).encode(), RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_the_same_with_and_without(data: str) -> None:
    """Spellings, escapes, nodes without a name, more at fault than a look tells, faults of others."""
    rules = [quad.triple for quad in parse((PREFIXES + SHAPES).encode(), format=RdfFormat.TURTLE)]
    ask = asking(held(data))
    with_looks = sorted(findings(ask, rules))
    assert with_looks == sorted(findings(ask, rules, at_once=False))
    assert bool(with_looks) == (data is not DATA["nothing"] and data is not SOUND)


def test_what_is_not_there_is_not_asked_about() -> None:
    """Of data that has no class and no property of the shapes, next to nothing is asked."""
    rules = [quad.triple for quad in parse((PREFIXES + SHAPES).encode(), format=RdfFormat.TURTLE)]
    ask, asked = asking(held(DATA["nothing"])), list[str]()

    def noted(query: str) -> Answer:
        asked.append(query)
        return ask(query)

    assert list(findings(noted, rules)) == []
    assert not any("?this" in query and "VALUES ?this" not in query for query in asked)
