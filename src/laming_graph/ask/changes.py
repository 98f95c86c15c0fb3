"""Changes between two graphs, told as query answers that came, went or changed."""

from collections.abc import Iterator, Mapping

from laming_graph.ask.canned import all_canned
from laming_graph.ask.formats import short
from laming_graph.ask.graph import Graph

_KEYS = (
    "rec",
    "responder",
    "document",
    "document_a",
    "document_b",
    "agent",
    "instrument",
    "commitment",
    "claim",
)
"""Columns that name a row: rows with the same names are one row whose other cells changed."""


def changes(old: Graph, new: Graph) -> list[str]:
    """Every answer of a query without parameters that differs, one line each.

    Args:
        old: the graph before.
        new: the graph after.
    """
    return [
        line
        for canned in all_canned(new.queries)
        if not canned.parameters
        for line in _of_query(canned.slug, old, new)
    ]


def _of_query(slug: str, old: Graph, new: Graph) -> Iterator[str]:
    before, after = (_rows(graph, slug) for graph in (old, new))
    for name in sorted({*before, *after}):
        gone = [row for row in before.get(name, []) if row not in after.get(name, [])]
        come = [row for row in after.get(name, []) if row not in before.get(name, [])]
        if len(gone) == len(come) == 1:
            differing = [c for c in come[0] if come[0][c] != gone[0].get(c)]
            cells = "; ".join(f"{c} was {_told(gone[0].get(c))}, is {_told(come[0][c])}" for c in differing)
            yield f"{slug}: {' '.join(name)}: {cells}"
        else:
            for verb, rows in (("no more", gone), ("new", come)):
                for row in rows:
                    cells = "; ".join(f"{c} {_told(v)}" for c, v in row.items() if v and c not in _KEYS)
                    yield f"{slug}: {' '.join(name)}: {verb}: {cells}"


def _rows(graph: Graph, slug: str) -> dict[tuple[str, ...], list[Mapping[str, str | None]]]:
    named: dict[tuple[str, ...], list[Mapping[str, str | None]]] = {}
    for row in graph.query(slug).dicts():
        name = tuple(short(value) for key in _KEYS if (value := row.get(key)))
        named.setdefault(name, []).append(row)
    return named


def _told(value: str | None) -> str:
    return f"'{short(value)}'" if value else "nothing"
