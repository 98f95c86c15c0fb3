"""The rdflib engine: the same questions to another implementation, in this process."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from laming_graph.ask.form import one_line
from laming_graph.ask.results_json import spelt
from laming_graph.ask.rows import Cell, Rows
from laming_graph.model.errors import InputError
from laming_graph.namespaces import PREFIXES


class InRdflib:
    """An rdflib graph in memory; slower than the embedded store, and independent of it."""

    def __init__(self) -> None:
        self._graph = rdflib.Graph()

    def load(self, files: Sequence[Path]) -> None:
        """Add Turtle files."""
        for file in files:
            try:
                self._graph.parse(file, format="turtle")
            except OSError as error:
                raise InputError(f"{file}: {error.strerror or error}; make it readable") from None
            except (SyntaxError, ValueError) as error:
                # rdflib's own message runs over several lines and repeats the text.
                line = getattr(error, "lines", None)
                where = f"{file}:{line + 1}" if isinstance(line, int) else str(file)
                raise InputError(f"{where}: {one_line(str(error))[:200]}; mend the Turtle") from None

    def select(self, query: str, place: str) -> Rows:
        """The rows of a SELECT."""
        answer = self._answer(query, place)
        columns = tuple(str(name) for name in answer.vars or ())
        bindings = self._read(lambda: list(answer.bindings), place)
        return Rows(columns, tuple(tuple(_cell(row.get(name)) for name in answer.vars) for row in bindings))

    def ask(self, query: str, place: str) -> bool:
        """The answer of an ASK."""
        return bool(self._answer(query, place).askAnswer)

    def construct(self, query: str, place: str) -> bytes:
        """The graph of a CONSTRUCT or DESCRIBE, in Turtle."""
        graph = self._answer(query, place).graph
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return bytes(graph.serialize(format="turtle", encoding="utf-8"))

    def _answer(self, query: str, place: str) -> Any:
        from rdflib.plugins.sparql import prepareQuery

        prepared = self._read(lambda: prepareQuery(query, initNs=PREFIXES), place)
        if prepared.algebra.datasetClause:
            # rdflib would fetch what FROM names, from the web or the disk.
            raise InputError(f"{place}: FROM names another graph; only the graph itself can be asked")
        return self._read(lambda: self._graph.query(prepared), place)

    @staticmethod
    def _read(step: Any, place: str) -> Any:
        """Run a step; rdflib raises whatever an expression of the query ran into."""
        try:
            return step()
        except Exception as error:
            problem = one_line(str(error))[:200] or type(error).__name__
            raise InputError(f"{place}: rdflib cannot answer ({problem}); ask the embedded store") from None


def _cell(node: Any) -> Cell:
    if node is None:
        return None
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        return NamedNode(str(node))
    if node.language:
        return Literal(str(node), language=node.language)
    return (
        spelt(Literal(str(node), datatype=NamedNode(str(node.datatype))))
        if node.datatype
        else Literal(str(node))
    )
