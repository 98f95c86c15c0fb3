"""Putting the graph on a server: a named graph a file, all of them current in one step or none."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from laming_graph.ask.current import CURRENT, GRAPHS, PENDING
from laming_graph.ask.graph_store import GraphStore
from laming_graph.model.errors import InputError
from laming_graph.namespaces import DCTERMS, LAM, PREFIXES, RDF, VOID, XSD

_INTEGER = NamedNode(f"{XSD}integer")


class Part(NamedTuple):
    """A file, as a named graph.

    Attributes:
        name: of the file, without its ending.
        graph: IRI of its graph, made of the content of all files of the load.
        turtle: its bytes.
        triples: how many different triples it holds.
    """

    name: str
    graph: str
    turtle: bytes
    triples: int


class Named(NamedTuple):
    """What one of the small graphs names.

    Attributes:
        version: of the load that wrote it, or "".
        graphs: graph to its count of triples.
    """

    version: str
    graphs: dict[str, int]


class Loaded(NamedTuple):
    """How a load ended.

    Attributes:
        version: of what is current now.
        graphs: how many graphs.
        triples: how many triples in them.
        anew: whether anything was put, not only checked.
    """

    version: str
    graphs: int
    triples: int
    anew: bool


def parts_of(files: Iterable[Path], with_text: bool = False) -> list[Part]:
    """Files as named graphs, each triple in one of them only.

    A default graph made of several graphs is their merge, in which a triple stands once;
    Oxigraph and Virtuoso count it once a graph. So a triple stays in the first file by name, and
    a file that has no other triple makes no graph.

    Args:
        files: Turtle files.
        with_text: whether words of the documents may be among them.

    Raises:
        InputError: if a file cannot be read, is not Turtle, has the name of another, or holds
            words of the documents unasked.
    """
    digest = hashlib.sha256()
    seen: set[Triple] = set()
    read: dict[str, tuple[bytes, int]] = {}
    for file in sorted(files, key=lambda path: path.stem):
        turtle, triples = _parsed(file)
        if not with_text and any(triple.predicate.value == f"{LAM}text" for triple in triples):
            raise InputError(
                f"{file}: holds words of the documents; --with-text, if that server may have them"
            )
        if file.stem in read:
            raise InputError(f"{file}: a second file named {file.stem}; rename one")
        digest.update(f"{file.stem} {len(turtle)}\n".encode() + turtle)
        if new := triples - seen:
            whole = len(new) == len(triples)
            read[file.stem] = turtle if whole else _serialized(sorted(new, key=str)), len(new)
            seen |= new
    folder = f"{GRAPHS}{digest.hexdigest()[:12]}/"
    return [
        Part(name, folder + quote(name, safe="-._~"), turtle, count) for name, (turtle, count) in read.items()
    ]


def _parsed(file: Path) -> tuple[bytes, set[Triple]]:
    """A Turtle file's bytes and triples."""
    try:
        turtle = file.read_bytes()
        return turtle, {quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)}
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}; make it readable") from None
    except SyntaxError as error:
        raise InputError(f"{file}:{error.lineno}:{error.offset}: {error.msg}; mend the Turtle") from None


def _serialized(triples: Iterable[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def load(store: GraphStore, parts: Sequence[Part], tell: Callable[[str], None]) -> Loaded:
    """Make the parts the current graph of a server.

    The parts go to graphs of new names, each counted once it is there; then one small graph that
    names them replaces the one before; then what it named before is deleted. At any break the
    former graph stays current, and the next load clears away what this one left. Repeated with
    equal files, it only counts.

    Args:
        store: the server's graph store.
        parts: what is put there.
        tell: is told each step.

    Raises:
        InputError: if the server cannot be reached, refuses, or holds another number of triples
            than was put, or if another load begins meanwhile.
    """
    if not parts:
        raise InputError(f"{store.name}: nothing to put there, the files hold no triple; name others")
    version = parts[0].graph.removeprefix(GRAPHS).partition("/")[0]
    former, left = _named(store, CURRENT), _named(store, PENDING)
    wanted = {part.graph: part.triples for part in parts}
    total = sum(wanted.values())
    lacking = [part for part in parts if former.graphs != wanted or _count(store, part) != part.triples]
    if lacking:
        ticket = f"{version}-{secrets.token_hex(8)}"
        left = Named(ticket, {**left.graphs, **former.graphs, **wanted})
        store.put(PENDING, _turtle(PENDING, left))
        for part in lacking:
            store.put(part.graph, part.turtle)
            _check(store, part)
            tell(f"{part.name}: {part.triples} triples")
        if _named(store, PENDING).version != ticket:
            raise InputError(f"{store.name}: another load has begun meanwhile; this one made nothing current")
        store.put(CURRENT, _turtle(CURRENT, Named(version, wanted)))
        if _named(store, CURRENT) != Named(version, wanted):
            raise InputError(f"{store.name}: does not keep {CURRENT} as it was put; load again")
    try:
        for graph in sorted({*left.graphs, *former.graphs} - set(wanted)):
            store.delete(graph)
        if left.version:
            store.delete(PENDING)
    except InputError as error:
        raise InputError(
            f"{error} (the new graph is current; load again to clear the old one away)"
        ) from None
    return Loaded(version, len(parts), total, bool(lacking))


def _count(store: GraphStore, part: Part) -> int:
    return len(store.fetch(part.graph))


def _check(store: GraphStore, part: Part) -> None:
    """Count a graph where it was put.

    Raises:
        InputError: if the server has more or fewer triples than the file.
    """
    if (found := _count(store, part)) != part.triples:
        raise InputError(
            f"{store.name}: has {found} triples of {part.name}, not {part.triples}; "
            "the old graph stands, load again"
        )


def _named(store: GraphStore, graph: str) -> Named:
    """What a small graph names; nothing if it is not there."""
    version, graphs = "", {}
    for triple in store.fetch(graph):
        if triple.predicate.value == f"{DCTERMS}identifier":
            version = triple.object.value if isinstance(triple.object, Literal) else ""
        elif triple.predicate.value == f"{VOID}triples" and isinstance(triple.subject, NamedNode):
            graphs[triple.subject.value] = int(getattr(triple.object, "value", "0"))
    return Named(version, graphs)


def _turtle(graph: str, named: Named) -> bytes:
    """A small graph that names others with their counts."""
    itself = NamedNode(graph)
    triples = [
        Triple(itself, NamedNode(f"{RDF}type"), NamedNode(f"{VOID}Dataset")),
        Triple(itself, NamedNode(f"{DCTERMS}identifier"), Literal(named.version)),
    ]
    for other, count in sorted(named.graphs.items()):
        triples += [
            Triple(itself, NamedNode(f"{VOID}subset"), NamedNode(other)),
            Triple(NamedNode(other), NamedNode(f"{VOID}triples"), Literal(str(count), datatype=_INTEGER)),
        ]
    return _serialized(triples)
