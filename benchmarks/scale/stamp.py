"""A stamp: a set of triples with what changes from copy to copy left open."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_OPEN = re.compile(rb"\x00([^\x00]*)\x00")
_END = b" .\n"


def slot(name: str) -> str:
    """What stands in a term for a value that changes from copy to copy.

    No Turtle parser accepts the character it is fenced with, so it cannot be met in data.
    """
    return f"\x00{name}\x00"


class Stamp(NamedTuple):
    """N-Triples, cut at the places left open.

    Attributes:
        pieces: text and names of slots in turn, text first.
        triples: how many.
    """

    pieces: tuple[bytes, ...]
    triples: int

    def copy(self, values: Mapping[bytes, bytes]) -> bytes:
        """The triples, with a value in each slot."""
        filled = list(self.pieces)
        filled[1::2] = map(values.__getitem__, self.pieces[1::2])
        return b"".join(filled)


def cut(lines: Iterable[tuple[str, str]], *, graphs: bool) -> Stamp:
    """A stamp of lines.

    Args:
        lines: a triple as in N-Triples without its end, and the graph it stands in; each may hold slots.
        graphs: whether to name the graph, as N-Quads does.
    """
    written = [f"{triple} {graph}" if graphs else triple for triple, graph in lines]
    text = b"".join(line.encode() + _END for line in written)
    return Stamp(tuple(_OPEN.split(text)), len(written))


def filled(text: bytes, values: Mapping[bytes, bytes]) -> bytes:
    """A short text with a value in each slot."""
    return _OPEN.sub(lambda found: values[found[1]], text)
