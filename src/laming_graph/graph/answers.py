"""What each voice says on each recommendation, and what is promised by when."""

from collections.abc import Sequence

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.rules import READER
from laming_graph.graph.sheet import Evidence, Sheet, said
from laming_graph.graph.times import describe_time
from laming_graph.model.commitment import Commitment
from laming_graph.model.document import Document
from laming_graph.model.mention import CARRYING, Mention
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.namespaces import RDFS, SKOS

ANSWER_KINDS = {"response": "Response", "reply": "Response", "remark": "Opinion"}
"""Kind of passage to the class of what its voice says there."""


class Answers:
    """Says what one document's voice answers.

    Args:
        sheet: where to say it.
        mint: names.
        evidence: where spans are kept.
        document: the document.
        voice: label of its voice.
    """

    def __init__(self, sheet: Sheet, mint: Mint, evidence: Evidence, document: Document, voice: str) -> None:
        self._sheet = sheet
        self._mint = mint
        self._evidence = evidence
        self._document = document
        self._voice = voice

    def reaction(self, passage: Passage, beside: Sequence[Passage]) -> None:
        """What the voice says on one recommendation or item.

        Args:
            passage: the response, reply or remark.
            beside: other cells of the same answer, such as the by-when cell.
        """
        assert passage.reference is not None
        mint, reference = self._mint, passage.reference
        requirement = mint.requirement(reference)
        self._sheet.describe(
            self._reaction(reference),
            [term(ANSWER_KINDS[passage.kind]), term("Reaction"), term("Statement")],
            [
                (NamedNode(RDFS + "label"), said(f"{self._voice} on recommendation {reference}")),
                (term("respondsTo"), requirement),
                (term("about"), requirement),
                (term("responder"), mint.agent(self._document.voice)),
                (term("inDocument"), mint.document(self._document.key)),
                (term("statesProperty"), term("respondsTo")),
                (term("byRule"), mint.shared("rule", "answer")),
                *((term("passage"), mint.passage(one)) for one in (passage, *beside)),
                *(fact for one in (passage, *beside) for fact in self._evidence.point(one.spans)),
            ],
        )

    def commitment(self, commitment: Commitment, cell: Passage) -> None:
        """A promise with its deadline."""
        mint, promise = self._mint, commitment.promise
        place = (self._document.key, promise.reference, promise.ordinal)
        node = mint.about("commitment", *place)
        deadline = describe_time(
            self._sheet, mint.about("deadline", *place), commitment.deadline, binding=True
        )
        reaction = self._reaction(promise.reference)
        self._sheet.add(reaction, term("hasCommitment"), node)
        condition = promise.subject_to
        self._sheet.describe(
            node,
            [term("Commitment"), term("Statement")],
            [
                (NamedNode(RDFS + "label"), said(promise.label)),
                (term("about"), mint.requirement(promise.reference)),
                (term("inReaction"), reaction),
                (term("inDocument"), mint.document(self._document.key)),
                (term("passage"), mint.passage(cell)),
                (term("lead"), mint.agent(promise.lead)),
                (term("produces"), mint.instrument(promise.instrument) if promise.instrument else None),
                (term("commitmentEvent"), concept("commitment-event", promise.event)),
                (term("deadline"), deadline),
                (term("subjectTo"), concept("condition", condition) if condition else None),
                (NamedNode(SKOS + "note"), said(promise.note) if promise.note else None),
                (term("statesProperty"), term("hasCommitment")),
                (term("byRule"), mint.shared("rule", "by-when")),
                (term("coder"), mint.shared("coder", READER)),
                *self._evidence.point(
                    [*commitment.spans, *commitment.phrase_spans, *commitment.condition_spans]
                ),
            ],
        )

    def mention(self, mention: Mention) -> None:
        """An instrument that a passage names."""
        mint, passage = self._mint, mention.passage
        instrument = mint.instrument(mention.instrument)
        carrying = mention.relation in CARRYING and passage.kind in {"response", "by-when"}
        reference = passage.reference
        asked = reference is not None and passage.kind in {"recommendation", "item"}
        states = "restsOn" if carrying else "namesInstrument" if asked else "instrument"
        self._sheet.describe(
            mint.in_passage("mention", passage, mention.instrument),
            [term("Mention"), term("Statement")],
            [
                (term("instrument"), instrument),
                (term("mentionRelation"), concept("mention-relation", mention.relation)),
                (term("passage"), mint.passage(passage)),
                (term("inDocument"), mint.document(self._document.key)),
                (term("about"), mint.requirement(reference) if reference else None),
                (term("statesProperty"), term(states)),
                (term("byRule"), mint.shared("rule", "naming")),
                (term("coder"), mint.shared("coder", READER) if mention.read else None),
                (NamedNode(SKOS + "note"), said(mention.note) if mention.note else None),
                *self._evidence.point(mention.spans),
            ],
        )
        if reference and carrying:
            self._sheet.add(self._reaction(reference), term("restsOn"), instrument)
            self._sheet.add(mint.requirement(reference.parent), term("answerRestsOn"), instrument)
        elif reference and asked:
            self._sheet.add(mint.requirement(reference), term("namesInstrument"), instrument)

    def _reaction(self, reference: Reference) -> NamedNode:
        return self._mint.about("response", self._document.key, reference)
