"""Documents as they are registered, and what a reader makes of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference

CODINGS = ("government", "council", "commentator", "press")
"""Tables of judgements, each with columns and codes for one kind of voice."""


@dataclass(frozen=True, slots=True)
class Document:
    """A registered source document.

    Attributes:
        key: short name, part of every IRI of the document.
        file: name of its file in the sources folder.
        sha256: SHA-256 of the file's bytes.
        code_points: length of the file decoded as UTF-8.
        layout: name of the reader that understands it.
        title, publisher, date: as the document states them (date as EDTF).
        voice: id of the agent whose voice the document is.
        role: what the document is to the inquiry: index, guide, response, commentary.
        reading: settings of the layout: headings, furniture, witnesses, where it ends.
        expect: counts the reader must arrive at.
        coding: the table of judgements that codes what it says, one of CODINGS, or "".
        left_out: what of the document is left out on purpose, and why.
    """

    key: str
    file: str
    sha256: str
    code_points: int
    layout: str
    title: str
    publisher: str
    date: str
    voice: str
    role: str
    reading: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, int] = field(default_factory=dict)
    left_out: str = ""
    coding: str = ""


@dataclass(frozen=True, slots=True)
class MissingList:
    """A list that a document announces and our copy does not hold.

    Attributes:
        announced: the passage that announces it.
    """

    announced: Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one document.

    Attributes:
        document: the document read.
        passages: every passage, in the order of the document.
        wordings: the passage that prints each recommendation or item in full.
        pages: page of the report for each recommendation, with the place of the number.
        lost_ends: references whose wording has lost its last words in our copy.
        missing_lists: lists announced but absent.
    """

    document: Document
    passages: tuple[Passage, ...]
    wordings: Mapping[Reference, Passage] = field(default_factory=dict)
    pages: Mapping[Reference, tuple[int, Passage]] = field(default_factory=dict)
    lost_ends: frozenset[Reference] = frozenset()
    missing_lists: tuple[MissingList, ...] = ()

    def of_kind(self, kind: str) -> tuple[Passage, ...]:
        """Passages of one kind, in order."""
        return tuple(passage for passage in self.passages if passage.kind == kind)

    def at(self, name: str) -> Passage | None:
        """The passage of this name, if the document has it."""
        return next((p for p in self.passages if p.name == name), None)
