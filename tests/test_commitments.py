"""Commitments: cells cut into promises on invented cells, and all 82 as read by people."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from laming_graph.curate.tables import Tables
from laming_graph.derive.commitments import commitments
from laming_graph.derive.names import names_of
from laming_graph.model.commitment import Commitment, Promise
from laming_graph.model.deadline import Deadline, month
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError, SourceError
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.span import Span
from tests.conftest import ROOT
from tests.making import answer_to

PLAN = month(2014, 11)
NAMES = names_of([("strategy", ["2020 Harbour Strategy"])])


def promise(rec: str, ordinal: int = 1, **changes: str) -> Promise:
    """A reader's row."""
    row = Promise(Reference.parse(rec), ordinal, f"promise {ordinal}", "board", "", "other", "", "", "", "")
    return replace(row, **changes)  # type: ignore[arg-type]


def made(text: str, *rows: Promise, rec: str = "3", response: str = "We agree.") -> list[Commitment]:
    """The commitments of one cell."""
    cell = answer_to(rec, text, "by-when")
    beside = {cell.reference: answer_to(rec, response)} if cell.reference else {}
    return commitments([cell], beside, {Reference.parse(rec): rows}, PLAN, NAMES)


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    """What stands at some spans."""
    return [text[span.start : span.end] for span in spans]


def test_one_promise_a_clause() -> None:
    """Each clause is a promise, with its row, its words and the words of its time."""
    text = "Trials spring 2015.\n\nSignal at\nwork by July 2015 and rung as soon as possible thereafter."
    first, second, third = made(text, *(promise("3", n) for n in (1, 2, 3)))
    assert [one.promise.ordinal for one in (first, second, third)] == [1, 2, 3]
    assert [one.document for one in (first, second, third)] == ["paper"] * 3
    assert words(text, first.spans) == ["Trials spring 2015"]
    assert words(text, second.spans) == ["Signal at\nwork by July 2015"]
    assert words(text, second.phrase_spans) == ["by July 2015"]
    assert second.deadline == Deadline("by", "by July 2015", "2015-07", None, date(2015, 7, 31))
    assert third.deadline.kind == "unspecified"
    assert words(text, third.phrase_spans) == ["as soon as possible thereafter"]


def test_a_recurrence_of_the_cell_comes_before_that_of_the_row() -> None:
    """The cell's own recurrence counts; the row's only where the cell gives none."""
    first, second, third = made(
        "Board meets quarterly from May 2015. Report by June 2015. Bell rung by July 2015.",
        promise("3", 1, recurrence="P1Y"),
        promise("3", 2, recurrence="P1Y"),
        promise("3", 3),
    )
    assert first.deadline == Deadline("from", "from May 2015", "2015-05/..", date(2015, 5, 1), None, "P3M")
    assert second.deadline == Deadline("by", "by June 2015", "2015-06", None, date(2015, 6, 30), "P1Y")
    assert third.deadline.recurrence == ""


def test_a_recurrence_is_that_of_its_own_clause() -> None:
    """A recurrence at the start of a clause is that clause's, and of no other."""
    cell = "Bell by May 2015. annual review by June 2015. Rope by July 2015."
    found = made(cell, *(promise("3", n) for n in (1, 2, 3)))
    assert [one.deadline.recurrence for one in found] == ["", "P1Y", ""]


def test_a_condition_stands_where_the_row_says() -> None:
    """The condition's place is the cell, the response, or none."""
    text, response = "Bell by May 2015. Rope by May 2015. Flag by May 2015.", "If there is money."
    first, second, third = made(
        text,
        promise("3", 1, subject_to="costs", subject_place="by-when"),
        promise("3", 2, subject_to="costs", subject_place="response"),
        promise("3", 3),
        response=response,
    )
    assert words(text, first.condition_spans) == [text]
    assert words(response, second.condition_spans) == [response]
    assert third.condition_spans == ()


def test_a_name_with_a_year_is_no_time() -> None:
    """The figures of an instrument's name are no second time in a promise."""
    (found,) = made("2020 Harbour Strategy by May 2015.", promise("3"))
    assert found.deadline.edtf == "2015-05"


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_a_promise_too_many_or_too_few_raises(rows: int) -> None:
    """The table must have one row for each promise of the cell."""
    with pytest.raises(InputError, match=rf"promises\.csv: {rows} rows for 3, whose cell holds 2 promises"):
        made("Bell by May 2015. Rope by June 2015.", *(promise("3", n + 1) for n in range(rows)))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Bell by winter 2015.", "winter"),
        ("Bell by 31 June 2015.", "there is no day"),
        ("Bell hung. Rope by June 2015.", "no time is given"),
        ("Bell May 2015, rope June 2015.", "two times in one promise"),
        ("Bell by May 2015. Rope", "does not end"),
    ],
)
def test_a_cell_no_rule_covers_raises(text: str, problem: str) -> None:
    """What cannot be read stops with document, cell and offset."""
    with pytest.raises(SourceError, match=rf"paper \(code point 0\): by-when/3: .*{problem}") as error:
        made(text, promise("3"))
    assert error.value.offset == 0


def found_in(readings: dict[str, Reading], tables: Tables) -> list[Commitment]:
    """All commitments of the action plan."""
    plan = readings["action-plan"]
    names = names_of((i.id, i.variants) for i in tables.instruments.values())
    responses: dict[Reference, Passage] = {p.reference: p for p in plan.of_kind("response") if p.reference}
    return commitments(plan.of_kind("by-when"), responses, tables.promises, month(2009, 5), names)


def test_all_promises_are_those_that_people_read(readings: dict[str, Reading], tables: Tables) -> None:
    """The 82 promises with kind, EDTF, days, words and condition are those of the table made by reading."""
    with (ROOT / "tests/queries/deadlines.csv").open(encoding="utf-8") as stream:
        read = [row for row in csv.DictReader(stream) if row.pop("place").startswith("by-when/")]
    expected = Counter(tuple(value for name, value in row.items() if name != "inquiry") for row in read)
    voice = tables.inquiry.document("action-plan").voice
    found = Counter(
        (
            str(one.promise.reference),
            f"{tables.inquiry.base}agent/{voice}",
            one.promise.label,
            one.deadline.kind,
            one.deadline.edtf,
            str(one.deadline.earliest or ""),
            str(one.deadline.latest or ""),
            one.deadline.phrase,
            one.promise.subject_to,
        )
        for one in found_in(readings, tables)
    )
    assert found == expected
    assert found.total() == 82


def test_every_promise_stands_in_its_cell(readings: dict[str, Reading], tables: Tables) -> None:
    """The words of a promise and its time lie in the cell of its recommendation; no two promises overlap."""
    cells = {p.reference: p for p in readings["action-plan"].of_kind("by-when")}
    taken: set[int] = set()
    for one in found_in(readings, tables):
        inside = {at for a, b in cells[one.promise.reference].flow.fragments for at in range(a, b)}
        clause = {at for span in one.spans for at in range(span.start, span.end)}
        phrase = {at for span in one.phrase_spans for at in range(span.start, span.end)}
        assert phrase <= clause <= inside
        assert not clause & taken
        taken |= clause
