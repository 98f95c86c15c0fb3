"""Deadlines: the dates a time expression stands for, never more exact than its words.

Rules: "by December 2009" is a limit whose latest day is 2009-12-31; "autumn 2009" is September
to November (EDTF season 23); "the end of 2009" is December; a month without a year is in the
plan's year. What rests on such a rule names it as its convention. EDTF is level 1 of
ISO 8601-2 with seasons: https://www.loc.gov/standards/datetime/
"""

import calendar
from dataclasses import dataclass
from datetime import date

KINDS = ("by", "on", "from", "ongoing", "recurring", "unspecified")

CONVENTIONS = (
    "season-spring", "season-summer", "season-autumn", "by-season-end", "end-of-month",
    "month-without-year", "later-this-year", "end-of-year", "by-year-end", "financial-year",
    "calendar-years",
)  # fmt: skip
"""Rules by which days are read from words; the code book says what each means."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due.

    Attributes:
        kind: `by` a limit, `on` (within) a period, `from` a start, `ongoing`, `recurring` with
            no other date, or `unspecified`.
        phrase: the time expression as written, or "" where a promise gives none.
        edtf: the date or period in EDTF, or "".
        earliest: first day of the period or start, if the words give one.
        latest: last day of the period or limit, if the words give one.
        recurrence: ISO 8601 duration between occurrences, or "".
        convention: code of the rule the dates rest on, or "".
    """

    kind: str
    phrase: str
    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None
    recurrence: str = ""
    convention: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no kind of deadline")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"{self.phrase!r} ends before it starts")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days and its EDTF."""

    edtf: str
    first: date
    last: date

    def deadline(self, kind: str, phrase: str, recurrence: str = "", convention: str = "") -> Deadline:
        """The deadline that a period becomes under "by", "from" or neither."""
        edtf = f"{self.edtf.split('/')[0]}/.." if kind == "from" else self.edtf
        earliest = None if kind == "by" else self.first
        latest = None if kind == "from" else self.last
        return Deadline(kind, phrase, edtf, earliest, latest, recurrence, convention)


def day(year: int, month: int, number: int) -> Period:
    """One day.

    Raises:
        ValueError: if there is no such day.
    """
    moment = date(year, month, number)
    return Period(moment.isoformat(), moment, moment)


def month(year: int, number: int) -> Period:
    """One month."""
    last = calendar.monthrange(year, number)[1]
    return Period(f"{year:04}-{number:02}", date(year, number, 1), date(year, number, last))


def months(first: Period, last: Period) -> Period:
    """From the start of one period to the end of another."""
    return Period(f"{first.edtf}/{last.edtf}", first.first, last.last)


SEASONS = {"spring": (21, 3, 5), "summer": (22, 6, 8), "autumn": (23, 9, 11)}
"""Season to EDTF code, first and last month (northern, meteorological). No rule for winter,
which spans two years: an inquiry that needs it adds it here."""


def season(year: int, name: str) -> Period:
    """Spring, summer or autumn of a year."""
    code, first, last = SEASONS[name]
    return Period(f"{year:04}-{code}", month(year, first).first, month(year, last).last)


def year(number: int) -> Period:
    """One calendar year."""
    return Period(f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def financial_year(number: int) -> Period:
    """The United Kingdom's financial year that starts on 1 April of a year."""
    first, last = month(number, 4), month(number + 1, 3)
    return Period(f"{first.edtf}/{last.edtf}", first.first, last.last)


def years(first: int, last: int) -> Period:
    """From the start of one calendar year to the end of another."""
    return Period(f"{first:04}/{last:04}", date(first, 1, 1), date(last, 12, 31))
