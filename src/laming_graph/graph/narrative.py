"""Sums, dates and citations of a document's running text."""

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, term
from laming_graph.graph.sheet import Evidence, Sheet, Value, decimal, integer, string
from laming_graph.graph.times import describe_time
from laming_graph.model.narrative import Citation, DateMention, SumOfMoney
from laming_graph.model.passage import Passage


class Narrative:
    """Says what running text states.

    Args:
        sheet: where to say it.
        mint: names.
        evidence: where spans are kept.
    """

    def __init__(self, sheet: Sheet, mint: Mint, evidence: Evidence) -> None:
        self._sheet = sheet
        self._mint = mint
        self._evidence = evidence

    def sum_of_money(self, money: SumOfMoney) -> None:
        """A sum."""
        node = self._mint.in_passage("sum", money.passage, money.ordinal)
        facts: list[tuple[NamedNode, Value | None]] = [
            (term("amount"), decimal(money.amount)),
            (term("amountAsWritten"), string(money.as_written)),
            (term("currency"), string(money.currency)),
            (term("recurrence"), string(money.recurrence) if money.recurrence else None),
        ]
        self._state(node, "SumOfMoney", money.passage, "amount", "sum", facts)
        self._point(node, money)

    def date_mention(self, mention: DateMention) -> None:
        """A date."""
        mint = self._mint
        node = mint.in_passage("date", mention.passage, mention.ordinal)
        window = mint.in_passage("date", mention.passage, mention.ordinal, "window")
        describe_time(self._sheet, window, mention.deadline, binding=False)
        self._state(node, "DateMention", mention.passage, "when", "date", [(term("when"), window)])
        self._point(node, mention)

    def citation(self, citation: Citation) -> None:
        """A work cited by footnote."""
        node = self._mint.in_passage("citation", citation.passage, citation.number)
        facts: list[tuple[NamedNode, Value | None]] = [
            (term("citedPassage"), self._mint.passage(citation.footnote)),
            (term("ordinal"), integer(citation.number)),
        ]
        self._state(node, "Citation", citation.passage, "citedPassage", "citation", facts)
        self._point(node, citation)

    def _state(
        self,
        node: NamedNode,
        class_name: str,
        passage: Passage,
        states: str,
        rule: str,
        facts: list[tuple[NamedNode, Value | None]],
    ) -> None:
        mint, reference = self._mint, passage.reference
        self._sheet.describe(
            node,
            [term(class_name), term("Statement")],
            [
                (term("passage"), mint.passage(passage)),
                (term("inDocument"), mint.document(passage.document)),
                (term("about"), mint.requirement(reference) if reference else None),
                (term("statesProperty"), term(states)),
                (term("byRule"), mint.shared("rule", rule)),
                *facts,
            ],
        )

    def _point(self, node: NamedNode, record: SumOfMoney | DateMention | Citation) -> None:
        self._sheet.describe(node, [], self._evidence.point(record.spans))
