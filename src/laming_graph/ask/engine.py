"""What answers SPARQL: an embedded store, rdflib, or an endpoint. All answer in the same terms."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from laming_graph.ask.rows import Rows


class Engine(Protocol):
    """A set of triples that can be asked, read-only but for `load`.

    Queries come checked: they are SPARQL 1.1, of the form the method is for, and ask nobody else.
    `place` is what an error calls the query: a file, or "query".
    """

    def load(self, files: Sequence[Path]) -> None:
        """Add Turtle files.

        Raises:
            InputError: if a file cannot be read or is not Turtle.
        """

    def select(self, query: str, place: str) -> Rows:
        """The rows of a SELECT.

        Raises:
            InputError: if the engine cannot answer, in one line.
        """

    def ask(self, query: str, place: str) -> bool:
        """The answer of an ASK.

        Raises:
            InputError: if the engine cannot answer, in one line.
        """

    def construct(self, query: str, place: str) -> bytes:
        """The graph of a CONSTRUCT or DESCRIBE, in Turtle.

        Raises:
            InputError: if the engine cannot answer, in one line.
        """
