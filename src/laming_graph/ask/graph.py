"""A graph that can be asked: canned queries and SPARQL of one's own, read-only."""

from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from laming_graph import places
from laming_graph.ask.canned import Canned, Term, bind, find_canned, written
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.engine import Engine
from laming_graph.ask.form import form_of, refuse_federation
from laming_graph.ask.rows import Rows
from laming_graph.ask.store import graph_files, open_store
from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES, LAM, VOID


class Graph:
    """The facts of one inquiry, ready to be asked.

    Args:
        data: a folder of Turtle files; the shipped data without it.
        queries: a folder of canned queries; the shipped ones without it.
        engine: what answers; the embedded store, loaded with the data, without it.

    Raises:
        InputError: if a file cannot be read.
    """

    def __init__(
        self, data: Path | None = None, queries: Path | None = None, engine: Engine | None = None
    ) -> None:
        self.queries = queries or places.share() / "queries"
        self.engine = engine or Embedded(open_store(graph_files(data)))

    @property
    def base(self) -> str:
        """Base IRI of the inquiry's data, by which short IRIs are read."""
        query = f"SELECT ?base WHERE {{ ?dataset <{VOID}uriSpace> ?base }} ORDER BY ?base LIMIT 1"
        cells = self.select(query).cells
        found = cells[0][0] if cells else None
        return found.value if isinstance(found, Literal) else CODES

    def query(self, slug: str, /, **given: object) -> Rows:
        """Answer a canned query.

        Args:
            slug: its name.
            given: its parameters; values are turned into text and read by their datatype.

        Raises:
            InputError: at an unknown query or parameter, or a value that does not fit.
        """
        canned = find_canned(self.queries, slug)
        base = self.base if any(p.datatype == "iri" for p in canned.parameters) else CODES
        text, terms = bind(canned, {name: str(value) for name, value in given.items()}, base)
        self._refuse_unknown(canned, terms)
        return self.select(text, str(canned.path))

    def select(self, text: str, place: str = "query") -> Rows:
        """Answer a SELECT of our own, known to be one.

        Raises:
            InputError: at a syntax error or a SERVICE clause.
        """
        refuse_federation(text, place)
        return self.engine.select(text, place)

    def sparql(self, text: str, place: str = "query") -> Rows | bool | bytes:
        """Answer SPARQL of one's own; the project's prefixes need no declaration.

        Returns:
            Rows for SELECT, a truth value for ASK, Turtle for CONSTRUCT and DESCRIBE.

        Raises:
            InputError: at a syntax error, or a query that reaches outside (SERVICE).
        """
        form = form_of(text, place)
        if form == "select":
            return self.engine.select(text, place)
        return self.engine.ask(text, place) if form == "ask" else self.engine.construct(text, place)

    def _refuse_unknown(self, canned: Canned, terms: Mapping[str, Term]) -> None:
        """A name that the graph does not have is an error, since it would answer with nothing."""
        for parameter in canned.parameters:
            if not parameter.kind:
                continue
            term = terms[parameter.name]
            if isinstance(term, NamedNode):
                pattern = f"{written(term)} a <{LAM}{parameter.kind}>"
            else:
                pattern = f"?thing a <{LAM}{parameter.kind}> ; dcterms:identifier {written(term)}"
            if not self.engine.ask(f"ASK {{ {pattern} }}", "query"):
                kind = parameter.kind.lower()
                raise InputError(f"parameter {parameter.name}: the graph has no {kind} {term.value!r}")
