"""Sums, dates and footnote citations of running text."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from laming_graph.derive.mentions import figures_in_names
from laming_graph.derive.names import Names
from laming_graph.model.deadline import Period
from laming_graph.model.errors import SourceError, TimeError
from laming_graph.model.narrative import Citation, DateMention, SumOfMoney
from laming_graph.model.passage import Passage
from laming_graph.model.time_expression import find_recurrences, find_times

_SUM = re.compile(
    r"£(?P<figure>\d+(?:,\d{3})*(?:\.\d+)?)(?P<scale>\s?(?:thousand|million|billion|bn|m|k)\b)?(?![-–\d]|[A-Za-z])"
)
_SCALES = {
    "": 1, "k": 10**3, "thousand": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9,
}  # fmt: skip
_MONEY = re.compile(r"[£€$](?=\s?\d)|£")
_WORD_BEFORE = re.compile(r"[\w’')\]]+\s?$")


def sums(passages: Iterable[Passage]) -> list[SumOfMoney]:
    """Every sum in pounds.

    Raises:
        SourceError: at a sum in another form or currency.
    """
    found = []
    for passage in passages:
        text = passage.flow.text
        places = list(_SUM.finditer(text))
        if len(places) != len(_MONEY.findall(text)):
            raise SourceError(
                passage.document,
                f"{passage.name}: a sum of money that no rule covers",
                "add a rule to derive/narrative.py",
                offset=passage.spans[0].start,
            )
        for ordinal, match in enumerate(places, start=1):
            scale = _SCALES[(match["scale"] or "").strip()]
            amount = Decimal(match["figure"].replace(",", "")) * scale
            follows = list(find_recurrences(text[match.end() : match.end() + 12]))
            recurrence = follows[0][2] if follows and follows[0][0] == 1 else ""
            spans = passage.flow.spans(match.start(), match.end())
            found.append(SumOfMoney(passage, ordinal, amount, "GBP", match[0], recurrence, spans))
    return found


def dates(passages: Iterable[Passage], plan: Period, names: Names) -> list[DateMention]:
    """Every date or period.

    Raises:
        SourceError: at a time expression no rule covers.
    """
    mentioned = []
    for passage in passages:
        try:
            found = find_times(passage.flow.folded, plan, figures_in_names(passage.flow, names))
        except TimeError as error:
            raise SourceError(
                passage.document,
                f"{passage.name}: {error}",
                "add a rule to model/time_expression.py",
                offset=passage.spans[0].start,
            ) from None
        for ordinal, one in enumerate(found, start=1):
            spans = passage.flow.spans(one.start, one.end)
            mentioned.append(DateMention(passage, ordinal, one.deadline, spans))
    return mentioned


def citations(passages: Sequence[Passage], footnotes: Sequence[Passage]) -> list[Citation]:
    """Where each footnote is cited: its number, glued to the end of a word, in order.

    Raises:
        SourceError: at a footnote whose mark is not found.
    """
    cited = []
    at, begin = 0, 0
    for footnote in footnotes:
        number = int(footnote.name.rsplit("/", 1)[1])
        mark = re.compile(rf"(?<=[A-Za-z’)]){number}(?=[\s.,:;]|$)|(?<=[a-z] ){number}(?=,? [a-z])")
        for index in range(at, len(passages)):
            flow = passages[index].flow
            match = mark.search(flow.text, begin if index == at else 0)
            if match:
                word = _WORD_BEFORE.search(flow.text, 0, match.start())
                start = word.start() if word else match.start()
                cited.append(Citation(passages[index], footnote, number, flow.spans(start, match.end())))
                at, begin = index, match.end()
                break
        else:
            raise SourceError(footnote.document, f"nothing cites {footnote.name}", "check its mark")
    return cited
