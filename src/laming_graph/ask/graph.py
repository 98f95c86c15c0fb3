"""A graph that can be asked: canned queries and SPARQL of one's own, read-only."""

import re
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from laming_graph import places
from laming_graph.ask.canned import Canned, Term, bind, find_canned
from laming_graph.ask.rows import Rows
from laming_graph.ask.store import graph_files, open_store
from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES, LAM, PREFIXES, VOID

_VARIABLE = re.compile(r"[?$]\w+")
_GAP = r"(?:\s|\#[^\n\r]*[\n\r])*"
_FEDERATION = re.compile(
    rf"""SERVICE {_GAP} (?:SILENT {_GAP})? (?:<[^<>\s]*>|\?v|[^\s:<>{{}}"]*:[^\s{{}}]*?) {_GAP} \{{""",
    re.VERBOSE | re.IGNORECASE,
)
"""A whole SERVICE clause, wherever it stands: what is a string or a comment is only known to a
parser of SPARQL, so that one written inside a string is refused as well."""


class Graph:
    """The facts of one inquiry, ready to be asked.

    Args:
        data: a folder of Turtle files; the shipped data without it.
        queries: a folder of canned queries; the shipped ones without it.

    Raises:
        InputError: if a file cannot be read.
    """

    def __init__(self, data: Path | None = None, queries: Path | None = None) -> None:
        self.files = graph_files(data)
        self.queries = queries or places.share() / "queries"
        self._store: Store = open_store(self.files)

    @property
    def base(self) -> str:
        """Base IRI of the inquiry's data, by which short IRIs are read."""
        query = f"SELECT ?base WHERE {{ ?dataset <{VOID}uriSpace> ?base }} ORDER BY ?base LIMIT 1"
        cells = self.sparql(query)
        assert isinstance(cells, Rows)
        found = cells.cells[0][0] if cells.cells else None
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
        rows = self._run(text, str(canned.path))
        assert isinstance(rows, Rows)
        return rows

    def sparql(self, text: str, place: str = "query") -> Rows | bool | bytes:
        """Answer SPARQL of one's own; the project's prefixes need no declaration.

        Returns:
            Rows for SELECT, a truth value for ASK, Turtle for CONSTRUCT and DESCRIBE.

        Raises:
            InputError: at a syntax error, or a query that reaches outside (SERVICE).
        """
        return self._run(text, place)

    def _run(self, text: str, place: str) -> Rows | bool | bytes:
        if _FEDERATION.search(_VARIABLE.sub("?v", text)):
            raise InputError(f"{place}: SERVICE would ask another server; only the graph itself can be asked")
        try:
            answer = self._store.query(text, prefixes=PREFIXES)
            if isinstance(answer, QuerySolutions):
                columns = tuple(variable.value for variable in answer.variables)
                cells = tuple(tuple(solution) for solution in answer)
                return Rows(columns, cells)
            if isinstance(answer, QueryBoolean):
                return bool(answer)
            assert isinstance(answer, QueryTriples)
            return serialize(answer, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        except SyntaxError as error:
            where = f"{place}:{error.lineno}:{error.offset}" if error.lineno else place
            raise InputError(f"{where}: {_one_line(error.msg)}; mend the SPARQL") from None
        except (OSError, RuntimeError) as error:
            raise InputError(
                f"{place}: {_one_line(str(error))}; only the graph itself can be asked"
            ) from None

    def _refuse_unknown(self, canned: Canned, terms: Mapping[str, Term]) -> None:
        """A name that the graph does not have is an error, since it would answer with nothing."""
        for parameter in canned.parameters:
            if not parameter.kind:
                continue
            term = terms[parameter.name]
            if isinstance(term, NamedNode):
                pattern = f"{term} a <{LAM}{parameter.kind}>"
            else:
                pattern = f"?thing a <{LAM}{parameter.kind}> ; dcterms:identifier {term}"
            if not self.sparql(f"ASK {{ {pattern} }}"):
                kind = parameter.kind.lower()
                raise InputError(f"parameter {parameter.name}: the graph has no {kind} {term.value!r}")


def _one_line(text: str) -> str:
    return " ".join(str(text).split())
