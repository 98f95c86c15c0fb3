"""Strength: how firmly a reply binds itself to what was asked of it."""

from dataclasses import dataclass

from laming_graph.model.reference import Reference
from laming_graph.model.span import Span

WEAKENED, UNANSWERED = "weakened", "unanswered"
CHANGES = ("kept", WEAKENED, "strengthened", UNANSWERED, "other-act")
WEAKENINGS = (
    "act-to-consideration", "duty-to-support", "specific-to-general", "all-to-some", "limit-dropped",
    "new-to-existing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strength:
    """What two readers read of asked against answered.

    Attributes:
        document: key of the document that replies.
        reference: the recommendation or item.
        asked: the operative words of what is asked, as printed.
        answered: those of the reply, or "" where no words of it answer.
        change: one of CHANGES.
        weakenings: in what ways it is weakened, the main one first; empty unless it is.
        rationale: why, in our words.
        confidence: how sure the readers are.
        spans: the words the judgement rests on.
    """

    document: str
    reference: Reference
    asked: str
    answered: str
    change: str
    weakenings: tuple[str, ...]
    rationale: str
    confidence: str
    spans: tuple[Span, ...]
