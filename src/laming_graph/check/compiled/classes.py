"""Which classes count as a class: itself, and what the data says is below it (SHACL 1.1)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode

from laming_graph.check.compiled.question import Ask
from laming_graph.namespaces import RDF, RDFS

Edge = tuple[str, str]
"""A class, and one straight above it."""


def classes_below(
    ask: Ask, wanted: Iterable[str], more: Iterable[Edge] = ()
) -> Mapping[str, tuple[str, ...]]:
    """For each class those whose instances make up its own, itself first.

    The subclasses are asked for once, and not by a path in every query, which takes engines four
    times as long. A subclass is left out where nothing is an instance of it that is not said to
    be one of the wider class too.

    Args:
        ask: where the data is.
        wanted: the classes.
        more: what else is known of classes, besides what the data says.
    """
    whole = below(wanted, [*edges(ask), *more])
    pairs = sorted((upper, lower) for upper, found in whole.items() for lower in found)
    needed = _needed(ask, pairs)
    return {name: (name, *sorted(one for one in whole[name] if (name, one) in needed)) for name in whole}


def edges(ask: Ask) -> Iterator[Edge]:
    """What the data says of classes."""
    for lower, upper in ask(f"SELECT ?lower ?upper WHERE {{ ?lower <{RDFS}subClassOf> ?upper }}").rows:
        if isinstance(lower, NamedNode) and isinstance(upper, NamedNode):
            yield lower.value, upper.value


def below(wanted: Iterable[str], known: Iterable[Edge]) -> dict[str, set[str]]:
    """For each class those below it, near and far."""
    straight: dict[str, set[str]] = defaultdict(set)
    for lower, upper in known:
        straight[upper].add(lower)
    whole: dict[str, set[str]] = {}
    for name in wanted:
        found, waiting = {name}, [name]
        while waiting:
            new = straight[waiting.pop()] - found
            found |= new
            waiting += new
        whole[name] = found - {name}
    return whole


def _needed(ask: Ask, pairs: Sequence[Edge]) -> set[Edge]:
    """The pairs of a class and one below it that has instances of its own."""
    if not pairs:
        return set()
    values = " ".join(f"(<{upper}> <{lower}>)" for upper, lower in pairs)
    rows = ask(
        f"SELECT ?upper ?lower WHERE {{ VALUES (?upper ?lower) {{ {values} }} FILTER EXISTS "
        f"{{ ?one <{RDF}type> ?lower FILTER NOT EXISTS {{ ?one <{RDF}type> ?upper }} }} }}"
    ).rows
    return {
        (upper.value, lower.value)
        for upper, lower in rows
        if isinstance(upper, NamedNode) and isinstance(lower, NamedNode)
    }
