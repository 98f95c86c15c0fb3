"""A passage: a unit of a document that can be cited, such as a paragraph or a cell."""

from dataclasses import dataclass

from laming_graph.model.flow import Flow
from laming_graph.model.reference import Reference
from laming_graph.model.span import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable unit of a document.

    Attributes:
        kind: a code of the passage-kind scheme: paragraph, footnote, response, by-when, ...
        name: its path below the document, made of kind and number: "paragraph/55".
        flow: its words.
        reference: the recommendation or item it is about, where the layout says so.
    """

    kind: str
    name: str
    flow: Flow
    reference: Reference | None = None

    @property
    def document(self) -> str:
        """Key of the document the passage stands in."""
        return self.flow.document

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the passage stands, one span a fragment."""
        return self.flow.spans()


def passage_for(kind: str, reference: Reference, flow: Flow) -> Passage:
    """A passage named for the recommendation or item it belongs to: "response/24/c"."""
    return Passage(kind, f"{kind}/{reference.path}", flow, reference)
