"""Files of RDF in any format, read with nothing fetched and nothing blown up."""

import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from laming_graph.model.errors import InputError

FORMATS = {
    "turtle": (RdfFormat.TURTLE, "Turtle", (".ttl", ".turtle")),
    "trig": (RdfFormat.TRIG, "TriG", (".trig",)),
    "ntriples": (RdfFormat.N_TRIPLES, "N-Triples", (".nt",)),
    "nquads": (RdfFormat.N_QUADS, "N-Quads", (".nq",)),
    "rdfxml": (RdfFormat.RDF_XML, "RDF/XML", (".rdf", ".owl", ".xml")),
    "jsonld": (RdfFormat.JSON_LD, "JSON-LD", (".jsonld", ".json")),
}
"""Each format by the name users give it: the parser's, what it is called, its endings."""

LINED = frozenset({"turtle", "trig", "ntriples", "nquads"})
"""The formats of which lines can be told."""

STANDARD_INPUT = "standard input"
MOST_UNPACKED = 1 << 30
"""The most bytes that a gzip file may unpack to."""

_ENDINGS = {ending: name for name, (_, _, endings) in FORMATS.items() for ending in endings}
_ENTITY = re.compile(
    rb"<!ENTITY\s++(?:(?P<kind>%)\s*+)?[^\s\"']++\s++(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<out>\w+))"
)
_ENTITY_BYTES = 2000
"""The longest text an XML entity may stand for; ours and Protégé's stand for namespaces."""


class RdfFile(NamedTuple):
    """A file of RDF, as its bytes.

    Attributes:
        name: as users know it: a path, or "standard input".
        format: a key of FORMATS.
        data: the bytes, unpacked.
    """

    name: str
    format: str
    data: bytes

    def triples(self) -> list[Triple]:
        """Its triples, of whatever named graph, in the order of the file.

        Raises:
            InputError: if it is not of its format, with line and column where they are known.
        """
        with self._told() as kind:
            return [quad.triple for quad in parse(self.data, format=kind, rename_blank_nodes=True)]

    def load(self, store: Store) -> None:
        """Put its triples, of whatever named graph, into the default graph of a store.

        Raises:
            InputError: as `triples` does.
        """
        with self._told() as kind:
            if kind.supports_datasets:
                quads = parse(self.data, format=kind, rename_blank_nodes=True)
                store.bulk_extend(Quad(one.subject, one.predicate, one.object) for one in quads)
            else:
                store.bulk_load(self.data, kind)

    @contextmanager
    def _told(self) -> Iterator[RdfFormat]:
        """Its format for a parser, whose errors are told in one line.

        Raises:
            InputError: if it is not of its format.
        """
        kind, called, _ = FORMATS[self.format]
        if self.format == "rdfxml":
            self._refuse_entities()
        try:
            yield kind
        except SyntaxError as error:
            place = f"{self.name}:{error.lineno}:{error.offset}" if error.lineno else self.name
            told = " ".join(str(error.msg).split())
            if "LoadDocumentCallback" in told:
                problem = "its JSON-LD context lies elsewhere, and nothing is fetched"
                raise InputError(f"{self.name}: {problem}; write the context into the file") from None
            raise InputError(f"{place}: not {called} ({told}); mend it") from None

    def _refuse_entities(self) -> None:
        if self.data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in self.data[:4]:
            raise InputError(f"{self.name}: not UTF-8; save it as UTF-8")
        declared = self.data.count(b"<!ENTITY")
        found = list(_ENTITY.finditer(self.data))
        for one in found:
            text = one["a"] or one["b"] or b""
            if one["out"] or one["kind"] or b"&" in text or len(text) > _ENTITY_BYTES:
                declared = -1
        if declared != len(found):
            problem = "it declares XML entities that lead elsewhere or blow up"
            raise InputError(f"{self.name}: {problem}; write what they stand for, or save it as Turtle")


def named(one: Triple) -> tuple[str, str, str] | None:
    """A triple's three parts as text, if its subject is an IRI and its object an IRI or a literal."""
    if isinstance(one.subject, NamedNode) and isinstance(one.object, NamedNode | Literal):
        return one.subject.value, one.predicate.value, one.object.value
    return None


def spread(places: Iterable[str]) -> list[str]:
    """Names of files, each folder among them replaced by the files of RDF below it.

    Raises:
        InputError: at a folder with no file of RDF.
    """
    names: list[str] = []
    for place in places:
        if place != "-" and Path(place).is_dir():
            inside = [str(path) for path in sorted(Path(place).rglob("*")) if _is_rdf(path)]
            if not inside:
                raise InputError(f"{place}: no file of RDF below it; name a file, or a folder that has some")
            names += inside
        else:
            names.append(place)
    return list(dict.fromkeys(names))


def read(place: str, data_format: str | None = None) -> RdfFile:
    """Read a file of RDF, or standard input.

    Args:
        place: a path, or "-". A name that ends in `.gz` is unpacked.
        data_format: a key of FORMATS, of standard input or a file whose ending says nothing.

    Raises:
        InputError: if it cannot be read or unpacked, or its format is not known.
    """
    path = Path(place)
    endings = [ending.lower() for ending in path.suffixes]
    packed = endings[-1:] == [".gz"]
    ending = (endings[-2:-1] if packed else endings[-1:]) or [""]
    name = STANDARD_INPUT if place == "-" else place
    known = (data_format or "turtle") if place == "-" else _ENDINGS.get(ending[0], data_format)
    if known is None:
        told = ", ".join(sorted(_ENDINGS))
        raise InputError(f"{place}: its ending tells no format of RDF ({told}); give --data-format")
    try:
        data = sys.stdin.buffer.read() if place == "-" else path.read_bytes()
        if packed or data.startswith(b"\x1f\x8b"):
            data = _unpacked(name, data)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InputError(f"{name}: damaged gzip; pack it again") from None
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}; name a Turtle file, or other RDF") from None
    return RdfFile(name, known, data.removeprefix(b"\xef\xbb\xbf"))


def _unpacked(name: str, data: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        unpacked = stream.read(MOST_UNPACKED + 1)
    if len(unpacked) > MOST_UNPACKED:
        raise InputError(f"{name}: unpacks to more than {MOST_UNPACKED} bytes; split it")
    return unpacked


def _is_rdf(path: Path) -> bool:
    ending = path.with_suffix("").suffix if path.suffix.lower() == ".gz" else path.suffix
    hidden = any(part.startswith(".") for part in path.parts[1:])
    return path.is_file() and ending.lower() in _ENDINGS and ending.lower() != ".json" and not hidden
