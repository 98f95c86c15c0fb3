"""The embedded engine: an Oxigraph store in this process, in memory or on disk."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import (
    DefaultGraph,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from laming_graph.ask.form import one_line, told_syntax
from laming_graph.ask.rows import Rows
from laming_graph.ask.store import load_files
from laming_graph.model.errors import InputError
from laming_graph.namespaces import PREFIXES


class Embedded:
    """A store in this process; answers from its default graph.

    Args:
        store: an opened store; an empty one in memory without it.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._store = Store() if store is None else store

    def load(self, files: Sequence[Path]) -> None:
        """Add Turtle files."""
        load_files(self._store, files)

    def select(self, query: str, place: str) -> Rows:
        """The rows of a SELECT."""
        answer = self._answer(query, place)
        assert isinstance(answer, QuerySolutions)
        columns = tuple(variable.value for variable in answer.variables)
        try:
            return Rows(columns, tuple(tuple(solution) for solution in answer))
        except (OSError, RuntimeError) as error:
            raise _told(error, place) from None

    def ask(self, query: str, place: str) -> bool:
        """The answer of an ASK."""
        return bool(self._answer(query, place))

    def construct(self, query: str, place: str) -> bytes:
        """The graph of a CONSTRUCT or DESCRIBE, in Turtle."""
        answer = self._answer(query, place)
        assert isinstance(answer, QueryTriples)
        try:
            return serialize(answer, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        except (OSError, RuntimeError) as error:
            raise _told(error, place) from None

    def triples(self, place: str) -> Iterator[Triple]:
        """Every triple, those of a subject together where the store is on disk; read as they are taken.

        Raises:
            InputError: if the store cannot be read to its end.
        """
        try:
            for quad in self._store.quads_for_pattern(None, None, None, DefaultGraph()):
                yield quad.triple
        except (OSError, RuntimeError) as error:
            raise InputError(f"{place}: {one_line(str(error))}; load the store again") from None

    def _answer(self, query: str, place: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        try:
            return self._store.query(query, prefixes=PREFIXES)
        except SyntaxError as error:
            raise InputError(told_syntax(error, place)) from None
        except (OSError, RuntimeError) as error:
            raise _told(error, place) from None


def _told(error: Exception, place: str) -> InputError:
    return InputError(f"{place}: {one_line(str(error))}; only the graph itself can be asked")
