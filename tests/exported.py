"""An export of everything, made once for the tests that hold other people's tools against it."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from laming_graph.export.forms import all_made
from laming_graph.export.release import Release

Triples = frozenset[ox.Triple]


@cache
def release() -> Release:
    """The shipped data, read once."""
    return Release()


@cache
def files() -> dict[str, bytes]:
    """Every file of an export of everything, by path."""
    return all_made(release())


@cache
def triples() -> Triples:
    """The triples of the graph's own files and the code book."""
    return frozenset(release().triples)


def lay(folder: Path, *paths: str) -> Path:
    """Write some of the files, or all, into a folder, and return it."""
    for path in paths or files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(files()[path])
    return folder


def read(data: bytes, form: ox.RdfFormat) -> Triples:
    """The triples of a file, whatever graph they are in."""
    return frozenset(quad.triple for quad in ox.parse(input=data, format=form))
