"""What a third party says of another's answers, and where it says nothing of them."""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from laming_graph.graph.absences import Absences, by_item
from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.rules import SETTLED
from laming_graph.graph.sheet import Evidence, Sheet, Value, said, string
from laming_graph.model.agent import Agent
from laming_graph.model.claim import Claim
from laming_graph.model.document import Reading
from laming_graph.model.reference import Reference
from laming_graph.namespaces import RDFS

ASCRIBED = {
    "accepted": "commits",
    "directed-to-task-force": "defers",
    "deferred-to-working-together": "defers",
}
"""Claimed treatment to the broad stance it ascribes to another, as `lam:ascribesStance` in the code book
says; the other claimed treatments ascribe none. A test compares."""

Facts = list[tuple[NamedNode, Value | None]]


class Claims:
    """Says what one document claims of the answers in another.

    Args:
        sheet: where to say it.
        mint: names.
        evidence: where spans are kept.
        reading: the document that claims.
        of: the document of which it claims.
        agents: every agent, by id.
        absences: says where the document has nothing.
    """

    def __init__(
        self,
        sheet: Sheet,
        mint: Mint,
        evidence: Evidence,
        reading: Reading,
        of: Reading,
        agents: Mapping[str, Agent],
        absences: Absences,
    ) -> None:
        self._sheet = sheet
        self._mint = mint
        self._evidence = evidence
        self._voice = reading.document.voice
        self._list_lost = bool(reading.missing_lists)
        self._of = of.document.voice
        self._of_label = agents[self._of].label
        self._responses = {
            p.reference: mint.about("response", of.document.key, p.reference)
            for p in of.of_kind("response")
            if p.reference
        }
        self._absences = absences

    def all(self, claims: Iterable[Claim], wholes: Iterable[Reference]) -> None:
        """Every bullet, and every recommendation on whose treatment there is none.

        Args:
            claims: what readers took the bullets to be.
            wholes: every recommendation.
        """
        claimed: set[Reference] = set()
        restated: set[Reference] = set()
        for claim in claims:
            self._claim(claim)
            restated.update(reference.parent for reference in claim.references)
            claimed.update(claim.references if claim.claimed else ())
        for whole, items in by_item(claimed).items():
            self._absences.split(whole, items, self._of)
        told = {reference.parent for reference in claimed}
        for whole in wholes:
            if whole not in told:
                self._absences.not_covered(whole, self._of, self._untold(restated=whole in restated))

    def _untold(self, *, restated: bool) -> str:
        """What a reader must know of a recommendation on whose treatment there is no word."""
        told = f"The document does not say how {self._of_label} treated it"
        told += "; it only restates it." if restated else "."
        return told + (" A list is empty in our copy and may have named it." if self._list_lost else "")

    def _claim(self, claim: Claim) -> None:
        """What a bullet restates, and what it claims of the answer."""
        mint, passage = self._mint, claim.passage
        common: Facts = [
            (term("inDocument"), mint.document(passage.document)),
            (term("coder"), mint.shared("coder", SETTLED)),
            (term("rationale"), string(claim.rationale)),
            (term("confidence"), concept("confidence", claim.confidence)),
            *self._evidence.point(claim.spans),
        ]
        for reference in claim.references:
            self._sheet.describe(
                mint.in_passage("alignment", passage, reference.path),
                [term("Alignment"), term("Statement")],
                [
                    (term("aligns"), mint.passage(passage)),
                    (term("about"), mint.requirement(reference)),
                    (term("statesProperty"), term("aligns")),
                    *common,
                ],
            )
        if not claim.claimed:
            return
        self._sheet.describe(
            mint.in_passage("claim", passage),
            [term("Claim"), term("Reaction"), term("Statement")],
            [
                (NamedNode(RDFS + "label"), said("what a third party says of an answer")),
                (term("passage"), mint.passage(passage)),
                (term("claimant"), mint.agent(self._voice)),
                (term("responder"), mint.agent(self._voice)),
                (term("claimedOf"), mint.agent(self._of)),
                (term("claimedTreatment"), concept("claimed-treatment", claim.claimed)),
                (term("agreement"), concept("agreement", claim.agrees)),
                (term("matrixStance"), _in_matrix(claim.claimed)),
                (term("statesProperty"), term("claimedTreatment")),
                *((term("respondsTo"), mint.requirement(reference)) for reference in claim.references),
                *((term("about"), mint.requirement(reference)) for reference in claim.references),
                *((term("claimAbout"), self._responses[r]) for r in claim.references if r in self._responses),
                *common,
            ],
        )


def _in_matrix(claimed: str) -> NamedNode:
    """How a claim stands in the matrix: by the stance it ascribes, or as itself if it ascribes none."""
    ascribed = ASCRIBED.get(claimed)
    return concept("stance", ascribed) if ascribed else concept("claimed-treatment", claimed)
