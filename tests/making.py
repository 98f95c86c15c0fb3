"""Records made of invented words, for tests of the rules."""

from collections.abc import Iterable, Mapping

from laming_graph.model.document import Document, Reading
from laming_graph.model.flow import Flow
from laming_graph.model.passage import Passage, passage_for
from laming_graph.model.reference import Reference


def flow_of(text: str, document: str = "paper", left_out: Iterable[int] = ()) -> Flow:
    """The flow of a whole text."""
    return Flow(document, text, [(0, len(text))], left_out)


def passage_of(text: str, kind: str = "paragraph", name: str = "1", document: str = "paper") -> Passage:
    """A passage that is about no recommendation."""
    return Passage(kind, f"{kind}/{name}", flow_of(text, document))


def answer_to(reference: str, text: str, kind: str = "response", document: str = "paper") -> Passage:
    """A passage about a recommendation or item."""
    return passage_for(kind, Reference.parse(reference), flow_of(text, document))


def document_of(key: str = "paper", **changes: object) -> Document:
    """A registration of an invented document."""
    facts: dict[str, object] = {
        "key": key, "file": f"{key}.txt", "sha256": "0" * 64, "code_points": 0, "layout": "replies",
        "title": key, "publisher": "A Printer", "date": "2014", "voice": "a-printer", "role": "response",
    }  # fmt: skip
    return Document(**{**facts, **changes})  # type: ignore[arg-type]


def copy_of(key: str, wordings: Mapping[str, str], lost_ends: Iterable[str] = ()) -> Reading:
    """A reading of a document that prints recommendations in full."""
    printed = {
        Reference.parse(one): answer_to(one, text, "item" if one[-1].isalpha() else "recommendation", key)
        for one, text in wordings.items()
    }
    return Reading(
        document_of(key),
        tuple(printed.values()),
        printed,
        lost_ends=frozenset(map(Reference.parse, lost_ends)),
    )
