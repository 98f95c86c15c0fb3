"""What data holds that shapes look for, asked of where it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import Triple

from laming_graph.check.compiled.classes import below, edges
from laming_graph.check.compiled.looks import having
from laming_graph.check.compiled.question import CLASS, PROPERTY, Ask
from laming_graph.check.targets import Seen, note_subclass, with_wider
from laming_graph.namespaces import SH

_CLASS, _NODE = SH + "targetClass", SH + "targetNode"


def seen_by(ask: Ask, wanted: Mapping[str, set[tuple[str, str]]], ontology: Iterable[Triple]) -> Seen:
    """Of the classes and properties that are targets, those that something there has.

    Args:
        ask: where the data is.
        wanted: each shape that has a target, and its targets as property and node.
        ontology: tells subclasses too.
    """
    above: dict[str, set[str]] = defaultdict(set)
    for one in ontology:
        note_subclass(one, above)
    for lower, upper in edges(ask):
        above[lower].add(upper)
    aims = {aim for found in wanted.values() for aim in found}
    classes = {node for kind, node in aims if kind == _CLASS}
    lowest = below(classes, ((one, wider) for one, found in above.items() for wider in found))
    every = classes.union(*lowest.values())
    properties = {node for kind, node in aims if kind not in {_CLASS, _NODE}}
    return Seen(
        with_wider(having(ask, every, CLASS), above),
        having(ask, properties, PROPERTY),
    )
