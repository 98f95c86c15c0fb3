"""Turtle in one fixed order: the same triples give the same bytes on every machine.

Subjects are in natural order (2 before 10), types before other properties, and there are no
blank nodes. The serialiser is the store's own; only the order and the header are ours.
"""

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from laming_graph.namespaces import CODES, PREFIXES, RDF

_NUMBER = re.compile(r"(\d+)")


def natural(text: str) -> tuple[tuple[str, int], ...]:
    """A key that sorts figures by value: "item/2" before "item/10"."""
    parts = _NUMBER.split(text)
    words, figures = parts[::2], [*map(int, parts[1::2]), -1]
    return tuple(zip(words, figures, strict=True))


def to_turtle(triples: Iterable[Triple], base: str, notice: Iterable[str] = ()) -> bytes:
    """Write triples as Turtle.

    Args:
        triples: without blank nodes.
        base: IRI against which names are written short.
        notice: lines of comment for the top of the file, such as its licence.

    Returns:
        UTF-8 with line feeds and one final newline.
    """
    ordered = sorted(triples, key=_key)
    prefixes = PREFIXES if base == CODES else {**PREFIXES, "code": CODES}
    used = {name: iri for name, iri in sorted(prefixes.items()) if _uses(ordered, iri)}
    body = serialize(ordered, format=RdfFormat.TURTLE, prefixes=used, base_iri=base)
    assert body is not None
    lines = [line for line in body.decode().split("\n") if not line.startswith(("@prefix", "@base"))]
    header = [
        *(f"# {line}" for line in notice),
        "# Built by `laming build`; change the tables, not this file.",
        "",
        f"@base <{base}> .",
        *(f"@prefix {name}: <{iri}> ." for name, iri in used.items()),
        "",
    ]
    return ("\n".join(header + lines).rstrip("\n") + "\n").encode()


def _key(triple: Triple) -> tuple[object, ...]:
    subject, predicate, value = triple.subject, triple.predicate, triple.object
    return (
        natural(_name_of(subject)),
        _name_of(subject),
        predicate.value != RDF + "type",
        predicate.value,
        natural(str(value)),
        str(value),
    )


def _uses(triples: Iterable[Triple], namespace: str) -> bool:
    """Whether any name or datatype begins with a namespace."""
    return any(
        term.startswith(namespace)
        for triple in triples
        for term in (
            triple.predicate.value,
            _name_of(triple.subject),
            _name_of(triple.object),
        )
    )


def _name_of(value: object) -> str:
    """The IRI of a name, or of a literal's datatype."""
    if isinstance(value, Literal):
        return value.datatype.value
    return value.value if isinstance(value, NamedNode) else ""
