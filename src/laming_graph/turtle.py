"""Turtle in one fixed order: the same triples give the same bytes on every machine.

Subjects are in natural order (2 before 10), types before other properties, and there are no
blank nodes. The serialiser is the store's own; only the order and the header are ours.
"""

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
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
    with _uncollected():
        return _written(in_order(triples), RdfFormat.TURTLE, base, [*notice, made])


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
    prefixes = {**PREFIXES, **({} if base == CODES else {"code": CODES}), **more}
    names = {
        name
        for one in statements
        for name in (one.predicate.value, _name_of(one.subject), _name_of(one.object))
    }
    return {
        prefix: iri for prefix, iri in sorted(prefixes.items()) if any(name.startswith(iri) for name in names)
    }


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
    start = 0
    while body.startswith((b"@prefix", b"@base"), start):
        start = body.index(b"\n", start) + 1
    header = [
        *(f"# {line}" for line in notice),
        "",
        f"@base <{base}> .",
        *(f"@prefix {name}: <{iri}> ." for name, iri in used.items()),
        "",
    ]
    return ("\n".join(header).encode() + b"\n" + body[start:]).rstrip(b"\n") + b"\n"


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """Triples by subject in natural order, types first, then by property and object.

    They are parted by subject and property first, so that each name is looked at once and few objects are
    compared: ten times quicker than a key for each triple.
    """
    parted: dict[str, dict[str, list[Triple]]] = {}
    for triple in triples:
        said = parted.setdefault(_name_of(triple.subject), {})
        said.setdefault(triple.predicate.value, []).append(triple)
    ordered: list[Triple] = []
    for subject in sorted(parted, key=_of_name):
        said = parted[subject]
        for predicate in sorted(said, key=_types_first):
            values = said[predicate]
            ordered += values if len(values) == 1 else sorted(values, key=_of_object)
    return ordered


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of garbage from walking a million living objects time and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _of_name(name: str) -> tuple[object, ...]:
    return natural(name), name


def _types_first(predicate: str) -> tuple[bool, str]:
    return predicate != RDF + "type", predicate


def _of_object(triple: Triple) -> tuple[object, ...]:
    return _of_name(str(triple.object))


def _name_of(value: object) -> str:
    """The IRI of a name, or of a literal's datatype."""
    if isinstance(value, Literal):
        return value.datatype.value
    return value.value if isinstance(value, NamedNode) else ""
