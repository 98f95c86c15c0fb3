"""Turtle in one fixed order: the same triples give the same bytes on every machine.

Subjects are in natural order (2 before 10), types before other properties, and there are no
blank nodes. The serialiser is the store's own; only the order and the header are ours.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from laming_graph.namespaces import CODES, PREFIXES, RDF

_NUMBER = re.compile(r"(\d+)")
_BUILT = "Built by `laming build`; change the tables, not this file."


def natural(text: str) -> tuple[tuple[str, int], ...]:
    """A key that sorts figures by value: "item/2" before "item/10"."""
    parts = _NUMBER.split(text)
    words, figures = parts[::2], [*map(int, parts[1::2]), -1]
    return tuple(zip(words, figures, strict=True))


def to_turtle(triples: Iterable[Triple], base: str, notice: Iterable[str] = (), made: str = _BUILT) -> bytes:
    """Write triples as Turtle.

    Args:
        triples: without blank nodes.
        base: IRI against which names are written short.
        notice: lines of comment for the top of the file, such as its licence.
        made: one more, on where the file comes from.

    Returns:
        UTF-8 with line feeds and one final newline.
    """
    return _written(sorted(triples, key=in_order), RdfFormat.TURTLE, base, [*notice, made])


def to_trig(
    quads: Iterable[Quad], base: str, notice: Iterable[str], more: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """Write quads as TriG, graph by graph in the order given; else as `to_turtle` does.

    Args:
        quads: without blank nodes.
        base: IRI against which names are written short.
        notice: lines of comment for the top of the file.
        more: prefixes beside the project's.
    """
    return _written(list(quads), RdfFormat.TRIG, base, list(notice), more)


def prefixes_used(
    statements: Iterable[Triple | Quad], base: str, more: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """The prefixes that shorten a name of these statements."""
    statements = list(statements)
    prefixes = {**PREFIXES, **({} if base == CODES else {"code": CODES}), **more}
    return {name: iri for name, iri in sorted(prefixes.items()) if _uses(statements, iri)}


def _written(
    ordered: list[Triple] | list[Quad],
    form: RdfFormat,
    base: str,
    notice: list[str],
    more: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    used = prefixes_used(ordered, base, more)
    body = serialize(ordered, format=form, prefixes=used, base_iri=base)
    assert body is not None
    lines = [line for line in body.decode().split("\n") if not line.startswith(("@prefix", "@base"))]
    header = [
        *(f"# {line}" for line in notice),
        "",
        f"@base <{base}> .",
        *(f"@prefix {name}: <{iri}> ." for name, iri in used.items()),
        "",
    ]
    return ("\n".join(header + lines).rstrip("\n") + "\n").encode()


def in_order(triple: Triple | Quad) -> tuple[object, ...]:
    """A key that sorts by subject in natural order, types first, then property and object."""
    subject, predicate, value = triple.subject, triple.predicate, triple.object
    return (
        natural(_name_of(subject)),
        _name_of(subject),
        predicate.value != RDF + "type",
        predicate.value,
        natural(str(value)),
        str(value),
    )


def _uses(triples: Iterable[Triple | Quad], namespace: str) -> bool:
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
