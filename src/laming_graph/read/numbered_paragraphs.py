"""The narrative half of a plan: paragraphs whose numbers stand inside their first line.

The text of the PDF has each paragraph's number somewhere in the paragraph's first line ("to
Lord Laming, 2. who wrote"). Numbers run on from 1, so the next one is looked for and nothing
else. A footnote is a block of lines that opens with the next footnote's number. A line that
opens with a space opens a page.
"""

import re
from collections.abc import Sequence

from laming_graph.model.passage import Passage
from laming_graph.read.source import Furniture, Line, Source

_SENTENCE_END = (".", ".”", "”.", "?", "!", ":")


def read_paragraphs(source: Source, lines: Sequence[Line]) -> tuple[list[Passage], list[Furniture]]:
    """Read headings, foreword, numbered paragraphs, boxes, quotations and footnotes.

    Args:
        source: the document.
        lines: the narrative's lines, without running headers.

    Raises:
        SourceError: if a heading is missing or a line comes before any heading.
    """
    narrative = _Narrative(source)
    index = 0
    while index < len(lines):
        index += narrative.take(lines, index)
    return narrative.passages(), narrative.footnote_numbers


class _Narrative:
    """The narrative while it is being read, line by line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._headings: list[str] = list(source.setting("headings"))
        self._heading_passages: list[Passage] = []
        self._blocks: dict[str, list[Line]] = {}
        self._block = ""
        self._paragraph = 0
        self._footnote = 0
        self._in_footnote = False
        self._paragraph_numbers: list[Furniture] = []
        self.footnote_numbers: list[Furniture] = []

    def take(self, lines: Sequence[Line], index: int) -> int:
        """Take the next line, or the lines of a heading; returns how many were taken."""
        line = lines[index]
        continues = self._in_footnote and not line.opens_page
        self._in_footnote = False
        if not line.words:
            return 1
        if continues:
            self._blocks[f"footnote/{self._footnote}"].append(line)
            self._in_footnote = True
        elif heading := _heading_lines(lines, index, self._headings[0] if self._headings else ""):
            self._take_heading(heading)
            return lines.index(heading[-1], index) + 1 - index
        elif line.text.startswith(f"{self._footnote + 1} "):
            self._take_footnote(line)
        else:
            self._take_text(line)
        return 1

    def _take_heading(self, lines: list[Line]) -> None:
        words = self._headings.pop(0)
        name = f"heading/{len(self._heading_passages) + 1}"
        self._heading_passages.append(Passage("heading", name, self._source.flow_of(lines)))
        if words in self._source.setting("box-headings"):
            self._block = f"box/{1 + sum(key.startswith('box/') for key in self._blocks)}"
        elif not self._paragraph:
            self._block = "foreword/1"

    def _take_footnote(self, line: Line) -> None:
        self._footnote += 1
        self._in_footnote = True
        end = line.start + len(str(self._footnote)) + 1
        self.footnote_numbers.append(Furniture("footnote number", line.start, end))
        self._blocks[f"footnote/{self._footnote}"] = [line._replace(start=end)]

    def _take_text(self, line: Line) -> None:
        number = _number(self._paragraph + 1, line)
        if self._paragraph and re.search(rf"(?<!\S){self._paragraph}\.(?=\s|$)", line.text):
            self._source.fail(f"the number {self._paragraph} stands twice", line=line)
        if number:
            self._paragraph += 1
            self._block = f"paragraph/{self._paragraph}"
            start, end = line.start + number.start(), line.start + number.end()
            self._paragraph_numbers.append(Furniture("paragraph number", start, end))
        elif not self._block:
            self._source.fail(f"the line {line.words[:40]!r} stands before any heading", line=line)
        self._blocks.setdefault(self._block, []).append(line)

    def passages(self) -> list[Passage]:
        """Everything that was read, once the last line is taken."""
        if self._headings:
            self._source.fail(f"the heading {self._headings[0]!r} is missing or out of order")
        numbers = [position for mark in self._paragraph_numbers for position in range(*mark[1:])]
        found = list(self._heading_passages)
        quotations = 0
        for name, block in self._blocks.items():
            kept, quotation = _without_quotation(block, self._source.setting("quote-attribution"))
            found.append(Passage(name.split("/")[0], name, self._source.flow_of(kept, numbers)))
            if quotation:
                quotations += 1
                flow = self._source.flow_of(quotation)
                found.append(Passage("quotation", f"quotation/{quotations}", flow))
        return found


def _heading_lines(lines: Sequence[Line], begin: int, heading: str) -> list[Line]:
    """The line or lines that make up the next heading, if it stands here."""
    taken: list[Line] = []
    words = ""
    for line in map(lines.__getitem__, range(begin, len(lines))):
        if not line.words:
            continue
        words = f"{words} {line.words}".strip()
        if not heading.startswith(words):
            return []
        taken.append(line)
        if words == heading:
            return taken
    return []


def _number(number: int, line: Line) -> re.Match[str] | None:
    """The place of a paragraph's number in a line."""
    return re.search(rf"(?<![\d£.]){number}\.(?=\s|$)", line.text)


def _without_quotation(block: list[Line], attribution: str) -> tuple[list[Line], list[Line]]:
    """A paragraph's lines without the quotation set below it, and the quotation's."""
    words = [line.words for line in block]
    if attribution in words:
        end = words.index(attribution) + 1
        for index in range(1, end):
            if words[index].startswith("“") and words[index - 1].endswith(_SENTENCE_END):
                return [*block[:index], *block[end:]], block[index:end]
    return block, []
