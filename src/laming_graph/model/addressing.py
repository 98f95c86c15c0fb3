"""Addressings: whom a recommendation asks to act."""

from dataclasses import dataclass

from laming_graph.model.reference import Reference
from laming_graph.model.span import Span


@dataclass(frozen=True, slots=True)
class Addressing:
    """A recommendation asks an agent to act.

    Attributes:
        reference: the recommendation.
        agent: id.
        role: `lead` for the subject of the sentence, `with` for "together with", "working with".
        spans: the words that name the agent, in each copy of the recommendation.
    """

    reference: Reference
    agent: str
    role: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AddresseeCorrection:
    """A reader's correction of what the rule finds.

    Attributes:
        reference: the recommendation.
        agent: id.
        role: the role to add it in, or "" to drop what the rule found.
        phrase: the words that name it, in straight apostrophes.
        reason: why.
        source: file and line of the row.
    """

    reference: Reference
    agent: str
    role: str
    phrase: str
    reason: str
    source: str
