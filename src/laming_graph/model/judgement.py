"""Judgements: the codes a reader gives to what a voice says, each with its reason."""

from dataclasses import dataclass

from laming_graph.model.reference import Reference
from laming_graph.model.span import Span

TREATMENTS = (
    "direct-action", "via-guidance-revision", "via-legislation", "via-task-force", "via-programme",
    "business-as-usual", "redirected", "no-commitment",
)  # fmt: skip
DEPARTURES = ("no", "partly", "yes")
POSITIONS = ("accepted", "accepted-in-part", "rejected", "noted", "none-declared")
COUNCIL_STANCES = (
    "will-align-with-guidance", "already-in-place", "will-act-locally", "agenda-item",
    "review-or-monitor", "matter-for-others", "matter-for-national-debate", "financial-caveat",
    "no-response",
)  # fmt: skip
COMMENTATOR_STANCES = (
    "supportive", "supportive-with-reservation", "sceptical", "critical", "calls-obvious",
    "redirects", "neutral", "no-comment",
)  # fmt: skip
CLAIMED_TREATMENTS = (
    "accepted", "directed-to-task-force", "called-for-via-working-together",
    "deferred-to-working-together", "rejected-or-withheld", "new-proposal",
)  # fmt: skip
DISCREPANCY_KINDS = ("date", "amount", "condition", "scope", "actor", "modality", "wording")
SEVERITIES = ("substantive", "minor")
CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Coding:
    """What one reader read into one answer.

    Attributes:
        document: key of the document.
        reference: the recommendation or item.
        rationale: why, in our words.
        confidence: one of CONFIDENCES.
        spans: the words.
        codes: treatments or stances, the main one first.
        departs: one of DEPARTURES, or "" where that is not asked.
        how: how it departs, in our words.
        conditions: what it waits on.
        bodies: ids of the bodies that the answer says will act or are answerable.
        position: what the answer itself declares, or "".
        covers: other recommendations that a shared remark speaks of.
        detail: the concrete act, or what a criticism aims at.
    """

    document: str
    reference: Reference
    rationale: str
    confidence: str
    spans: tuple[Span, ...]
    codes: tuple[str, ...] = ()
    departs: str = ""
    how: str = ""
    conditions: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    position: str = ""
    covers: tuple[Reference, ...] = ()
    detail: str = ""

    @property
    def detail_is_code(self) -> bool:
        """Whether the detail is a code (what a criticism aims at) and not words of ours."""
        return self.codes[0] in COMMENTATOR_STANCES
