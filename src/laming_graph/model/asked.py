"""What a recommendation asks, as read by a person: its summary and kind of act."""

from dataclasses import dataclass

from laming_graph.model.reference import Reference

ACT_KINDS = (
    "set-priorities", "establish-body", "organise-services", "set-target-or-indicator",
    "clarify-responsibility", "review-practice", "appoint-or-staff", "train", "assess-needs",
    "inspect-or-evaluate", "revise-guidance", "issue-guidance", "ensure-practice",
    "give-access-to-services", "study-feasibility", "improve-system", "share-information",
    "legislate-or-regulate", "develop-strategy", "develop-workforce", "reform-qualification",
    "review-code-or-programme", "fund", "publish-report", "review-fees", "represent-on-board",
    "govern-board", "monitor-or-challenge", "raise-profile", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A recommendation or item in our words.

    Attributes:
        reference: which one.
        act_kind: what kind of act it asks for, one of ACT_KINDS.
        summary: what it asks for, in our words.
    """

    reference: Reference
    act_kind: str
    summary: str
