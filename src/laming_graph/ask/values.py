"""Cells as Python values: days, numbers and truth values where the datatype says so."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal

from laming_graph.ask.rows import Cell
from laming_graph.namespaces import XSD

Value = str | int | bool | date | Decimal | None

_READERS: Mapping[str, Callable[[str], Value]] = {
    XSD + "date": date.fromisoformat,
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "boolean": lambda text: text in {"true", "1"},
}


def value_of(cell: Cell) -> Value:
    """A cell as a Python value.

    Args:
        cell: a term, or None where nothing is said.

    Returns:
        date, int, Decimal or bool by datatype; None for None; else the text of a literal or
        IRI. A literal that does not fit its datatype stays text.

    >>> value_of(Literal(7)), value_of(None), value_of(Literal("by July", language="en"))
    (7, None, 'by July')
    """
    if cell is None:
        return None
    if isinstance(cell, Literal):
        try:
            return _READERS.get(cell.datatype.value, str)(cell.value)
        except (ValueError, InvalidOperation):
            return cell.value
    return getattr(cell, "value", str(cell))
