"""The readers: what they find in every document, and that altered copies make them stop.

The alterations are tried on the documents of the inquiry, where these are at hand, and on those
of the invented inquiry in `examples/harbour-ferry`, which has one document in each layout.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from laming_graph.curate.tables import Tables, parse_tables
from laming_graph.graph.build import build, read_documents
from laming_graph.graph.workshop import Built
from laming_graph.model.document import Document, Reading
from laming_graph.model.errors import InputError, SourceError
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.read import READERS
from laming_graph.read.source import Furniture, Source, finish, open_source, words_of
from tests.conftest import ROOT
from tests.making import document_of

LAMING, FERRY = "laming-2009", "saffron-petrel-2014"
EXAMPLE = ROOT / "examples" / "harbour-ferry"


class Shelf(NamedTuple):
    """One inquiry's documents, read."""

    tables: Tables
    folder: Path
    readings: dict[str, Reading]

    def of_layout(self, layout: str) -> tuple[Reading, str]:
        """The document of a layout, with its text."""
        reading = next(r for r in self.readings.values() if r.document.layout == layout)
        return reading, self.text(reading.document)

    def text(self, document: Document) -> str:
        """The words of a document."""
        return (self.folder / document.file).read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def ferry() -> Shelf:
    """The invented inquiry's shelf."""
    tables = parse_tables(EXAMPLE / "inquiry.toml")
    folder = EXAMPLE / "documents"
    return Shelf(tables, folder, read_documents(tables, folder, lambda _: None))


@pytest.fixture(params=[LAMING, FERRY])
def shelf(request: pytest.FixtureRequest) -> Shelf:
    """The shelf of each inquiry; that of the real one only where its documents are at hand."""
    if request.param == FERRY:
        found: Shelf = request.getfixturevalue("ferry")
        return found
    folder = request.getfixturevalue("sources")
    return Shelf(request.getfixturevalue("tables"), folder, request.getfixturevalue("readings"))


def source_of(document: Document, text: str) -> Source:
    """A copy in memory, registered as it is."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Source(
        replace(document, sha256=sha256, code_points=len(text)), Path("shelf") / document.file, text
    )


def read(document: Document, text: str, earlier: Mapping[str, Reading]) -> Reading:
    """Read a copy in memory."""
    return READERS[document.layout](source_of(document, text), earlier)


FORMS = [layout for layout in READERS if layout != "paragraphs"]
"""Layouts that can be broken; plain prose has no form, see test_paragraphs.py."""

COUNTS = {
    "recommendations-index": "heading 1, page 58, paragraph 1, summary 58",
    "press-guide": "bullet 43, heading 6, paragraph 16, timeline-entry 6",
    "council-response": "heading 1, item 20, recommendation 58, reply 69",
    "mp-commentary": "heading 5, item 20, paragraph 7, recommendation 58, remark 55",
    "action-plan": (
        "box 1, by-when 63, footnote 13, foreword 1, heading 28, item 20, paragraph 100, quotation 1, "
        "recommendation 58, response 63"
    ),
}
"""Passages of each kind in each document, as counted by reading."""


@pytest.mark.parametrize("key", COUNTS)
def test_every_document_has_the_expected_passages(key: str, readings: Mapping[str, Reading]) -> None:
    """The readers find as many passages of each kind as people count."""
    found = Counter(passage.kind for passage in readings[key].passages)
    assert ", ".join(f"{kind} {count}" for kind, count in sorted(found.items())) == COUNTS[key]


def test_every_document_is_read(readings: Mapping[str, Reading]) -> None:
    """Five documents are read, and the table of counts has each of them."""
    assert sorted(readings) == sorted(COUNTS)


def test_every_copy_prints_every_recommendation_and_item(shelf: Shelf) -> None:
    """Each document that prints recommendations has all of them and all items, and no other."""
    inquiry = shelf.tables.inquiry
    letters = {n: [chr(ord("a") + i) for i in range(count)] for n, count in inquiry.items.items()}
    expected = [
        Reference(n, letter)
        for n in range(1, inquiry.recommendations + 1)
        for letter in ("", *letters.get(n, []))
    ]
    copies = [reading for reading in shelf.readings.values() if reading.wordings]
    assert len(copies) == 3
    for reading in copies:
        assert sorted(reading.wordings) == expected
        assert all(passage.reference == one for one, passage in reading.wordings.items())


def test_summaries_have_the_pages_that_people_read(readings: Mapping[str, Reading]) -> None:
    """Pages run from 15 to 82; these eight were read by a person."""
    pages = {str(one): number for one, (number, _) in readings["recommendations-index"].pages.items()}
    assert len(pages) == 58
    read_by_people = {"1": 15, "2": 71, "9": 21, "11": 27, "33": 58, "41": 65, "57": 82, "58": 82}
    assert {rec: pages[rec] for rec in read_by_people} == read_by_people
    assert (min(pages.values()), max(pages.values())) == (15, 82)


def test_a_reply_to_items_answers_them_one_by_one_or_together(readings: Mapping[str, Reading]) -> None:
    """The council answers 2 and 19 item by item, and 24 and 26 as a whole."""
    names = {p.name for p in readings["council-response"].of_kind("reply")}
    items = {f"reply/{n}/{letter}" for n, letters in ((2, "abcdefghij"), (19, "abc")) for letter in letters}
    wholes = {f"reply/{n}" for n in range(1, 59) if n not in {2, 19}}
    assert names == items | wholes


def test_remarks_are_missing_where_people_find_none(readings: Mapping[str, Reading]) -> None:
    """The member of Parliament remarks on 55 recommendations; these three go without."""
    remarked = {p.reference.number for p in readings["mp-commentary"].of_kind("remark") if p.reference}
    assert set(range(1, 59)) - remarked == {22, 25, 46}


def test_one_announced_list_is_missing(readings: Mapping[str, Reading]) -> None:
    """The press guide announces a list that our copy does not hold; no other document does."""
    assert {key: len(r.missing_lists) for key, r in readings.items() if r.missing_lists} == {"press-guide": 1}
    (missing,) = readings["press-guide"].missing_lists
    assert missing.announced.name == "government-response/paragraph/7"


def test_spans_hold_the_hash_of_the_words_there(shelf: Shelf) -> None:
    """Each span of each passage has the SHA-256 of the document's words at its place."""
    for reading in shelf.readings.values():
        text = shelf.text(reading.document)
        for passage in reading.passages:
            for span in passage.spans:
                words = text[span.start : span.end]
                assert words.strip()
                assert span.document == reading.document.key
                assert span.sha256 == hashlib.sha256(words.encode()).hexdigest()


def test_registered_hash_and_length_are_those_of_the_file(shelf: Shelf) -> None:
    """The registration has the SHA-256 of the bytes and the length in code points."""
    for document in shelf.tables.inquiry.documents:
        data = (shelf.folder / document.file).read_bytes()
        assert hashlib.sha256(data).hexdigest() == document.sha256
        assert len(data.decode("utf-8")) == document.code_points


def test_no_two_passages_share_words_and_order_is_that_of_the_document(shelf: Shelf) -> None:
    """Fragments do not overlap, passages stand in order, and their names differ."""
    for reading in shelf.readings.values():
        fragments = sorted(f for passage in reading.passages for f in passage.flow.fragments)
        assert all(before[1] <= after[0] for before, after in pairwise(fragments))
        firsts = [passage.flow.fragments[0] for passage in reading.passages]
        assert firsts == sorted(firsts)
        assert len({passage.name for passage in reading.passages}) == len(reading.passages)


def test_most_words_of_a_document_are_in_passages(shelf: Shelf) -> None:
    """What is furniture is little: fewer than one word in ten up to the end of the matter."""
    for reading in shelf.readings.values():
        end = max(b for p in reading.passages for _, b in p.flow.fragments)
        all_words = len(shelf.text(reading.document)[:end].split())
        in_passages = sum(len(passage.flow.text.split()) for passage in reading.passages)
        assert in_passages > 0.9 * all_words


MARKS = {
    "summary": r"{n}\.",
    "recommendation": r"(- )?{n}\.?",
    "item": r"●●|-|",
    "bullet": "•",
    "footnote": "{n}",
}
"""What may stand before a passage on its first line, by kind; nothing before all others."""


def test_marks_and_numbers_are_no_words(shelf: Shelf) -> None:
    """On its first line a passage is preceded by its own mark and nothing else, and holds none."""
    for reading in shelf.readings.values():
        text = shelf.text(reading.document)
        for passage in reading.passages:
            at = passage.flow.fragments[0][0]
            before = text[text.rfind("\n", 0, at) + 1 : at].strip()
            number = passage.reference.number if passage.reference else passage.name.rsplit("/", 1)[1]
            if passage.kind in MARKS:
                assert re.fullmatch(MARKS[passage.kind].format(n=number), before), passage.name
                assert not passage.flow.text.startswith((f"{number}.", "•", "●", "- ")), passage.name
            elif passage.kind in {"paragraph", "remark", "foreword", "box", "timeline-entry", "quotation"}:
                assert not before, passage.name
            assert not passage.flow.text.startswith("*") or passage.kind != "reply"


def test_passages_that_are_counted_are_numbered_from_one(shelf: Shelf) -> None:
    """Names that end in a figure run on from 1, under each stem."""
    for reading in shelf.readings.values():
        figures: dict[str, list[int]] = {}
        for passage in reading.passages:
            stem, _, figure = passage.name.rpartition("/")
            if passage.reference is None and figure.isdigit():
                figures.setdefault(stem, []).append(int(figure))
        assert figures
        for stem, found in figures.items():
            assert found == list(range(1, len(found) + 1)), (reading.document.key, stem)


def test_a_name_says_kind_section_and_what_it_is_about(shelf: Shelf) -> None:
    """A passage is named by its kind, under its section where the layout has sections."""
    for reading in shelf.readings.values():
        headings = reading.document.reading.get("headings", {})
        sections = set(headings.values()) if reading.document.layout == BULLETS else set()
        for passage in reading.passages:
            tail = passage.reference.path if passage.reference else r"(\d+|table)"
            under = "|".join(sorted(sections)) if passage.kind != "heading" else ""
            stem = f"({under})/" if under else ""
            assert re.fullmatch(f"{stem}{passage.kind}/{tail}", passage.name), passage.name


def test_a_quotation_runs_from_its_mark_to_its_attribution(shelf: Shelf) -> None:
    """The quotation set below a paragraph has its attribution, and what follows is the paragraph's."""
    reading, _ = shelf.of_layout(PLAN)
    (quotation,) = reading.of_kind("quotation")
    assert quotation.flow.text.startswith("“")
    assert quotation.flow.text.endswith(reading.document.reading["quote-attribution"])
    assert quotation.flow.text.count("“") == quotation.flow.text.count("”")


def test_a_number_inside_a_paragraph_is_no_word(shelf: Shelf) -> None:
    """The number that stands in a paragraph's first line is left out of its words."""
    reading, text = shelf.of_layout(PLAN)
    for number, passage in enumerate(reading.of_kind("paragraph"), start=1):
        assert re.search(rf"(?<![\d£.]){number}\.(?=\s|$)", text[slice(*passage.flow.fragments[0])])
        assert not re.search(rf"(?<![\d£.]){number}\.(?=\s)", passage.flow.text)


# Altered copies.


class Alteration(NamedTuple):
    """A change to a document that its reader must not take.

    Attributes:
        layout: of the document.
        name: what is done to it.
        change: from text and reading to the altered text.
        problem: what the error says.
        placed: whether there is a place to name; a thing that is missing has none.
    """

    layout: str
    name: str
    change: Callable[[str, Reading], str]
    problem: str
    placed: bool = True


def passage_in(reading: Reading, kind: str, index: int = 0) -> Passage:
    """A passage of some kind."""
    return reading.of_kind(kind)[index]


def without(text: str, start: int, end: int) -> str:
    """A text without what stands between two positions."""
    return text[:start] + text[end:]


def dropped(kind: str, index: int = 0) -> Callable[[str, Reading], str]:
    """Drop all words of a passage."""

    def change(text: str, reading: Reading) -> str:
        for start, end in reversed(passage_in(reading, kind, index).flow.fragments):
            text = without(text, start, end)
        return text

    return change


def line_dropped(kind: str, index: int = 0) -> Callable[[str, Reading], str]:
    """Drop the whole line on which a passage starts."""

    def change(text: str, reading: Reading) -> str:
        at = passage_in(reading, kind, index).flow.fragments[0][0]
        start = text.rfind("\n", 0, at) + 1
        return without(text, start, text.index("\n", at) + 1)

    return change


def mark_dropped(kind: str, index: int, mark: str) -> Callable[[str, Reading], str]:
    """Drop the mark that stands straight before a passage."""

    def change(text: str, reading: Reading) -> str:
        at = passage_in(reading, kind, index).flow.fragments[0][0]
        start = text.rfind(mark, text.rfind("\n", 0, at) + 1, at)
        assert start >= 0
        return without(text, start, at)

    return change


def stray_before(kind: str, index: int = 0, words: str = "A stray gull.") -> Callable[[str, Reading], str]:
    """Put a stray line before the line of a passage."""

    def change(text: str, reading: Reading) -> str:
        at = text.rfind("\n", 0, passage_in(reading, kind, index).flow.fragments[0][0]) + 1
        return f"{text[:at]}{words}\n{text[at:]}"

    return change


def stray_after(kind: str, index: int = -1, words: str = "A stray gull.") -> Callable[[str, Reading], str]:
    """Put a stray line after the line on which a passage ends."""

    def change(text: str, reading: Reading) -> str:
        at = text.index("\n", passage_in(reading, kind, index).flow.fragments[-1][1])
        return f"{text[:at]}\n{words}\n{text[at:]}"

    return change


def renumbered(number: int, to: str) -> Callable[[str, Reading], str]:
    """Change the number of a numbered entry."""
    return lambda text, _: re.sub(rf"(?m)^{number}(?=\. )", to, text, count=1)


def heading_words(reading: Reading) -> list[str]:
    """The headings of a document, in order."""
    return [passage.flow.text for passage in reading.of_kind("heading")]


def swapped(first: int, second: int) -> Callable[[str, Reading], str]:
    """Swap two headings."""

    def change(text: str, reading: Reading) -> str:
        (a, b), (c, d) = (passage_in(reading, "heading", i).flow.fragments[0] for i in (first, second))
        return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]

    return change


def named_line(setting: str, *, times: int) -> Callable[[str, Reading], str]:
    """Drop or double the line that a setting of the layout names."""

    def change(text: str, reading: Reading) -> str:
        words = re.escape(reading.document.reading[setting])
        return re.sub(rf"(?m)^\s*{words}\s*$", lambda match: f"\n{match[0]}\n" * times, text)

    return change


def ended(text: str, reading: Reading) -> str:
    """Give the first wording that is cut short a full stop."""
    at = reading.wordings[min(reading.lost_ends)].flow.fragments[-1][1]
    return text[:at] + "." + text[at:]


def remark_glued(text: str, reading: Reading) -> str:
    """Close the gap between a wording and its remark."""
    at = passage_in(reading, "remark", -1).flow.fragments[0][0]
    return text[:at].rstrip() + "\n" + text[at:]


def reply_doubled(text: str, reading: Reading) -> str:
    """Print a reply twice."""
    start, end = passage_in(reading, "reply").flow.fragments[0]
    return f"{text[:end]}\n\n{text[start:end]}{text[end:]}"


def item_reply_dropped(text: str, reading: Reading) -> str:
    """Drop the last of the replies to single items."""
    index = max(i for i, p in enumerate(reading.of_kind("reply")) if p.reference and p.reference.letter)
    return dropped("reply", index)(text, reading)


def paragraph_number_dropped(text: str, reading: Reading) -> str:
    """Drop the number inside the first line of paragraph 5."""
    (start, end), *_ = passage_in(reading, "paragraph", 4).flow.fragments
    inside = re.search(r"(?<![\d£.])5\.(?=\s|$)", text[start:end])
    assert inside
    return without(text, start + inside.start(), start + inside.end())


def recommendation_cut(text: str, reading: Reading) -> str:
    """Drop the second half of a recommendation."""
    start, end = reading.wordings[Reference(3)].flow.fragments[0]
    middle = text.index("\n", (start + end) // 2)
    return without(text, middle, end)


def row_number_dropped(text: str, reading: Reading) -> str:
    """Drop the number of row 3."""
    at = reading.wordings[Reference(3)].flow.fragments[0][0]
    return without(text, text.rindex("3 ", 0, at), at)


def header_number_dropped(text: str, reading: Reading) -> str:
    """Drop the page number of the last running header of the table."""
    *_, last = re.finditer(rf"(?m)^\s*{re.escape(reading.document.reading['table-from'])}( \d+)\s*$", text)
    return without(text, *last.span(1))


def running_number_dropped(text: str, reading: Reading) -> str:
    """Drop the page number of the first running header of the narrative."""
    title = re.escape(reading.document.reading["furniture"][0])
    header = re.search(rf"(?m)^\s*(\d+ ){title}\s*$", text)
    assert header
    return without(text, *header.span(1))


SUMMARIES, BULLETS, PLAN = "numbered-summaries", "headed-bullets", "numbered-plan"
REPLIES, REMARKS = "replies", "remarks"
ALTERATIONS = [
    Alteration(SUMMARIES, "page number dropped", dropped("page", 2), "summary 3 does not end with its page"),
    Alteration(SUMMARIES, "heading dropped", dropped("heading"), "does not open with"),
    Alteration(SUMMARIES, "stray line before the heading", stray_before("heading"), "does not open with"),
    Alteration(SUMMARIES, "stray line after the last", stray_after("page"), r"summary \d+ does not end with"),
    Alteration(SUMMARIES, "stray line before the first", stray_before("summary"), "does not end in a colon"),
    Alteration(
        SUMMARIES, "number changed", renumbered(3, "8"), "recommendations read, .* expected", placed=False
    ),
    Alteration(
        SUMMARIES,
        "line of a number dropped",
        line_dropped("summary", 3),
        "recommendations read",
        placed=False,
    ),
    Alteration(
        BULLETS, "end marker dropped", named_line("navigation-from", times=0), "is missing", placed=False
    ),
    Alteration(BULLETS, "heading dropped", dropped("heading", 1), "is missing or out of order", placed=False),
    Alteration(BULLETS, "headings swapped", swapped(1, 2), "is missing or out of order", placed=False),
    Alteration(
        BULLETS, "bullet mark dropped", mark_dropped("bullet", 2, "•"), "paragraphs read", placed=False
    ),
    Alteration(BULLETS, "bullet dropped", line_dropped("bullet", 2), "bullets read", placed=False),
    Alteration(BULLETS, "stray line", stray_before("bullet", 2), "paragraphs read", placed=False),
    Alteration(
        BULLETS, "stray bullet", stray_before("bullet", 2, "  • Gulls."), "bullets read", placed=False
    ),
    Alteration(BULLETS, "date changed", dropped("timeline-entry", 1), "timeline-entr.* read", placed=False),
    Alteration(REPLIES, "reply dropped", dropped("reply"), "recommendation 1 has no reply", placed=False),
    Alteration(
        REPLIES, "reply to one item dropped", item_reply_dropped, "some items of recommendation", placed=False
    ),
    Alteration(REPLIES, "reply doubled", reply_doubled, "a second reply to 1"),
    Alteration(REPLIES, "stray line", stray_before("reply", 3), "'A stray gull.' has no known form"),
    Alteration(
        REPLIES, "stray line at the end", stray_after("reply", -2), "'A stray gull.' has no known form"
    ),
    Alteration(REPLIES, "number changed", renumbered(3, "8"), "'8. .*' has no known form"),
    Alteration(REPLIES, "item mark dropped", mark_dropped("item", 1, "- "), "has no known form"),
    Alteration(
        REMARKS, "end marker dropped", named_line("ends-before", times=0), "stands 0 times", placed=False
    ),
    Alteration(
        REMARKS, "end marker doubled", named_line("ends-before", times=2), "stands 2 times", placed=False
    ),
    Alteration(REMARKS, "number changed", renumbered(3, "8"), "recommendations read", placed=False),
    Alteration(REMARKS, "item mark dropped", mark_dropped("item", 1, "●●"), "items read", placed=False),
    Alteration(REMARKS, "heading dropped", dropped("heading", 1), "headings read", placed=False),
    Alteration(REMARKS, "remark glued on", remark_glued, "remarks read", placed=False),
    Alteration(REMARKS, "lost end filled in", ended, "lost-ends read", placed=False),
    Alteration(
        PLAN, "stray line before any heading", lambda text, _: f"A stray gull.\n{text}", "before any heading"
    ),
    Alteration(PLAN, "heading dropped", dropped("heading", 2), "is missing or out of order", placed=False),
    Alteration(PLAN, "headings swapped", swapped(2, 3), "is missing or out of order", placed=False),
    Alteration(
        PLAN, "table's opening dropped", named_line("table-from", times=0), "stands 0 times", placed=False
    ),
    Alteration(
        PLAN, "table's opening doubled", named_line("table-from", times=2), "stands 2 times", placed=False
    ),
    Alteration(PLAN, "header's page number dropped", header_number_dropped, "stands 2 times", placed=False),
    Alteration(
        PLAN, "running header's number dropped", running_number_dropped, "has no known form|page number"
    ),
    Alteration(PLAN, "paragraph's number dropped", paragraph_number_dropped, "paragraphs read", placed=False),
    Alteration(
        PLAN, "footnote's number dropped", mark_dropped("footnote", 0, "1 "), "footnotes read", placed=False
    ),
    Alteration(PLAN, "row's number dropped", row_number_dropped, "2 recommendations read", placed=False),
    Alteration(PLAN, "recommendation cut", recommendation_cut, "the end of recommendation 3 is not found"),
    Alteration(PLAN, "by-when cell dropped", dropped("by-when", 2), "row 3 has no by-when cell"),
    Alteration(PLAN, "response dropped", dropped("response", 2), "row 3 has no response"),
]


@pytest.mark.parametrize("alteration", ALTERATIONS, ids=lambda one: f"{one.layout}: {one.name}")
def test_an_altered_copy_makes_the_reader_stop(alteration: Alteration, shelf: Shelf) -> None:
    """Each alteration stops the reader with the file and, where there is one, the line."""
    reading, text = shelf.of_layout(alteration.layout)
    altered = alteration.change(text, reading)
    assert altered != text
    with pytest.raises(SourceError, match=alteration.problem) as caught:
        read(reading.document, altered, shelf.readings)
    error = caught.value
    assert str(error).startswith(f"shelf/{reading.document.file}")
    assert "\n" not in str(error)
    if alteration.placed:
        assert error.line is not None
        assert f"{reading.document.file}:{error.line} (code point {error.offset})" in str(error)


@pytest.mark.parametrize("layout", FORMS)
def test_each_layout_has_alterations(layout: str) -> None:
    """Every layout is tried with at least two altered copies."""
    assert sum(alteration.layout == layout for alteration in ALTERATIONS) >= 2


@pytest.mark.parametrize("layout", FORMS)
def test_an_unaltered_copy_is_read(layout: str, shelf: Shelf) -> None:
    """The same way of reading gives the same passages where nothing is altered."""
    reading, text = shelf.of_layout(layout)
    again = read(reading.document, text, shelf.readings)
    assert [p.name for p in again.passages] == [p.name for p in reading.passages]
    assert [p.spans for p in again.passages] == [p.spans for p in reading.passages]


@pytest.mark.parametrize("layout", FORMS)
def test_a_document_cut_short_makes_the_reader_stop(layout: str, shelf: Shelf) -> None:
    """A copy that breaks off before any of its passages is never read as if it were whole."""
    reading, text = shelf.of_layout(layout)
    for passage in reading.passages[:: 1 + len(reading.passages) // 9]:
        with pytest.raises(SourceError):
            read(reading.document, text[: passage.flow.fragments[0][0]], shelf.readings)


@pytest.mark.parametrize("layout", [layout for layout in FORMS if layout != PLAN])
def test_no_loss_of_a_line_is_a_crash(layout: str, ferry: Shelf) -> None:
    """Whatever line is lost, the reader reads what is left or says what is wrong."""
    reading, text = ferry.of_layout(layout)
    lines = text.split("\n")
    stopped = 0
    for index in range(len(lines)):
        try:
            read(reading.document, "\n".join(lines[:index] + lines[index + 1 :]), ferry.readings)
        except SourceError:
            stopped += 1
    assert stopped >= 10


# Opening, and proving that everything is claimed.


def test_a_missing_document_is_named(ferry: Shelf, tmp_path: Path) -> None:
    """A document that is not in the folder is named with its path."""
    document = ferry.tables.inquiry.documents[0]
    with pytest.raises(SourceError, match=f"{document.file}: no such document") as error:
        open_source(document, tmp_path)
    assert str(error.value).startswith(str(tmp_path))


def test_a_folder_in_place_of_a_document_is_named(ferry: Shelf, tmp_path: Path) -> None:
    """What cannot be read is named with its path."""
    document = ferry.tables.inquiry.documents[0]
    (tmp_path / document.file).mkdir()
    with pytest.raises(SourceError, match=f"{document.file}: .*make it readable"):
        open_source(document, tmp_path)


def test_another_encoding_is_named(ferry: Shelf, tmp_path: Path) -> None:
    """A copy that was converted is refused with the first byte that is not UTF-8."""
    document = ferry.tables.inquiry.documents[0]
    (tmp_path / document.file).write_bytes(b"caf\xe9")
    with pytest.raises(SourceError, match="byte 3 is not UTF-8"):
        open_source(document, tmp_path)


@pytest.mark.parametrize(
    ("change", "size"),
    [
        (lambda text: text.replace("\n", "", 1), "-1 code points"),
        (lambda text: text + "é", "\\+1 code points"),
        (lambda text: text.swapcase(), "same length"),
        (lambda text: "\n".join(text.split("\n")[:5] + text.split("\n")[6:]), "-[0-9]+ code points"),
    ],
    ids=["line feed lost", "letter added", "letters changed", "line lost"],
)
def test_another_copy_is_refused(
    change: Callable[[str], str], size: str, shelf: Shelf, tmp_path: Path
) -> None:
    """A copy that differs anywhere is refused, with both hashes and the difference in length."""
    for document in shelf.tables.inquiry.documents:
        (tmp_path / document.file).write_bytes(change(shelf.text(document)).encode())
        with pytest.raises(SourceError, match=f"not the registered copy: .*{document.sha256[:12]}.*{size}"):
            open_source(document, tmp_path)


def test_an_opened_document_keeps_its_line_ends(tmp_path: Path) -> None:
    """The text is the file's, code point by code point, carriage returns and marks at its start too."""
    data = "\ufeffone\r\ntwo\u2028three\n".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    (tmp_path / "paper.txt").write_bytes(data)
    source = open_source(document_of(sha256=sha256, code_points=len(data.decode())), tmp_path)
    assert source.text == "\ufeffone\r\ntwo\u2028three\n"
    assert [(line.number, line.start, line.end) for line in source.lines()] == [
        (1, 0, 5),
        (2, 6, 15),
        (3, 16, 16),
    ]
    assert all(source.text[line.start : line.end] == line.text for line in source.lines())


def test_an_unknown_layout_is_refused(tmp_path: Path, ferry: Shelf) -> None:
    """A layout without reader stops with the layouts that have one."""
    documents = (replace(ferry.tables.inquiry.documents[0], layout="verse"),)
    tables = replace(ferry.tables, inquiry=replace(ferry.tables.inquiry, documents=documents))
    with pytest.raises(
        InputError, match=r"no reader for layout 'verse'; use one of headed-bullets, .*replies"
    ):
        read_documents(tables, tmp_path, lambda _: None)


@pytest.mark.parametrize("layout", FORMS)
def test_every_setting_of_a_layout_is_needed(layout: str, ferry: Shelf) -> None:
    """A registration without one of the settings is refused with the setting's name."""
    reading, text = ferry.of_layout(layout)
    for name in reading.document.reading:
        fewer = {key: value for key, value in reading.document.reading.items() if key != name}
        with pytest.raises(InputError, match=f"lacks reading.{name}"):
            read(replace(reading.document, reading=fewer), text, ferry.readings)


@pytest.mark.parametrize("layout", FORMS)
def test_every_setting_has_its_kind(layout: str, ferry: Shelf) -> None:
    """A setting of another kind is refused with its name."""
    reading, text = ferry.of_layout(layout)
    for name in reading.document.reading:
        with pytest.raises(InputError, match=f"reading.{name} is 1.5; give a"):
            read(
                replace(reading.document, reading={**reading.document.reading, name: 1.5}),
                text,
                ferry.readings,
            )


def test_a_witness_is_read_before(ferry: Shelf) -> None:
    """A witness that is unknown or comes later is refused with its key."""
    reading, text = ferry.of_layout("numbered-plan")
    settings = {**reading.document.reading, "witnesses": ["nobody"]}
    with pytest.raises(InputError, match="the witness 'nobody' is no document registered before"):
        read(replace(reading.document, reading=settings), text, ferry.readings)


@pytest.mark.parametrize("layout", FORMS)
def test_every_count_is_held_against_the_registered_one(layout: str, ferry: Shelf) -> None:
    """A registration with another count, or without it, is refused with both counts."""
    reading, text = ferry.of_layout(layout)
    assert reading.document.expect
    for name, count in reading.document.expect.items():
        other = {**reading.document.expect, name: count + 1}
        with pytest.raises(SourceError, match=f"{count} {name} read, {count + 1} expected"):
            read(replace(reading.document, expect=other), text, ferry.readings)
        fewer = {key: value for key, value in reading.document.expect.items() if key != name}
        with pytest.raises(SourceError, match=f"{count} {name} read, None expected"):
            read(replace(reading.document, expect=fewer), text, ferry.readings)


def passage_at(source: Source, name: str, start: int, end: int) -> Passage:
    """A passage between two positions."""
    return Passage("paragraph", name, source.flow([(start, end)]))


def test_everything_must_be_claimed() -> None:
    """A character that is no white space and nobody's stops the reader with its line."""
    source = source_of(document_of(), "one two\n\nthree [4]\n")
    words, mark = passage_at(source, "a", 0, 7), Furniture("mark", 15, 18)
    with pytest.raises(SourceError, match=r"nobody claims the words 'three") as error:
        finish(source, [words], [mark])
    assert (error.value.line, error.value.offset) == (3, 9)
    with pytest.raises(SourceError, match=r"nobody claims the words '\[4\]'"):
        finish(source, [words, passage_at(source, "b", 9, 14)], [])
    whole = finish(source, [passage_at(source, "b", 9, 14), words], [mark])
    assert [passage.name for passage in whole] == ["a", "b"]


def test_nothing_is_claimed_beyond_the_end() -> None:
    """What stands after the end needs no owner."""
    source = source_of(document_of(), "one two\n\nthree [4]\n")
    assert len(finish(source, [passage_at(source, "a", 0, 7)], [], end=9)) == 1
    with pytest.raises(SourceError, match="nobody claims"):
        finish(source, [passage_at(source, "a", 0, 7)], [], end=10)


def test_nothing_is_claimed_twice() -> None:
    """Two passages with the same words, or the same name, stop the reader."""
    source = source_of(document_of(), "one two three")
    first = passage_at(source, "a", 0, 7)
    with pytest.raises(SourceError, match="b and a claim the same words"):
        finish(source, [first, passage_at(source, "b", 4, 13)], [])
    with pytest.raises(SourceError, match="two passages are named a"):
        finish(source, [first, passage_at(source, "a", 8, 13)], [])


# Matter that is not the inquiry's.


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every run of five words of a text."""
    words = words_of(text)
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def tail_of(shelf: Shelf) -> tuple[str, str]:
    """The words of the commentary before its end, and those after it."""
    reading, text = shelf.of_layout(REMARKS)
    end = text.index("\n" + reading.document.reading["ends-before"]) + 1
    return text[:end], text[end:]


def test_nothing_after_the_end_is_in_a_passage(shelf: Shelf) -> None:
    """No passage of the commentary reaches into the matter after its end."""
    reading, _ = shelf.of_layout(REMARKS)
    end = len(tail_of(shelf)[0])
    assert all(b <= end for passage in reading.passages for _, b in passage.flow.fragments)
    assert all(span.end <= end for passage in reading.passages for span in passage.spans)


def test_nothing_after_the_end_is_in_what_is_built(shelf: Shelf) -> None:
    """No five words that stand only after the end are in any file, nor in the local text layer."""
    built = build(shelf.tables, shelf.folder)
    before, after = tail_of(shelf)
    others = [shelf.text(r.document) for r in shelf.readings.values() if r.document.layout != REMARKS]
    matter = shingles(after).difference(shingles(before), *map(shingles, others))
    assert len(matter) > len(words_of(after)) / 2 > 15
    for name, data in {**built.files, "the text layer": built.text}.items():
        assert not shingles(data.decode()) & matter, name
    assert len(shingles(built.text.decode()) & shingles(before)) > len(words_of(before)) / 2


def test_no_span_of_what_is_built_reaches_after_the_end(
    readings: Mapping[str, Reading], built: Built, sources: Path
) -> None:
    """Every span of the commentary in any file ends before its end."""
    document = readings["mp-commentary"].document
    text = (sources / document.file).read_text("utf-8")
    end = text.index("\n" + document.reading["ends-before"]) + 1
    everything = b"\n".join(built.files.values()).decode()
    ends = [int(found) for found in re.findall(r"span/mp-commentary/\d+-(\d+)", everything)]
    assert len(ends) > 500
    assert max(ends) <= end
