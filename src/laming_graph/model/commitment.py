"""Commitments: what is promised, by whom, producing what, by when."""

from dataclasses import dataclass

from laming_graph.model.deadline import Deadline
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.span import Span

EVENTS = (
    "published", "issued-for-consultation", "established", "operational", "agreed", "applied",
    "completed", "confirmed", "commenced", "announced", "extended", "made-available",
    "continuing", "other",
)  # fmt: skip
CONDITIONS = (
    "passage-of-legislation", "task-force-advice", "costs", "research", "parliamentary-approval",
    "other-recommendation", "consultation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promise:
    """What a reader says of one promise in a by-when cell; its dates are read by rule.

    Attributes:
        reference: the recommendation or item answered.
        ordinal: its place in the cell, from 1.
        label: what is promised, in our words.
        lead: id of the agent who is to deliver it, as the reply says.
        instrument: id of what it produces or changes, or "".
        event: one of EVENTS.
        recurrence: ISO 8601 duration, where the reply and not the cell gives it, or "".
        subject_to: one of CONDITIONS, or "".
        subject_place: passage that says so: by-when or response, or "".
        note: doubts.
    """

    reference: Reference
    ordinal: int
    label: str
    lead: str
    instrument: str
    event: str
    recurrence: str
    subject_to: str
    subject_place: str
    note: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise with its deadline and the places of both.

    Attributes:
        promise: what is promised.
        document: key of the document that promises.
        deadline: when it is due.
        spans: the clause of the by-when cell.
        phrase_spans: the time expression.
        condition_spans: where the condition stands, if there is one.
    """

    promise: Promise
    document: str
    deadline: Deadline
    spans: tuple[Span, ...]
    phrase_spans: tuple[Span, ...]
    condition_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FurtherPromise:
    """A promise that stands outside the by-when cells, as readers found it.

    Attributes:
        references: the recommendations it concerns; none where the words name none.
        ordinal: its place among the promises of its passage, from 1.
        label: what is promised, in our words.
        lead: id of the agent who is to deliver it.
        instrument: id of what it produces or changes, or "".
        event: one of EVENTS.
        deadline: when it is due, as the readers took it; the rule must take it so too.
        time: where its time expression stands in a passage, or None if it has none.
        subject_to: one of CONDITIONS, or "".
        passage: where it stands, by which it is named.
        spans: all its words.
        found_by: both, first or second reader.
        note: doubts.
        source: file and line of the row.
    """

    references: tuple[Reference, ...]
    ordinal: int
    label: str
    lead: str
    instrument: str
    event: str
    deadline: Deadline
    time: tuple[Passage, int, int] | None
    subject_to: str
    passage: Passage
    spans: tuple[Span, ...]
    found_by: str
    note: str
    source: str
