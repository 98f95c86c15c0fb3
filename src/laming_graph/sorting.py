"""Sorting more than memory holds: sorted runs wait on disk, and are merged as they are read."""

import pickle
from collections.abc import Iterator, Sequence
from heapq import merge
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Generic, TypeVar

_BATCH = 500
"""How many records are read of a run at a time."""

Record = TypeVar("Record", bound=Sequence[object])
"""What is sorted: a tuple that opens with its key."""


class Runs(Generic[Record]):
    """Sorted runs in a file without a name, which is gone when its process is, however that ends.

    Args:
        folder: on a disk that has room for all of them; the system's place for such files without it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._places: list[list[tuple[int, int]]] = []

    def __enter__(self) -> "Runs[Record]":
        self._file = TemporaryFile(dir=self._folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, run: list[Record]) -> None:
        """Put a run away, its records in the order of their keys.

        Raises:
            OSError: if the disk is full.
        """
        places = []
        for start in range(0, len(run), _BATCH):
            batch = pickle.dumps(run[start : start + _BATCH], protocol=5)
            places.append((self._file.tell(), len(batch)))
            self._file.write(batch)
        self._places.append(places)

    def merged(self) -> Iterator[Record]:
        """All records in the order of their keys; of equal keys those of earlier runs first."""
        return merge(*map(self._read, self._places), key=itemgetter(0))

    def _read(self, places: list[tuple[int, int]]) -> Iterator[Record]:
        for place, length in places:
            self._file.seek(place)
            yield from pickle.loads(self._file.read(length))  # noqa: S301 (written by this process)
