"""Which classes count as a class: itself, and what the data says is below it (SHACL 1.1)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from laming_graph.check.compiled.term import Term
from laming_graph.namespaces import RDF, RDFS

Ask = Callable[[str], Iterable[Sequence[Term | None]]]
"""What answers a SELECT: its rows, in the order of its columns, None where a variable is unbound."""


def classes_below(ask: Ask, wanted: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each class those whose instances make up its own, itself first.

    The subclasses are asked for once, and not by a path in every query, which takes engines four
    times as long. A subclass is left out where nothing is an instance of it that is not said to
    be one of the wider class too.
    """
    below: dict[str, set[str]] = defaultdict(set)
    for lower, upper in ask(f"SELECT ?lower ?upper WHERE {{ ?lower <{RDFS}subClassOf> ?upper }}"):
        if isinstance(lower, NamedNode) and isinstance(upper, NamedNode):
            below[upper.value].add(lower.value)
    whole: dict[str, set[str]] = {}
    for name in wanted:
        found, waiting = {name}, [name]
        while waiting:
            new = below[waiting.pop()] - found
            found |= new
            waiting += new
        whole[name] = found - {name}
    pairs = sorted((upper, lower) for upper, found in whole.items() for lower in found)
    needed = _needed(ask, pairs)
    return {name: (name, *sorted(one for one in whole[name] if (name, one) in needed)) for name in whole}


def _needed(ask: Ask, pairs: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs of a class and one below it that has instances of its own."""
    if not pairs:
        return set()
    values = " ".join(f"(<{upper}> <{lower}>)" for upper, lower in pairs)
    rows = ask(
        f"SELECT ?upper ?lower WHERE {{ VALUES (?upper ?lower) {{ {values} }} FILTER EXISTS "
        f"{{ ?one <{RDF}type> ?lower FILTER NOT EXISTS {{ ?one <{RDF}type> ?upper }} }} }}"
    )
    return {
        (upper.value, lower.value)
        for upper, lower in rows
        if isinstance(upper, NamedNode) and isinstance(lower, NamedNode)
    }
