"""What the checks of an ontology look at: the ontology, and in graphs of their own what uses it."""

import re
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, Store

from laming_graph import places
from laming_graph.check.turtle_files import quads_of
from laming_graph.model.errors import InputError
from laming_graph.namespaces import PREFIXES, SH

CHECK = "urn:x-laming:check:"
_NAME = re.compile(r"(?<![\w:-])([a-z][\w-]*):([A-Za-z][\w-]*)")
_PREPARE = """
PREFIX check: <urn:x-laming:check:>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vann: <http://purl.org/vocab/vann/>
INSERT { GRAPH check:terms { ?term a check:Term } }
WHERE {
  VALUES ?kind {
    owl:Class rdfs:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty rdf:Property
  }
  ?term a ?kind .
  FILTER(isIRI(?term))
} ;
INSERT { GRAPH check:terms { ?term a check:Own } }
WHERE {
  GRAPH check:terms { ?term a check:Term }
  FILTER(
    NOT EXISTS { ?any vann:preferredNamespaceUri ?namespace }
    || EXISTS {
      ?ontology vann:preferredNamespaceUri ?namespace .
      FILTER(STRSTARTS(STR(?term), STR(?namespace)))
    }
  )
} ;
INSERT { GRAPH check:terms { ?term a check:Code } }
WHERE { ?term a skos:Concept . FILTER(isIRI(?term)) } ;
INSERT { GRAPH check:terms { ?term a check:Used } }
WHERE {
  GRAPH check:terms { ?term a check:Term }
  VALUES ?use { check:data check:shapes check:queries }
  FILTER(
    EXISTS { GRAPH ?use { ?subject ?term ?object } } || EXISTS { GRAPH ?use { ?subject ?property ?term } }
  )
}
"""
"""Sorts the terms once: all, those of the ontology's own namespace, codes, and what is used."""


class Material(NamedTuple):
    """What is checked.

    Attributes:
        ontology: Turtle files, together the ontology.
        data: Turtle files (graph `check:data`).
        shapes: Turtle files (graph `check:shapes`).
        queries: SPARQL files, whose terms stand in the graph `check:queries`.
        released: lists of the IRIs of a release, one a line (graph `check:released`).
    """

    ontology: tuple[Path, ...]
    data: tuple[Path, ...] = ()
    shapes: tuple[Path, ...] = ()
    queries: tuple[Path, ...] = ()
    released: tuple[Path, ...] = ()


def ours() -> Material:
    """Our ontology, and what uses it."""
    share = places.share()
    return Material(
        tuple(places.shipped("ontology")),
        tuple(places.shipped("data", "ttl")),
        tuple(places.shipped("shapes")),
        tuple(sorted((share / "queries").glob("*.rq"))),
        tuple(sorted((share / "ontology" / "released").glob("*.txt"))),
    )


def store_of(material: Material) -> Store:
    """The ontology in the default graph, what uses it and the sorted terms in graphs of their own.

    Raises:
        InputError: if a file cannot be read or is not Turtle.
    """
    store = Store()
    for file in material.ontology:
        store.extend(quads_of(file))
    for name in ("data", "shapes"):
        for file in getattr(material, name):
            graph = NamedNode(f"{CHECK}{name}")
            store.extend(Quad(one.subject, one.predicate, one.object, graph) for one in quads_of(file))
    has, asks = NamedNode(f"{CHECK}has"), NamedNode(f"{CHECK}queries")
    texts = {str(file): read_text(file) for file in material.queries}
    for quad in store.quads_for_pattern(None, NamedNode(SH + "select"), None, None):
        texts[str(quad.subject)] = str(quad.object)
    for text in texts.values():
        for prefix, local in _NAME.findall(text):
            if prefix in PREFIXES:
                store.add(Quad(asks, has, NamedNode(PREFIXES[prefix] + local), asks))
    for file in material.released:
        release = NamedNode(f"{CHECK}released")
        for line in read_text(file).split():
            store.add(Quad(NamedNode(f"{CHECK}release-{file.stem}"), has, NamedNode(line), release))
    store.update(_PREPARE)
    return store


def read_text(file: Path) -> str:
    """A file as text.

    Raises:
        InputError: if it cannot be read.
    """
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}; make it readable") from None
    except UnicodeDecodeError:
        raise InputError(f"{file}: not UTF-8; save it as UTF-8") from None
