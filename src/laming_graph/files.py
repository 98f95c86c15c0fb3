"""Writing files whole or not at all, whatever happens meanwhile.

New files are made in a hidden folder `.laming-...` beside the old ones, which is taken away at the end.
A process that is killed leaves it; the next one that writes to the same place takes it away, as it does
with no folder whose maker still runs (its lock tells).
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from laming_graph.model.errors import InputError

try:
    import fcntl
except ImportError:  # pragma: no cover - a system without such locks
    fcntl = None  # type: ignore[assignment]

_HIDDEN = ".laming-"
_NO_LOCKS = -1


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file, from its bytes or from parts made meanwhile, so that it is there whole or not at all.

    Where a link leads is written, the link stays; a device or a pipe is written to, not replaced.

    Raises:
        InputError: if the folder cannot be written or the disk is full; the old file stands.
    """
    write_together({path: data})


def write_together(files: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Write several files so that all are new or none is, as far as renaming can.

    All are written beside their places first, which is where a disk fills up; only then are they
    renamed, in the order given. Each is the old one or the new one, whole, at any moment. A process
    that is killed between two renames, which takes microseconds, leaves the first files new and the
    last ones old. So the file that holds the checksums of the others must come last: while it is
    the old one, it says of each new one that it does not belong to it (`check/checksums.py`).

    Raises:
        InputError: if a folder cannot be written or the disk is full; the old files stand.
    """
    path = Path()
    meant: dict[Path, Path] = {}
    new: dict[Path, Path] = {}
    folders: dict[Path, Path] = {}
    with ExitStack() as stack:
        try:
            for path, data in files.items():
                place = meant[path] = _meant(path)
                if _takes_bytes(place):
                    continue
                place.parent.mkdir(parents=True, exist_ok=True)
                if place.parent not in folders:
                    folders[place.parent] = stack.enter_context(workshop(place.parent))
                new[place] = folders[place.parent] / str(len(new))
                _write(new[place], data)
                if place.is_dir():
                    raise IsADirectoryError(21, "Is a directory")
                if place.exists():
                    shutil.copymode(place, new[place])
            for path, place in meant.items():
                if place in new:
                    new[place].replace(place)
                else:
                    with place.open("wb") as stream:
                        stream.writelines(_parts(files[path]))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}; nothing was changed there") from None
        except ValueError as error:
            raise InputError(f"{str(path)!r}: {error}; name another place") from None


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder so that it is there whole or not at all.

    A folder of that name is replaced if it holds nothing but files of these names, as an
    earlier writing left them. That takes two renames; a process that is killed between them leaves
    neither folder in place, and the next writing beside it puts the old one back.

    Args:
        folder: where.
        files: path inside the folder, with "/", to content.

    Raises:
        InputError: if the folder holds other files, cannot be written, or the disk is full;
            what was there stands.
    """
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with workshop(folder.parent) as work:
            if folder.exists() or folder.is_symlink():
                _refuse_strangers(folder, files)
            new = work / "new"
            for path, data in files.items():
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                _write(new / path, data)
            new.mkdir(exist_ok=True)
            put_in_place(new, folder, work)
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror}; nothing was changed there") from None
    except ValueError as error:
        raise InputError(f"{str(folder)!r}: {error}; name another place") from None


def put_in_place(new: Path, folder: Path, work: Path) -> None:
    """Rename a new folder to where one may be; that one waits in the workshop, and is put back if it fails.

    Args:
        new: the folder that is whole.
        folder: its place.
        work: the workshop beside it, as `workshop` gave it.

    Raises:
        OSError: if it cannot be renamed; what was there stands.
    """
    old = work / "old" / folder.name
    if folder.exists():
        old.parent.mkdir()
        folder.replace(old)
    try:
        new.replace(folder)
    except OSError:
        if old.exists():
            old.replace(folder)
        raise


def room_beside(path: Path) -> Path | None:
    """The folder where a file is to be written, whose disk needs room for it; None for a device or a pipe."""
    return None if _takes_bytes(path) else _meant(path).absolute().parent


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A hidden folder inside another, to make things in that are then moved to their place.

    What killed processes have left is taken away first.

    Raises:
        OSError: if the folder cannot be written.
    """
    _clear(folder)
    lock = None
    while lock is None:
        work = Path(tempfile.mkdtemp(dir=folder, prefix=_HIDDEN))
        lock = _lock(work)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        _unlock(lock)


def _meant(path: Path) -> Path:
    """Where a file is to be written: where a link leads, be it there or not.

    Raises:
        OSError: if links lead in a circle.
    """
    if not path.is_symlink() or _takes_bytes(path):
        return path
    with suppress(FileNotFoundError):
        path.stat()
    return Path(os.path.realpath(path))


def _takes_bytes(path: Path) -> bool:
    """Whether it is a device, a pipe or a socket: root could put a file in place of /dev/null."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _parts(data: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return [data] if isinstance(data, bytes) else data


def _write(path: Path, data: bytes | Iterable[bytes]) -> None:
    with path.open("xb") as stream:
        stream.writelines(_parts(data))
        stream.flush()
        os.fsync(stream.fileno())


def _lock(folder: Path) -> int | None:
    """Lock a folder for as long as this process lives.

    Returns:
        What unlocks it; _NO_LOCKS where the file system has none; None if another process holds it, or
        has taken it away.
    """
    if fcntl is None:
        return _NO_LOCKS
    try:
        handle = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if folder.exists():
            return handle
    except BlockingIOError:
        pass
    except OSError:
        os.close(handle)
        return _NO_LOCKS
    os.close(handle)
    return None


def _unlock(lock: int) -> None:
    if lock != _NO_LOCKS:
        os.close(lock)


def _clear(folder: Path) -> None:
    """Take away what killed processes have left, and put back a folder that one had moved aside."""
    for left in folder.glob(f"{_HIDDEN}*"):
        with suppress(OSError):
            lock = _lock(left) if left.is_dir() and not left.is_symlink() else None
            if lock is None or lock == _NO_LOCKS:
                continue
            for old in (left / "old").glob("*"):
                if not (folder / old.name).exists():
                    old.replace(folder / old.name)
            shutil.rmtree(left, ignore_errors=True)
            _unlock(lock)


def _refuse_strangers(folder: Path, files: Mapping[str, bytes]) -> None:
    if folder.is_symlink() or not folder.is_dir():
        raise InputError(f"{folder}: is no folder; name another place")
    if os.path.realpath(folder) == str(Path.cwd()):
        raise InputError(f"{folder}: is the folder you are in; name another place")
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).as_posix()
        known = inside in files or (path.is_dir() and any(name.startswith(f"{inside}/") for name in files))
        if path.is_symlink() or not known:
            raise InputError(f"{path}: is not of an export; name a new folder")
