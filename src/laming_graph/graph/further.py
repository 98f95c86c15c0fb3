"""Promises outside the by-when cells, as commitments."""

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.rules import FOUND_BY
from laming_graph.graph.sheet import Evidence, Sheet, said
from laming_graph.graph.times import describe_time
from laming_graph.model.commitment import FurtherPromise
from laming_graph.namespaces import RDFS, SKOS


def describe_further_promise(sheet: Sheet, mint: Mint, evidence: Evidence, promise: FurtherPromise) -> None:
    """A promise with its deadline, in the reply that makes it, or by itself in running text.

    What stands in a paragraph alone is part of no reply, so such a commitment is in no reaction; it
    is about the recommendations it concerns, and about none where it concerns none.

    Args:
        sheet: where to say it.
        mint: names.
        evidence: where spans are kept.
        promise: the promise.
    """
    passage = promise.passage
    node = mint.in_passage("commitment", passage, promise.ordinal)
    deadline = describe_time(
        sheet, mint.in_passage("deadline", passage, promise.ordinal), promise.deadline, binding=True
    )
    reaction = None
    if passage.kind == "response" and passage.reference:
        reaction = mint.about("response", passage.document, passage.reference)
        sheet.add(reaction, term("hasCommitment"), node)
    sheet.describe(
        node,
        [term("Commitment"), term("Statement")],
        [
            (NamedNode(RDFS + "label"), said(promise.label)),
            *((term("about"), mint.requirement(reference)) for reference in promise.references),
            (term("inReaction"), reaction),
            (term("inDocument"), mint.document(passage.document)),
            (term("passage"), mint.passage(passage)),
            (term("lead"), mint.agent(promise.lead)),
            (term("produces"), mint.instrument(promise.instrument) if promise.instrument else None),
            (term("commitmentEvent"), concept("commitment-event", promise.event)),
            (term("deadline"), deadline),
            (term("subjectTo"), concept("condition", promise.subject_to) if promise.subject_to else None),
            (NamedNode(SKOS + "note"), said(promise.note) if promise.note else None),
            (term("statesProperty"), term("hasCommitment" if reaction else "deadline")),
            (term("byRule"), mint.shared("rule", "promised-time") if promise.time else None),
            (term("coder"), mint.shared("coder", FOUND_BY[promise.found_by])),
            *evidence.point(promise.spans),
        ],
    )
