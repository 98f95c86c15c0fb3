"""What the server says of itself: the service description of /sparql, and VoID."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from laming_graph.namespaces import ONTOLOGY, PREFIXES, RDF, VOID
from laming_graph.serve.dataset import Held
from laming_graph.serve.worker import GRAPHS

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)
_A = NamedNode(f"{RDF}type")


def service(held: Held, endpoint: str) -> list[Triple]:
    """The service description (SPARQL 1.1 Service Description).

    Args:
        held: the data.
        endpoint: the address at which queries are answered.
    """
    here, dataset, default = (
        NamedNode(endpoint),
        NamedNode(f"{endpoint}#data"),
        NamedNode(f"{endpoint}#default"),
    )
    said = [
        Triple(here, _A, _sd("Service")),
        Triple(here, _sd("endpoint"), here),
        Triple(here, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(here, _sd("feature"), _sd("EmptyGraphs")),
        Triple(here, _sd("defaultDataset"), dataset),
        *(Triple(here, _sd("resultFormat"), NamedNode(_FORMATS + name)) for name in _RESULTS),
        Triple(dataset, _A, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        *_graph(default, held.triples),
    ]
    for number, (name, triples) in enumerate(held.graphs.items(), start=1):
        named, graph = NamedNode(f"{endpoint}#named-{number}"), NamedNode(f"{endpoint}#graph-{number}")
        said += [
            Triple(dataset, _sd("namedGraph"), named),
            Triple(named, _A, _sd("NamedGraph")),
            Triple(named, _sd("name"), NamedNode(name)),
            Triple(named, _sd("graph"), graph),
            *_graph(graph, triples),
        ]
    return said


def void(held: Held, endpoint: str) -> list[Triple]:
    """What the data says of itself, and where it can be asked; its own name if it says nothing.

    Args:
        held: the data.
        endpoint: the address at which queries are answered.
    """
    said = [quad.triple for quad in parse(held.datasets, RdfFormat.N_TRIPLES)]
    space = NamedNode(f"{VOID}uriSpace")
    datasets = [triple.subject for triple in said if triple.predicate == space]
    if not datasets:
        dataset = NamedNode(f"{held.base}dataset")
        datasets = [dataset]
        said += [
            Triple(dataset, _A, NamedNode(f"{VOID}Dataset")),
            Triple(dataset, space, Literal(held.base)),
            Triple(dataset, NamedNode(f"{VOID}triples"), Literal(held.triples)),
            Triple(dataset, NamedNode(f"{VOID}vocabulary"), NamedNode(ONTOLOGY)),
        ]
    at = NamedNode(f"{VOID}sparqlEndpoint")
    return said + [Triple(dataset, at, NamedNode(endpoint)) for dataset in datasets]


def written(triples: Iterable[Triple], name: str) -> bytes:
    """Triples in a format of the worker's, by its name."""
    graph = GRAPHS[name]
    prefixes = {**PREFIXES, "sd": SD} if name in {"turtle", "rdfxml"} else None
    return serialize(triples, format=graph, prefixes=prefixes) or b""


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def _graph(graph: NamedNode, triples: int) -> list[Triple]:
    return [Triple(graph, _A, _sd("Graph")), Triple(graph, NamedNode(f"{VOID}triples"), Literal(triples))]
