"""Layout: numbered one-line summaries, each ending with the page of the report.

After a heading and a paragraph that ends in a colon come entries "12. Words ... (p34)", whose
numbers run on from 1. White-space-only lines are page padding.
"""

import re
from collections.abc import Mapping

from laming_graph.model.document import Reading
from laming_graph.model.passage import Passage, passage_for
from laming_graph.model.reference import Reference
from laming_graph.read.source import Furniture, Line, Source, finish

_NUMBER = re.compile(r"\s*(\d{1,3})\.\s+(?=\S)")
_PAGE = re.compile(r"\(p(\d{1,3})\)$")


def read_numbered_summaries(source: Source, earlier: Mapping[str, Reading]) -> Reading:
    """Read the summaries and their pages.

    Args:
        source: the document.
        earlier: not used by this layout.

    Raises:
        SourceError: at an entry without its page, or a line that belongs to none.
    """
    entries: list[list[Line]] = [[]]
    numbers: list[Furniture] = []
    for line in source.lines():
        match = _NUMBER.match(line.text)
        if match and int(match[1]) == len(entries):
            numbers.append(Furniture("number", line.start, line.start + match.end()))
            line = line._replace(start=line.start + match.end())
            entries.append([])
        entries[-1].append(line)
    passages = _preface(source, entries[0])
    pages: dict[Reference, tuple[int, Passage]] = {}
    for number, lines in enumerate(entries[1:], start=1):
        reference = Reference(number)
        entry = source.flow_of(lines)
        page = _PAGE.search(entry.text)
        if page is None:
            source.fail(f"summary {number} does not end with its page", line=lines[0])
        place = passage_for("page", reference, entry.part(page.start(), page.end()))
        passages += [passage_for("summary", reference, entry.part(0, page.start())), place]
        pages[reference] = (int(page[1]), place)
    source.expect("recommendations", len(pages))
    return Reading(source.document, finish(source, passages, numbers), pages=pages)


def _preface(source: Source, lines: list[Line]) -> list[Passage]:
    """The heading and the paragraph that stand before entry 1."""
    heading = source.setting("heading")
    worded = [line for line in lines if line.words]
    if not worded or worded[0].words != heading:
        source.fail(f"the document does not open with {heading!r}", line=next(iter(lines), None))
    paragraph = source.flow_of(worded[1:])
    if not paragraph.text.endswith(":"):
        source.fail("the opening paragraph does not end in a colon", line=worded[-1])
    return [
        Passage("heading", "heading/1", source.flow_of(worded[:1])),
        Passage("paragraph", "paragraph/1", paragraph),
    ]
