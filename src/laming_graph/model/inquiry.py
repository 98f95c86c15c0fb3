"""An inquiry: its report, its documents, and the names under which its data is published."""

from collections.abc import Mapping
from dataclasses import dataclass

from laming_graph.model.document import Document
from laming_graph.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One inquiry as `inquiry.toml` describes it.

    Attributes:
        key: short name, part of IRIs: "laming-2009".
        title: the inquiry in a few words.
        base: base of every IRI of its data, ending in "/".
        report_title: title of the report that made the recommendations.
        report_date: when it was published, as an ISO day.
        report_parts: short name to title, for parts of the report that documents name.
        recommendations: how many the report makes.
        items: letter counts for recommendations that have items: {2: 10}.
        plan_date: date of the plan that answers, as EDTF; dates without a year lean on it.
        creator, licence, version: of the data set.
        invented: true for an example that is not real.
        documents: its documents, in the order in which they are read.
    """

    key: str
    title: str
    base: str
    report_title: str
    report_date: str
    report_parts: Mapping[str, str]
    recommendations: int
    items: Mapping[int, int]
    plan_date: str
    creator: str
    licence: str
    version: str
    invented: bool
    documents: tuple[Document, ...]

    def references(self) -> list[Reference]:
        """Every recommendation and item, in order."""
        return [
            Reference(number, letter)
            for number in range(1, self.recommendations + 1)
            for letter in ("", *(chr(ord("a") + i) for i in range(self.items.get(number, 0))))
        ]

    def document(self, key: str) -> Document:
        """The document of this key.

        Raises:
            KeyError: if there is none.
        """
        for document in self.documents:
            if document.key == key:
                return document
        raise KeyError(key)
