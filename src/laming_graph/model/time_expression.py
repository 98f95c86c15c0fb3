"""Time expressions in running text: found, and turned into deadlines.

What looks like a time and is covered by no rule raises, so that no date is lost in silence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from laming_graph.model import deadline as due
from laming_graph.model.deadline import Deadline, Period
from laming_graph.model.errors import TimeError

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(MONTHS)
_SEASON = "[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter"
_WORDY = r"later\sthis\syear|this\syear|(?<!the\s)last\syear|this\smonth|(?<=end\sof\s)the\syear"
"""A yearly round ("throughout the year", "in the last year") names no year of its own."""
_EXPRESSION = re.compile(
    rf"""
    (?:\b(?P<preposition>[Bb]y|[Ff]rom|[Bb]efore|[Uu]ntil)\s)?
    (?:(?:the\s)?(?P<part>end\sof|end|early|mid|late)[\s-])?
    (?:
        \b(?P<day>\d{{1,2}})\s(?P<day_month>{_MONTH})\b(?:,?\s(?P<day_year>\d{{4}})\b)?
      | \b(?P<first>{_MONTH})/(?P<second>{_MONTH})\b(?:\s(?P<both_year>\d{{4}})\b|\sthis\syear\b)?
      | (?P<last_month>[Ll]ast\s)?\b(?P<month>{_MONTH})\b(?:,?\s(?P<month_year>\d{{4}})\b|\sthis\syear\b)?
      | (?:the\s|[Tt]his\s)?(?P<last_season>[Ll]ast\s)?\b(?P<season>{_SEASON})\b
        (?:(?:\sof)?\s(?P<season_year>\d{{4}})\b)?
      | \b(?P<financial>\d{{4}})/(?P<financial_end>\d\d)\b
      | \b(?P<years_first>(?:19|20)\d\d)[-–](?P<years_last>\d\d)\b(?!-)
      | (?<![£$€,.])\b(?P<year>(?:19|20)\d\d)\b
      | \b(?P<wordy>{_WORDY})\b
    )
    (?P<onward>\sonwards?\b)?
    """,
    re.VERBOSE,
)
_OPEN = re.compile(r"\b(?P<ongoing>[Oo]ngoing)\b|\b(?P<open>as (?:soon|far) as possible(?: thereafter)?)\b")
_RECURRENCE = re.compile(
    r"\b(?:quarterly|annually|annual|monthly|weekly|six[- ]month(?:ly)?(?: intervals)?"
    r"|every two years|twice a year|(?:each|every) (?:year|month|week)|a year)\b"
)
_DURATIONS = {
    "two years": "P2Y", "twice": "P6M", "quarter": "P3M", "six": "P6M", "month": "P1M",
    "week": "P1W", "year": "P1Y", "annual": "P1Y",
}  # fmt: skip
"""Stem of a recurrence to its ISO 8601 duration, the longer stems first."""
_TEMPORAL = re.compile(rf"\b(?:{_MONTH}|(?<![£$€,.])(?:19|20)\d\d|{_SEASON})\b")
_SHORT_MONTH = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_UNCOVERED = re.compile(
    rf"""\d(?:st|nd|rd|th)\s(?:of\s)?(?:{_MONTH}|{_SHORT_MONTH})\b
    | \b\d{{1,2}}\s(?:{_SHORT_MONTH})\b | \b(?:{_SHORT_MONTH})\.?\s\d{{4}}\b
    | \b(?:next|previous|following)\s(?:{_MONTH}|{_SEASON}|year|month)\b
    | \b(?:{_MONTH})(?:\s\d{{4}})?\s(?:to|and|or|until)\s(?:{_MONTH})\b
    | \b\d{{4}}-\d\d-\d\d\b | \b[Ww]inter\b""",
    re.VERBOSE,
)
"""Forms that look like those above and mean something else; no rule reads them yet."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression and where it stands in the text that was searched.

    Attributes:
        start, end: in characters of that text.
        deadline: what it stands for.
    """

    start: int
    end: int
    deadline: Deadline


def find_times(text: str, plan: Period, names: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """Every dated expression of a text, in order.

    Args:
        text: running text with straight apostrophes.
        plan: month of the document, on which "this year" and months without a year lean.
        names: places of proper names ("Children Act 1989") whose figures are no dates.

    Raises:
        TimeError: at a month, season or year that no rule covers.

    >>> plan = due.month(2009, 5)
    >>> [found.deadline.edtf for found in find_times("by July/August 2009", plan)]
    ['2009-07/2009-08']
    """
    masked = list(text)
    for start, end in names:
        masked[start:end] = "_" * (end - start)
    searched = "".join(masked)
    if strange := _UNCOVERED.search(searched):
        raise TimeError(f"no rule covers the time expression {' '.join(strange[0].split())!r}")
    matches = list(_EXPRESSION.finditer(searched))
    found = [
        Found(match.start(), match.end(), _deadline(match, plan))
        for match in matches
        if not _is_verb(searched, match)
    ]
    covered = {position for match in matches for position in range(match.start(), match.end())}
    for match in _TEMPORAL.finditer(searched):
        if match.start() not in covered and not _RECURRENCE.match(searched, match.start()):
            raise TimeError(f"no rule covers the time expression {match[0]!r}")
    return found


def find_open(text: str) -> list[Found]:
    """Expressions that set no date: "ongoing", "as soon as possible"."""
    return [
        Found(m.start(), m.end(), Deadline("ongoing" if m["ongoing"] else "unspecified", m[0]))
        for m in _OPEN.finditer(text)
    ]


def find_recurrences(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and ISO 8601 duration of each expression such as "quarterly"."""
    for match in _RECURRENCE.finditer(text):
        stem = next(stem for stem in _DURATIONS if stem in match[0])
        yield match.start(), match.end(), _DURATIONS[stem]


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """Whether "May" or "March" opens a sentence as an ordinary word and is no month."""
    if match[0] not in {"May", "March"}:
        return False
    before = match.start() - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    opens = before < 0 or text[before] in ".?!"
    return opens and text[match.end() : match.end() + 2].strip().islower()


def _deadline(match: re.Match[str], plan: Period) -> Deadline:
    try:
        period, convention = _period(match, plan)
    except (ValueError, OverflowError):
        raise TimeError(f"there is no day {match[0]!r}") from None
    preposition = (match["preposition"] or "").lower()
    if match["years_first"]:
        kind = "on"  # "from 2009-11" names the whole stretch, not its start
    elif preposition == "from" or match["onward"]:
        kind = "from"
    elif preposition:
        kind = "by"
    else:
        kind = "on"
    if kind == "by" and convention == "month-without-year" and period.last < plan.first:
        raise TimeError(f"{match[0]!r} without a year lies before the document")
    if match["part"] in {"end", "end of"}:
        if match["year"] or match["wordy"] in {"this year", "the year", "last year"}:
            period = due.month(period.last.year, 12)
            convention = "end-of-year"
        else:
            convention = convention or "end-of-month"
    elif kind == "by" and match["year"]:
        convention = "by-year-end"
    if preposition == "before" and match["part"] not in {"end", "end of"}:
        if period.first == date.min:
            raise TimeError(f"there is no day {match[0]!r}")
        eve = period.first - timedelta(days=1)
        return Deadline("by", match[0], f"../{eve.isoformat()}", None, eve)
    return period.deadline(kind, match[0], convention=convention)


def _period(match: re.Match[str], plan: Period) -> tuple[Period, str]:
    """The stretch of days an expression names, and the convention that was needed."""

    def year_or_plan(group: str) -> tuple[int, str]:
        stated = match[group]
        return (int(stated), "") if stated else (plan.first.year, "month-without-year")

    if match["day"]:
        year, convention = year_or_plan("day_year")
        number = MONTHS.index(match["day_month"]) + 1
        return due.day(year, number, int(match["day"])), convention
    if match["first"]:
        year, convention = year_or_plan("both_year")
        first, second = (due.month(year, MONTHS.index(match[g]) + 1) for g in ("first", "second"))
        if second.last < first.first:
            raise TimeError(f"{match[0]!r} runs backwards")
        return due.months(first, second), "" if "this year" in match[0] else convention
    if match["month"]:
        year, convention = year_or_plan("month_year")
        if match["last_month"]:
            year -= 1
        elif "this year" in match[0]:
            convention = ""
        return due.month(year, MONTHS.index(match["month"]) + 1), convention
    if match["season"]:
        year, _ = year_or_plan("season_year")
        name = match["season"].lower()
        return due.season(year - bool(match["last_season"]), name), f"season-{name}"
    if match["financial"]:
        first_year = int(match["financial"])
        if not 1900 <= first_year < 2100 or (first_year + 1) % 100 != int(match["financial_end"]):
            raise TimeError(f"{match[0]!r} is no financial year")
        return due.financial_year(int(match["financial"])), "financial-year"
    if match["years_first"]:
        first_year = int(match["years_first"])
        last_year = first_year // 100 * 100 + int(match["years_last"])
        if last_year <= first_year:
            raise TimeError(f"{match[0]!r} runs backwards")
        return due.years(first_year, last_year), "calendar-years"
    if match["year"]:
        return due.year(int(match["year"])), ""
    return _wordy(match["wordy"], plan)


def _wordy(words: str, plan: Period) -> tuple[Period, str]:
    year = plan.first.year
    if words == "last year":
        return due.year(year - 1), ""
    if words == "this month":
        return plan, ""
    if words == "later this year":
        return due.months(plan, due.month(year, 12)), "later-this-year"
    return due.year(year), ""


def clauses(text: str, found: Sequence[Found]) -> list[tuple[int, int]]:
    """Cut a text into the clauses that each hold one promise.

    A full stop or semicolon ends a clause; so does " and " between two expressions of one
    sentence. Returns (start, end) pairs, each with at least one expression.

    Raises:
        TimeError: if a sentence holds no time expression.
    """
    cuts: list[tuple[int, int]] = []
    start, place = 0, 0
    found = sorted(found, key=lambda one: one.start)
    for end in [m.start() for m in re.finditer(r"[.;](?=\s|$)", text)] or [len(text)]:
        first = place
        while place < len(found) and found[place].start < end:
            place += 1
        inside = found[first:place]
        if not inside:
            raise TimeError(f"no time is given in {text[start:end].strip()[:40]!r}")
        for before, after in pairwise(inside):
            joint = text.find(" and ", before.end, after.start)
            if joint < 0:
                raise TimeError(f"two times in one promise: {before.deadline.phrase!r} and more")
            cuts.append((start, joint))
            start = joint + len(" and ")
        cuts.append((start, end))
        start = end + 1
    if text[start:].strip():
        raise TimeError(f"the promise {text[start:].strip()[:40]!r} does not end")
    return cuts
