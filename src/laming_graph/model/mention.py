"""Mentions: which instrument a passage names, and what it does with it."""

from dataclasses import dataclass

from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.span import Span

RELATIONS = ("creates", "revises", "applies", "rests-on", "reports", "mentions")
CARRYING = frozenset(RELATIONS) - {"mentions"}
"""Relations in which the instrument carries the answer; a bare mention does not."""
PLACES = ("recommendation", "response", "by-when")


@dataclass(frozen=True, slots=True)
class Resting:
    """A reader's word on what a passage does with an instrument it names.

    Attributes:
        reference: the recommendation or item.
        instrument: id.
        place: kind of the passage.
        relation: one of RELATIONS.
        note: doubts.
        source: file and line of the row.
    """

    reference: Reference
    instrument: str
    place: str
    relation: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage names an instrument.

    Attributes:
        passage: where.
        instrument: id.
        relation: one of RELATIONS.
        read: true if a person said so, false if only the naming was found by rule.
        note: the reader's doubts.
        spans: the words that name it.
    """

    passage: Passage
    instrument: str
    relation: str
    read: bool
    note: str
    spans: tuple[Span, ...]
