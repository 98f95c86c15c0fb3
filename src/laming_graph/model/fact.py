"""Facts of the narrative, and places that differ: rows that say one thing with its words."""

from collections.abc import Mapping
from dataclasses import dataclass

from laming_graph.model.deadline import Deadline
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.span import Span

FINDERS = ("both", "first", "second")
"""Which of two readers found a thing."""
PUBLICATION_STATUSES = ("published", "cited", "promised")


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a table of facts.

    Attributes:
        table: stem of the table.
        ordinal: place among the rows whose words stand in the same passage, from 1.
        values: the row's cells.
        references: recommendations it serves.
        when: its time, if it gives one.
        passage: where its first words stand, by which it is named.
        passages: every passage its words stand in.
        spans: all its words.
        source: file and line of the row.
        promise: the promise it is about, as the recommendation and the promise's place in the cell.
    """

    table: str
    ordinal: int
    values: Mapping[str, str]
    references: tuple[Reference, ...]
    when: Deadline | None
    passage: Passage
    passages: tuple[Passage, ...]
    spans: tuple[Span, ...]
    source: str
    promise: tuple[Reference, int] | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two places that differ on the same thing.

    Attributes:
        ordinal: place among the differences between the same two passages, from 1.
        subject: what both are about, in our words.
        references: recommendations concerned.
        kind, severity: codes.
        passage_a, passage_b: where.
        spans_a, spans_b: the words.
        value_a, value_b: what each gives.
        what: how they differ, in our words.
        confidence: high, medium or low.
        found_by: both, first or second reader.
    """

    ordinal: int
    subject: str
    references: tuple[Reference, ...]
    kind: str
    severity: str
    passage_a: Passage
    passage_b: Passage
    spans_a: tuple[Span, ...]
    spans_b: tuple[Span, ...]
    value_a: str
    value_b: str
    what: str
    confidence: str
    found_by: str
