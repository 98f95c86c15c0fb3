"""The embedded store: Turtle files loaded once, then opened from disk in milliseconds."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from pyoxigraph import RdfFormat, Store

from laming_graph import places
from laming_graph.model.errors import InputError

_KEPT = 4
"""How many opened stores stay in the cache."""
_SEAL = "laming-seal"
"""File beside a kept store's own that says what was loaded, and how large each of the store's files
is. To count the triples would take longer than to open the store."""


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

    The store is kept on disk with the files' paths, sizes and times, so that it is loaded again
    only when a file has changed. Where the cache cannot be written, it is held in memory.

    Raises:
        InputError: if a file cannot be read or is not Turtle.
    """
    files = list(files)
    cache = places.cache()
    if cache is None:
        return load_files(Store(), files)
    loaded = _facts(files)
    kept = cache / "stores" / f"{crc32(loaded.encode()):08x}"
    try:
        if kept.is_dir():
            return _opened(kept, loaded)
    except (OSError, RuntimeError, ValueError):
        _forget(kept)
    return _kept_store(kept, files, loaded)


def _opened(kept: Path, loaded: str) -> Store:
    """A kept store, once it is seen to be sound and to hold these files.

    Raises:
        OSError: if it cannot be entered.
        RuntimeError, ValueError: if it is damaged, or holds other files.
    """
    if (kept / _SEAL).read_text("utf-8") != loaded + _sizes(kept):
        raise RuntimeError("the kept store lacks something")
    return Store.read_only(str(kept))


def _kept_store(kept: Path, files: list[Path], loaded: str) -> Store:
    """Load the files into a store of its own, and move it to its place when it is whole."""
    from laming_graph.files import workshop

    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with workshop(kept.parent) as work:
            store = work / "store"
            _load_on_disk(store, files)
            (store / _SEAL).write_text(loaded + _sizes(store), "utf-8")
            # Where another process has been quicker, its store is as good.
            with suppress(OSError):
                store.rename(kept)
        _forget_oldest(kept.parent)
        return _opened(kept, loaded)
    except (OSError, RuntimeError, ValueError):
        return load_files(Store(), files)


def _load_on_disk(folder: Path, files: list[Path]) -> None:
    store = load_files(Store(str(folder)), files)
    # A file for each index, where loading leaves several: queries are two to three times quicker.
    store.optimize()
    # It is closed on return, so that none of its files grows any more.
    store.flush()


def _sizes(folder: Path) -> str:
    """Every file that a store needs, with its size in bytes."""
    with os.scandir(folder) as found:
        sizes = {one.name: one.stat().st_size for one in found}
    kept = sorted(name for name in sizes if not name.startswith(("LOG", _SEAL)))
    return "".join(f"{name} {sizes[name]}\n" for name in kept)


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


def _facts(files: list[Path]) -> str:
    facts = []
    for file in files:
        try:
            status = file.stat()
        except OSError as error:
            raise InputError(f"{file}: {error.strerror}; put it there") from None
        facts.append(f"{os.fsencode(file.resolve())!r} {status.st_size} {status.st_mtime_ns}\n")
    return "".join(facts)


def _forget_oldest(folder: Path) -> None:
    stores = sorted(folder.glob("[0-9a-f]*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in stores[_KEPT:]:
        _forget(old)


def _forget(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
