"""Sums, dates and citations: on invented sentences, and in the documents as read by people."""

from decimal import Decimal

import pytest

from laming_graph.derive.names import names_of
from laming_graph.derive.narrative import citations, dates, sums
from laming_graph.model.deadline import month
from laming_graph.model.document import Reading
from laming_graph.model.errors import SourceError
from laming_graph.model.passage import Passage
from laming_graph.model.span import Span
from tests.making import answer_to, passage_of

PLAN = month(2014, 11)
NAMES = names_of([("strategy", ["2020 Harbour Strategy"])])


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    """What stands at some spans."""
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "amount", "written", "recurrence"),
    [
        ("costs £40 at sea", "40", "£40", ""),
        ("costs £310,000, and more", "310000", "£310,000", ""),
        ("costs £1,250,000.", "1250000", "£1,250,000", ""),
        ("costs £7.50.", "7.5", "£7.50", ""),
        ("costs £58m in all", "58000000", "£58m", ""),
        ("costs £57.8 million.", "57800000", "£57.8 million", ""),
        ("costs £1.2bn.", "1200000000", "£1.2bn", ""),
        ("costs £2 billion", "2000000000", "£2 billion", ""),
        ("costs £40,000 a year", "40000", "£40,000", "P1Y"),
        ("costs £3 million each year", "3000000", "£3 million", "P1Y"),
        ("costs £3 million every month", "3000000", "£3 million", "P1M"),
        ("costs £9 quarterly", "9", "£9", "P3M"),
        ("costs £9 in a year", "9", "£9", ""),
        ("costs £9 million metres", "9000000", "£9 million", ""),
    ],
)
def test_a_sum(text: str, amount: str, written: str, recurrence: str) -> None:
    """Figure, scale, recurrence and the words of a sum."""
    (found,) = sums([passage_of(text)])
    assert (found.amount, found.as_written, found.recurrence) == (Decimal(amount), written, recurrence)
    assert (found.ordinal, found.currency) == (1, "GBP")
    assert words(text, found.spans) == [written]


def test_sums_are_numbered_in_their_passage() -> None:
    """Several sums of a passage are numbered from 1, those of the next anew."""
    found = sums(
        [passage_of("£3 or £4 and 5 shillings"), passage_of("£6", name="2"), passage_of("none", name="3")]
    )
    assert [(one.passage.name, one.ordinal, int(one.amount)) for one in found] == [
        ("paragraph/1", 1, 3),
        ("paragraph/1", 2, 4),
        ("paragraph/2", 1, 6),
    ]


@pytest.mark.parametrize(
    "text",
    ["many £ were lost", "£ 3", "£five", "£3 and £x", "costs £5z", "costs £20-30 million", "costs $30"],
)
def test_a_sum_in_another_form_raises(text: str) -> None:
    """A sign of money that no rule can read stops with document and passage."""
    with pytest.raises(SourceError, match=r"paper.*: paragraph/1: "):
        sums([passage_of(text)])


def test_a_sum_in_thousands_is_no_small_sum() -> None:
    """A scale is never dropped in silence."""
    for text in ("£5k", "£5 thousand"):
        (found,) = sums([passage_of(text)])
        assert found.amount == 5000


def test_dates_are_numbered_in_their_passage() -> None:
    """Each date with its place, names left out, numbered from 1 in each passage."""
    text = "On 3 June 2014, under the Harbour Act 1911 and the 2020 Harbour Strategy, by December."
    found = dates([passage_of(text), passage_of("In 2010.", name="2")], PLAN, NAMES)
    assert [(d.passage.name, d.ordinal, d.deadline.edtf) for d in found] == [
        ("paragraph/1", 1, "2014-06-03"),
        ("paragraph/1", 2, "2014-12"),
        ("paragraph/2", 1, "2010"),
    ]
    assert words(text, found[1].spans) == ["by December"]


def test_a_date_no_rule_covers_raises() -> None:
    """What looks like a date and has no rule stops with document, passage and offset."""
    with pytest.raises(SourceError, match=r"paper \(code point 2\): paragraph/1: .*winter") as error:
        dates([passage_of("\n\nOnly in winter 2014.")], PLAN, NAMES)
    assert error.value.offset == 2


def footnotes(count: int) -> list[Passage]:
    """Footnotes from 1."""
    return [passage_of("A source", "footnote", str(n)) for n in range(1, count + 1)]


def test_citations_are_found_in_order() -> None:
    """Each footnote's number at the end of a word cites it, after the one before."""
    texts = ["A report1. A reply2, and", "the Sound Safety Fund3 (see the note)4 of the Boards’5 year"]
    passages = [passage_of(text, name=str(n)) for n, text in enumerate(texts, start=1)]
    found = citations(passages, footnotes(5))
    assert [(c.number, c.passage.name, c.footnote.name) for c in found] == [
        (1, "paragraph/1", "footnote/1"),
        (2, "paragraph/1", "footnote/2"),
        (3, "paragraph/2", "footnote/3"),
        (4, "paragraph/2", "footnote/4"),
        (5, "paragraph/2", "footnote/5"),
    ]
    assert [words(texts[int(c.passage.name[-1]) - 1], c.spans) for c in found] == [
        ["report1"], ["reply2"], ["Fund3"], ["note)4"], ["Boards’5"],
    ]  # fmt: skip


def test_a_number_set_apart_cites_between_small_words() -> None:
    """A number after a space cites where small letters stand on both sides."""
    (found,) = citations([passage_of("It had 3 bells and the fund 1 pays for them.")], footnotes(1))
    assert found.number == 1


@pytest.mark.parametrize(
    "text", ["A report 1.", "Rule 1 Holds", "A report12.", "item 2.1 holds", "No number"]
)
def test_a_footnote_that_nothing_cites_raises(text: str) -> None:
    """Numbers that end no word, or are part of a longer one, cite nothing."""
    with pytest.raises(SourceError, match="nothing cites footnote/1"):
        citations([passage_of(text)], footnotes(1))


def test_a_citation_before_the_one_before_is_none() -> None:
    """A mark that stands before the mark of the footnote before does not count."""
    with pytest.raises(SourceError, match="nothing cites footnote/2"):
        citations([passage_of("A reply2 to a report1.")], footnotes(2))


def test_a_sum_knows_what_it_is_about() -> None:
    """The passage of a sum keeps the recommendation it answers."""
    (found,) = sums([answer_to("26a", "It costs £3.")])
    assert str(found.passage.reference) == "26a"


RUNNING = ("foreword", "paragraph", "box", "footnote", "bullet", "timeline-entry", "response", "reply")


def test_sums_of_the_action_plan(readings: dict[str, Reading]) -> None:
    """The plan names five sums, two of them yearly, as read by a person."""
    found = sums(p for p in readings["action-plan"].passages if p.kind in RUNNING)
    assert [(one.amount, one.recurrence) for one in found] == [
        (Decimal(73_000_000), ""),
        (Decimal(57_800_000), ""),
        (Decimal(130_000_000), ""),
        (Decimal(160_000_000), "P1Y"),
        (Decimal(18_000_000), "P1Y"),
    ]
    assert all(
        p.flow.text.count("£") == sum(one.passage is p for one in found)
        for p in readings["action-plan"].passages
    )


def test_the_only_other_sum_is_the_magazines(readings: dict[str, Reading]) -> None:
    """The press guide names one sum, 58 million, and the other three documents none."""
    found = {key: sums(r.passages) for key, r in readings.items() if key != "action-plan"}
    assert {key: [int(one.amount) for one in each] for key, each in found.items() if each} == {
        "press-guide": [58_000_000]
    }


def test_footnotes_are_cited_where_people_read_them(readings: dict[str, Reading]) -> None:
    """Footnotes 1 to 13 are cited in these paragraphs."""
    plan = readings["action-plan"]
    found = citations(plan.of_kind("paragraph"), plan.of_kind("footnote"))
    places = [1, 2, 2, 7, 14, 17, 62, 67, 68, 73, 75, 81, 84]
    assert [(c.number, c.passage.name) for c in found] == [
        (n, f"paragraph/{place}") for n, place in enumerate(places, start=1)
    ]
    assert [c.footnote for c in found] == list(plan.of_kind("footnote"))
