"""The only place where an IRI of the data is made.

A name is made of the fewest facts that must be there (a kind, a document's key, a number) and
never of free text, so that it stays the same when a label or a reading changes.
"""

from pyoxigraph import NamedNode

from laming_graph.model.document import Document
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.span import Span
from laming_graph.namespaces import CODES, LAM


def term(name: str) -> NamedNode:
    """A class or property of our ontology."""
    return NamedNode(LAM + name)


def concept(scheme: str, code: str) -> NamedNode:
    """A concept of the code book: `concept("deadline-kind", "by")`."""
    return NamedNode(f"{CODES}{scheme}/{code}")


class Mint:
    """Names for the things of one inquiry.

    Args:
        base: the inquiry's base IRI, ending in "/".
    """

    def __init__(self, base: str) -> None:
        self._base = base

    def _name(self, *parts: object) -> NamedNode:
        return NamedNode(self._base + "/".join(map(str, parts)))

    def inquiry(self, key: str) -> NamedNode:
        """The inquiry itself."""
        return self._name("inquiry", key)

    def report(self, key: str) -> NamedNode:
        """The inquiry's report."""
        return self._name("report", key)

    def report_part(self, name: str) -> NamedNode:
        """A part of the report."""
        return self._name("report-part", name)

    def requirement(self, reference: Reference) -> NamedNode:
        """A recommendation or an item of one."""
        return self._name("recommendation", reference.path)

    def agent(self, name: str) -> NamedNode:
        """An agent."""
        return self._name("agent", name)

    def instrument(self, name: str) -> NamedNode:
        """An instrument."""
        return self._name("instrument", name)

    def document(self, key: str) -> NamedNode:
        """A document."""
        return self._name("document", key)

    def version(self, document: Document) -> NamedNode:
        """The copy of a document that was read, known by its hash."""
        return self._name("document-version", document.key, document.sha256[:12])

    def passage(self, passage: Passage) -> NamedNode:
        """A passage."""
        return self._name("passage", passage.document, passage.name)

    def span(self, span: Span) -> NamedNode:
        """A span."""
        return self._name("span", span.document, f"{span.start}-{span.end}")

    def selector(self, span: Span) -> NamedNode:
        """The position selector of a span."""
        return self._name("span", span.document, f"{span.start}-{span.end}", "selector")

    def about(self, kind: str, document: str, reference: Reference, *more: object) -> NamedNode:
        """A statement of a document about a requirement: `response/action-plan/24/c`."""
        return self._name(kind, document, reference.path, *more)

    def of_requirement(self, kind: str, reference: Reference, *more: object) -> NamedNode:
        """A statement about a requirement that rests on several documents."""
        return self._name(kind, reference.path, *more)

    def in_passage(self, kind: str, passage: Passage, *more: object) -> NamedNode:
        """A statement found in a passage, with its ordinal or what it names."""
        return self._name(kind, passage.document, passage.name, *more)

    def shared(self, kind: str, name: str) -> NamedNode:
        """A rule, coder, activity or other thing known by a short name."""
        return self._name(kind, name)

    def dataset(self) -> NamedNode:
        """The data set."""
        return self._name("dataset")
