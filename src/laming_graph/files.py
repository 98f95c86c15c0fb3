"""Writing files whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from laming_graph.model.errors import InputError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        InputError: if the folder cannot be written or the disk is full; the old file stands.
    """
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write several files so that all are new or none is.

    All are written under temporary names first, which is where a disk fills up; only then
    are they renamed.

    Raises:
        InputError: if a folder cannot be written or the disk is full; the old files stand.
    """
    temporary: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            temporary[path] = Path(name)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary[path].chmod(0o644)
        for path, new in temporary.items():
            new.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; nothing was changed there") from None
    finally:
        for new in temporary.values():
            new.unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder so that it is there whole or not at all.

    A folder of that name is replaced if it holds nothing but files of these names, as an
    earlier writing left them.

    Args:
        folder: where.
        files: path inside the folder, with "/", to content.

    Raises:
        InputError: if the folder holds other files, cannot be written, or the disk is full;
            what was there stands.
    """
    folder = folder.absolute()
    try:
        if folder.exists() or folder.is_symlink():
            _refuse_strangers(folder, files)
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror}; nothing was changed there") from None
    try:
        new, old = work / "new", work / "old"
        new.mkdir()
        write_together({new / path: data for path, data in files.items()})
        if folder.exists():
            folder.replace(old)
        try:
            new.replace(folder)
        except OSError:
            if old.exists():
                old.replace(folder)
            raise
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror}; nothing was changed there") from None
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _refuse_strangers(folder: Path, files: Mapping[str, bytes]) -> None:
    if folder.is_symlink() or not folder.is_dir():
        raise InputError(f"{folder}: is no folder; name another place")
    if folder.resolve() == Path.cwd():
        raise InputError(f"{folder}: is the folder you are in; name another place")
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).as_posix()
        known = inside in files or (path.is_dir() and any(name.startswith(f"{inside}/") for name in files))
        if path.is_symlink() or not known:
            raise InputError(f"{path}: is not of an export; name a new folder")
