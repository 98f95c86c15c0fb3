"""Layout: each recommendation in full, then a remark, with headings between, of a web page.

A recommendation is a block of lines that opens with its number; items open with a bullet. A
blank line ends the block; what follows up to the next number or heading is the remark. The
copy has lost words that stood alone on a block's last line: a wording that does not end a
sentence is marked as cut short. Reading stops for good at a line the inquiry names.
"""

import re
from collections.abc import Mapping

from laming_graph.model.document import Reading
from laming_graph.model.passage import Passage, passage_for
from laming_graph.model.reference import Reference
from laming_graph.read.source import Furniture, Line, Source, finish, furniture_line

_NUMBER = re.compile(r"(\d{1,3})\. (?=\S)")
_BULLET = re.compile(r"●● ")
_ENDED = (".", ":", ";", "; and", "?", "!", ".”", ".’", ".)")


def read_remarks(source: Source, earlier: Mapping[str, Reading]) -> Reading:
    """Read recommendations, items, remarks and headings, up to the named end.

    Args:
        source: the document; its settings are `ends-before`, `headings` and `furniture`.
        earlier: not used by this layout.

    Raises:
        SourceError: if the end is not found or a line has no known form.
    """
    furniture: list[Furniture] = []
    passages: list[Passage] = []
    blocks: dict[Reference, list[Line]] = {}
    remarks: dict[Reference, list[Line]] = {}
    opening: list[Line] = []
    current, in_block = Reference(0), False
    end = _end_of_matter(source, source.setting("ends-before"))
    for line in source.lines():
        if line.start >= end:
            break
        number, bullet = _NUMBER.match(line.text), _BULLET.match(line.text)
        if not line.words:
            in_block = False
        elif line.words in source.setting("furniture"):
            furniture.append(furniture_line("page furniture", line))
        elif line.words in source.setting("headings"):
            name = f"heading/{len(passages) + 1}"
            passages.append(Passage("heading", name, source.flow_of([line])))
        elif number and int(number[1]) == current.number + 1:
            current, in_block = Reference(current.number + 1), True
            furniture.append(Furniture("number", line.start, line.start + number.end()))
            blocks[current] = [line._replace(start=line.start + number.end())]
        elif in_block and bullet:
            current = source.next_item(current, line)
            furniture.append(Furniture("bullet", line.start, line.start + bullet.end()))
            blocks[current] = [line._replace(start=line.start + bullet.end())]
        elif in_block:
            blocks[current].append(line)
        elif current.number:
            remarks.setdefault(current.parent, []).append(line)
        else:
            opening.append(line)
    wordings = {
        reference: passage_for("item" if reference.letter else "recommendation", reference, flow)
        for reference, flow in ((ref, source.flow_of(lines)) for ref, lines in blocks.items())
    }
    passages += wordings.values()
    passages += [passage_for("remark", ref, source.flow_of(lines)) for ref, lines in remarks.items()]
    passages += [
        Passage("paragraph", f"paragraph/{n}", source.flow_of([line]))
        for n, line in enumerate(opening, start=1)
    ]
    lost = frozenset(r for r, p in wordings.items() if not p.flow.text.endswith(_ENDED))
    source.expect("recommendations", sum(not reference.letter for reference in wordings))
    source.expect("items", sum(bool(reference.letter) for reference in wordings))
    source.expect("remarks", len(remarks))
    source.expect("headings", sum(p.kind == "heading" for p in passages))
    source.expect("lost-ends", len(lost))
    ordered = finish(source, passages, furniture, end)
    return Reading(source.document, ordered, wordings, lost_ends=lost)


def _end_of_matter(source: Source, words: str) -> int:
    """Where the document turns to matter that is not the inquiry's, in code points."""
    places = [line.start for line in source.lines() if line.words == words]
    if len(places) != 1:
        source.fail(f"the line {words!r}, where reading must stop, stands {len(places)} times")
    return places[0]
