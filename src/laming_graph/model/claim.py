"""Claims: what a third party says of another's response."""

from dataclasses import dataclass

from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.span import Span

AGREEMENTS = ("yes", "partly", "no", "not-comparable")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a bullet restates, and what it claims of the answer.

    Attributes:
        passage: the bullet.
        references: recommendations or items it speaks of; none where it matches no one.
        claimed: claimed treatment, or "" where the bullet only restates.
        agrees: how far the record bears it out, one of AGREEMENTS.
        rationale: why, in our words.
        confidence: high, medium or low.
        spans: the words.
    """

    passage: Passage
    references: tuple[Reference, ...]
    claimed: str
    agrees: str
    rationale: str
    confidence: str
    spans: tuple[Span, ...]
