"""What is exported: the graph's files and code book, never the words of the documents."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from laming_graph import places
from laming_graph.ask.answer import Answer
from laming_graph.ask.canned import Canned, all_canned
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.graph import Graph
from laming_graph.ask.store import graph_files, open_store
from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES, DCAT, DCTERMS, LAM, RDF, RDFS, VOID
from laming_graph.turtle import in_order

WRITTEN = "Written by `laming export`."
"""The last line that opens a text file."""


class DataSet(NamedTuple):
    """What the data says of itself.

    Attributes:
        iri: the data set.
        base: base IRI of its names.
        title: its title.
        version: its version.
        licence: IRI of its licence.
        comment: more that a user must know, or "".
    """

    iri: str
    base: str
    title: str
    version: str
    licence: str
    comment: str

    @property
    def notice(self) -> tuple[str, ...]:
        """Lines on what it is, and under which licence."""
        return (
            f"{self.title}. Version {self.version}, Laming Graph contributors.",
            f"Licence: {self.licence}",
            *([self.comment] if self.comment else []),
        )


class Answered(NamedTuple):
    """A canned query that asks for nothing, and its answer."""

    canned: Canned
    answer: Answer


class Release:
    """Everything that is exported, read once.

    Args:
        data: a folder of Turtle files; the shipped data without it.
        queries: a folder of canned queries; the shipped ones without it.

    Attributes:
        data_set: what the data says of itself.
        triples: every triple once, in order.
        graphs: the same, each under the name of the first graph whose file has it; in one only, since
            some stores count a triple once a graph.

    Raises:
        InputError: if a file cannot be read, or holds what must not be exported.
    """

    def __init__(self, data: Path | None = None, queries: Path | None = None) -> None:
        # A folder that is named is read without the local layer of the documents' words.
        self._files = graph_files(data or places.share() / "data" / "ttl")
        self._queries = queries or places.share() / "queries"
        parts = {file: _read(file) for file in self._files}
        folder = self._files[0].parent
        self.data_set = _data_set((triple for triples in parts.values() for triple in triples), folder)
        graphs: dict[str, list[Triple]] = {}
        for file, triples in parts.items():
            # What every inquiry shares has the same name in each.
            base = self.data_set.base if file.parent == folder else CODES
            graphs.setdefault(f"{base}graph/{file.stem}", []).extend(triples)
        self.triples = in_order({triple for triples in graphs.values() for triple in triples})
        place = {triple: number for number, triple in enumerate(self.triples)}
        self.graphs: dict[str, list[Triple]] = {}
        left = set(self.triples)
        for name, triples in sorted(graphs.items()):
            if own := left & set(triples):
                self.graphs[name] = sorted(own, key=place.__getitem__)
                left -= own

    @cached_property
    def answers(self) -> list[Answered]:
        """The canned queries that need no parameter, by name, with their answers."""
        graph = Graph(queries=self._queries, engine=Embedded(open_store(self._files)))
        free = (
            one for one in all_canned(self._queries) if all(p.default is not None for p in one.parameters)
        )
        return [Answered(one, graph.query(one.slug)) for one in free]

    @property
    def notice(self) -> tuple[str, ...]:
        """Lines that open a text file: what it is, and under which licence."""
        return *self.data_set.notice, WRITTEN


def _read(file: Path) -> list[Triple]:
    """The triples of a file, its literals spelt as they stand there."""
    try:
        triples = [quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise InputError(f"{file}:{error.lineno}:{error.offset}: {error.msg}; mend the Turtle") from None
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}; make it readable") from None
    for triple in triples:
        if triple.predicate.value == LAM + "text":
            raise InputError(
                f"{file}: holds the documents' words, which are never exported; move it elsewhere"
            )
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode | Triple):
            raise InputError(f"{file}: holds a blank node or a quoted triple; give it an IRI")
    return triples


def _data_set(triples: Iterable[Triple], folder: Path) -> DataSet:
    said: dict[str, dict[str, str]] = {}
    found: list[str] = []
    for triple in triples:
        subject, value = triple.subject, triple.object
        assert isinstance(subject, NamedNode)
        assert isinstance(value, NamedNode | Literal)
        if (triple.predicate.value, value.value) == (RDF + "type", DCAT + "Dataset"):
            found.append(subject.value)
        said.setdefault(subject.value, {})[triple.predicate.value] = value.value
    if len(found) != 1:
        raise InputError(f"{folder}: describes {len(found)} data sets; name a folder that describes one")
    facts = said[found[0]]
    try:
        return DataSet(
            found[0],
            facts[VOID + "uriSpace"],
            facts[DCTERMS + "title"],
            facts[DCAT + "version"],
            facts[DCTERMS + "license"],
            facts.get(RDFS + "comment", ""),
        )
    except KeyError as lacking:
        raise InputError(f"{folder}: its data set does not say {lacking}; run `laming build`") from None


def values_of(subject_triples: Iterable[Triple], predicate: str) -> list[str]:
    """What a property says of a subject, as texts, in order."""
    return [
        triple.object.value
        for triple in subject_triples
        if triple.predicate.value == predicate and isinstance(triple.object, NamedNode | Literal)
    ]


def by_subject(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    """Triples by their subject's IRI, both in the order given."""
    found: dict[str, list[Triple]] = {}
    for triple in triples:
        assert isinstance(triple.subject, NamedNode)
        found.setdefault(triple.subject.value, []).append(triple)
    return found
