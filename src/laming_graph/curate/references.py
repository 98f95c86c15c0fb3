"""References to recommendations in a cell: read, and held against the inquiry."""

from collections.abc import Iterator

from laming_graph.curate.table import Row
from laming_graph.model.inquiry import Inquiry
from laming_graph.model.reference import Reference


def references(row: Row, column: str, inquiry: Inquiry) -> Iterator[Reference]:
    """The recommendations and items that a cell lists.

    Args:
        row: the row.
        column: the cell.
        inquiry: whose recommendations they are.

    Raises:
        TableError: naming file and line, at one that is none of the inquiry's.
    """
    known = set(inquiry.references())
    for text in row.listed(column):
        try:
            reference = Reference.parse(text)
        except ValueError as error:
            row.fail(str(error), "write it so")
        if reference not in known:
            row.fail(f"{text} is none of this inquiry's", "correct it")
        yield reference
