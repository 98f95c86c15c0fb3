"""Why a statement is made: who says so, by which rule or reader, and in which words."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode

from laming_graph.ask.formats import short
from laming_graph.ask.graph import Graph
from laming_graph.model.errors import InputError
from laming_graph.namespaces import whole_iri


class Place(NamedTuple):
    """Words of a document.

    Attributes:
        document: key of the document.
        start, end: in code points.
        words: what stands there, or "" where the document is not at hand.
        checked: true if the words have the hash the graph keeps, false if not; None if unseen.
    """

    document: str
    start: int
    end: int
    words: str
    checked: bool | None


class Why(NamedTuple):
    """A thing of the graph, what is said of it, and the words behind it.

    Attributes:
        iri: the thing.
        facts: property, value, and the name of a value that is a thing, or ""; in order.
        places: the words it rests on.
    """

    iri: str
    facts: tuple[tuple[str, str, str], ...]
    places: tuple[Place, ...]

    def __str__(self) -> str:
        """The explanation in lines."""
        return to_text(self)


def why(graph: Graph, name: str, sources: Path | None) -> Why:
    """Explain a thing of the graph.

    Args:
        graph: the graph.
        name: its IRI, whole, short ("commitment/action-plan/37/2") or with a prefix ("lam:Commitment").
        sources: folder of the documents, if at hand; they are known by their hash.

    Raises:
        InputError: if the graph says nothing of it.
    """
    try:
        node = NamedNode(whole_iri(name, graph.base))
    except ValueError:
        raise InputError(f"{name!r} is no IRI; write it whole, or as commitment/action-plan/37/2") from None
    facts = graph.select(
        f"""SELECT ?property ?value ?label ?phrase ?earliest ?latest WHERE {{ {node} ?property ?value .
            FILTER(?property NOT IN (lam:evidence, lam:span, rdf:type))
            OPTIONAL {{ ?value rdfs:label|skos:prefLabel ?label }}
            OPTIONAL {{ ?value lam:phrase ?phrase }}
            OPTIONAL {{ ?value lam:earliest ?earliest }}
            OPTIONAL {{ ?value lam:latest ?latest }} }} ORDER BY ?property ?value ?label"""
    )
    kinds = graph.select(f"SELECT ?kind WHERE {{ {node} a ?kind }} ORDER BY ?kind")
    spans = graph.select(
        f"""SELECT ?document ?sha256 ?start ?end ?words WHERE {{
            {node} lam:evidence|lam:span ?span .
            ?span oa:hasSource ?version ; oa:hasSelector ?selector ; lam:wordsSha256 ?words .
            ?version lam:sha256 ?sha256 ; lam:versionOf/dcterms:identifier ?document .
            ?selector oa:start ?start ; oa:end ?end }} ORDER BY ?document ?start ?end"""
    )
    if not facts.cells and not kinds.cells:
        raise InputError(f"the graph says nothing of {node.value}; `laming query evidence` lists statements")
    texts = _texts_by_hash(sources)
    places = [
        _place(document, int(start), int(end), words, texts.get(sha256))
        for document, sha256, start, end, words in spans.texts()
    ]
    said = [("is", kind, "") for (kind,) in kinds.texts()]
    for property_, value, label, phrase, earliest, latest in facts.texts():
        days = f"{earliest or '...'} to {latest or '...'}" if earliest or latest else "no date"
        said.append((property_, value, label or (f"{phrase}: {days}" if phrase else "")))
    return Why(node.value, tuple(said), tuple(places))


def _texts_by_hash(folder: Path | None) -> dict[str, str]:
    if folder is None or not folder.is_dir():
        return {}
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        data = path.read_bytes()
        texts[hashlib.sha256(data).hexdigest()] = data.decode("utf-8", "replace")
    return texts


def _place(document: str, start: int, end: int, sha256: str, text: str | None) -> Place:
    if text is None:
        return Place(document, start, end, "", None)
    words = text[start:end]
    checked = hashlib.sha256(words.encode()).hexdigest() == sha256
    return Place(document, start, end, " ".join(words.split()), checked)


def to_text(found: Why) -> str:
    """The explanation in lines: what is said, then each place, with its words if at hand."""
    lines = [found.iri, ""]
    lines += [
        f"  {short(name)}: {short(value)}{f' ({label})' if label else ''}"
        for name, value, label in found.facts
    ]
    if found.places:
        lines += ["", "It rests on:"]
    unseen = False
    for place in found.places:
        lines.append(f"  {place.document}, code points {place.start} to {place.end}")
        if place.checked is None:
            unseen = True
        elif place.checked:
            lines.append(f"    \u201c{place.words}\u201d")
        else:
            lines.append("    the words there do not have the hash the graph keeps")
    if unseen:
        lines += ["", "The words are shown where the documents are at hand (--sources, LAMING_SOURCES)."]
    return "\n".join(lines) + "\n"
