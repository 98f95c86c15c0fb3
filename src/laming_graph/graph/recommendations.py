"""The report, its recommendations and items, and what each asks of whom."""

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.rules import READER
from laming_graph.graph.sheet import Evidence, Sheet, Value, boolean, integer, said, string
from laming_graph.graph.times import describe_time
from laming_graph.model.addressing import Addressing
from laming_graph.model.asked import Asked
from laming_graph.model.inquiry import Inquiry
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.span import Span
from laming_graph.model.time_limit import TimeLimit
from laming_graph.namespaces import DCTERMS, RDFS


class Recommendations:
    """Says what is known of the recommendations of one inquiry.

    Args:
        sheet: where to say it.
        mint: names.
        evidence: where spans are kept.
        inquiry: the inquiry.
    """

    def __init__(self, sheet: Sheet, mint: Mint, evidence: Evidence, inquiry: Inquiry) -> None:
        self._sheet = sheet
        self._mint = mint
        self._evidence = evidence
        self._inquiry = inquiry

    def report(self) -> None:
        """The inquiry, its report, and the parts of the report that documents name."""
        inquiry, mint = self._inquiry, self._mint
        report = mint.report(inquiry.key)
        self._sheet.describe(
            mint.inquiry(inquiry.key),
            [term("Inquiry")],
            [(NamedNode(RDFS + "label"), said(inquiry.title)), (term("hasReport"), report)],
        )
        self._sheet.describe(
            report,
            [term("Report")],
            [
                (NamedNode(DCTERMS + "title"), said(inquiry.report_title)),
                (NamedNode(RDFS + "label"), said(inquiry.report_title)),
                (NamedNode(DCTERMS + "date"), string(inquiry.report_date)),
                (term("reportOf"), mint.inquiry(inquiry.key)),
            ],
        )
        for name, title in inquiry.report_parts.items():
            self._sheet.describe(
                mint.report_part(name),
                [term("ReportPart")],
                [
                    (NamedNode(RDFS + "label"), said(title)),
                    (NamedNode(DCTERMS + "isPartOf"), report),
                ],
            )

    def requirement(self, reference: Reference, asked: Asked) -> None:
        """A recommendation or item, with its summary in our words."""
        mint, node = self._mint, self._mint.requirement(reference)
        report = mint.report(self._inquiry.key)
        kind = "Item" if reference.letter else "Recommendation"
        facts: list[tuple[NamedNode, Value | None]] = [
            (NamedNode(DCTERMS + "identifier"), string(str(reference))),
            (NamedNode(RDFS + "label"), said(f"{kind} {reference}: {asked.summary}")),
            (term("number"), integer(reference.number)),
            (term("inRecommendation"), mint.requirement(reference.parent)),
            (term("summary"), string(asked.summary)),
            (term("actKind"), concept("act-kind", asked.act_kind)),
        ]
        if reference.letter:
            facts.append((term("itemOf"), mint.requirement(reference.parent)))
            self._sheet.add(mint.requirement(reference.parent), term("hasItem"), node)
        else:
            facts.append((term("recommendedIn"), report))
            self._sheet.add(report, term("recommends"), node)
        self._sheet.describe(node, [term(kind), term("Requirement")], facts)

    def request(self, asked: Asked, wordings: Sequence[Passage]) -> None:
        """What kind of act is asked, as a reader coded it."""
        spans = [span for wording in wordings for span in wording.spans]
        self._state(
            "request",
            "Request",
            asked.reference,
            (),
            "actKind",
            spans,
            [
                (term("actKind"), concept("act-kind", asked.act_kind)),
                (term("coder"), self._mint.shared("coder", READER)),
                *self._documents(wordings),
            ],
        )

    def addressing(self, addressing: Addressing, corrected: str) -> None:
        """One agent that is asked to act.

        Args:
            addressing: who.
            corrected: the reader's reason, where the rule was corrected, else "".
        """
        agent = self._mint.agent(addressing.agent)
        self._state(
            "addressing",
            "Addressing",
            addressing.reference,
            (addressing.agent,),
            "addressedTo",
            addressing.spans,
            [
                (term("agent"), agent),
                (term("addressingRole"), concept("addressing-role", addressing.role)),
                (term("byRule"), None if corrected else self._mint.shared("rule", "addressee")),
                (term("coder"), self._mint.shared("coder", READER) if corrected else None),
                (term("rationale"), string(corrected) if corrected else None),
                *self._in_documents({span.document for span in addressing.spans}),
            ],
        )
        node = self._mint.requirement(addressing.reference)
        self._sheet.add(node, term("addressedTo"), agent)

    def addressees(self, reference: Reference, asked: Sequence[str], acting: Sequence[str]) -> None:
        """Names and number of all who are asked, and who acts without having been asked.

        Args:
            reference: the recommendation.
            asked: labels of the addressees.
            acting: ids of the agents that act by the answer and were not asked.
        """
        node = self._mint.requirement(reference)
        if asked:
            self._sheet.add(node, term("addresseeNames"), string("; ".join(sorted(asked))))
            self._sheet.add(node, term("addresseeCount"), integer(len(asked)))
        for agent in acting:
            self._sheet.add(node, term("actedOnByAnother"), self._mint.agent(agent))

    def unaddressed(self, reference: Reference, wordings: Sequence[Passage]) -> None:
        """A finding: the recommendation names nobody who should act."""
        spans = [span for wording in wordings for span in wording.spans]
        rule = (term("byRule"), self._mint.shared("rule", "addressee"))
        facts = [rule, *self._documents(wordings)]
        self._state("unaddressed", "Unaddressed", reference, (), "addressedTo", spans, facts)

    def time_limit(self, limit: TimeLimit, spans: Sequence[Span]) -> None:
        """A limit the recommendation sets itself, as a reader found it."""
        deadline = self._mint.of_requirement("time-limit", limit.reference, limit.ordinal, "deadline")
        describe_time(self._sheet, deadline, limit.deadline, binding=True)
        self._state(
            "time-limit",
            "TimeLimit",
            limit.reference,
            (limit.ordinal,),
            "deadline",
            spans,
            [
                (term("deadline"), deadline),
                (term("coder"), self._mint.shared("coder", READER)),
                *self._in_documents({span.document for span in spans}),
            ],
        )

    def part(self, reference: Reference, name: str, heading: Passage) -> None:
        """The part of the report whose heading stands straight over a recommendation."""
        mint = self._mint
        part = mint.report_part(name)
        self._sheet.add(mint.requirement(reference), term("partOfReport"), part)
        facts = [
            (term("reportPart"), part),
            (term("byRule"), mint.shared("rule", "heading")),
            *self._documents([heading]),
        ]
        self._state("placing", "Placing", reference, (), "partOfReport", heading.spans, facts)

    def wording(self, passage: Passage, modality: str, modal_spans: Sequence[Span], lost: bool) -> None:
        """A recommendation or item as one document prints it in full."""
        assert passage.reference is not None
        reference = passage.reference
        node = self._mint.about("wording", passage.document, reference)
        facts = [
            (term("about"), self._mint.requirement(reference)),
            (term("inDocument"), self._mint.document(passage.document)),
            (term("passage"), self._mint.passage(passage)),
            (term("modality"), concept("modality", modality) if modality else None),
            (term("statesProperty"), term("modality") if modality else term("hasWording")),
            (term("byRule"), self._mint.shared("rule", "wording")),
            (term("cutShort"), boolean(True) if lost else None),
            *self._evidence.point([*passage.spans, *modal_spans]),
        ]
        self._sheet.describe(node, [term("Wording"), term("Statement")], facts)
        self._sheet.add(self._mint.requirement(reference), term("hasWording"), node)

    def page(self, reference: Reference, number: int, summary: Passage, place: Passage) -> None:
        """A one-line summary and the page it gives."""
        node = self._mint.about("index-entry", summary.document, reference)
        facts: list[tuple[NamedNode, Value | None]] = [
            (term("about"), self._mint.requirement(reference)),
            (term("inDocument"), self._mint.document(summary.document)),
            (term("passage"), self._mint.passage(summary)),
            (term("page"), integer(number)),
            (term("statesProperty"), term("page")),
            (term("byRule"), self._mint.shared("rule", "page")),
            *self._evidence.point([*summary.spans, *place.spans]),
        ]
        self._sheet.describe(node, [term("IndexEntry"), term("Statement")], facts)

    def shortcuts(self, reference: Reference, facts: Mapping[str, NamedNode | int]) -> None:
        """Values that its statements agree on, said of the recommendation itself."""
        node = self._mint.requirement(reference)
        for name, value in facts.items():
            self._sheet.add(node, term(name), integer(value) if isinstance(value, int) else value)

    def _state(
        self,
        kind: str,
        class_name: str,
        reference: Reference,
        more: Sequence[object],
        states: str,
        spans: Sequence[Span],
        facts: Sequence[tuple[NamedNode, Value | None]],
    ) -> None:
        node = self._mint.of_requirement(kind, reference, *more)
        every = [
            (term("about"), self._mint.requirement(reference)),
            (term("statesProperty"), term(states)),
            *facts,
            *self._evidence.point(spans),
        ]
        self._sheet.describe(node, [term(class_name), term("Statement")], every)

    def _documents(self, passages: Sequence[Passage]) -> list[tuple[NamedNode, Value | None]]:
        return self._in_documents({passage.document for passage in passages})

    def _in_documents(self, keys: set[str]) -> list[tuple[NamedNode, Value | None]]:
        return [(term("inDocument"), self._mint.document(key)) for key in sorted(keys)]
