"""Layout: each recommendation followed by a reply in asterisks, in Markdown.

One line is one paragraph. A recommendation opens with its number; its items are list entries
and may each have a reply of their own. A line that opens and ends with an asterisk is a reply;
asterisks inside a recommendation mark a title and are no part of the words.
"""

import re
from collections.abc import Mapping

from laming_graph.model.document import Reading
from laming_graph.model.flow import Flow
from laming_graph.model.passage import Passage, passage_for
from laming_graph.model.reference import Reference
from laming_graph.read.source import Furniture, Line, Source, finish

_NUMBER = re.compile(r"(?:- )?(\d{1,3})\.? (?=\S)")
_HEADING = re.compile(r"#+ (?=\S)")
_BULLET = re.compile(r"- (?=\S)")


def read_replies(source: Source, earlier: Mapping[str, Reading]) -> Reading:
    """Read recommendations, items and replies.

    Args:
        source: the document.
        earlier: not used by this layout.

    Raises:
        SourceError: at a line that is none of these, or a recommendation without a reply.
    """
    passages: list[Passage] = []
    marks: list[Furniture] = []
    wordings: dict[Reference, Passage] = {}
    replies: dict[Reference, Flow] = {}
    current = Reference(0)
    for line in source.lines():
        number, bullet = _NUMBER.match(line.text), _BULLET.match(line.text)
        if not line.words:
            continue
        if heading := _HEADING.match(line.text):
            name = f"heading/{len(passages) + 1}"
            passages.append(Passage("heading", name, _unmarked(source, line, heading.end())))
            marks.append(Furniture("heading mark", line.start, line.start + heading.end()))
        elif number and int(number[1]) == current.number + 1:
            current = Reference(current.number + 1)
            marks.append(Furniture("number", line.start, line.start + number.end()))
            flow = _unmarked(source, line, number.end())
            wordings[current] = passage_for("recommendation", current, flow)
        elif line.words.startswith("*") and line.words.endswith("*") and current.number:
            if current in replies:
                source.fail(f"a second reply to {current}", line=line)
            replies[current] = _unmarked(source, line, 0)
        elif bullet and current.number:
            current = source.next_item(current, line)
            marks.append(Furniture("list mark", line.start, line.start + bullet.end()))
            wordings[current] = passage_for("item", current, _unmarked(source, line, bullet.end()))
        else:
            source.fail(f"the line {line.words[:40]!r} has no known form", line=line)
    passages += [*wordings.values(), *_answered(source, replies, wordings)]
    source.expect("recommendations", sum(not reference.letter for reference in wordings))
    source.expect("items", sum(bool(reference.letter) for reference in wordings))
    source.expect("replies", len(replies))
    return Reading(source.document, finish(source, passages, marks), wordings)


def _answered(
    source: Source, replies: Mapping[Reference, Flow], wordings: Mapping[Reference, Passage]
) -> list[Passage]:
    """The replies, each with what it answers.

    Where only the last of several items is followed by a reply, it answers them all.
    """
    passages = []
    items_of: dict[int, list[Reference]] = {reference.number: [] for reference in wordings}
    for reference in wordings:
        if reference.letter:
            items_of[reference.number].append(reference)
    for number, items in sorted(items_of.items()):
        whole = Reference(number)
        answered = [reference for reference in (whole, *items) if reference in replies]
        if not answered:
            source.fail(f"recommendation {number} has no reply")
        if items and answered == items[-1:]:
            passages.append(passage_for("reply", whole, replies[items[-1]]))
        elif answered in ([whole], items):
            passages += [passage_for("reply", one, replies[one]) for one in answered]
        else:
            source.fail(f"some items of recommendation {number} have no reply")
    return passages


def _unmarked(source: Source, line: Line, begin: int) -> Flow:
    """The words of a line from a column on, without asterisks."""
    marks = [line.start + i for i, character in enumerate(line.text) if character == "*"]
    return source.flow([(line.start + begin, line.end)], marks)
