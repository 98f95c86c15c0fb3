"""An rdflib graph whose SPARQL the embedded store answers.

pySHACL asks `sh:sparql` constraints of the data graph it is given. rdflib answers them slowly;
this graph hands them to a pyoxigraph store that holds the same triples, and everything else is
rdflib's. A test holds its findings against those of a plain rdflib graph.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, QueryBoolean, QuerySolutions, Store, Triple, Variable
from pyoxigraph import Literal as StoreLiteral
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.query import Result
from rdflib.term import Identifier, Node
from rdflib.term import Variable as QueryVariable

from laming_graph.model.errors import InputError
from laming_graph.namespaces import XSD


class QuickGraph(Graph):
    """A graph asked by pyoxigraph, and otherwise rdflib's.

    Args:
        triples: what it holds. Its literals keep their spelling in all but SPARQL.

    Raises:
        InputError: at a triple term, which rdflib does not know.
    """

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        super().__init__()
        triples = list(triples)
        self._quick = Store()
        self._quick.bulk_extend(Quad(one.subject, one.predicate, one.object) for one in triples)
        names: dict[str, URIRef] = {}
        for one in triples:
            self.add((_node(one.subject, names), _node(one.predicate, names), _node(one.object, names)))

    def query(  # type: ignore[override]
        self,
        query_object: str,
        *args: Any,
        initBindings: Mapping[str, Node] | None = None,  # noqa: N803 (rdflib's name)
        **kwargs: Any,
    ) -> Result:
        """Answer a SELECT or ASK with the store, its bound variables substituted."""
        del args, kwargs
        bound: dict[Variable, NamedNode | BlankNode | StoreLiteral | Triple] = {
            Variable(str(name)): _term(node) for name, node in (initBindings or {}).items()
        }
        answer = self._quick.query(query_object, substitutions=bound)
        if isinstance(answer, QueryBoolean):
            result = Result("ASK")
            result.askAnswer = bool(answer)
            return result
        assert isinstance(answer, QuerySolutions)
        result = Result("SELECT")
        result.vars = [QueryVariable(variable.value) for variable in answer.variables]
        result.bindings = list(_bindings(result.vars, answer))
        return result


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
        kind = None if datatype == XSD + "string" else URIRef(datatype)
        return Literal(value.value, datatype=kind, normalize=False)
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
