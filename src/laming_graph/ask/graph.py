"""A graph that can be asked: canned queries and SPARQL of one's own, read-only."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from laming_graph import places
from laming_graph.ask.answer import Answer, Asked
from laming_graph.ask.canned import INQUIRY, Canned, all_canned, bind, find_canned, listed
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.engine import Engine
from laming_graph.ask.form import form_of, refuse_federation
from laming_graph.ask.rows import Rows
from laming_graph.ask.source import Source
from laming_graph.ask.store import graph_files, open_store
from laming_graph.ask.terms import Term, written
from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES, LAM

if TYPE_CHECKING:
    from laming_graph.ask.why import Why


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
        self.source = Source(self.engine)

    @property
    def base(self) -> str:
        """Base IRI of the inquiry's data, by which short IRIs are read."""
        return self.source.base

    def query(self, slug: str, /, **given: object) -> Answer:
        """Answer a canned query.

        Args:
            slug: its name; `catalogue()` lists them.
            given: its parameters; values are turned into text and read by their datatype. Every
                query takes `inquiry`, the IRI of the only one that is asked about.

        Raises:
            InputError: at an unknown query or parameter, or a value that does not fit.
        """
        canned = find_canned(self.queries, slug)
        is_named = INQUIRY.name in given or any(p.datatype == "iri" for p in canned.parameters)
        base = self.base if is_named else CODES
        text, terms = bind(canned, {name: str(value) for name, value in given.items()}, base)
        self._refuse_unknown(canned, terms)
        typed = {name: term.value for name, term in terms.items()}
        return self._answered(Asked(text, slug, typed), str(canned.path))

    def catalogue(self) -> Rows:
        """Every canned query: its name, its question and its parameters."""
        return listed(all_canned(self.queries))

    def compare(self, rec: object, inquiry: str | None = None) -> Answer:
        """Every voice on one recommendation ("24") or item ("24c").

        Args:
            rec: its number, with the letter of an item.
            inquiry: IRI of the inquiry, short or whole; without it there may be only one with the number.

        Raises:
            InputError: if there is no such recommendation, or several inquiries have one.
        """
        found = self.query("compare", rec=rec, **({} if inquiry is None else {"inquiry": inquiry}))
        named = sorted({str(row["inquiry"]) for row in found.dicts()})
        if len(named) > 1:
            some = ", ".join(named[:3]) + (" and others" if len(named) > 3 else "")
            raise InputError(f"{rec} is a number in {len(named)} inquiries; name one of {some}")
        return found

    def why(self, iri: str, sources: str | Path | None = None) -> "Why":
        """What a statement rests on.

        Args:
            iri: whole, or short ("commitment/action-plan/37/2").
            sources: folder of the documents, to see the words; else LAMING_SOURCES or sources/.

        Raises:
            InputError: if the graph says nothing of it.
        """
        from laming_graph.ask.why import why

        return why(self, iri, places.sources(Path(sources) if sources else None))

    def select(self, text: str, place: str = "query") -> Rows:
        """Answer a SELECT of our own, known to be one.

        Raises:
            InputError: at a syntax error or a SERVICE clause.
        """
        refuse_federation(text, place)
        return self.engine.select(text, place)

    def sparql(self, text: str, place: str = "query") -> Answer | bool | bytes:
        """Answer SPARQL of one's own; the project's prefixes need no declaration.

        Returns:
            An answer with rows for SELECT, a truth value for ASK, Turtle for CONSTRUCT and DESCRIBE.

        Raises:
            InputError: at a syntax error, or a query that reaches outside (SERVICE).
        """
        form = form_of(text, place)
        if form == "select":
            return self._answered(Asked(text), place)
        return self.engine.ask(text, place) if form == "ask" else self.engine.construct(text, place)

    def _answered(self, asked: Asked, place: str) -> Answer:
        refuse_federation(asked.text, place)
        return Answer(self.engine.select(asked.text, place), asked, self.source)

    def _refuse_unknown(self, canned: Canned, terms: Mapping[str, Term]) -> None:
        """A name that the graph does not have is an error, since it would answer with nothing."""
        for parameter in (*canned.parameters, INQUIRY):
            if not parameter.kind or parameter.name not in terms:
                continue
            term = terms[parameter.name]
            if isinstance(term, NamedNode):
                pattern = f"{written(term)} a <{LAM}{parameter.kind}>"
            else:
                pattern = f"?thing a <{LAM}{parameter.kind}> ; dcterms:identifier {written(term)}"
            if not self.engine.ask(f"ASK {{ {pattern} }}", "query"):
                kind = parameter.kind.lower()
                raise InputError(f"parameter {parameter.name}: the graph has no {kind} {term.value!r}")
