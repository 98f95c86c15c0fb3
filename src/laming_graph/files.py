"""Writing files whole or not at all."""

import os
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
