"""A span: where words stand in a document, without the words."""

import hashlib
from typing import NamedTuple


class Span(NamedTuple):
    """A run of a document's text.

    Attributes:
        document: key of the document.
        start: first position, in Unicode code points of the file decoded as UTF-8, from 0.
        end: position after the last one.
        sha256: SHA-256 of the run encoded as UTF-8, in lower-case hexadecimal.
    """

    document: str
    start: int
    end: int
    sha256: str


def span_of(document: str, text: str, start: int, end: int) -> Span:
    """The span of `text[start:end]`, which must not be empty."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no span {start}-{end} in {document} of {len(text)} code points")
    return Span(document, start, end, hashlib.sha256(text[start:end].encode()).hexdigest())
