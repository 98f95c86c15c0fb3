"""What readers read into each answer: treatments, stances, departures, conditions."""

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from laming_graph.graph.absences import Absences
from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.rules import SETTLED
from laming_graph.graph.sheet import Evidence, Sheet, Value, boolean, string
from laming_graph.model.agent import Agent
from laming_graph.model.judgement import TREATMENTS, Coding
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.span import Span
from laming_graph.model.strength import Strength

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

Facts = list[tuple[NamedNode, Value | None]]


class Judgements:
    """Says what readers read into one document's answers.

    Args:
        sheet: where to say it.
        mint: names.
        evidence: where spans are kept.
        document: key of the document.
        voice: id of the agent whose voice it is.
        answers: the passages that answer, by what they answer.
        agents: every agent, by id.
        absences: says where the document has nothing.
    """

    def __init__(
        self,
        sheet: Sheet,
        mint: Mint,
        evidence: Evidence,
        document: str,
        voice: str,
        answers: Mapping[Reference, Passage],
        agents: Mapping[str, Agent],
        absences: Absences,
    ) -> None:
        self._sheet = sheet
        self._mint = mint
        self._evidence = evidence
        self._document = document
        self._voice = voice
        self._answers = answers
        self._agents = agents
        self._absences = absences

    def coding(self, coding: Coding, wording: Passage | None) -> None:
        """Every judgement of one row.

        Args:
            coding: the row.
            wording: the recommendation as the document prints it, pointed at where no word
                answers it.
        """
        judged = self.judged(coding.reference)
        spans = coding.spans
        if not judged and wording:
            judged = [self._absences.silent(coding.reference, wording, coding.rationale)]
            spans = wording.spans
        for ordinal, code in enumerate(coding.codes):
            kind = "treatment" if coding.departs and code in TREATMENTS else "stance"
            facts: Facts = [
                (term(kind), concept(kind, code)),
                (term("broadStance"), concept("stance", BROAD[code])),
                (term("isMain"), boolean(ordinal == 0)),
                *((term("acting"), self._mint.agent(body)) for body in self._acting(coding) if not ordinal),
                *((term("covers"), self._mint.requirement(r)) for r in coding.covers if not ordinal),
            ]
            if not ordinal:
                facts += [(term("matrixStance"), concept("stance", BROAD[code])), *self._elsewhere(coding)]
                facts += [self._detail(coding)] if coding.detail else []
            class_name = "TreatmentCoding" if kind == "treatment" else "StanceCoding"
            self.judgement(coding, judged, class_name, f"{kind}/{code}", kind, [*facts, *self._point(spans)])
        if coding.departs:
            facts = [
                (term("departure"), concept("departure", coding.departs)),
                (term("how"), string(coding.how) if coding.how else None),
                (term("position"), concept("position", coding.position)),
            ]
            self.judgement(
                coding, judged, "DepartureCoding", "departure", "departure", [*facts, *self._point(spans)]
            )
        for condition in coding.conditions:
            facts = [(term("conditionKind"), concept("condition", condition)), *self._point(spans)]
            self.judgement(coding, judged, "Condition", f"condition/{condition}", "conditionKind", facts)

    def judged(self, reference: Reference) -> list[NamedNode]:
        """The answers a row judges: its own, the whole's for an item, the items' for a whole."""
        candidates = [
            [reference],
            [reference.parent],
            sorted(r for r in self._answers if r.parent == reference),
        ]
        for references in candidates:
            found = [r for r in references if r in self._answers]
            if found:
                return [self._mint.about("response", self._document, r) for r in found]
        return []

    def _acting(self, coding: Coding) -> tuple[str, ...]:
        """Bodies that act by the words; a commentator's are those he points to, and act in nothing."""
        return () if coding.detail_is_code else coding.bodies

    def _elsewhere(self, coding: Coding) -> Facts:
        """Where a matter is put off or passed on to, by the main code."""
        others = [body for body in coding.bodies if body != self._voice]
        if coding.codes[0] == "via-task-force":
            others = [body for body in others if self._agents[body].kind == "group"]
        broad = BROAD[coding.codes[0]]
        if broad == "defers":
            # What is waited for is issued by bodies that can be named, not by a class or role.
            others = [body for body in others if self._agents[body].kind not in {"class", "role"}]
            return [(term("deferredTo"), self._mint.agent(body)) for body in others]
        if broad == "passes-on":
            # The tables name first whose matter it is said to be.
            return [(term("passedOnTo"), self._mint.agent(body)) for body in others[:1]]
        return []

    def _detail(self, coding: Coding) -> tuple[NamedNode, Value | None]:
        if coding.detail_is_code:
            return term("criticismTarget"), concept("criticism-target", coding.detail)
        return term("what"), string(coding.detail)

    def _point(self, spans: Sequence[Span]) -> Facts:
        return self._evidence.point(spans)

    def judgement(
        self,
        coding: Coding | Strength,
        judged: Sequence[NamedNode],
        class_name: str,
        name: str,
        states: str,
        facts: Facts,
    ) -> None:
        """One judgement of a row, with what all of them say.

        Args:
            coding: the row.
            judged: the answers it judges.
            class_name: its class.
            name: the end of its name.
            states: the property that holds its code.
            facts: what it says besides.
        """
        mint = self._mint
        node = mint.about("judgement", self._document, coding.reference, name)
        for answer in judged:
            self._sheet.add(answer, term("judgedBy"), node)
        self._sheet.describe(
            node,
            [term(class_name), term("Judgement"), term("Statement")],
            [
                *((term("judges"), answer) for answer in judged),
                (term("about"), mint.requirement(coding.reference)),
                (term("responder"), mint.agent(self._voice)),
                (term("inDocument"), mint.document(self._document)),
                (term("statesProperty"), term(states)),
                (term("coder"), mint.shared("coder", SETTLED)),
                (term("rationale"), string(coding.rationale)),
                (term("confidence"), concept("confidence", coding.confidence)),
                *facts,
            ],
        )
