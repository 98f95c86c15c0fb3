"""Variants: where two copies of one recommendation differ."""

from dataclasses import dataclass

from laming_graph.model.reference import Reference
from laming_graph.model.span import Span

VARIANT_KINDS = ("punctuation", "typing-error", "lost-in-copy", "wording", "substance")


@dataclass(frozen=True, slots=True)
class Variant:
    """Two copies of a recommendation or item differ at one place.

    Attributes:
        reference: the recommendation or item.
        ordinal: its place among the differences of these two copies, from 1.
        document_a, document_b: keys of the two documents.
        kind: one of VARIANT_KINDS.
        severity: `substantive` for a difference of substance, else `minor`.
        words_a, words_b: how many words stand at the place in each.
        spans_a, spans_b: the place in each; where one has no words there, the word before.
    """

    reference: Reference
    ordinal: int
    document_a: str
    document_b: str
    kind: str
    severity: str
    words_a: int
    words_b: int
    spans_a: tuple[Span, ...]
    spans_b: tuple[Span, ...]
