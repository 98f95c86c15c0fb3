"""Who was asked, who promised what, through which instrument: a network for Gephi, yEd and networkx."""

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from pyoxigraph import NamedNode, Triple

from laming_graph.export.release import Release, by_subject, values_of
from laming_graph.namespaces import DCTERMS, LAM, RDF, RDFS, shortened

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KINDS: Mapping[str, str] = {
    "Recommendation": "recommendation",
    "Item": "item",
    "Agent": "body",
    "Instrument": "instrument",
    "Commitment": "promise",
}
"""Class to kind of node."""
_RELATIONS: Mapping[str, str] = {
    "itemOf": "item of",
    "addressedTo": "addressed to",
    "actedOnByAnother": "acted on by another",
    "namesInstrument": "names",
    "about": "answers",
    "lead": "led by",
    "produces": "produces",
    "partOfAgent": "part of",
    "partOfInstrument": "part of",
    "versionOfInstrument": "version of",
    "replacesInstrument": "replaces",
}
"""Property to kind of edge, where both ends are nodes."""
_REST = "answer rests on"
"""Kind of edge from a recommendation to an instrument that a reply to it rests on."""
_NODE_DATA = ("label", "kind", "iri", "subkind", "rec", "page", "earliest", "latest", "phrase")
_FROM_NODE = {
    "rec": DCTERMS + "identifier",
    "page": LAM + "page",
    **{name: LAM + name for name in ("earliest", "latest", "phrase")},
}


class Edge(NamedTuple):
    """An edge, from and to the short names of nodes."""

    source: str
    target: str
    relation: str


class Network(NamedTuple):
    """Nodes by short name, each with its data, and edges."""

    nodes: Mapping[str, Mapping[str, str]]
    edges: list[Edge]


def network_of(release: Release) -> Network:
    """The bodies, instruments, recommendations and promises, and how they are tied."""
    base = release.data_set.base
    about = by_subject(release.triples)
    kinds = {name: kind for name, said in about.items() if (kind := _kind(said))}
    nodes = {shortened(name, base): _data(name, about, kind, base) for name, kind in kinds.items()}
    edges = {
        Edge(shortened(start, base), shortened(end, base), relation)
        for triple in release.triples
        for start, end, relation in _edges(triple, about)
        if start in kinds and end in kinds
    }
    place = {name: number for number, name in enumerate(nodes)}
    return Network(nodes, sorted(edges, key=lambda one: (place[one.source], one.relation, place[one.target])))


def to_graphml(release: Release) -> bytes:
    """GraphML: directed, each node with its label and kind, each edge with its relation."""
    network = network_of(release)
    root = Xml.Element("graphml", xmlns=_NAMESPACE)
    for name in _NODE_DATA:
        type_ = "int" if name == "page" else "string"
        Xml.SubElement(root, "key", {"id": f"n-{name}", "for": "node", "attr.name": name, "attr.type": type_})
    for name in ("label", "relation"):
        Xml.SubElement(
            root, "key", {"id": f"e-{name}", "for": "edge", "attr.name": name, "attr.type": "string"}
        )
    graph = Xml.SubElement(root, "graph", id="laming", edgedefault="directed")
    for name, data in network.nodes.items():
        node = Xml.SubElement(graph, "node", id=name)
        for key, text in data.items():
            Xml.SubElement(node, "data", key=f"n-{key}").text = text
    for number, (source, target, relation) in enumerate(network.edges, 1):
        edge = Xml.SubElement(graph, "edge", id=f"edge/{number}", source=source, target=target)
        for key in ("label", "relation"):
            Xml.SubElement(edge, "data", key=f"e-{key}").text = relation
    Xml.indent(root, " ")
    head = "".join(f"<!-- {line.replace('--', '- -')} -->\n" for line in release.notice)
    body = Xml.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{body}\n'.encode()


def _kind(said: list[Triple]) -> str:
    types = {value.removeprefix(LAM) for value in values_of(said, RDF + "type")}
    return next((kind for class_, kind in _KINDS.items() if class_ in types), "")


def _data(name: str, about: Mapping[str, list[Triple]], kind: str, base: str) -> dict[str, str]:
    said = [
        *about[name],
        *(
            triple
            for deadline in values_of(about[name], LAM + "deadline")
            for triple in about.get(deadline, ())
        ),
    ]
    short = shortened(name, base)
    data = {"label": next(iter(values_of(said, RDFS + "label")), short), "kind": kind, "iri": name}
    subkinds = values_of(said, LAM + "agentKind") + values_of(said, LAM + "instrumentKind")
    recommendation = [
        number
        for asked in values_of(said, LAM + "about")
        for number in values_of(about.get(asked, ()), DCTERMS + "identifier")
    ]
    data |= {"subkind": subkinds[0].rsplit("/", 1)[-1]} if subkinds else {}
    data |= {"rec": recommendation[0]} if recommendation else {}
    for key, property_ in _FROM_NODE.items():
        if found := values_of(said, property_):
            data.setdefault(key, found[0])
    return {key: data[key] for key in _NODE_DATA if key in data}


def _edges(triple: Triple, about: Mapping[str, list[Triple]]) -> list[tuple[str, str, str]]:
    if not (isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)):
        return []
    start, end = triple.subject.value, triple.object.value
    local = triple.predicate.value.removeprefix(LAM)
    if local == "restsOn":
        return [(asked, end, _REST) for asked in values_of(about[start], LAM + "respondsTo")]
    return [(start, end, _RELATIONS[local])] if local in _RELATIONS else []
