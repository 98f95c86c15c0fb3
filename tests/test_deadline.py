"""Deadlines: their kinds, and the days and EDTF of each stretch of time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import SKOS, Graph, URIRef

from laming_graph.model import deadline as due
from laming_graph.model.deadline import KINDS, Deadline, Period
from tests.expected import ROOT

YEARS = st.integers(1900, 2099)


@pytest.mark.parametrize(
    ("period", "edtf", "first", "last"),
    [
        (due.day(2009, 7, 1), "2009-07-01", (2009, 7, 1), (2009, 7, 1)),
        (due.month(2009, 12), "2009-12", (2009, 12, 1), (2009, 12, 31)),
        (due.month(2009, 2), "2009-02", (2009, 2, 1), (2009, 2, 28)),
        (due.month(2012, 2), "2012-02", (2012, 2, 1), (2012, 2, 29)),
        (due.months(due.month(2009, 7), due.month(2009, 8)), "2009-07/2009-08", (2009, 7, 1), (2009, 8, 31)),
        (due.season(2010, "spring"), "2010-21", (2010, 3, 1), (2010, 5, 31)),
        (due.season(2010, "summer"), "2010-22", (2010, 6, 1), (2010, 8, 31)),
        (due.season(2009, "autumn"), "2009-23", (2009, 9, 1), (2009, 11, 30)),
        (due.year(2011), "2011", (2011, 1, 1), (2011, 12, 31)),
        (due.financial_year(2010), "2010-04/2011-03", (2010, 4, 1), (2011, 3, 31)),
        (due.years(2009, 2011), "2009/2011", (2009, 1, 1), (2011, 12, 31)),
    ],
    ids=lambda value: value.edtf if isinstance(value, Period) else None,
)
def test_each_stretch_has_its_edtf_and_days(
    period: Period, edtf: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    """EDTF, first and last day of every stretch the module makes."""
    assert period == Period(edtf, date(*first), date(*last))


@given(YEARS, st.integers(1, 12))
def test_a_month_is_whole(year: int, number: int) -> None:
    """A month starts on day 1, and the day after its last is in the next month."""
    month = due.month(year, number)
    assert month.first == date(year, number, 1)
    assert month.last.month == number
    assert (month.last + timedelta(1)).day == 1


@given(YEARS)
def test_seasons_do_not_overlap(year: int) -> None:
    """Spring, summer and autumn of a year stand one after the other, without a gap."""
    spring, summer, autumn = (due.season(year, name) for name in ("spring", "summer", "autumn"))
    assert spring.last + timedelta(1) == summer.first
    assert summer.last + timedelta(1) == autumn.first


@given(YEARS)
def test_financial_years_meet(year: int) -> None:
    """A financial year starts the day after the one before ends, on 1 April."""
    assert due.financial_year(year).last + timedelta(1) == due.financial_year(year + 1).first
    assert due.financial_year(year).first == date(year, 4, 1)


def test_there_is_no_winter() -> None:
    """Winter spans two years and has no rule."""
    with pytest.raises(KeyError):
        due.season(2009, "winter")


def test_there_is_no_thirtieth_of_february() -> None:
    """A day that no calendar has is refused."""
    with pytest.raises(ValueError, match="day"):
        due.day(2009, 2, 30)


@pytest.mark.parametrize(
    ("kind", "edtf", "earliest", "latest"),
    [
        ("by", "2009-07/2009-08", None, date(2009, 8, 31)),
        ("on", "2009-07/2009-08", date(2009, 7, 1), date(2009, 8, 31)),
        ("from", "2009-07/..", date(2009, 7, 1), None),
    ],
)
def test_a_limit_has_no_start_and_a_start_no_limit(
    kind: str, edtf: str, earliest: date | None, latest: date | None
) -> None:
    """A limit gives only a last day, a start only a first one and an open interval, a period both."""
    period = due.months(due.month(2009, 7), due.month(2009, 8))
    found = period.deadline(kind, "some words", "P1Y", "a-rule")
    assert found == Deadline(kind, "some words", edtf, earliest, latest, "P1Y", "a-rule")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_accepted(kind: str) -> None:
    """Each of the six kinds makes a deadline."""
    assert Deadline(kind, "words").kind == kind


def test_unknown_kind_is_refused() -> None:
    """A kind that the code book does not have raises."""
    with pytest.raises(ValueError, match="'around' is no kind of deadline"):
        Deadline("around", "words")


def test_an_end_before_the_start_is_refused() -> None:
    """Earliest may not be after latest; the same day is allowed."""
    first, second = date(2009, 5, 1), date(2009, 5, 2)
    assert Deadline("on", "a day", earliest=first, latest=first).latest == first
    with pytest.raises(ValueError, match="'two days' ends before it starts"):
        Deadline("on", "two days", earliest=second, latest=first)


def test_conventions_are_those_of_the_code_book() -> None:
    """What a table may name as its rule is what the code book lists."""
    scheme = "https://w3id.org/laming/id/scheme/convention"
    book = Graph().parse(ROOT / "ontology" / "codes.ttl")
    listed = {str(one).rsplit("/", 1)[1] for one in book.subjects(SKOS.inScheme, URIRef(scheme))}
    assert set(due.CONVENTIONS) == listed
    assert len(due.CONVENTIONS) == len(listed)
