"""The W3C test suite of SHACL: its cases, and what an engine makes of each."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, RdfFormat, Store, Triple, parse
from rdflib import RDF, SH, Graph, Namespace, URIRef
from rdflib.term import BNode, Node

from laming_graph.check.compiled.embedded import asking, put, put_shapes
from laming_graph.check.compiled.term import Term
from laming_graph.check.compiled.validation import results as results_of_queries
from laming_graph.check.engines import ENGINES
from laming_graph.check.property_path import turtle_path
from laming_graph.check.quick_graph import QuickGraph
from laming_graph.model.errors import InputError

SUITE = next(
    (
        folder / "shared" / "testsuites" / "shacl"
        for folder in (*Path(__file__).resolve().parents, Path("/work"))
        if (folder / "shared" / "testsuites" / "shacl").is_dir()
    ),
    Path("shared/testsuites/shacl"),
)
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
FAILURE = SHT.Failure


class Case(NamedTuple):
    """One test of the suite.

    Attributes:
        name: its file below the suite's folder, without the ending.
        data: file of the data graph.
        shapes: file of the shapes graph.
        expected: the results it demands; None where it demands a failure.
        conforms: whether it demands that the data conforms.
    """

    name: str
    data: Path
    shapes: Path
    expected: Counter[tuple[str, ...]] | None
    conforms: bool


def cases(part: str) -> Iterator[Case]:
    """Every test of a part of the suite: core or sparql."""
    for file in sorted((SUITE / part).rglob("*.ttl")):
        graph = QuickGraph(triples(file))
        for test in graph.subjects(RDF.type, SHT.Validate):
            action, result = graph.value(test, MF.action), graph.value(test, MF.result)
            assert action is not None and result is not None
            data, shapes = (_path(graph.value(action, one)) for one in (SHT.dataGraph, SHT.shapesGraph))
            is_failure = result == FAILURE
            name = str(file.relative_to(SUITE).with_suffix(""))
            told = graph.value(result, SH.conforms)
            expected = None if is_failure else results(graph, graph.objects(result, SH.result))
            yield Case(name, data, shapes, expected, str(told) == "true")


def _path(node: Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))


def results(graph: Graph, nodes: Iterator[Node]) -> Counter[tuple[str, ...]]:
    """Validation results as the suite compares them; nodes without a name are alike, messages aside."""
    found: Counter[tuple[str, ...]] = Counter()
    for node in nodes:
        path = graph.value(node, SH.resultPath)
        parts = [graph.value(node, SH[name]) for name in ("focusNode", "value", "sourceShape")]
        kind = [graph.value(node, SH[name]) for name in ("resultSeverity", "sourceConstraintComponent")]
        written = "" if path is None else turtle_path(graph, path)
        found[(*map(_alike, parts), *map(str, kind), written)] += 1
    return found


def _alike(node: Node | None) -> str:
    return "" if node is None else "[]" if isinstance(node, BNode) else f"{type(node).__name__} {node}"


def triples(file: Path) -> list[Triple]:
    """A file of the suite."""
    return [quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE, base_iri=file.as_uri())]


def outcome(case: Case, engine: str) -> str:
    """What an engine does instead of what a case demands; nothing where it does that.

    "sparql" asks many constraints at once, as the embedded store is asked, and "sparql apart" one at a
    time, as servers are.
    """
    data = triples(case.data)
    shapes = data if case.shapes == case.data else triples(case.shapes)
    try:
        if engine.startswith("sparql"):
            found = _by_queries(data, shapes, at_once=engine == "sparql")
            conforms = not found
        else:
            report = ENGINES[engine](data, shapes)
            found = results(report, report.objects(None, URIRef(str(SH) + "result")))
            conforms = str(next(report.objects(None, SH.conforms))) == "true"
    except InputError:
        return "" if case.expected is None else "refused"
    if case.expected is None:
        return "not refused"
    if found == case.expected and conforms == case.conforms:
        return ""
    return f"{sum((case.expected - found).values())} missed, {sum((found - case.expected).values())} too many"


def _by_queries(data: list[Triple], shapes: list[Triple], *, at_once: bool) -> Counter[tuple[str, ...]]:
    """What the compiled shapes find, as the suite compares it."""
    store = Store()
    put(store, data)
    has_shapes = put_shapes(store, shapes)
    found: Counter[tuple[str, ...]] = Counter()
    for one in results_of_queries(asking(store), shapes, has_shapes=has_shapes, at_once=at_once):
        path = "" if one.path is None else one.path.turtle()
        shape = f"URIRef {one.shape}" if ":" in one.shape else "[]"
        found[_told(one.focus), _told(one.value), shape, one.severity, one.component, path] += 1
    return found


def _told(term: Term | None) -> str:
    """A term as `_alike` tells it."""
    if term is None or isinstance(term, BlankNode):
        return "" if term is None else "[]"
    return f"{'Literal' if str(term).startswith(chr(34)) else 'URIRef'} {getattr(term, 'value', term)}"
