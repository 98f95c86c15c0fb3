"""What shapes look at, so that a check of nothing does not look like a pass."""

from collections import defaultdict
from collections.abc import Iterable

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
    for one in rules:
        subject, predicate, value = named(one) or ("", "", "")
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
    for one in rules:
        subject, predicate, value = named(one) or ("", "", "")
        if predicate == SH + "message":
            found[subject].append(value)
    return {name: min(texts) for name, texts in found.items()}


def idle(
    targets: dict[str, set[tuple[str, str]]], data: Iterable[Triple], ontology: Iterable[Triple]
) -> list[str]:
    """The shapes that have nothing to look at in the data; the ontology only tells the subclasses.

    A target node that the data does not name may be the whole graph, as ours are: such a shape has
    something to look at wherever there is data.
    """
    above: dict[str, set[str]] = defaultdict(set)
    classes, subjects, objects = set[str](), set[str](), set[str]()
    for one in ontology:
        _note_subclass(one, above)
    for one in data:
        _note_subclass(one, above)
        subjects.add(one.predicate.value)
        objects.add(one.predicate.value)
        if one.predicate.value == _TYPE and isinstance(one.object, NamedNode):
            classes.add(one.object.value)
    waiting = list(classes)
    while waiting:
        new = above[waiting.pop()] - classes
        classes |= new
        waiting += new
    seen = {
        SH + "targetClass": classes,
        SH + "targetSubjectsOf": subjects,
        SH + "targetObjectsOf": objects,
    }
    return sorted(
        name
        for name, wanted in targets.items()
        if not any(kind not in seen or node in seen[kind] for kind, node in wanted)
    )


def _note_subclass(one: Triple, above: dict[str, set[str]]) -> None:
    subject, predicate, value = named(one) or ("", "", "")
    if predicate == _BELOW:
        above[subject].add(value)
