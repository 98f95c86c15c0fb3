"""Layout: headed sections of paragraphs and bullets, and a timeline, of a web page.

Headings are named by the inquiry, in order, each with a short name. A paragraph that ends in a
colon announces bullets; where none follow, our copy has lost them. Timeline entries open with
month and year. Navigation (links, adverts, reader comments) starts at a named line.
"""

import re
from collections.abc import Mapping

from laming_graph.model.document import MissingList, Reading
from laming_graph.model.flow import Flow
from laming_graph.model.passage import Passage
from laming_graph.read.source import Furniture, Source, finish, furniture_line

_BULLET = re.compile(r"\s*•\s+(?=\S)")
_DATED = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s\d{4}:"
)


def read_headed_bullets(source: Source, earlier: Mapping[str, Reading]) -> Reading:
    """Read headings, paragraphs, bullets and timeline entries, up to the navigation.

    Args:
        source: the document; its settings are `headings` (text to short name, in order),
            `furniture` and `navigation-from`.
        earlier: not used by this layout.

    Raises:
        SourceError: if a named heading or the navigation is missing or out of order.
    """
    expected: list[tuple[str, str]] = list(source.setting("headings").items())
    furniture: list[Furniture] = []
    passages: list[Passage] = []
    counts: dict[str, int] = {}
    section = ""
    announced: Passage | None = None
    missing: list[MissingList] = []

    def add(kind: str, flow: Flow) -> Passage:
        stem = f"{section}/{kind}" if section and kind != "heading" else kind
        counts[stem] = counts.get(stem, 0) + 1
        passages.append(Passage(kind, f"{stem}/{counts[stem]}", flow))
        return passages[-1]

    end = None
    for line in source.lines():
        bullet = _BULLET.match(line.text)
        if not line.words:
            continue
        if line.words == source.setting("navigation-from"):
            end = line.start
            break
        if announced and not bullet:
            missing.append(MissingList(announced))
            announced = None
        if line.words in source.setting("furniture"):
            furniture.append(furniture_line("link", line))
        elif expected and line.words == expected[0][0]:
            add("heading", source.flow_of([line]))
            section = expected.pop(0)[1]
        elif bullet:
            furniture.append(Furniture("bullet", line.start, line.start + bullet.end()))
            add("bullet", source.flow([(line.start + bullet.end(), line.end)]))
            announced = None
        elif _DATED.match(line.words):
            add("timeline-entry", source.flow_of([line]))
        else:
            paragraph = add("paragraph", source.flow_of([line]))
            announced = paragraph if paragraph.flow.text.endswith((":", ":-")) else None
    if announced:
        missing.append(MissingList(announced))
    if end is None:
        opening = source.setting("navigation-from")
        source.fail(f"the line {opening!r}, where navigation starts, is missing")
    if expected:
        source.fail(f"the heading {expected[0][0]!r} is missing or out of order")
    for name, kind in (
        ("headings", "heading"),
        ("paragraphs", "paragraph"),
        ("bullets", "bullet"),
        ("timeline-entries", "timeline-entry"),
    ):
        source.expect(name, sum(p.kind == kind for p in passages))
    source.expect("missing-lists", len(missing))
    ordered = finish(source, passages, furniture, end)
    return Reading(source.document, ordered, missing_lists=tuple(missing))
