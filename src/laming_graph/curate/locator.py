"""Locators: where the words of a judgement stand, as a person writes it in a table.

A locator is a passage, and where needed a few words in it: `response/58: mid September`. Several
stand between bars. Another document is named before the passage: `action-plan/paragraph/55: July`.
"""

from collections.abc import Mapping

from laming_graph.curate.table import Row
from laming_graph.model.document import Reading
from laming_graph.model.passage import Passage
from laming_graph.model.span import Span


class Place:
    """A passage, and the spans a locator means in it.

    Attributes:
        passage: the passage.
        start, end: where the words stand in its flow; all of it where no words are given.
        spans: the words in the document.
    """

    __slots__ = ("end", "passage", "spans", "start")

    def __init__(self, passage: Passage, start: int, end: int) -> None:
        self.passage = passage
        self.start = start
        self.end = end
        self.spans: tuple[Span, ...] = passage.flow.spans(start, end)

    @property
    def words(self) -> str:
        """The words, apostrophes straight."""
        return self.passage.flow.folded[self.start : self.end]


def resolve(row: Row, column: str, readings: Mapping[str, Reading], document: str) -> list[Place]:
    """The places a cell of locators means.

    Args:
        row: the row.
        column: the cell.
        readings: every document that was read.
        document: key of the document a bare passage is meant in.

    Raises:
        TableError: naming file and line, at a passage or words that are not there.
    """
    return [_place(row, one, readings, document) for one in row.listed(column)]


def _place(row: Row, locator: str, readings: Mapping[str, Reading], document: str) -> Place:
    name, _, words = (part.strip() for part in locator.partition(": "))
    key, _, rest = name.partition("/")
    if key in readings:
        document, name = key, rest
    passage = readings[document].at(name)
    if passage is None:
        row.fail(f"{document} has no passage {name!r}", "name one such as response/24/c or paragraph/55")
    if not words:
        return Place(passage, 0, len(passage.flow.folded))
    at = passage.flow.folded.find(words)
    if at < 0:
        row.fail(f"{document}/{name} does not say {words!r}", "quote it as printed, apostrophes straight")
    return Place(passage, at, at + len(words))
