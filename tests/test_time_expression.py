"""Time expressions: every form of the grammar, its convention, its false friends, what raises."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laming_graph.model import deadline as due
from laming_graph.model.deadline import Deadline
from laming_graph.model.errors import TimeError
from laming_graph.model.time_expression import (
    MONTHS,
    Found,
    clauses,
    find_open,
    find_recurrences,
    find_times,
)

PLAN = due.month(2009, 5)

FORMS = """
the jetty opens on 3 July 2009 | 3 July 2009 | on | 2009-07-03 | 2009-07-03 | 2009-07-03 |
the jetty opens on 12 March, 2009 | 12 March, 2009 | on | 2009-03-12 | 2009-03-12 | 2009-03-12 |
the jetty opens on 3 July at noon | 3 July | on | 2009-07-03 | 2009-07-03 | 2009-07-03 | month-without-year
by 29 February 2012 at noon | by 29 February 2012 | by | 2012-02-29 | | 2012-02-29 |
From 1 May the ferry sails | From 1 May | from | 2009-05-01/.. | 2009-05-01 | | month-without-year
the jetty opens in July 2010 | July 2010 | on | 2010-07 | 2010-07-01 | 2010-07-31 |
the jetty opens in July, 2010 | July, 2010 | on | 2010-07 | 2010-07-01 | 2010-07-31 |
mended by February 2010 | by February 2010 | by | 2010-02 | | 2010-02-28 |
By June all is mended | By June | by | 2009-06 | | 2009-06-30 | month-without-year
the jetty opens in July | July | on | 2009-07 | 2009-07-01 | 2009-07-31 | month-without-year
the jetty opens in July this year | July this year | on | 2009-07 | 2009-07-01 | 2009-07-31 |
the jetty broke last November | last November | on | 2008-11 | 2008-11-01 | 2008-11-30 | month-without-year
mended from July 2010 | from July 2010 | from | 2010-07/.. | 2010-07-01 | |
mended July 2010 onwards | July 2010 onwards | from | 2010-07/.. | 2010-07-01 | |
mended by July 2010 onward | by July 2010 onward | from | 2010-07/.. | 2010-07-01 | |
mended until July 2010 | until July 2010 | by | 2010-07 | | 2010-07-31 |
by end March 2010 | by end March 2010 | by | 2010-03 | | 2010-03-31 | end-of-month
at the end of March 2010 | the end of March 2010 | on | 2010-03 | 2010-03-01 | 2010-03-31 | end-of-month
by the end of June | by the end of June | by | 2009-06 | | 2009-06-30 | month-without-year
in early June 2009 | early June 2009 | on | 2009-06 | 2009-06-01 | 2009-06-30 |
by mid June 2009 | by mid June 2009 | by | 2009-06 | | 2009-06-30 |
in mid-June 2009 | mid-June 2009 | on | 2009-06 | 2009-06-01 | 2009-06-30 |
in late June 2009 | late June 2009 | on | 2009-06 | 2009-06-01 | 2009-06-30 |
trials July/August 2009 | July/August 2009 | on | 2009-07/2009-08 | 2009-07-01 | 2009-08-31 |
trials by July/August | by July/August | by | 2009-07/2009-08 | | 2009-08-31 | month-without-year
trials July/August this year | July/August this year | on | 2009-07/2009-08 | 2009-07-01 | 2009-08-31 |
trials from July/August 2009 | from July/August 2009 | from | 2009-07/.. | 2009-07-01 | |
trials in autumn 2010 | autumn 2010 | on | 2010-23 | 2010-09-01 | 2010-11-30 | season-autumn
trials in the summer of 2010 | the summer of 2010 | on | 2010-22 | 2010-06-01 | 2010-08-31 | season-summer
trials by summer 2010 | by summer 2010 | by | 2010-22 | | 2010-08-31 | season-summer
trials from spring 2010 | from spring 2010 | from | 2010-21/.. | 2010-03-01 | | season-spring
trials in the autumn | the autumn | on | 2009-23 | 2009-09-01 | 2009-11-30 | season-autumn
trials this summer | this summer | on | 2009-22 | 2009-06-01 | 2009-08-31 | season-summer
by the end of autumn 2009 | by the end of autumn 2009 | by | 2009-23 | | 2009-11-30 | season-autumn
paid for in 2010/11 | 2010/11 | on | 2010-04/2011-03 | 2010-04-01 | 2011-03-31 | financial-year
paid by 2009/10 | by 2009/10 | by | 2009-04/2010-03 | | 2010-03-31 | financial-year
paid from 1999/00 onwards | from 1999/00 onwards | from | 1999-04/.. | 1999-04-01 | | financial-year
a fund from 2009-11 | from 2009-11 | on | 2009/2011 | 2009-01-01 | 2011-12-31 | calendar-years
a fund for 2009–11 | 2009–11 | on | 2009/2011 | 2009-01-01 | 2011-12-31 | calendar-years
a fund for 2009-10 | 2009-10 | on | 2009/2010 | 2009-01-01 | 2010-12-31 | calendar-years
opened in 2011 | 2011 | on | 2011 | 2011-01-01 | 2011-12-31 |
opened by 2011 | by 2011 | by | 2011 | | 2011-12-31 | by-year-end
opened from 2011 | from 2011 | from | 2011/.. | 2011-01-01 | |
opened by the end of 2011 | by the end of 2011 | by | 2011-12 | | 2011-12-31 | end-of-year
opened at the end of 2011 | the end of 2011 | on | 2011-12 | 2011-12-01 | 2011-12-31 | end-of-year
opened in early 2011 | early 2011 | on | 2011 | 2011-01-01 | 2011-12-31 |
opened from early 2011 | from early 2011 | from | 2011/.. | 2011-01-01 | |
opened this year | this year | on | 2009 | 2009-01-01 | 2009-12-31 |
opened later this year | later this year | on | 2009-05/2009-12 | 2009-05-01 | 2009-12-31 | later-this-year
opened last year | last year | on | 2008 | 2008-01-01 | 2008-12-31 |
opened this month | this month | on | 2009-05 | 2009-05-01 | 2009-05-31 |
opened by the end of the year | by the end of the year | by | 2009-12 | | 2009-12-31 | end-of-year
opened by the end of this year | by the end of this year | by | 2009-12 | | 2009-12-31 | end-of-year
opened at the end of last year | the end of last year | on | 2008-12 | 2008-12-01 | 2008-12-31 | end-of-year
"""
"""Text | expression | kind | EDTF | earliest | latest | convention, one form a line."""


def day(text: str) -> date | None:
    """A day, or none."""
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("form", FORMS.strip().split("\n"))
def test_every_form_of_the_grammar(form: str) -> None:
    """Each form is found whole and alone, with its kind, EDTF, days and convention."""
    text, phrase, kind, edtf, earliest, latest, convention = (cell.strip() for cell in form.split("|"))
    at = text.index(phrase)
    expected = Deadline(kind, phrase, edtf, day(earliest), day(latest), "", convention)
    assert find_times(text, PLAN) == [Found(at, at + len(phrase), expected)]


def test_several_expressions_are_found_in_order() -> None:
    """Each expression of a sentence is found where it stands."""
    text = "Drills by June 2009, then in 2010/11, and from 3 May 2011."
    found = find_times(text, PLAN)
    assert [text[one.start : one.end] for one in found] == ["by June 2009", "2010/11", "from 3 May 2011"]
    assert all(one.deadline.phrase == text[one.start : one.end] for one in found)


def test_what_leans_on_the_plan_moves_with_it() -> None:
    """A month without a year and "this year" are in the year of the document's own month."""
    plan = due.month(2014, 11)
    found = [one.deadline.edtf for one in find_times("in July, later this year, this month, last year", plan)]
    assert found == ["2014-07", "2014-11/2014-12", "2014-11", "2013"]


@pytest.mark.parametrize(
    "text",
    [
        "the ferry may sail throughout the year",
        "in the last year the bell rang twice",
        "the crew met quarterly, and wrote annually",
        "the marching band, the summery light, the Mayor",
        "berth 19, 201 seats, 20091 tickets and 2,009 gulls",
        "a juneberry in the decembrist's garden",
        "nothing at all",
        "",
    ],
)
def test_false_friends_are_no_dates(text: str) -> None:
    """Yearly rounds, recurrences and words that hold a month's letters name no date."""
    assert find_times(text, PLAN) == []


@pytest.mark.parametrize(
    "text",
    [
        "May the lifeboat come soon.",
        "It sank. May it rest.",
        "Why? March on and see.",
        "March back to the quay!",
    ],
)
def test_a_verb_that_opens_a_sentence_is_no_month(text: str) -> None:
    """Before a small letter, where a sentence opens, "May" and "March" are ordinary words."""
    assert find_times(text, PLAN) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It opens in May and closes.", "2009-05"),
        ("May 2010 came.", "2010-05"),
        ("By May the bell was hung.", "2009-05"),
        ("March: The bell is hung.", "2009-03"),
        ("He hung it. March Hall was full.", "2009-03"),
    ],
)
def test_a_month_is_no_verb(text: str, edtf: str) -> None:
    """A month inside a sentence, with a year, or before anything but a small letter stays one."""
    assert [one.deadline.edtf for one in find_times(text, PLAN)] == [edtf]


def test_names_are_masked() -> None:
    """The figures of a proper name are no date; the same figures outside it are."""
    text = "the Children Act 1989 came in 1989"
    assert find_times("the Dec 2008 Rules", PLAN, [(4, 18)]) == []
    assert [one.deadline.edtf for one in find_times(text, PLAN)] == ["1989", "1989"]
    (found,) = find_times(text, PLAN, [(4, 21)])
    assert (found.start, found.deadline.edtf) == (text.rindex("1989"), "1989")


def test_a_preposition_inside_a_name_is_not_taken_in() -> None:
    """A masked name cuts off what stands before it."""
    assert find_times("amended by 2020 Harbour Plan", PLAN, [(11, 28)]) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("by winter 2009", "winter"),
        ("opened in the winter", "winter"),
        ("on 31 February 2009", "there is no day 'on 31 February 2009'|there is no day '31 February 2009'"),
        ("by 29 February 2009", "there is no day"),
        ("on 0 June 2009", "there is no day"),
        ("December/January 2009", "'December/January 2009' runs backwards"),
        ("by March", "'by March' without a year lies before the document"),
        ("until 30 April", "'until 30 April' without a year lies before the document"),
        ("trials next spring", "next spring"),
        ("trials next March", "next March"),
        ("trials next year", "next year"),
        ("the following month", "following month"),
        ("the previous June", "previous June"),
        ("on 1st December 2009", "1st December"),
        ("on the 2nd of June", "2nd of June"),
        ("by 3 Sept", "3 Sept"),
        ("by Sept 2009", "Sept 2009"),
        ("by Dec. 2009", "Dec. 2009"),
        ("by 2009-12-31", "2009-12-31"),
        ("from March to June 2009", "March to June"),
        ("in September and October 2010", "September and October"),
        ("in June 2009 or July", "June 2009 or July"),
    ],
)
def test_unknown_forms_raise(text: str, problem: str) -> None:
    """What looks like a time and has no rule raises, and is never lost in silence."""
    with pytest.raises(TimeError, match=problem):
        find_times(text, PLAN)


@pytest.mark.parametrize(
    "text", ["paid in 2009/15", "paid in 0000/01", "paid in 9999/00", "sent out 1999-02"]
)
def test_two_years_that_do_not_follow_raise(text: str) -> None:
    """A financial year ends in the next one, and a stretch of years does not run backwards."""
    with pytest.raises(TimeError):
        find_times(text, PLAN)


def outcome(text: str) -> str:
    """The EDTF of all that is found, or "raises"."""
    try:
        return " ".join(one.deadline.edtf for one in find_times(text, PLAN))
    except TimeError:
        return "raises"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("by the end of this month", "2009-05"),
        ("Spring 2010", "2010-21"),
        ("trials last autumn", "2008-23"),
        ("a gift of £2000", ""),
    ],
)
def test_never_a_false_date(text: str, right: str) -> None:
    """Where a form is not covered it raises; it does not become another date."""
    assert outcome(text) in {right, "raises"}


@pytest.mark.parametrize("text", ["before 2011", "before June 2009", "before 3 June 2009"])
def test_a_limit_before_a_stretch_does_not_reach_into_it(text: str) -> None:
    """No day of June is before June; where no rule says which day is the last, it raises."""
    stretch = text.removeprefix("before ")
    (whole,) = find_times(stretch, PLAN)
    try:
        (found,) = find_times(text, PLAN)
    except TimeError as error:
        assert "before" in str(error)
        return
    assert found.deadline.kind == "by"
    assert found.deadline.latest
    assert whole.deadline.earliest
    assert found.deadline.latest < whole.deadline.earliest
    assert found.deadline.edtf != whole.deadline.edtf


def test_before_the_end_of_a_year_is_in_its_last_days() -> None:
    """A limit before the end of a year leaves the whole year but its last day."""
    try:
        (found,) = find_times("before the end of 2009", PLAN)
    except TimeError as error:
        assert "before" in str(error)
        return
    assert found.deadline.latest in {date(2009, 12, 30), date(2009, 12, 31)}


def test_expressions_that_set_no_date() -> None:
    """What is ongoing, or due as soon as possible, is found with its kind and no day."""
    text = "Ongoing; as soon as possible thereafter; as far as possible; ongoing"
    found = [(text[o.start : o.end], o.deadline) for o in find_open(text)]
    assert found == [
        ("Ongoing", Deadline("ongoing", "Ongoing")),
        ("as soon as possible thereafter", Deadline("unspecified", "as soon as possible thereafter")),
        ("as far as possible", Deadline("unspecified", "as far as possible")),
        ("ongoing", Deadline("ongoing", "ongoing")),
    ]
    assert find_open("the ongoings are possible") == []


@pytest.mark.parametrize(
    ("phrase", "duration"),
    [
        ("quarterly", "P3M"),
        ("annually", "P1Y"),
        ("annual", "P1Y"),
        ("monthly", "P1M"),
        ("six-monthly", "P6M"),
        ("six monthly", "P6M"),
        ("six month intervals", "P6M"),
        ("each year", "P1Y"),
        ("every year", "P1Y"),
        ("each month", "P1M"),
        ("weekly", "P1W"),
        ("every week", "P1W"),
        ("every two years", "P2Y"),
        ("twice a year", "P6M"),
        ("every month", "P1M"),
        ("a year", "P1Y"),
    ],
)
def test_recurrences(phrase: str, duration: str) -> None:
    """Each form of a recurrence has its ISO 8601 duration."""
    text = f"the board meets {phrase} in the hall"
    assert list(find_recurrences(text)) == [(16, 16 + len(phrase), duration)]


def test_no_recurrence_in_other_words() -> None:
    """Words that hold a recurrence's letters are none."""
    assert list(find_recurrences("a yearling, biannually, this year, a month")) == []


PREPOSITIONS = {"": "on", "by ": "by", "By ": "by", "from ": "from", "From ": "from", "until ": "by"}
YEARS = st.integers(1900, 2099)


def check(phrase: str, kind: str, period: due.Period) -> None:
    """A phrase is found whole in a sentence, and its days are those of the period."""
    (found,) = find_times(f"The bell rings {phrase}.", PLAN)
    deadline = found.deadline
    assert deadline.phrase == phrase
    assert deadline.earliest == (None if kind == "by" else period.first)
    assert deadline.latest == (None if kind == "from" else period.last)
    assert deadline.edtf == (period.edtf.split("/")[0] + "/.." if kind == "from" else period.edtf)
    assert deadline.kind == kind
    assert (deadline.earliest or date.min) <= (deadline.latest or date.max)


@given(st.sampled_from(list(PREPOSITIONS)), st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_any_day_reads_back(preposition: str, moment: date) -> None:
    """Any day of two centuries, written out, is read back as itself."""
    phrase = f"{preposition}{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    check(phrase, PREPOSITIONS[preposition], due.day(moment.year, moment.month, moment.day))


@given(
    st.sampled_from(list(PREPOSITIONS)),
    st.sampled_from(["", "early ", "mid ", "late ", "the end of "]),
    YEARS,
    st.integers(1, 12),
)
def test_any_month_reads_back(preposition: str, part: str, year: int, number: int) -> None:
    """Any month is read back whole, whatever part of it is named."""
    phrase = f"{preposition}{part}{MONTHS[number - 1]} {year}"
    check(phrase, PREPOSITIONS[preposition], due.month(year, number))


@given(st.sampled_from(list(PREPOSITIONS)), YEARS, st.sampled_from(["spring", "summer", "autumn"]))
def test_any_season_reads_back(preposition: str, year: int, name: str) -> None:
    """Any season but winter is read back with its three months."""
    check(f"{preposition}{name} {year}", PREPOSITIONS[preposition], due.season(year, name))


@given(st.sampled_from(list(PREPOSITIONS)), YEARS)
def test_any_year_reads_back(preposition: str, year: int) -> None:
    """Any year is read back from 1 January to 31 December."""
    check(f"{preposition}{year}", PREPOSITIONS[preposition], due.year(year))


@given(st.sampled_from(list(PREPOSITIONS)), YEARS)
def test_any_financial_year_reads_back(preposition: str, year: int) -> None:
    """Any financial year is read back from 1 April to 31 March."""
    check(f"{preposition}{year}/{(year + 1) % 100:02}", PREPOSITIONS[preposition], due.financial_year(year))


@given(YEARS, st.integers(1, 12), st.integers(1, 68))
def test_any_day_no_calendar_has_raises(year: int, month: int, beyond: int) -> None:
    """A day after the last of its month raises, however far after it."""
    number = calendar.monthrange(year, month)[1] + beyond
    with pytest.raises(TimeError):
        find_times(f"{number} {MONTHS[month - 1]} {year}", PLAN)


def cut(text: str) -> list[str]:
    """The clauses of a text, as words."""
    found = sorted([*find_times(text, PLAN), *find_open(text)], key=lambda one: one.start)
    return [text[start:end].strip() for start, end in clauses(text, found)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bell hung by June 2009.", ["Bell hung by June 2009"]),
        ("Bell hung by June 2009", ["Bell hung by June 2009"]),
        ("Ongoing; bell hung by June.", ["Ongoing", "bell hung by June"]),
        ("Trials June 2009. Bell at work July 2009.", ["Trials June 2009", "Bell at work July 2009"]),
        (
            "Bell hung by June 2009 and rung as soon as possible thereafter.",
            ["Bell hung by June 2009", "rung as soon as possible thereafter"],
        ),
        ("Rope and bell hung by June 2009.", ["Rope and bell hung by June 2009"]),
        ("Bell (see rule 2.1) hung by June 2009.", ["Bell (see rule 2.1) hung by June 2009"]),
    ],
)
def test_a_cell_is_cut_into_promises(text: str, parts: list[str]) -> None:
    """Full stops, semicolons, and "and" between two times each end a promise."""
    assert cut(text) == parts


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Bell hung. Rope bought by June 2009.", "no time is given in 'Bell hung'"),
        ("Bell hung by June 2009, rung by July 2009.", "two times in one promise: 'by June 2009'"),
        ("Bell hung by June 2009. Then rung", "the promise 'Then rung' does not end"),
        ("", "no time is given"),
    ],
)
def test_a_cell_that_cannot_be_cut_raises(text: str, problem: str) -> None:
    """A promise without a time, with two, or without an end raises."""
    with pytest.raises(TimeError, match=problem):
        cut(text)
