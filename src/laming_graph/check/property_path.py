"""SHACL property paths as SPARQL writes them, and as Turtle does."""

from typing import TYPE_CHECKING

from laming_graph.namespaces import SH

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SUFFIX = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_DEEPEST = 20


def sparql_path(graph: "Graph", path: "Node", depth: int = 0) -> str:
    """A path as SPARQL writes it; a lone property as its bare IRI; "" for what is none."""
    text = _written(graph, path, depth, as_turtle=False)
    is_lone = text.startswith("<") and text.count(">") == 1 and text.endswith(">")
    return text[1:-1] if is_lone else text


def turtle_path(graph: "Graph", path: "Node") -> str:
    """A path as Turtle writes it."""
    return _written(graph, path, 0, as_turtle=True)


def _written(graph: "Graph", path: "Node", depth: int, *, as_turtle: bool) -> str:
    from rdflib import RDF, BNode, URIRef

    if isinstance(path, URIRef):
        return path.n3()
    if not isinstance(path, BNode) or depth > _DEEPEST:
        return ""

    def inner(node: "Node") -> str:
        return _written(graph, node, depth + 1, as_turtle=as_turtle)

    def bracketed(node: "Node") -> str:
        text = inner(node)
        return f"({text})" if "/" in _outside(text) or "|" in text else text

    if graph.value(path, RDF.first) is not None:
        steps = list(graph.items(path))
        return f"( {' '.join(map(inner, steps))} )" if as_turtle else "/".join(map(bracketed, steps))
    for kind in ("inversePath", "alternativePath", *_SUFFIX):
        node = graph.value(path, URIRef(SH + kind))
        if node is None:
            continue
        if as_turtle:
            return f"[ <{SH}{kind}> {inner(node)} ]"
        if kind == "inversePath":
            return f"^{bracketed(node)}"
        if kind == "alternativePath":
            return "(" + "|".join(map(inner, graph.items(node))) + ")"
        return bracketed(node) + _SUFFIX[kind]
    return ""


def _outside(text: str) -> str:
    """What of a path stands outside its IRIs."""
    return "".join(part.rpartition(">")[2] for part in text.split("<"))
