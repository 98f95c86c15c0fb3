"""The embedded store: Turtle files loaded once, then opened from disk in milliseconds."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from laming_graph import places
from laming_graph.model.errors import InputError

_KEPT = 4
"""How many opened stores stay in the cache."""
_COUNT = "laming-triples"
"""File beside a kept store's own that says how many triples it holds."""


def graph_files(data: Path | None = None) -> list[Path]:
    """The files a query sees: the data, the code book with its crosswalk, and the text layer if it was built.

    Args:
        data: a folder of Turtle files; the shipped data without it.

    Raises:
        InputError: if there is no Turtle file there.
    """
    folder = data or places.share() / "data" / "ttl"
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise InputError(f"{folder}: no Turtle file; run `laming build`, or name a folder that has some")
    text = places.text_layer()
    return [*files, *code_book(), *([text] if text.is_file() and data is None else [])]


def code_book() -> list[Path]:
    """The files of the code book and its crosswalk, without which answers have no labels."""
    return [places.share() / "ontology" / name for name in ("codes.ttl", "crosswalk.ttl")]


def open_store(files: Iterable[Path]) -> Store:
    """A store that holds some Turtle files in its default graph.

    The store is kept on disk under a name made of the files' paths, sizes and times, so that
    it is loaded again only when a file has changed. Where the cache cannot be written, it is
    held in memory.

    Raises:
        InputError: if a file cannot be read or is not Turtle.
    """
    files = list(files)
    cache = places.cache()
    if cache is None:
        return load_files(Store(), files)
    kept = cache / "stores" / _fingerprint(files)
    try:
        if kept.is_dir():
            return _opened(kept)
    except (OSError, RuntimeError, ValueError):
        _forget(kept)
    return _kept_store(kept, files)


def _opened(kept: Path) -> Store:
    """A kept store, once it is seen to be sound.

    Raises:
        OSError: if it cannot be entered.
        RuntimeError, ValueError: if it is damaged.
    """
    store = Store.read_only(str(kept))
    if len(store) != int((kept / _COUNT).read_text("ascii")):
        raise RuntimeError("the kept store lacks triples")
    return store


def _kept_store(kept: Path, files: list[Path]) -> Store:
    """Load the files into a store of its own, and move it to its place when it is whole."""
    from laming_graph.files import workshop

    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with workshop(kept.parent) as work:
            _load_on_disk(work / "store", files)
            # Where another process has been quicker, its store is as good.
            with suppress(OSError):
                (work / "store").rename(kept)
        _forget_oldest(kept.parent)
        return _opened(kept)
    except (OSError, RuntimeError, ValueError):
        return load_files(Store(), files)


def _load_on_disk(folder: Path, files: list[Path]) -> None:
    store = load_files(Store(str(folder)), files)
    store.flush()
    (folder / _COUNT).write_text(str(len(store)), "ascii")


def load_files(store: Store, files: Iterable[Path]) -> Store:
    """Load Turtle files into a store.

    Raises:
        InputError: if a file cannot be read or is not Turtle.
    """
    for file in files:
        try:
            store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
        except SyntaxError as error:
            raise InputError(f"{file}:{error.lineno}:{error.offset}: {error.msg}; mend the Turtle") from None
        except OSError as error:
            raise InputError(f"{file}: {error.strerror or error}; make it readable") from None
    return store


def _fingerprint(files: list[Path]) -> str:
    facts = []
    for file in files:
        try:
            status = file.stat()
        except OSError as error:
            raise InputError(f"{file}: {error.strerror}; put it there") from None
        facts.append(f"{file.resolve()}:{status.st_size}:{status.st_mtime_ns}")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:24]


def _forget_oldest(folder: Path) -> None:
    stores = sorted(folder.glob("[0-9a-f]*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in stores[_KEPT:]:
        _forget(old)


def _forget(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
