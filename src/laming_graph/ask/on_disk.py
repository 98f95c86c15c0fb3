"""A store on disk that a user names: loaded once, then opened without loading, however large it is."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, NamedTuple, cast

from pyoxigraph import Quad, RdfFormat, Store, parse

from laming_graph.ask.embedded import Embedded
from laming_graph.ask.form import one_line
from laming_graph.model.errors import InputError

MARK = "laming-store.json"
"""File beside the store's own that says what is in it; without it a folder is no store of ours."""
VERSION = 1
"""Of what a store holds and how: triples in the default graph."""
_SMALL = 50_000_000
"""Bytes that are sorted again at every addition, which takes less than a second."""
_GROWN = 1.25
"""Larger stores are sorted again when they have grown by more than this since."""
_QUADS = (RdfFormat.N_QUADS, RdfFormat.TRIG)

Progress = Callable[[int, int], None]
"""Told bytes read and bytes in all."""


class Loaded(NamedTuple):
    """What a store was loaded with.

    Attributes:
        triples: how many different triples it holds.
        files: how many files they came from, in all.
        size: bytes on disk.
    """

    triples: int
    files: int
    size: int


def load_on_disk(folder: Path, files: Sequence[Path], progress: Progress = lambda read, of: None) -> Loaded:
    """Load files into a store on disk, which is there whole or not at all.

    A store of ours that is there already is replaced; who has it open keeps the old one.

    Args:
        folder: the store's.
        files: RDF by its ending; of N-Quads and TriG, each triple without the name of its graph.
        progress: told how far it has come, now and then.

    Raises:
        InputError: if a file cannot be read or is not what its ending says, the folder holds other things,
            is in use by a writer, or cannot be written. What was there stands.
    """
    from laming_graph.files import put_in_place, workshop

    folder = folder.absolute()
    _refuse_others(folder)
    read = _Read(sum(_size(file) for file in files), progress)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with workshop(folder.parent) as work:
            loaded = _loaded(work / "new", files, read)
            put_in_place(work / "new", folder, work)
    except OSError as error:
        raise _unchanged(folder, error) from None
    return loaded


def add_on_disk(folder: Path, files: Sequence[Path], progress: Progress = lambda read, of: None) -> Loaded:
    """Add files to a store on disk, at the cost of these files: what it holds is counted, not copied.

    The new store is made beside the old one, of the same parts by hard links, since a part that is written
    never changes; it takes the old one's place when it is whole. Who has the old one open keeps it.

    Args:
        folder: a store's, as `load_on_disk` made it.
        files: as for `load_on_disk`.
        progress: told how far it has come, now and then.

    Raises:
        InputError: as `load_on_disk` and `open_on_disk` do, or if the store was replaced meanwhile.
            What was there stands.
    """
    from laming_graph.files import put_in_place, workshop

    folder = folder.absolute()
    read = _Read(sum(_size(file) for file in files), progress)
    open_on_disk(folder)
    _refuse_others(folder)
    try:
        before = (folder / MARK).read_text("utf-8")
        with workshop(folder.parent) as work:
            (work / "new").mkdir()
            for path in folder.iterdir():
                _share(path, work / "new" / path.name)
            loaded = _loaded(work / "new", files, read, json.loads(before))
            if (folder / MARK).read_text("utf-8") != before:
                raise InputError(f"--store {folder}: was replaced meanwhile; add to it again")
            put_in_place(work / "new", folder, work)
    except OSError as error:
        raise _unchanged(folder, error) from None
    return loaded


def _unchanged(folder: Path, error: OSError) -> InputError:
    problem = error.strerror or one_line(str(error))
    return InputError(f"--store {folder}: {problem}; nothing was changed there")


def _share(path: Path, new: Path) -> None:
    """Give a file a second name if it never changes and the disk can, else copy it."""
    if path.suffix == ".sst":
        with suppress(OSError):
            os.link(path, new)
            return
    if not path.name.startswith(("LOG", "LOCK")):
        shutil.copy2(path, new)


def open_on_disk(folder: Path) -> Embedded:
    """A store that `load_on_disk` made, for asking; nothing is loaded and nothing written.

    Raises:
        InputError: if there is none, it was made by another version, or it is damaged.
    """
    place, again = f"--store {folder}", f"load it again: laming load --store {folder} FILE..."
    try:
        version, parts = _mark(folder)
    except (FileNotFoundError, NotADirectoryError):
        there = "is no store of `laming load`" if folder.exists() else "is not there"
        raise InputError(f"{place}: {there}; make it: laming load --store {folder} FILE...") from None
    except OSError as error:
        raise InputError(f"{place}: {error.strerror}; make it readable") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{place}: {MARK} is damaged; {again}") from None
    if version != VERSION:
        raise InputError(f"{place}: is of version {version}, this program reads {VERSION}; {again}")
    for name, size in parts.items():
        if not (folder / name).is_file() or (folder / name).stat().st_size != size:
            raise InputError(f"{place}: {name} is not as it was written; {again}")
    try:
        return Embedded(Store.read_only(str(folder)))
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(f"{place}: cannot be opened ({one_line(str(error))[:120]}); {again}") from None


def size_of(folder: Path) -> int:
    """How many triples a store holds that can be opened, as was told when it was made."""
    told = json.loads((folder / MARK).read_text("utf-8")).get("triples")
    return told if isinstance(told, int) else 0


def _mark(folder: Path) -> tuple[object, dict[str, int]]:
    """Version of a store, and the sizes of its files."""
    told = json.loads((folder / MARK).read_text("utf-8"))
    return told["version"], dict(told["parts"].items())


class _Read:
    """How much of all files has been read."""

    def __init__(self, size: int, progress: Progress) -> None:
        self.done, self.size, self.progress = 0, size, progress

    def count(self, read: int) -> None:
        self.done += read
        self.progress(self.done, self.size)


class _Counted:
    """A file that counts what is read of it."""

    def __init__(self, stream: IO[bytes], read: _Read) -> None:
        self._stream, self._count = stream, read.count

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._count(len(data))
        return data


def _loaded(
    folder: Path, files: Sequence[Path], read: _Read, before: Mapping[str, Any] = MappingProxyType({})
) -> Loaded:
    """Load files into a new store, or into a copy of an old one whose mark is given, and mark it."""
    store = Store(str(folder))
    for file in files:
        _load(store, file, read)
    store.flush()
    then, now = before.get("sorted", 0), _bytes(folder)
    again = now < _SMALL or now > _GROWN * then
    if again:
        # Into few sorted files: of ten million triples, queries are answered six times quicker so.
        store.optimize()
        store.flush()
    triples = len(store)
    del store  # which closes it, so that its files are as they will be
    parts = _parts(folder)
    size = sum(path.stat().st_size for path in folder.iterdir())
    names = [*before.get("files", []), *(file.name for file in files)]
    then = sum(parts.values()) if again else then
    mark = {"version": VERSION, "triples": triples, "files": names, "sorted": then, "parts": parts}
    (folder / MARK).write_text(json.dumps(mark, indent=1) + "\n", "utf-8")
    return Loaded(triples, len(names), size)


def _parts(folder: Path) -> dict[str, int]:
    """The files that hold the triples, with their sizes."""
    return {path.name: path.stat().st_size for path in sorted(folder.glob("*.sst"))}


def _bytes(folder: Path) -> int:
    """How large the parts of an open store are; it may be merging some, which are then gone."""
    size = 0
    for path in folder.glob("*.sst"):
        with suppress(FileNotFoundError):
            size += path.stat().st_size
    return size


def _load(store: Store, file: Path, read: _Read) -> None:
    form = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if form is None:
        raise InputError(f"{file}: its ending tells no format of RDF; name it .ttl, .nt, .nq or .trig")
    with _told(file), _opened(file) as stream:
        counted = cast(IO[bytes], _Counted(stream, read))
        if form in _QUADS:
            quads = parse(input=counted, format=form)
            store.bulk_extend(Quad(one.subject, one.predicate, one.object) for one in quads)
        else:
            store.bulk_load(input=counted, format=form)


def _opened(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}; make it readable") from None


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        place = f"{file}:{error.lineno}:{error.offset}"
        raise InputError(f"{place}: {one_line(error.msg)}; mend the file") from None


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}; put it there") from None


def _refuse_others(folder: Path) -> None:
    """Refuse to replace what is no store of ours, or one that a writer has open."""
    try:
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return
    except OSError as error:
        raise InputError(f"--store {folder}: {error.strerror}; name another place") from None
    if not (folder / MARK).is_file():
        raise InputError(f"--store {folder}: holds something else; name a new folder")
    try:
        Store(str(folder))
    except OSError as error:
        if "lock" in str(error).lower():
            raise InputError(
                f"--store {folder}: a process has it open for writing; stop that first"
            ) from None
    except (RuntimeError, ValueError):
        return  # a damaged store may be replaced
