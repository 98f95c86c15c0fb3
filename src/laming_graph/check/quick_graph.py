"""An rdflib graph whose SPARQL the embedded store answers.

pySHACL asks `sh:sparql` constraints of the data graph it is given. rdflib answers them slowly;
this graph hands them to a pyoxigraph store that holds the same triples, and everything else is
rdflib's. A test holds its findings against those of a plain rdflib graph.

SHACL wants `$this` to be known all over a query; the store knows it only where triples are matched.
So a query goes to the store only if `$this` stands nowhere else than there.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, QuerySolutions, Store, Triple, Variable
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
        processor: str = "sparql",
        result: str = "sparql",
        initNs: Mapping[str, Any] | None = None,  # noqa: N803 (rdflib's name)
        initBindings: Mapping[str, Identifier] | None = None,  # noqa: N803 (rdflib's name)
        use_store_provided: bool = True,
        **kwargs: Any,
    ) -> Result:
        """Answer a SELECT with the store where it answers as SHACL wants, and with rdflib elsewhere."""
        given = initBindings or {}
        if set(given) - {"this", "shapesGraph", "currentShape"} or not fits_store(query_object):
            return super().query(
                query_object, processor, result, initNs, initBindings, use_store_provided, **kwargs
            )
        bound: dict[Variable, NamedNode | BlankNode | StoreLiteral | Triple] = {
            Variable(str(name)): _term(node) for name, node in given.items() if name == "this"
        }
        answer = self._quick.query(query_object, substitutions=bound)
        assert isinstance(answer, QuerySolutions)
        rows = Result("SELECT")
        rows.vars = [QueryVariable(variable.value) for variable in answer.variables]
        rows.bindings = list(_bindings(rows.vars, answer))
        return rows


_ASIDE = re.compile(r'"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*')
_WORD = re.compile(r"[$?]\w+|\w+|[{}()]")


@cache
def fits_store(query: str) -> bool:
    """Whether the store answers a SELECT as SHACL wants, with `$this` bound beforehand.

    It does if `$this` is in the first list of columns, and else only in triples of the outermost
    group, or in columns and groupings of an inner SELECT.
    """
    depth, brackets, is_list, columns = 0, 0, False, 0
    for found in _WORD.finditer(_ASIDE.sub(" ", query)):
        word = found[0].lower()
        if word in {"shapesgraph", "$shapesgraph", "?shapesgraph", "$currentshape", "?currentshape"}:
            return False
        if word in {"{", "}"}:
            depth += 1 if word == "{" else -1
            is_list = False
        elif word in {"(", ")"}:
            brackets += 1 if word == "(" else -1
        elif word in {"select", "by"}:
            is_list = True
        elif word in {"where", "having", "order", "limit"}:
            is_list = False
        elif word in {"$this", "?this"}:
            if brackets or not (is_list or depth == 1):
                return False
            columns += is_list and depth == 0
    return columns > 0


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
