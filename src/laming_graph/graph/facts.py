"""Facts of the narrative and differences between places, as statements."""

from collections.abc import Sequence

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.rules import FOUND_BY, SETTLED
from laming_graph.graph.sheet import Evidence, Sheet, Value, day, integer, said, string
from laming_graph.graph.times import describe_time
from laming_graph.model.errors import InputError
from laming_graph.model.fact import Difference, Fact
from laming_graph.model.narrative import SumOfMoney
from laming_graph.namespaces import DCTERMS, RDFS, SKOS

Facts = list[tuple[NamedNode, Value | None]]

_CLASSES = {
    "appointments": ("Appointment", "post"),
    "memberships": ("MembershipFact", "member"),
    "funding": ("SumOfMoney", "purpose"),
    "progress": ("Progress", "doneOn"),
    "reporting": ("ReportingDuty", "receiver"),
    "instrument-events": ("Event", "when"),
    "blanket": ("BlanketPosition", "position"),
    "restated": ("Restatement", "restates"),
    "publications": ("Publication", "publicationStatus"),
    "quantities": ("Quantity", "count"),
}
"""Table to the class of its statements and the property they state."""
_KINDS = {
    "appointments": "appointment",
    "memberships": "membership",
    "funding": "sum",
    "progress": "progress",
    "reporting": "reporting-duty",
    "instrument-events": "event",
    "blanket": "blanket-position",
    "restated": "restatement",
    "publications": "publication",
    "quantities": "quantity",
}
"""Table to the kind of name its statements have."""


class Narrated:
    """Says what readers found in running text.

    Args:
        sheet: where to say it.
        mint: names.
        evidence: where spans are kept.
        report: the inquiry's report.
        sums: every sum of money that the rule found.
        plan: key of the document whose promises they are, or "".
    """

    def __init__(
        self,
        sheet: Sheet,
        mint: Mint,
        evidence: Evidence,
        report: NamedNode,
        sums: Sequence[SumOfMoney] = (),
        plan: str = "",
    ) -> None:
        self._sheet = sheet
        self._mint = mint
        self._evidence = evidence
        self._report = report
        self._sums = sums
        self._plan = plan

    def fact(self, fact: Fact) -> None:
        """A row of a table of facts; the purpose of a sum is said of the sum the rule found.

        Raises:
            InputError: if the row gives another sum than its words.
        """
        mint = self._mint
        if fact.table == "funding":
            self._of_money(fact)
            return
        class_name, states = _CLASSES[fact.table]
        node = mint.in_passage(_KINDS[fact.table], fact.passage, fact.ordinal)
        facts = [
            *getattr(self, f"_{fact.table.replace('-', '_')}")(fact, node),
            *((term("passage"), mint.passage(passage)) for passage in fact.passages),
            *(
                (term("inDocument"), mint.document(key))
                for key in sorted({p.document for p in fact.passages})
            ),
            (term("statesProperty"), term(states)),
            (term("coder"), mint.shared("coder", SETTLED)),
            (NamedNode(SKOS + "note"), said(fact.values["note"]) if fact.values["note"] else None),
            *((term("about"), mint.requirement(reference)) for reference in fact.references),
            *self._evidence.point(fact.spans),
        ]
        self._sheet.describe(node, [term(class_name), term("Statement")], facts)

    def _of_money(self, fact: Fact) -> None:
        values = fact.values
        quoted = [
            money
            for money in self._sums
            if money.passage.document == fact.passage.document
            and all(any(a.start <= b.start and b.end <= a.end for a in fact.spans) for b in money.spans)
        ]
        if [f"{money.amount:.0f}" for money in quoted] != [values["amount"]]:
            found = ", ".join(f"{money.amount:.0f}" for money in quoted) or "no sum"
            raise InputError(
                f"{fact.source}: amount is {values['amount']!r}, but the words give {found}; "
                "quote one sum, and give it in units of the currency"
            )
        self._sheet.describe(
            self._mint.in_passage("sum", quoted[0].passage, quoted[0].ordinal),
            [],
            [
                (term("purpose"), string(values["purpose"])),
                (term("period"), string(values["period"]) if values["period"] else None),
                (NamedNode(SKOS + "note"), said(values["note"]) if values["note"] else None),
            ],
        )

    def _commitment(self, fact: Fact) -> NamedNode | None:
        return self._mint.about("commitment", self._plan, *fact.promise) if fact.promise else None

    def _restated(self, fact: Fact, node: NamedNode) -> Facts:
        """A row without a time says that the promise is read from these words, as its cell lacks them."""
        commitment = self._commitment(fact)
        assert commitment is not None
        if fact.when is None:
            self._sheet.describe(commitment, [], self._evidence.point(fact.spans))
        return [(term("restates"), commitment), *self._time(fact, node)]

    def _agent(self, property_: str, name: str) -> Facts:
        return [(term(property_), self._mint.agent(name))] if name else []

    def _instrument(self, name: str) -> Facts:
        return [(term("instrument"), self._mint.instrument(name))] if name else []

    def _time(self, fact: Fact, node: NamedNode, property_: str = "when") -> Facts:
        if fact.when is None:
            return []
        window = NamedNode(f"{node.value}/window")
        describe_time(self._sheet, window, fact.when, binding=property_ == "firstDue")
        return [(term(property_), window)]

    def _appointments(self, fact: Fact, node: NamedNode) -> Facts:
        values = fact.values
        return [
            *self._agent("appointee", values["person"]),
            *self._agent("post", values["post"]),
            *self._time(fact, node),
            (term("period"), string(values["term"]) if values["term"] else None),
        ]

    def _memberships(self, fact: Fact, node: NamedNode) -> Facts:
        del node
        values = fact.values
        return [
            *self._agent("group", values["group"]),
            *self._agent("member", values["person"]),
            *self._agent("forBody", values["body"]),
            (term("what"), string(values["capacity"]) if values["capacity"] else None),
        ]

    def _progress(self, fact: Fact, node: NamedNode) -> Facts:
        done = fact.when.latest if fact.when else None
        return [
            (term("what"), string(fact.values["what"])),
            *self._agent("agent", fact.values["agent"]),
            *self._time(fact, node),
            (term("doneOn"), day(done) if done else None),
            (term("progressOf"), self._commitment(fact)),
        ]

    def _reporting(self, fact: Fact, node: NamedNode) -> Facts:
        values = fact.values
        return [
            *self._agent("reporter", values["reporter"]),
            *self._agent("receiver", values["receiver"]),
            (term("what"), string(values["what"])),
            (term("recurrence"), string(values["frequency"]) if values["frequency"] else None),
            *self._time(fact, node, "firstDue"),
        ]

    def _instrument_events(self, fact: Fact, node: NamedNode) -> Facts:
        values = fact.values
        return [
            *self._instrument(values["instrument"]),
            (term("what"), string(values["event"])),
            *self._agent("agent", values["agent"]),
            *self._time(fact, node),
        ]

    def _publications(self, fact: Fact, node: NamedNode) -> Facts:
        values = fact.values
        return [
            (NamedNode(DCTERMS + "title"), said(values["title"])),
            *self._agent("agent", values["publisher"]),
            (term("publicationStatus"), concept("publication-status", values["status"])),
            *self._instrument(values["instrument"]),
            *self._time(fact, node),
        ]

    def _quantities(self, fact: Fact, node: NamedNode) -> Facts:
        del node
        values = fact.values
        return [
            (term("what"), string(values["what"])),
            (term("count"), integer(int(values["count"]))),
            (term("unit"), string(values["unit"])),
            *self._instrument(values["instrument"]),
        ]

    def _blanket(self, fact: Fact, node: NamedNode) -> Facts:
        del node
        return [
            *self._agent("responder", fact.values["responder"]),
            (term("position"), concept("position", fact.values["position"])),
            (term("onReport"), self._report),
        ]

    def difference(self, difference: Difference) -> None:
        """Two places that differ."""
        mint, a, b = self._mint, difference.passage_a, difference.passage_b
        places_a = self._evidence.keep(difference.spans_a)
        places_b = self._evidence.keep(difference.spans_b)
        node = mint.in_passage("discrepancy", a, b.document, b.name, difference.ordinal)
        listed = ", ".join(map(str, difference.references))
        self._sheet.describe(
            node,
            [term("Discrepancy"), term("Statement")],
            [
                (NamedNode(RDFS + "label"), said(difference.subject)),
                (NamedNode(DCTERMS + "identifier"), string(listed) if listed else None),
                (term("discrepancyKind"), concept("discrepancy-kind", difference.kind)),
                (term("severity"), concept("severity", difference.severity)),
                (term("documentA"), mint.document(a.document)),
                (term("documentB"), mint.document(b.document)),
                (term("passageA"), mint.passage(a)),
                (term("passageB"), mint.passage(b)),
                (term("valueA"), string(difference.value_a)),
                (term("valueB"), string(difference.value_b)),
                (term("what"), string(difference.what)),
                (term("confidence"), concept("confidence", difference.confidence)),
                (term("coder"), mint.shared("coder", FOUND_BY[difference.found_by])),
                (term("statesProperty"), term("discrepancyKind")),
                *((term("about"), mint.requirement(r)) for r in difference.references),
                *((term("inDocument"), mint.document(key)) for key in {a.document, b.document}),
                *((term("placeA"), place) for place in places_a),
                *((term("placeB"), place) for place in places_b),
                *((term("evidence"), place) for place in [*places_a, *places_b]),
            ],
        )
