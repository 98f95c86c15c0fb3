"""What follows from ontology and data by the rules of OWL 2 RL, and whether they contradict themselves.

The closure is reasonable's. It tells no contradiction, so the rules whose conclusion is "false" are asked
here as queries over the closure; those that OWL 2 RL has for constructs no file of ours uses
(cardinalities, keys, datatypes out of range) are left to HermiT, which `check-ontology --reason` asks.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from laming_graph.check.turtle_files import quads_of
from laming_graph.model.errors import InputError
from laming_graph.namespaces import OWL, PREFIXES, RDF, RDFS, XSD

_LANGUAGE = (RDF, RDFS, OWL, XSD)
"""Facts about these namespaces' own terms say nothing of ours."""
_EVERYTHING = {OWL + "Thing", RDFS + "Resource", OWL + "NamedIndividual"}
_CONTRADICTIONS = {
    "cax-dw": (
        "is in two classes that have no member in common",
        "?first owl:disjointWith ?second . ?thing a ?first , ?second .",
    ),
    "cax-adc": (
        "is in two classes that have no member in common",
        "?list a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?first , ?second ."
        " ?thing a ?first , ?second . FILTER(STR(?first) < STR(?second))",
    ),
    "cls-nothing2": ("is in owl:Nothing", "BIND(owl:Nothing AS ?first) ?thing a ?first ."),
    "cls-com": (
        "is in a class and in its complement",
        "?first owl:complementOf ?second . ?thing a ?first , ?second .",
    ),
    "prp-irp": (
        "is tied to itself by a property that forbids it",
        "?first a owl:IrreflexiveProperty . ?thing ?first ?thing .",
    ),
    "prp-asyp": (
        "is tied both ways by a property that goes one way",
        "?first a owl:AsymmetricProperty . ?thing ?first ?second . ?second ?first ?thing .",
    ),
    "prp-pdw": (
        "is tied to one thing by two properties that exclude each other",
        "?first owl:propertyDisjointWith ?second . ?thing ?first ?other ; ?second ?other .",
    ),
    "eq-diff1": (
        "is said to be the same as a thing, and to differ from it",
        "?thing owl:sameAs ?first . ?thing owl:differentFrom ?first .",
    ),
    "prp-fp": (
        "has two values of a property that has one",
        "?first a owl:FunctionalProperty . ?thing ?first ?one , ?other ."
        " FILTER(isLiteral(?one) && isLiteral(?other) && STR(?one) < STR(?other) && ?one != ?other)",
    ),
}
"""Rule, by its name in the standard, to what it finds and how."""


class Closure(NamedTuple):
    """What follows.

    Attributes:
        triples: N-Triples in order, only what the files do not say; no blank nodes, and none of what holds
            of anything (x is x, x is a thing).
        number: how many they are.
        contradictions: one line each, naming rule and thing; empty where there is none.
    """

    triples: bytes
    number: int
    contradictions: tuple[str, ...]


def close(files: Iterable[Path]) -> Closure:
    """Work out what follows from some Turtle files, taken together.

    Args:
        files: ontology and data.

    Raises:
        InputError: if a file is not Turtle, or reasonable is not installed.
    """
    store = Store()
    for file in files:
        store.extend(quads_of(file))
    new = sorted(_inferred(store), key=str)
    lines = serialize(new, format=RdfFormat.N_TRIPLES)
    store.extend(Quad(one.subject, one.predicate, one.object) for one in new)
    return Closure(lines or b"", len(new), tuple(_contradictions(store)))


def _inferred(store: Store) -> set[Triple]:
    """The triples that reasonable adds, without what is trivial."""
    try:
        import reasonable
    except ImportError:
        told = "reasonable is not installed; run pip install 'laming-graph[reasoning]'"
        raise InputError(told) from None
    reasoner = reasonable.PyReasoner()
    with tempfile.TemporaryDirectory() as folder:
        # reasonable goes by the ending; N-Triples are Turtle.
        merged = Path(folder) / "merged.ttl"
        given = (quad.triple for quad in store)
        merged.write_bytes(serialize(given, format=RdfFormat.N_TRIPLES) or b"")
        reasoner.load_file(str(merged))
    closed = reasoner.reason()
    return {
        Triple(NamedNode(str(s)), NamedNode(str(p)), _term(o))
        for s, p, o in set(closed) - set(reasoner.get_base_triples())
        if _tells(s, p, o)
    }


def _tells(subject: Any, predicate: Any, value: Any) -> bool:
    """Whether a triple says something of a named thing that does not hold of everything."""
    kinds = {type(node).__name__ for node in (subject, predicate, value)}
    if "BNode" in kinds or type(subject).__name__ != "URIRef" or subject == value:
        return False
    return not str(subject).startswith(_LANGUAGE) and str(value) not in _EVERYTHING


def _term(value: Any) -> NamedNode | Literal:
    """An rdflib term as the store has it."""
    if type(value).__name__ == "URIRef":
        return NamedNode(str(value))
    if value.language:
        return Literal(str(value), language=str(value.language))
    return Literal(str(value), datatype=NamedNode(str(value.datatype or XSD + "string")))


def _contradictions(store: Store) -> Iterable[str]:
    for rule, (told, pattern) in _CONTRADICTIONS.items():
        query = f"SELECT DISTINCT ?thing ?first ?second WHERE {{ {pattern} }} ORDER BY ?thing ?first ?second"
        answer = store.query(query, prefixes=PREFIXES)
        assert isinstance(answer, QuerySolutions)
        for row in answer:
            named = [
                node.value
                for name in ("first", "second")
                if not isinstance(node := row[name], BlankNode) and node
            ]
            yield f"{row['thing'].value}: {told} ({', '.join(named)}); take one statement away [{rule}]"
