"""A store on disk as one file, in memory that does not grow with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import RdfFormat, Triple, serialize

from laming_graph.ask.on_disk import open_on_disk, size_of
from laming_graph.export.release import WRITTEN, DataSet
from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES
from laming_graph.sorting import Runs
from laming_graph.turtle import RUN, turtle_parts

Progress = Callable[[int, int], None]
"""Told how many triples have been read, and how many there are."""
_TOLD_EVERY = 10_000


class Stored:
    """A store on disk, to be exported.

    Args:
        folder: as `laming load --store` made it.
        progress: told how far it has come.

    Attributes:
        data_sets: what it says of each data set in it, by name.

    Raises:
        InputError: if it cannot be opened, or holds what must not be exported.
    """

    def __init__(self, folder: Path, progress: Progress = lambda read, of: None) -> None:
        self._place, self._progress = f"--store {folder}", progress
        self._engine = open_on_disk(folder)
        self._size = size_of(folder)
        if self._engine.ask("ASK { ?part lam:text ?words }", self._place):
            raise InputError(
                f"{self._place}: holds the documents' words, which are never exported; load it without them"
            )
        rows = self._engine.select(_DATA_SETS, self._place)
        self.data_sets = list({row[0]: DataSet(*row) for row in rows.texts()}.values())

    def turtle(self, room: Path | None = None) -> Iterator[bytes]:
        """Turtle in parts, byte by byte what the other way of exporting gives for the same triples.

        A store of one data set is written against its base, one of several against that of the code book.

        Args:
            room: folder for what does not fit memory; the system's without it.
        """
        base = self.data_sets[0].base if len(self.data_sets) == 1 else CODES
        notice = dict.fromkeys(line for one in self.data_sets for line in one.notice)
        return self._named(turtle_parts(self._triples(), base, notice, WRITTEN, room))

    def ntriples(self, room: Path | None = None) -> Iterator[bytes]:
        """N-Triples in parts, the lines sorted."""
        return self._named(_sorted_lines(self._triples(), room))

    def _triples(self) -> Iterator[Triple]:
        for number, triple in enumerate(self._engine.triples(self._place)):
            if number % _TOLD_EVERY == 0:
                self._progress(number, self._size)
            yield triple

    def _named(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from parts
        except ValueError as error:
            raise InputError(f"{self._place}: holds {error}; give it an IRI") from None


FORMS: Mapping[str, Callable[[Stored, Path | None], Iterator[bytes]]] = MappingProxyType(
    {"turtle": Stored.turtle, "ntriples": Stored.ntriples}
)
"""The forms that can be written as they are read."""

_DATA_SETS = """SELECT ?dataset ?base ?title ?version ?licence ?comment WHERE {
  ?dataset a dcat:Dataset ; void:uriSpace ?base ; dcterms:title ?title ; dcat:version ?version ;
           dcterms:license ?licence .
  OPTIONAL { ?dataset rdfs:comment ?comment }
} ORDER BY ?dataset ?base ?title ?version ?licence ?comment"""


def _sorted_lines(triples: Iterable[Triple], room: Path | None) -> Iterator[bytes]:
    left = iter(triples)
    with Runs[tuple[bytes]](room) as runs:
        while run := list(islice(left, RUN)):
            body = serialize(run, format=RdfFormat.N_TRIPLES) or b""
            lines = [(line,) for line in sorted(body.splitlines(keepends=True))]
            if any(_is_nameless(line) for (line,) in lines):
                raise ValueError("a blank node or a quoted triple")
            runs.add(lines)
        for (line,) in runs.merged():
            yield line


def _is_nameless(line: bytes) -> bool:
    return line.startswith(b"_") or line.split(b" ", 2)[2].startswith((b"_", b"<<"))
