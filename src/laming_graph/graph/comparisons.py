"""Where copies differ, what restates what, and what is known to be missing."""

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.sheet import Evidence, Sheet, decimal, integer, said, string
from laming_graph.model.alignment import Alignment
from laming_graph.model.document import MissingList
from laming_graph.model.variant import Variant
from laming_graph.namespaces import RDFS


class Comparisons:
    """Says how documents stand to each other.

    Args:
        sheet: where to say it.
        mint: names.
        evidence: where spans are kept.
    """

    def __init__(self, sheet: Sheet, mint: Mint, evidence: Evidence) -> None:
        self._sheet = sheet
        self._mint = mint
        self._evidence = evidence

    def variant(self, variant: Variant) -> None:
        """A place where two copies of a recommendation differ."""
        mint = self._mint
        a, b = variant.document_a, variant.document_b
        places_a = self._evidence.keep(variant.spans_a)
        places_b = self._evidence.keep(variant.spans_b)
        self._sheet.describe(
            mint.of_requirement("variant", variant.reference, a, b, variant.ordinal),
            [term("Variant"), term("Discrepancy"), term("Statement")],
            [
                (term("about"), mint.requirement(variant.reference)),
                (term("documentA"), mint.document(a)),
                (term("documentB"), mint.document(b)),
                (term("inDocument"), mint.document(a)),
                (term("inDocument"), mint.document(b)),
                (term("variantKind"), concept("variant-kind", variant.kind)),
                (term("severity"), concept("severity", variant.severity)),
                (term("wordsA"), integer(variant.words_a)),
                (term("wordsB"), integer(variant.words_b)),
                (term("statesProperty"), term("variantKind")),
                (term("byRule"), mint.shared("rule", "collation")),
                *((term("placeA"), place) for place in places_a),
                *((term("placeB"), place) for place in places_b),
                *((term("evidence"), place) for place in [*places_a, *places_b]),
            ],
        )

    def alignment(self, alignment: Alignment) -> None:
        """A summary or bullet that restates a recommendation."""
        mint, passage = self._mint, alignment.passage
        self._sheet.describe(
            mint.in_passage("alignment", passage),
            [term("Alignment"), term("Statement")],
            [
                (term("aligns"), mint.passage(passage)),
                (term("about"), mint.requirement(alignment.reference)),
                (term("inDocument"), mint.document(passage.document)),
                (term("sharedWords"), integer(alignment.shared)),
                (term("score"), decimal(alignment.score)),
                (term("statesProperty"), term("aligns")),
                (term("byRule"), mint.shared("rule", "alignment")),
                *self._evidence.point(passage.spans),
            ],
        )

    def missing_list(self, missing: MissingList) -> None:
        """A list that is announced and not there in our copy."""
        mint, passage = self._mint, missing.announced
        what = "A list is announced here and our copy of the document holds none."
        self._sheet.describe(
            mint.in_passage("gap", passage),
            [term("Gap"), term("Absence")],
            [
                (NamedNode(RDFS + "label"), said("announced list missing from our copy")),
                (term("what"), string(what)),
                (term("silenceKind"), concept("silence-kind", "lost-in-copy")),
                (term("inDocument"), mint.document(passage.document)),
                (term("passage"), mint.passage(passage)),
            ],
        )
