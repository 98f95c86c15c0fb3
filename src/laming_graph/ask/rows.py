"""Rows: what a query answers, with the columns in the order the query names them."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Cell = NamedNode | Literal | BlankNode | Triple | None


class Rows:
    """A table of RDF terms.

    Args:
        columns: names, in order.
        cells: one tuple a row; None where a variable is unbound.
    """

    # A plain class: dataclasses and what they import cost a canned query a bare start of Python.
    def __init__(self, columns: tuple[str, ...], cells: tuple[tuple[Cell, ...], ...]) -> None:
        self.columns = columns
        self.cells = cells

    def __eq__(self, other: object) -> bool:
        """Whether columns and cells are the same, order included."""
        return isinstance(other, Rows) and (self.columns, self.cells) == (other.columns, other.cells)

    def __hash__(self) -> int:
        """By columns and cells."""
        return hash((self.columns, self.cells))

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.cells)

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Each row as strings: a literal's lexical form, a whole IRI, a triple term as written, or ""."""
        for row in self.cells:
            yield tuple("" if cell is None else _text(cell) for cell in row)

    def dicts(self) -> Iterator[dict[str, str | None]]:
        """Each row as a mapping from column to text; None for unbound."""
        for row in self.cells:
            yield {
                column: None if cell is None else _text(cell)
                for column, cell in zip(self.columns, row, strict=True)
            }


def _text(cell: NamedNode | Literal | BlankNode | Triple) -> str:
    return str(cell) if isinstance(cell, Triple) else cell.value


def table_of(columns: tuple[str, ...], texts: Iterable[tuple[str, ...]]) -> Rows:
    """Rows made of plain strings."""
    return Rows(columns, tuple(tuple(Literal(text) for text in row) for row in texts))
