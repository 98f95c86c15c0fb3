"""What shapes look at, so that a check of nothing does not look like a pass."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from laming_graph.check.rdf_files import named
from laming_graph.namespaces import OWL, RDF, RDFS, SH

_TARGETS = {SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")}
_TYPE, _CLASS, _BELOW = RDF + "type", RDFS + "Class", RDFS + "subClassOf"
_SHAPES = {SH + "NodeShape", SH + "PropertyShape"}


def targeted(rules: Iterable[Triple]) -> dict[str, set[tuple[str, str]]]:
    """Each shape that has a target, and its targets as property and node.

    A shape that is a class too has itself as its target.
    """
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in _said(rules, {*_TARGETS, _TYPE}):
        if predicate in _TARGETS:
            found[subject].add((predicate, value))
        elif predicate == _TYPE:
            kinds[subject].add(value)
    for name, types in kinds.items():
        if types & _SHAPES and types & {_CLASS, OWL + "Class"}:
            found[name].add((SH + "targetClass", name))
    return found


def messages(rules: Iterable[Triple]) -> dict[str, str]:
    """What each shape with a message says; of several, the first in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for subject, _, value in _said(rules, {SH + "message"}):
        found[subject].append(value)
    return {name: min(texts) for name, texts in found.items()}


def _said(triples: Iterable[Triple], predicates: Set[str]) -> Iterator[tuple[str, str, str]]:
    """What triples with some properties say of things that have names."""
    for one in triples:
        if one.predicate.value in predicates and (parts := named(one)):
            yield parts


class Seen(NamedTuple):
    """What data holds that targets look for.

    Attributes:
        classes: those that something is an instance of, and those above them.
        properties: those that something has.
    """

    classes: set[str]
    properties: set[str]


def seen_in(data: Iterable[Triple], ontology: Iterable[Triple]) -> Seen:
    """What is seen in the data; the ontology only tells the subclasses."""
    above: dict[str, set[str]] = defaultdict(set)
    classes, properties = set[str](), set[str]()
    for one in ontology:
        note_subclass(one, above)
    for one in data:
        note_subclass(one, above)
        properties.add(one.predicate.value)
        if one.predicate.value == _TYPE and isinstance(one.object, NamedNode):
            classes.add(one.object.value)
    return Seen(with_wider(classes, above), properties)


def with_wider(classes: set[str], above: Mapping[str, set[str]]) -> set[str]:
    """Classes and those above them."""
    found, waiting = set(classes), list(classes)
    while waiting:
        new = above.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def idle(targets: dict[str, set[tuple[str, str]]], seen: Seen) -> list[str]:
    """The shapes that have nothing to look at in what was seen.

    A target node that the data does not name may be the whole graph, as ours are: such a shape has
    something to look at wherever there is data.
    """
    kinds = {
        SH + "targetClass": seen.classes,
        SH + "targetSubjectsOf": seen.properties,
        SH + "targetObjectsOf": seen.properties,
    }
    return sorted(
        name
        for name, wanted in targets.items()
        if not any(kind not in kinds or node in kinds[kind] for kind, node in wanted)
    )


def note_subclass(one: Triple, above: dict[str, set[str]]) -> None:
    """Note what a triple says of a class being below another."""
    for subject, _, value in _said([one], {_BELOW}):
        above[subject].add(value)
