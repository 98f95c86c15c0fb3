"""Alignments: which recommendation a summary or bullet restates."""

from dataclasses import dataclass
from decimal import Decimal

from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Alignment:
    """A summary or bullet restates a recommendation or item.

    Attributes:
        passage: the summary or bullet.
        reference: the recommendation or item.
        words: how many different words of content the passage has.
        shared: how many of them the full wording has.
        score: Dice's coefficient of the two sets of words, weighted by rarity (0 to 1).
    """

    passage: Passage
    reference: Reference
    words: int
    shared: int
    score: Decimal
