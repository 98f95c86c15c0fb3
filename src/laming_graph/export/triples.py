"""The graph in the forms of RDF that hold it triple by triple, each in one fixed order."""

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from laming_graph.export.release import Release
from laming_graph.turtle import prefixes_used, to_trig, to_turtle


def to_merged_turtle(release: Release) -> bytes:
    """Turtle, all files in one."""
    *notice, made = release.notice
    return to_turtle(release.triples, release.data_set.base, notice, made)


def to_ntriples(release: Release) -> bytes:
    """N-Triples, a triple a line, the lines sorted."""
    return _sorted_lines(release.triples, RdfFormat.N_TRIPLES)


def to_nquads(release: Release) -> bytes:
    """N-Quads, a graph for each file of the data, the lines sorted."""
    return _sorted_lines(_quads(release), RdfFormat.N_QUADS)


def to_named_graphs(release: Release) -> bytes:
    """TriG, a graph for each file of the data."""
    return to_trig(_quads(release), release.data_set.base, release.notice)


def to_rdfxml(release: Release) -> bytes:
    """RDF/XML, all files in one."""
    prefixes = prefixes_used(release.triples, release.data_set.base)
    body = serialize(release.triples, format=RdfFormat.RDF_XML, prefixes=prefixes)
    assert body is not None
    return body.rstrip(b"\n") + b"\n"


def _quads(release: Release) -> list[Quad]:
    return [
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(name))
        for name, triples in release.graphs.items()
        for triple in triples
    ]


def _sorted_lines(statements: list[Triple] | list[Quad], form: RdfFormat) -> bytes:
    body = serialize(statements, format=form)
    assert body is not None
    return b"".join(sorted(body.splitlines(keepends=True)))
