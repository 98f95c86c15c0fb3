"""Turtle in one fixed order: the same triples give the same bytes on every machine.

Subjects are in natural order (2 before 10), types before other properties, and there are no
blank nodes. The serialiser is the store's own; only the order and the header are ours.
"""

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from laming_graph.namespaces import CODES, PREFIXES, RDF
from laming_graph.sorting import Runs

_NUMBER = re.compile(r"(\d+)")
_BUILT = "Built by `laming build`; change the tables, not this file."
RUN = 100_000
"""How many triples are sorted in memory; more wait on disk, sorted in runs of as many."""

_TYPE = RDF + "type"
_END = b" .\n"
_Parted = dict[str, dict[str, list[Triple]]]
_Block = tuple[str, bytes]
"""What is written of one subject, and where it stands."""


def natural(text: str) -> str:
    """A key that sorts figures by value: "item/2" before "item/10".

    Words end with NUL, so that the shorter comes first; before figures stands how many they are.
    """
    parts = _NUMBER.split(text)
    for place in range(1, len(parts), 2):
        figures = str(int(parts[place]))
        parts[place] = f"\0{chr(len(figures))}{figures}"
    return "".join(parts) + "\0\0"


def to_turtle(triples: Iterable[Triple], base: str, notice: Iterable[str] = (), made: str = _BUILT) -> bytes:
    """Write triples as Turtle.

    Args:
        triples: without blank nodes.
        base: IRI against which names are written short.
        notice: lines of comment for the top of the file, such as its licence.
        made: one more, on where the file comes from.

    Returns:
        UTF-8 with line feeds and one final newline.

    Raises:
        ValueError: at a blank node or a quoted triple, of which no order is the same everywhere.
    """
    return b"".join(turtle_parts(triples, base, notice, made))


def turtle_parts(
    triples: Iterable[Triple],
    base: str,
    notice: Iterable[str] = (),
    made: str = _BUILT,
    folder: Path | None = None,
) -> Iterator[bytes]:
    """The bytes of `to_turtle` in parts, in memory that does not grow with the triples.

    Runs of triples are written subject by subject, each with all prefixes at hand, since one that is not
    declared in the end shortens nothing. Then the runs are merged.

    Args:
        triples: without blank nodes, in any order; quickest where those of a subject stand together.
        base: IRI against which names are written short.
        notice: lines of comment for the top of the file.
        made: one more, on where the file comes from.
        folder: where more triples than RUN wait; the system's place for such files without it.

    Raises:
        OSError: if the disk is full.
        ValueError: at a blank node or a quoted triple.
    """
    used = _Used(base)
    left = iter(triples)
    header = [*notice, made]
    blocks = _next_run(left, used)
    if used.seen < RUN:
        yield _header(used.prefixes, base, header)
        yield b"\n" * bool(blocks) + b"".join(block for _, block in blocks)
        return
    with Runs[_Block](folder) as runs:
        while blocks:
            runs.add(blocks)
            blocks = _next_run(left, used)
        yield _header(used.prefixes, base, header) + b"\n"
        for _, same in groupby(runs.merged(), key=itemgetter(0)):
            first, *more = (block for _, block in same)
            yield _as_one(b"".join([first, *more]), used) if more else first


def _next_run(triples: Iterator[Triple], used: "_Used") -> list[_Block]:
    """The next triples in blocks, a subject each, in order."""
    with _uncollected():
        run = list(islice(triples, RUN))
        parted = _parted(run)
        used.seen += len(run)
        names = {_name_of(triple.object) for triple in run}.union(parted, *parted.values())
        if "" in names:
            raise ValueError("a blank node or a quoted triple")
        used.see(names)
        keys, ordered = [], []
        for key, said in _by_subject(parted):
            keys.append(key)
            ordered += said
        body = _body(ordered, RdfFormat.TURTLE, used.known, used.base)
        # No literal holds the end of a statement: a line feed in it is written as \\n.
        return [(key, text + _END) for key, text in zip(keys, body.split(_END)[:-1], strict=True)]


def _as_one(body: bytes, used: "_Used") -> bytes:
    """Blocks of one subject, of which several runs had some, as one block."""
    turtle = _header(used.known, used.base, []) + body
    triples = [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]
    return _body(in_order(triples), RdfFormat.TURTLE, used.known, used.base)


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
    used = _Used(base, more)
    used.see(
        name
        for one in statements
        for name in (one.predicate.value, _name_of(one.subject), _name_of(one.object))
    )
    return used.prefixes


class _Used:
    """Which prefixes shorten one of the names seen so far.

    Attributes:
        base: IRI against which names are written short.
        known: prefixes that might be used.
        seen: how many triples the names are of, where that is counted.
    """

    def __init__(self, base: str, more: Mapping[str, str] = MappingProxyType({})) -> None:
        self.base, self.seen = base, 0
        self.known = {**PREFIXES, **({} if base == CODES else {"code": CODES}), **more}
        self._left = dict(self.known)

    def see(self, names: Iterable[str]) -> None:
        """Look at the names of some more."""
        left = tuple(self._left.values())
        for name in names:
            if name.startswith(left):
                self._left = {key: iri for key, iri in self._left.items() if not name.startswith(iri)}
                left = tuple(self._left.values())

    @property
    def prefixes(self) -> dict[str, str]:
        """Those in use, by name."""
        return {key: iri for key, iri in sorted(self.known.items()) if key not in self._left}


def _written(
    ordered: list[Quad], form: RdfFormat, base: str, notice: list[str], more: Mapping[str, str]
) -> bytes:
    used = prefixes_used(ordered, base, more)
    body = _body(ordered, form, used, base)
    return (_header(used, base, notice) + b"\n" + body).rstrip(b"\n") + b"\n"


def _header(prefixes: Mapping[str, str], base: str, notice: list[str]) -> bytes:
    lines = [
        *(f"# {line}" for line in notice),
        "",
        f"@base <{base}> .",
        *(f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items()),
        "",
    ]
    return "\n".join(lines).encode()


def _body(
    ordered: list[Triple] | list[Quad], form: RdfFormat, prefixes: Mapping[str, str], base: str
) -> bytes:
    """Statements as the library writes them, without its header."""
    body = serialize(ordered, format=form, prefixes=dict(prefixes), base_iri=base)
    assert body is not None
    start = 0
    while body.startswith((b"@prefix", b"@base"), start):
        start = body.index(b"\n", start) + 1
    return body[start:]


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """Triples by subject in natural order, types first, then by property and object."""
    return [triple for _, said in _by_subject(_parted(triples)) for triple in said]


def _parted(triples: Iterable[Triple]) -> _Parted:
    """Triples by subject and property, so that each name is looked at once and few objects are compared.

    That is ten times quicker than a key for each triple.
    """
    parted: _Parted = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject = triple.subject
        name = subject.value if isinstance(subject, NamedNode) else ""
        parted[name][triple.predicate.value].append(triple)
    return parted


def _by_subject(parted: _Parted) -> Iterator[tuple[str, list[Triple]]]:
    """The triples of each subject in order, after the key by which subjects are in order."""
    keyed = [(_of_name(subject), said) for subject, said in parted.items()]
    keyed.sort(key=itemgetter(0))
    for key, said in keyed:
        ordered = [*_in_order(said.pop(_TYPE))] if _TYPE in said else []
        for predicate in sorted(said):
            ordered += _in_order(said[predicate])
        yield key, ordered


def _in_order(values: list[Triple]) -> list[Triple]:
    return values if len(values) == 1 else sorted(values, key=_of_object)


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


def _of_name(name: str) -> str:
    return natural(name) + name


def _of_object(triple: Triple) -> str:
    return _of_name(str(triple.object))


def _name_of(value: object) -> str:
    """The IRI of a name, or of a literal's datatype."""
    if isinstance(value, NamedNode):
        return value.value
    return value.datatype.value if isinstance(value, Literal) else ""
