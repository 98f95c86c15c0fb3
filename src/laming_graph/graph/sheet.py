"""A sheet: the triples of one file while it is being written."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from laming_graph.graph.mint import Mint, term
from laming_graph.model.span import Span
from laming_graph.namespaces import RDF, XSD

Value = NamedNode | Literal
TYPE = NamedNode(RDF + "type")


def said(text: str) -> Literal:
    """Words of ours, in English."""
    return Literal(text, language="en")


def string(text: str) -> Literal:
    """A plain string: a code, a figure as written, a hash."""
    return Literal(text)


def integer(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


def decimal(number: Decimal) -> Literal:
    """A decimal number, without an exponent or zeros at its end."""
    plain = f"{number:f}"
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    return Literal(f"{whole}.{fraction or '0'}", datatype=NamedNode(XSD + "decimal"))


def day(moment: date) -> Literal:
    """A day."""
    return Literal(moment.isoformat(), datatype=NamedNode(XSD + "date"))


def boolean(value: bool) -> Literal:
    """True or false."""
    return Literal(str(value).lower(), datatype=NamedNode(XSD + "boolean"))


class Sheet:
    """Triples being collected for one file."""

    def __init__(self) -> None:
        self.triples: set[Triple] = set()

    def add(self, subject: NamedNode, predicate: NamedNode, value: Value | None) -> None:
        """Say one thing; saying nothing (None) is allowed and says nothing."""
        if value is not None:
            self.triples.add(Triple(subject, predicate, value))

    def describe(
        self,
        subject: NamedNode,
        types: Iterable[NamedNode],
        facts: Iterable[tuple[NamedNode, Value | None]] = (),
    ) -> NamedNode:
        """Say what a thing is and all that is known of it."""
        for kind in types:
            self.add(subject, TYPE, kind)
        for predicate, value in facts:
            self.add(subject, predicate, value)
        return subject


class Evidence:
    """Spans that were pointed at, kept so that each is described once, in its document's file."""

    def __init__(self, mint: Mint) -> None:
        self._mint = mint
        self._spans: dict[str, set[Span]] = {}

    def point(self, spans: Iterable[Span]) -> list[tuple[NamedNode, Value | None]]:
        """The facts that point a statement at its words."""
        facts: list[tuple[NamedNode, Value | None]] = []
        for span in spans:
            self._spans.setdefault(span.document, set()).add(span)
            facts.append((term("evidence"), self._mint.span(span)))
        return facts

    def keep(self, spans: Iterable[Span]) -> list[NamedNode]:
        """Names of spans that a passage is made of."""
        found = list(spans)
        self.point(found)
        return [self._mint.span(span) for span in found]

    def of(self, document: str) -> list[Span]:
        """Every span pointed at in a document, in order."""
        return sorted(self._spans.get(document, ()))
