"""Data in an embedded store, to be asked there."""

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, Quad, QuerySolutions, Store, Triple

from laming_graph.check.compiled.queried import SHAPES
from laming_graph.check.compiled.question import Answer, Ask
from laming_graph.check.rdf_files import RdfFile
from laming_graph.model.errors import InputError


def hold(files: Iterable[RdfFile]) -> Store:
    """A store in memory that has some files, and no triple of them in Python.

    Raises:
        InputError: if a file is not of its format, or has a triple term, of which SHACL knows nothing.
    """
    store = Store()
    may_quote = False
    for file in files:
        file.load(store)
        may_quote |= b"<<" in file.data or file.format in {"rdfxml", "jsonld"}
    if may_quote:
        _refuse_triple_terms(store)
    return store


def _refuse_triple_terms(store: Store) -> None:
    for (term,) in asking(store)("SELECT ?term WHERE { ?one ?property ?term FILTER(isTRIPLE(?term)) }").rows:
        told = " ".join(str(term).split())
        raise InputError(f"the triple term {told} cannot be held against shapes; state it as plain triples")


def put(store: Store, triples: Iterable[Triple]) -> None:
    """Add triples to a store."""
    store.bulk_extend(Quad(one.subject, one.predicate, one.object) for one in triples)


def put_shapes(store: Store, rules: Sequence[Triple]) -> bool:
    """Add the shapes in a graph of their own, if a query of them asks for it; whether it does."""
    asks = any(isinstance(one.object, Literal) and "shapesGraph" in one.object.value for one in rules)
    if asks:
        store.bulk_extend(Quad(one.subject, one.predicate, one.object, SHAPES) for one in rules)
    return asks


def asking(store: Store) -> Ask:
    """A store as what answers questions; rows come one at a time, and are not kept."""

    def ask(query: str) -> Answer:
        try:
            found = store.query(query)
        except SyntaxError as error:
            raise InputError(f"shapes: a query is not SPARQL ({error.msg}); mend the shape") from None
        assert isinstance(found, QuerySolutions)
        return Answer([variable.value for variable in found.variables], found)

    return ask
