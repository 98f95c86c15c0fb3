"""In which format an answer goes out: what the client accepts, held against what there is (RFC 9110)."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from laming_graph.serve.refusal import RefusedError


class Format(NamedTuple):
    """A way of writing an answer.

    Attributes:
        name: as the worker knows it.
        media_type: as the header says it.
    """

    name: str
    media_type: str


SOLUTIONS = (
    Format("json", "application/sparql-results+json"),
    Format("xml", "application/sparql-results+xml"),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
    Format("json", "application/json"),
    Format("xml", "application/xml"),
    Format("xml", "text/xml"),
)
"""For SELECT and ASK; the first where the client does not mind. The last three are often asked for."""
GRAPHS = (
    Format("turtle", "text/turtle"),
    Format("ntriples", "application/n-triples"),
    Format("jsonld", "application/ld+json"),
    Format("rdfxml", "application/rdf+xml"),
    Format("jsonld", "application/json"),
    Format("rdfxml", "application/xml"),
    Format("rdfxml", "text/xml"),
)
"""For CONSTRUCT, DESCRIBE and descriptions."""
PAGE = Format("page", "text/html")
TEXT = Format("text", "text/plain")

_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\Z")
_RANGE = re.compile(rf"({_NAME})/({_NAME})\Z")


class _Range(NamedTuple):
    kind: str
    subtype: str
    quality: float

    def fits(self, media_type: str) -> int:
        """How closely it names a media type: 3 by name, 2 by kind, 1 by `*/*`, 0 not at all."""
        kind, _, subtype = media_type.partition("/")
        if self.kind == "*":
            return 1
        if self.kind != kind:
            return 0
        return 2 if self.subtype == "*" else 3 * (self.subtype == subtype)


def choose(accept: Iterable[str], offers: Sequence[Format]) -> Format | None:
    """The format a client likes best, or None if it accepts none.

    Of formats it likes equally, one that it names goes before one that falls under a wildcard, then
    the one that is offered first.

    Args:
        accept: the Accept headers; none, or an empty one, means anything.
        offers: what there is, best first.

    >>> choose(["text/csv;q=0.5, */*;q=0.1"], SOLUTIONS).name
    'csv'
    >>> choose(["image/png"], SOLUTIONS) is None
    True
    """
    header = ",".join(accept)
    if not header.strip(" ,"):
        return offers[0]
    ranges = [found for part in _split(header, ",") if (found := _range(part)) is not None]
    best: Format | None = None
    rank = (0.0, 0)
    for offer in offers:
        closeness, quality = max(((r.fits(offer.media_type), r.quality) for r in ranges), default=(0, 0.0))
        if closeness and quality and (quality, closeness) > rank:
            best, rank = offer, (quality, closeness)
    return best


def _split(text: str, separator: str) -> list[str]:
    """The parts between separators; those inside quotes do not count."""
    return re.findall(rf'(?:"(?:[^"\\]|\\.)*"|[^{separator}"])+', text)


def _range(part: str) -> _Range | None:
    """A media range with its quality; None if it is none."""
    name, *parameters = (piece.strip() for piece in _split(part, ";"))
    match = _RANGE.match(name.lower())
    if match is None or (match[1] == "*" and match[2] != "*"):
        return None
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            if not _QUALITY.match(value.strip()):
                return None
            quality = float(value)
    return _Range(match[1], match[2], quality)


def content_type(format_: Format) -> str:
    """The header of an answer in a format; text says that it is UTF-8."""
    return f"{format_.media_type}; charset=utf-8" if format_.media_type[:5] == "text/" else format_.media_type


def not_acceptable(offers: Sequence[Format]) -> RefusedError:
    """What is said to a client that accepts nothing of what there is."""
    return RefusedError(
        406, f"this goes out as {', '.join(offer.media_type for offer in offers)}; accept one of them"
    )
