"""An rdflib graph whose SPARQL the embedded store answers.

pySHACL asks `sh:sparql` constraints of the data graph it is given. rdflib answers them slowly;
this graph hands them to a pyoxigraph store that holds the same triples, and everything else is
rdflib's. A test holds its findings against those of a plain rdflib graph.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, Triple, Variable
from pyoxigraph import Literal as StoreLiteral
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.query import Result
from rdflib.term import Identifier, Node
from rdflib.term import Variable as QueryVariable

from laming_graph.model.errors import InputError
from laming_graph.namespaces import XSD


class QuickGraph(Graph):
    """A graph loaded by pyoxigraph, asked by pyoxigraph, and otherwise rdflib's."""

    def __init__(self) -> None:
        super().__init__()
        self._quick = Store()

    def load(self, file: Path) -> None:
        """Load a Turtle file.

        Raises:
            SyntaxError: if it is not Turtle, with line and column.
            OSError: if it cannot be read.
        """
        self._quick.bulk_load(path=str(file), format=RdfFormat.TURTLE)

    def is_empty(self) -> bool:
        """Whether no triple was loaded."""
        return len(self._quick) == 0

    def settle(self) -> None:
        """Give rdflib the triples, once all files are loaded.

        Raises:
            InputError: at a triple term, which rdflib does not know.
        """
        names: dict[str, URIRef] = {}
        for quad in self._quick:
            self.add((_node(quad.subject, names), _node(quad.predicate, names), _node(quad.object, names)))

    def query(  # type: ignore[override]
        self,
        query_object: str,
        processor: Any = "sparql",
        result: Any = "sparql",
        initNs: Any = None,  # noqa: N803 (rdflib's names, here and below; pySHACL gives them by place)
        initBindings: Mapping[str, Node] | None = None,  # noqa: N803
        *args: Any,
        **kwargs: Any,
    ) -> Result:
        """Answer a SELECT or ASK with the store, its bound variables substituted."""
        del processor, result, initNs, args, kwargs
        bound: dict[Variable, NamedNode | BlankNode | StoreLiteral | Triple] = {
            Variable(str(name)): _term(node) for name, node in (initBindings or {}).items()
        }
        answer = self._quick.query(query_object, substitutions=bound)
        if isinstance(answer, QueryBoolean):
            truth = Result("ASK")
            truth.askAnswer = bool(answer)
            return truth
        assert isinstance(answer, QuerySolutions)
        rows = Result("SELECT")
        rows.vars = [QueryVariable(variable.value) for variable in answer.variables]
        rows.bindings = list(_bindings(rows.vars, answer))
        return rows


def _bindings(
    names: Iterable[QueryVariable], answer: QuerySolutions
) -> Iterable[Mapping[QueryVariable, Identifier]]:
    for solution in answer:
        yield {
            name: _node(value, {}) for name, value in zip(names, solution, strict=True) if value is not None
        }


def _node(value: NamedNode | BlankNode | StoreLiteral | Triple, names: dict[str, URIRef]) -> Identifier:
    if isinstance(value, NamedNode):
        return names.setdefault(value.value, URIRef(value.value))
    if isinstance(value, StoreLiteral):
        if value.language:
            return Literal(value.value, lang=value.language)
        datatype = value.datatype.value
        return Literal(value.value, datatype=None if datatype == XSD + "string" else URIRef(datatype))
    if not isinstance(value, BlankNode):
        told = " ".join(str(value).split())
        raise InputError(f"the triple term {told} cannot be held against shapes; state it as plain triples")
    return BNode(value.value)


def _term(node: Node) -> NamedNode | BlankNode | StoreLiteral:
    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return StoreLiteral(str(node), language=node.language)
        return StoreLiteral(str(node), datatype=NamedNode(str(node.datatype or XSD + "string")))
    return BlankNode(str(node))
