"""The table half of a plan: four columns whose words the text of the PDF runs together.

Within a row, and within each page of a row, come the recommendation's lines, then the
response's, then the by-when cell's. Two witnesses tell where a cell ends: other documents that
print the same recommendation in full, and the width of the lines, since the by-when column is
narrow. What they do not agree on raises.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from laming_graph.model.document import Reading
from laming_graph.model.flow import Flow
from laming_graph.model.passage import Passage, passage_for
from laming_graph.model.reference import Reference
from laming_graph.read.source import Furniture, Line, Source, furniture_line, words_of

Lines = list[Line]

_TOLERANCE = 0.2
"""Share of a recommendation's words in which the copies may differ from the witness."""


class Widths(NamedTuple):
    """The longest line of two columns, in code points."""

    response: int
    by_when: int


def read_table(
    source: Source, lines: Sequence[Line], witnesses: Sequence[Reading]
) -> tuple[list[Passage], list[Furniture]]:
    """Read every row's recommendation, items, response and by-when cell.

    Args:
        source: the document.
        lines: the table's lines, without running headers.
        witnesses: readings of documents that print the recommendations in full.

    Raises:
        SourceError: if a row, an item or a cell's end is not found.
    """
    wordings = _agreed_words(witnesses)
    widths = Widths(source.setting("response-width"), source.setting("by-when-width"))
    furniture: list[Furniture] = []
    passages: list[Passage] = []
    for number, row in enumerate(_rows(source, lines, source.setting("table-furniture"), furniture), start=1):
        whole = Reference(number)
        items = [reference for reference in wordings if reference.parent == whole != reference]
        if number in source.setting("item-cells"):
            units = _item_units(source, whole, items, row, wordings)
        else:
            units = [(whole, row)]
        for reference, unit in units:
            expected = [word for part in (whole, *items) for word in wordings.get(part, [])]
            witness = wordings[reference] if reference.letter else expected
            if reference == whole and number in source.setting("item-cells"):
                passages += _one_cell(source, reference, unit)
                continue
            asked, rest = _asked_and_rest(source, reference, unit, witness)
            if reference == whole and items:
                passages += _stem_and_items(source, whole, asked, len(items))
            else:
                passages += _one_cell(source, reference, [asked])
            response, by_when = _response_and_by_when(source, reference, rest, widths)
            passages.append(passage_for("response", reference, response))
            passages.append(passage_for("by-when", reference, by_when))
    return passages, furniture


def _agreed_words(witnesses: Sequence[Reading]) -> dict[Reference, list[str]]:
    """The words of each recommendation and item, from the first witness that has it whole."""
    agreed: dict[Reference, list[str]] = {}
    for reading in witnesses:
        for reference, passage in reading.wordings.items():
            if reference not in agreed and reference not in reading.lost_ends:
                agreed[reference] = words_of(passage.flow.text)
    return dict(sorted(agreed.items()))


def _rows(
    source: Source, lines: Sequence[Line], header: Sequence[str], furniture: list[Furniture]
) -> list[list[Lines]]:
    """The lines of each row, in segments: one a page, and one each side of a table header."""
    rows: list[list[Lines]] = []
    broken = True
    for line in lines:
        if line.words in header:
            furniture.append(furniture_line("table header", line))
            broken = True
            continue
        if not line.words:
            continue
        broken = broken or line.opens_page
        mark = re.match(rf"\s*{len(rows) + 1} (?=[A-Z])", line.text)
        if mark:
            furniture.append(Furniture("row number", line.start, line.start + mark.end()))
            line = line._replace(start=line.start + mark.end(), text=line.text[mark.end() :])
            rows.append([])
            broken = True
        if not rows:
            source.fail("the table does not open with row 1", line=line)
        if broken:
            rows[-1].append([])
            broken = False
        rows[-1][-1].append(line)
    return rows


def _item_units(
    source: Source,
    whole: Reference,
    items: Sequence[Reference],
    row: Sequence[Lines],
    wordings: Mapping[Reference, list[str]],
) -> list[tuple[Reference, list[Lines]]]:
    """A row whose items have cells of their own, cut where each item's first words stand."""
    units: list[tuple[Reference, list[Lines]]] = [(whole, [])]
    waiting = list(items)
    for segment in row:
        units[-1][1].append([])
        for index, line in enumerate(segment):
            if waiting:
                ahead = words_of(" ".join(following.text for following in segment[index : index + 4]))
                opening = wordings[waiting[0]][:6]
                if Levenshtein.distance(ahead[: len(opening)], opening) <= 1:
                    units.append((waiting.pop(0), [[]]))
            units[-1][1][-1].append(line)
    if waiting:
        source.fail(f"item {waiting[0]} is not found in its row", line=row[0][0])
    return [(reference, [lines for lines in unit if lines]) for reference, unit in units]


def _asked_and_rest(
    source: Source, reference: Reference, segments: Sequence[Lines], witness: Sequence[str]
) -> tuple[Lines, list[Lines]]:
    """Cut a row where its words stop agreeing with the witness.

    The recommendation may go on at the top of the next page, so the cut is looked for in one
    segment first, and then in two at once.
    """
    for taken in range(1, min(2, len(segments)) + 1):
        near = _near_cuts(segments[:taken], len(witness))
        distance, cut = min(((_distance(segments, one, witness), one) for one in near), default=(0, ()))
        if cut and distance <= _TOLERANCE * len(witness):
            break
    else:
        source.fail(f"the end of recommendation {reference} is not found", line=segments[0][0])
    asked = [line for segment, end in zip(segments, cut, strict=False) for line in segment[:end]]
    rest = [list(segment[end:]) for segment, end in zip(segments, cut, strict=False)]
    return asked, [lines for lines in (*rest, *map(list, segments[taken:])) if lines]


def _near_cuts(segments: Sequence[Lines], wanted: int) -> Iterator[tuple[int, ...]]:
    """The cuts of one or two segments that leave about as many words as are wanted.

    Two texts differ by at least the difference of their lengths, so no other cut can be near enough.
    """
    least, most = wanted - int(_TOLERANCE * wanted), wanted + int(_TOLERANCE * wanted)
    counts = [list(accumulate((len(words_of(line.text)) for line in one), initial=0)) for one in segments]
    for first in range(1, len(counts[0])):
        if len(counts) == 1:
            if least <= counts[0][first] <= most:
                yield (first,)
            continue
        begin = bisect_left(counts[1], least - counts[0][first])
        for second in range(begin, bisect_right(counts[1], most - counts[0][first])):
            yield first, second


def _distance(segments: Sequence[Lines], cut: Sequence[int], witness: Sequence[str]) -> int:
    words = [
        w for s, end in zip(segments, cut, strict=False) for line in s[:end] for w in words_of(line.text)
    ]
    return int(Levenshtein.distance(words, witness))


def _stem_and_items(source: Source, whole: Reference, asked: Lines, count: int) -> list[Passage]:
    """A recommendation and its items, cut at the lines that end with the marks of a list."""
    parts: list[Lines] = [[]]
    for line in asked:
        parts[-1].append(line)
        ended = line.words.endswith(":") if len(parts) == 1 else line.words.endswith((";", "; and"))
        if ended:
            parts.append([])
    if len(parts) != count + 1 or not parts[-1]:
        source.fail(f"{len(parts) - 1} items in recommendation {whole}, not {count}", line=asked[0])
    references = [whole, *(Reference(whole.number, chr(ord("a") + i)) for i in range(count))]
    return [
        passage_for("item" if reference.letter else "recommendation", reference, source.flow_of(part))
        for reference, part in zip(references, parts, strict=True)
    ]


def _one_cell(source: Source, reference: Reference, segments: Sequence[Lines]) -> list[Passage]:
    kind = "item" if reference.letter else "recommendation"
    lines = [line for segment in segments for line in segment]
    return [passage_for(kind, reference, source.flow_of(lines))]


def _response_and_by_when(
    source: Source, reference: Reference, segments: Sequence[Lines], widths: Widths
) -> tuple[Flow, Flow]:
    """Divide what follows the recommendation, segment by segment, by the width of its lines."""
    response: Lines = []
    by_when: Lines = []
    for segment in segments:
        cut = _first_narrow(segment, widths)
        head, tail = segment[:cut], segment[cut:]
        if tail and head and not _ends_sentence(head[-1]):
            head, tail = _cut_inside(source, reference, head, tail, widths)
        response += head
        by_when += tail
    if not response or not by_when:
        empty = "by-when cell" if response else "response"
        source.fail(f"row {reference} has no {empty}", line=segments[0][0] if segments else None)
    return source.flow_of(response), source.flow_of(by_when)


def _first_narrow(segment: Lines, widths: Widths) -> int:
    """Index of the line where the by-when cell opens: narrow to the end, after a full stop.

    A narrow last line of the response ends its sentence and does not open one.
    """
    first = len(segment)
    while first > 0 and len(segment[first - 1].words) <= widths.by_when:
        first -= 1
    for index in range(first, len(segment)):
        opens = segment[index].words[0].isupper()
        if opens and (index == 0 or _ends_sentence(segment[index - 1])):
            return index
    runs_on = 0 < first < len(segment) and _inner_full_stop(segment[first - 1], widths) is not None
    return first if runs_on else len(segment)


def _ends_sentence(line: Line) -> bool:
    return line.words.endswith((".", ".”", ":"))


def _inner_full_stop(line: Line, widths: Widths) -> int | None:
    """Where a line that holds the end of one cell and the start of the next is to be cut."""
    if len(line.words) <= widths.response:
        return None
    at = line.text.rfind(". ", 0, len(line.text.rstrip()) - 1)
    if at < 0 or len(line.text[at + 2 :].strip()) > widths.by_when or not line.text[at + 2].isupper():
        return None
    return at + 2


def _cut_inside(
    source: Source, reference: Reference, head: Lines, tail: Lines, widths: Widths
) -> tuple[Lines, Lines]:
    """Cut the one line on which the response ends and the by-when cell opens."""
    line = head[-1]
    at = _inner_full_stop(line, widths)
    if at is None:
        source.fail(f"the response to {reference} does not end a sentence", line=line)
    before = line._replace(end=line.start + at, text=line.text[:at])
    after = line._replace(start=line.start + at, text=line.text[at:])
    return [*head[:-1], before], [after, *tail]
