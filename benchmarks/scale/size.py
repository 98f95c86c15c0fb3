"""The measurements at one size, and what several sizes have to do with each other."""

from collections.abc import Iterable
from math import log10
from typing import Any, NamedTuple

ENGINES = {"memory": "pyoxigraph in memory", "disk": "pyoxigraph on disk", "rdflib": "rdflib"}
HELD = " (of one inquiry)"
"""How a query is called that is held to the shipped inquiry, and whose answer does not grow."""
LOOKUPS = (f"evidence{HELD}", f"compare{HELD}", "agency-brief (a local body)")
"""Questions about one thing, whose answers do not grow."""


class Size(NamedTuple):
    """The measurements at one size.

    Attributes:
        name: as typed, 1m.
        triples: as generated.
        told: the file of results.
    """

    name: str
    triples: int
    told: dict[str, Any]

    def job(self, name: str) -> dict[str, Any]:
        """What a job told; why it told nothing, if it was not run."""
        found: dict[str, Any] = self.told["jobs"].get(name, {"failed": "not run"})
        return found

    def query(self, engine: str, slug: str) -> float | None:
        """Milliseconds, if it ended in time."""
        one = self.job(f"query {engine}").get("queries", {}).get(slug)
        return None if one is None or one["failed"] else one["milliseconds"]


def growth(slug: str, small: Size, large: Size, engine: str) -> float | None:
    """By what factor a query takes longer for ten times the triples; None where it is not known."""
    one, other = small.query(engine, slug), large.query(engine, slug)
    if not one or not other:
        return None
    return float((other / one) ** (1 / log10(large.triples / small.triples)))


def times(slug: str, size: Size, engine: str) -> float | None:
    """How many times what DuckDB takes; None where it is not known."""
    ours, floor = size.query(engine, slug), size.query("tables", slug)
    return ours / floor if ours and floor else None


def slugs(sizes: Iterable[Size]) -> list[str]:
    """The queries that were asked at any size."""
    found = (size.job(f"query {engine}").get("queries", {}) for size in sizes for engine in ENGINES)
    return sorted({slug for queries in found for slug in queries})


def aggregates(sizes: Iterable[Size]) -> list[str]:
    """The queries that were asked of DuckDB too."""
    return sorted({slug for size in sizes for slug in size.job("query tables").get("queries", {})})
