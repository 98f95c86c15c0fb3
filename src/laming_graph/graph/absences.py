"""Where a voice has no word on a recommendation, and which kind of nothing that is."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.rules import SETTLED
from laming_graph.graph.sheet import Sheet, Value, string
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference


def by_item(references: Iterable[Reference]) -> dict[Reference, list[Reference]]:
    """Each recommendation of which only items are among some references, with those items.

    >>> by_item([Reference(1), Reference(2, "a"), Reference(3), Reference(3, "b")])
    {Reference(number=2, letter=''): [Reference(number=2, letter='a')]}
    """
    given = set(references)
    split: dict[Reference, list[Reference]] = {}
    for reference in sorted(given):
        if reference.parent not in given:
            split.setdefault(reference.parent, []).append(reference)
    return split


class Absences:
    """Says where one document has nothing.

    Args:
        sheet: where to say it.
        mint: names.
        document: key of the document.
        voice: id of the agent whose voice it is.
    """

    def __init__(self, sheet: Sheet, mint: Mint, document: str, voice: str) -> None:
        self._sheet = sheet
        self._mint = mint
        self._document = document
        self._voice = voice

    def silent(self, reference: Reference, wording: Passage, rationale: str) -> NamedNode:
        """A recommendation that is printed and left without a word; its judgement stands in the matrix."""
        facts = [(term("passage"), self._mint.passage(wording))]
        return self._silence(reference, "silent", rationale, facts)

    def not_covered(self, reference: Reference, of: str, rationale: str) -> None:
        """A recommendation that the document does not go into.

        Args:
            reference: the recommendation.
            of: id of the agent whose treatment of it is not told.
            rationale: what a reader must know.
        """
        facts: list[tuple[NamedNode, Value | None]] = [
            (term("spokenOf"), self._mint.agent(of)),
            (term("matrixStance"), concept("silence-kind", "not-covered")),
        ]
        self._silence(reference, "not-covered", rationale, facts)

    def split(self, reference: Reference, items: Iterable[Reference], of: str = "") -> None:
        """A recommendation on whose items the voice speaks, and not on the whole.

        Args:
            reference: the recommendation.
            items: those items.
            of: id of the agent whose response is spoken of, if the voice does not speak for itself.
        """
        named = ", ".join(map(str, items))
        facts: list[tuple[NamedNode, Value | None]] = [
            (term("spokenOf"), self._mint.agent(of) if of else None),
            (term("matrixStance"), concept("reach", "by-item")),
        ]
        self._absence(
            self._mint.about("by-item", self._document, reference),
            "SplitReaction",
            reference,
            f"It speaks to {named} and not to the whole.",
            facts,
        )

    def _silence(
        self,
        reference: Reference,
        kind: str,
        rationale: str,
        facts: Iterable[tuple[NamedNode, Value | None]],
    ) -> NamedNode:
        node = self._mint.about("silence", self._document, reference)
        facts = [(term("silenceKind"), concept("silence-kind", kind)), *facts]
        return self._absence(node, "Silence", reference, rationale, facts)

    def _absence(
        self,
        node: NamedNode,
        class_name: str,
        reference: Reference,
        rationale: str,
        facts: Iterable[tuple[NamedNode, Value | None]],
    ) -> NamedNode:
        mint = self._mint
        return self._sheet.describe(
            node,
            [term(class_name), term("Absence")],
            [
                (term("about"), mint.requirement(reference)),
                (term("responder"), mint.agent(self._voice)),
                (term("inDocument"), mint.document(self._document)),
                (term("rationale"), string(rationale)),
                (term("coder"), mint.shared("coder", SETTLED)),
                *facts,
            ],
        )
