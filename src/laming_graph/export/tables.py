"""The canned queries as typed tables: what every form of tables is made from."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import NamedNode

from laming_graph.ask.canned import Canned
from laming_graph.ask.rows import Rows
from laming_graph.ask.values import Value, value_of
from laming_graph.export.release import Answered, Release


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: as in the query.
        meaning: in one line, from the query's header.
        kind: date, integer, decimal, boolean, iri or text.
    """

    name: str
    meaning: str
    kind: str


class Table(NamedTuple):
    """A canned query and its rows.

    Attributes:
        canned: the query.
        columns: in order.
        rows: Python values; in a column of text all are str or None.
        answer: the same rows as terms.
    """

    canned: Canned
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    answer: Rows

    @property
    def slug(self) -> str:
        """Name of the query."""
        return self.canned.slug

    @property
    def name(self) -> str:
        """Name of the query as a table of a database."""
        return self.canned.slug.replace("-", "_")


def tables_of(release: Release) -> list[Table]:
    """A table for each canned query that needs no parameter."""
    return [_table(one) for one in release.answers]


def _table(answered: Answered) -> Table:
    canned, answer = answered
    columns, filled = [], []
    for place, name in enumerate(answer.columns):
        cells = [row[place] for row in answer.cells]
        values = [value_of(cell) for cell in cells]
        kind = _kind(values)
        if kind == "text":
            if any(cells) and all(cell is None or isinstance(cell, NamedNode) for cell in cells):
                kind = "iri"
            values = [None if value is None else str(value) for value in values]
        columns.append(Column(name, canned.columns.get(name, ""), kind))
        filled.append(values)
    return Table(canned, tuple(columns), list(zip(*filled, strict=True)), answer)


_KINDS: dict[type, str] = {bool: "boolean", int: "integer", date: "date", Decimal: "decimal"}


def _kind(values: Sequence[Value]) -> str:
    """The one kind that all values have; text if they differ."""
    kinds = {_KINDS.get(type(value), "text") for value in values if value is not None}
    return kinds.pop() if len(kinds) == 1 else "text"
