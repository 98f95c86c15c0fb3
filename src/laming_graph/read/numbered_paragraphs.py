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


def read_paragraphs(
    source: Source, lines: Sequence[Line]
) -> tuple[list[Passage], list[Furniture]]:
    """Read headings, foreword, numbered paragraphs, boxes, quotations and footnotes.

    Args:
        source: the document.
        lines: the narrative's lines, without running headers.

    Raises:
        SourceError: if a heading is missing or a line comes before any paragraph.
    """
    settings = source.document.reading
    headings: list[str] = list(settings["headings"])
    blocks: dict[str, list[Line]] = {}
    numbers: list[Furniture] = []
    passages: list[Passage] = []
    current, paragraph, footnote = "", 0, 0
    in_footnote = False
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if not line.words:
            in_footnote = False
            continue
        if in_footnote and not line.text.startswith(" "):
            blocks[f"footnote/{footnote}"].append(line)
            continue
        in_footnote = False
        taken = _heading_lines(lines, index - 1, headings[0] if headings else "")
        if taken:
            words = headings.pop(0)
            name = f"heading/{len(settings['headings']) - len(headings)}"
            passages.append(Passage("heading", name, source.flow_of(taken)))
            index = index - 1 + lines[index - 1 :].index(taken[-1]) + 1
            if words in settings["box-headings"]:
                current = f"box/{1 + sum(key.startswith('box/') for key in blocks)}"
            elif not paragraph:
                current = "foreword/1"
            continue
        if line.text.startswith(f"{footnote + 1} "):
            footnote += 1
            in_footnote = True
            mark = len(str(footnote)) + 1
            numbers.append(Furniture("footnote number", line.start, line.start + mark))
            blocks[f"footnote/{footnote}"] = [line._replace(start=line.start + mark)]
            continue
        if marker := re.search(rf"(?<![\d£.]){paragraph + 1}\.(?=\s|$)", line.text):
            paragraph += 1
            current = f"paragraph/{paragraph}"
            start, end = line.start + marker.start(), line.start + marker.end()
            numbers.append(Furniture("paragraph number", start, end))
        elif not current:
            source.fail(f"the line {line.words[:40]!r} stands before any heading", line=line)
        blocks.setdefault(current, []).append(line)
    if headings:
        source.fail(f"the heading {headings[0]!r} is missing or out of order")
    left_out = [position for mark in numbers for position in range(mark.start, mark.end)]
    for name, block in blocks.items():
        block, quotation = _without_quotation(block, settings["quote-attribution"])
        passages.append(Passage(name.split("/")[0], name, source.flow_of(block, left_out)))
        if quotation:
            number = 1 + sum(p.kind == "quotation" for p in passages)
            flow = source.flow_of(quotation)
            passages.append(Passage("quotation", f"quotation/{number}", flow))
    return passages, [mark for mark in numbers if mark.name == "footnote number"]


def _heading_lines(lines: Sequence[Line], index: int, heading: str) -> list[Line]:
    """The line or lines that make up the next heading, if it stands here."""
    taken: list[Line] = []
    words = ""
    for line in lines[index:]:
        if not line.words:
            continue
        words = f"{words} {line.words}".strip()
        if not heading.startswith(words):
            return []
        taken.append(line)
        if words == heading:
            return taken
    return []


def _without_quotation(block: list[Line], attribution: str) -> tuple[list[Line], list[Line]]:
    """A paragraph's lines without the quotation set below it, and the quotation's."""
    if attribution not in (line.words for line in block):
        return block, []
    for index in range(1, len(block)):
        before = block[index - 1].words
        if block[index].words.startswith("“") and before.endswith(_SENTENCE_END):
            return block[:index], block[index:]
    return block, []
