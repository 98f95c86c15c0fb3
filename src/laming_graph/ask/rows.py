"""Rows: what a query answers, with the columns in the order the query names them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

Cell = NamedNode | Literal | BlankNode | None


class Rows(NamedTuple):
    """A table of RDF terms.

    Attributes:
        columns: names, in order.
        cells: one tuple a row; None where a variable is unbound.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Each row as strings: the lexical form of a literal, a whole IRI, "" for unbound."""
        for row in self.cells:
            yield tuple("" if cell is None else cell.value for cell in row)

    def dicts(self) -> Iterator[dict[str, str | None]]:
        """Each row as a mapping from column to text; None for unbound."""
        for row in self.cells:
            yield {
                column: None if cell is None else cell.value
                for column, cell in zip(self.columns, row, strict=True)
            }


def table_of(columns: tuple[str, ...], texts: Iterable[tuple[str, ...]]) -> Rows:
    """Rows made of plain strings."""
    return Rows(columns, tuple(tuple(Literal(text) for text in row) for row in texts))
