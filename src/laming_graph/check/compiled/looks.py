"""Cheap looks at the data, each made once, that spare dearer questions."""

import re
from collections.abc import Iterable

from pyoxigraph import NamedNode

from laming_graph.check.compiled.question import CLASS, PROPERTY, Ask, Need
from laming_graph.check.compiled.term import Term
from laming_graph.namespaces import RDF

MOST_FOUND = 100
"""How many values at fault a look tells; more are found by a scan."""

_PATTERNS = {CLASS: f"?thing <{RDF}type> ?one", PROPERTY: "?thing ?one ?value"}
_FRESH = re.compile(r"\?v__\w+")


def having(ask: Ask, names: Iterable[str], kind: str) -> set[str]:
    """The classes that have an instance, or the properties that something has.

    Args:
        ask: where the data is.
        names: IRIs to look for.
        kind: CLASS or PROPERTY.
    """
    values = " ".join(f"<{name}>" for name in sorted(names))
    if not values:
        return set()
    exists = f"FILTER EXISTS {{ {_PATTERNS[kind]} }}"
    rows = ask(f"SELECT ?one WHERE {{ VALUES ?one {{ {values} }} {exists} }}").rows
    return {one.value for (one,) in rows if isinstance(one, NamedNode)}


class Looks:
    """What is seen of the data.

    Args:
        ask: where the data is.
        needs: what questions need to be there to have an answer; it is looked for at once.
    """

    def __init__(self, ask: Ask, needs: Iterable[Need]) -> None:
        self._ask = ask
        named = {one for need in needs for one in need}
        self._there = {
            (kind, name)
            for kind in (CLASS, PROPERTY)
            for name in having(ask, (name for of, name in named if of == kind), kind)
        }
        self._found: dict[str, list[Term]] = {}

    def meet(self, needs: Iterable[Need]) -> bool:
        """Whether of each need something is there."""
        return all(not need.isdisjoint(self._there) for need in needs)

    def find(self, look: str) -> list[Term]:
        """What a SELECT of one column finds; two that differ in names of fresh variables are one."""
        names: dict[str, str] = {}
        query = _FRESH.sub(lambda found: names.setdefault(found[0], f"?v__{len(names)}"), look)
        if query not in self._found:
            self._found[query] = [one for (one,) in self._ask(query).rows if one is not None]
        return self._found[query]
