"""Files that pages load as they stand: style and script of ours, and what others wrote."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
}


@cache
def static_names() -> dict[str, str]:
    """The name of each file, with its media type."""
    return {name: _KINDS[kind] for name in sorted(_found()) if (kind := name.rpartition(".")[2]) in _KINDS}


def static_content(name: str) -> bytes:
    """The bytes of a file that is there."""
    return files("laming_graph.pages").joinpath("assets", name).read_bytes()


def _found() -> Iterator[str]:
    for one in files("laming_graph.pages").joinpath("assets").iterdir():
        if one.is_dir():
            yield from (f"{one.name}/{inner.name}" for inner in one.iterdir())
        else:
            yield one.name
