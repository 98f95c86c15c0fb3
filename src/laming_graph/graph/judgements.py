"""What readers read into each answer: treatments, stances, departures, conditions, silence."""

from collections.abc import Sequence

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.rules import READER
from laming_graph.graph.sheet import Evidence, Sheet, Value, boolean, string
from laming_graph.model.judgement import TREATMENTS, Coding
from laming_graph.model.passage import Passage

BROAD = {
    "direct-action": "commits",
    "via-guidance-revision": "commits",
    "via-legislation": "commits",
    "via-programme": "commits",
    "via-task-force": "defers",
    "business-as-usual": "commits-in-part",
    "redirected": "passes-on",
    "no-commitment": "no-commitment",
    "will-align-with-guidance": "defers",
    "already-in-place": "commits",
    "will-act-locally": "commits",
    "agenda-item": "no-commitment",
    "review-or-monitor": "commits-in-part",
    "matter-for-others": "passes-on",
    "matter-for-national-debate": "passes-on",
    "financial-caveat": "commits-in-part",
    "no-response": "silent",
    "supportive": "supports",
    "supportive-with-reservation": "supports",
    "sceptical": "doubts",
    "calls-obvious": "doubts",
    "critical": "opposes",
    "redirects": "passes-on",
    "neutral": "no-commitment",
    "no-comment": "silent",
}
"""Code to the broad stance above it, as `skos:broader` in the code book says; a test compares."""


class Judgements:
    """Says what readers read into one document's answers.

    Args:
        sheet: where to say it.
        mint: names.
        evidence: where spans are kept.
        voice: id of the agent whose voice the document is.
    """

    def __init__(self, sheet: Sheet, mint: Mint, evidence: Evidence, voice: str) -> None:
        self._sheet = sheet
        self._mint = mint
        self._evidence = evidence
        self._voice = voice

    def coding(self, coding: Coding) -> None:
        """Every judgement of one row."""
        judged = self._mint.about("response", coding.document, coding.reference)
        for ordinal, code in enumerate(coding.codes):
            treatment = code in TREATMENTS and bool(coding.departs)
            kind = "treatment" if treatment else "stance"
            facts: list[tuple[NamedNode, Value | None]] = [
                (term(kind), concept(kind, code)),
                (term("broadStance"), concept("stance", BROAD[code])),
                (term("isMain"), boolean(ordinal == 0)),
            ]
            class_name = "TreatmentCoding" if treatment else "StanceCoding"
            self._judgement(coding, judged, class_name, f"{kind}-{code}", kind, facts)
        if coding.departs:
            facts = [
                (term("departure"), concept("departure", coding.departs)),
                (term("how"), string(coding.how) if coding.how else None),
            ]
            self._judgement(coding, judged, "DepartureCoding", "departure", "departure", facts)
        for condition in coding.conditions:
            facts = [(term("conditionKind"), concept("condition", condition))]
            self._judgement(coding, judged, "Condition", f"condition-{condition}", "conditionKind", facts)
        for body in coding.bodies:
            self._sheet.add(judged, term("acting"), self._mint.agent(body))
        if coding.position:
            self._sheet.add(judged, term("position"), concept("position", coding.position))

    def silence(self, wording: Passage, coding: Coding) -> None:
        """A recommendation that the document prints and its voice says nothing on."""
        mint, reference = self._mint, coding.reference
        self._sheet.describe(
            mint.about("response", coding.document, reference),
            [term("Silence"), term("Absence")],
            [
                (term("about"), mint.requirement(reference)),
                (term("responder"), mint.agent(self._voice)),
                (term("inDocument"), mint.document(coding.document)),
                (term("passage"), mint.passage(wording)),
                (term("silenceKind"), concept("silence-kind", "silent")),
                (term("rationale"), string(coding.rationale)),
                (term("coder"), mint.shared("coder", READER)),
            ],
        )

    def _judgement(
        self,
        coding: Coding,
        judged: NamedNode,
        class_name: str,
        name: str,
        states: str,
        facts: Sequence[tuple[NamedNode, Value | None]],
    ) -> None:
        mint = self._mint
        node = mint.about("judgement", coding.document, coding.reference, name)
        self._sheet.add(judged, term("judgedBy"), node)
        self._sheet.describe(
            node,
            [term(class_name), term("Judgement"), term("Statement")],
            [
                (term("judges"), judged),
                (term("about"), mint.requirement(coding.reference)),
                (term("inDocument"), mint.document(coding.document)),
                (term("statesProperty"), term(states)),
                (term("coder"), mint.shared("coder", READER)),
                (term("rationale"), string(coding.rationale)),
                (term("confidence"), concept("confidence", coding.confidence)),
                *facts,
                *self._evidence.point(coding.spans),
            ],
        )
