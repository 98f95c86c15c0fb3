"""Time limits that a recommendation sets itself."""

from dataclasses import dataclass

from laming_graph.model.deadline import Deadline
from laming_graph.model.reference import Reference


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit, start or frequency in the words of a recommendation.

    Attributes:
        reference: the recommendation.
        ordinal: its place among the limits of that recommendation, from 1.
        deadline: when, with the phrase by which it is found in the wording.
        source: file and line of the row.
    """

    reference: Reference
    ordinal: int
    deadline: Deadline
    source: str
