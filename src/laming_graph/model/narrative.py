"""What running text states besides promises: sums, dates, and works cited by footnote."""

from dataclasses import dataclass
from decimal import Decimal

from laming_graph.model.deadline import Deadline
from laming_graph.model.passage import Passage
from laming_graph.model.span import Span


@dataclass(frozen=True, slots=True)
class SumOfMoney:
    """A sum of money.

    Attributes:
        passage: where it stands.
        ordinal: its place among the sums of that passage, from 1.
        amount: in units of the currency, not millions.
        currency: ISO 4217 code.
        as_written: "£57.8 million".
        recurrence: ISO 8601 duration where it is a yearly sum, or "".
        spans: the words.
    """

    passage: Passage
    ordinal: int
    amount: Decimal
    currency: str
    as_written: str
    recurrence: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period named in running text.

    Attributes:
        passage: where it stands.
        ordinal: its place among the dates of that passage, from 1.
        deadline: the period, in the form that deadlines have.
        spans: the words.
    """

    passage: Passage
    ordinal: int
    deadline: Deadline
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage cites a work by a footnote.

    Attributes:
        passage: the citing passage.
        footnote: the footnote.
        number: the footnote's number.
        spans: the words before the mark, with the mark.
    """

    passage: Passage
    footnote: Passage
    number: int
    spans: tuple[Span, ...]
