"""The command `laming` as its users run it: a process of its own, away from the checkout."""

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

BARE = [sys.executable, "-m", "laming_graph.cli"]


class Done(NamedTuple):
    """How a command ended.

    Attributes:
        status: its exit status.
        out: what it wrote to standard output.
        err: what it wrote to standard error.
    """

    status: int
    out: str
    err: str


class Laming:
    """Runs `laming` in a folder of its own, with a cache of its own and no documents unless given.

    Args:
        home: an empty folder.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.cache = home / "cache"
        (home / "no-documents").mkdir()

    def environment(self, sources: Path | None = None, **more: str) -> dict[str, str]:
        """The variables of the process."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            "XDG_CACHE_HOME": str(self.cache),
            "LAMING_SOURCES": str(sources or self.home / "no-documents"),
            "COLUMNS": "200",
            **more,
        }

    def __call__(
        self,
        *arguments: object,
        stdin: bytes = b"",
        sources: Path | None = None,
        before: Callable[[], None] | None = None,
        prefix: tuple[str, ...] = (),
        **more: str,
    ) -> Done:
        """Run one command to its end.

        Args:
            arguments: as typed.
            stdin: what stands on standard input.
            sources: folder of the documents.
            before: called in the new process before the command.
            prefix: a command that runs the command.
            more: further variables.
        """
        done = subprocess.run(
            [*prefix, *BARE, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env=self.environment(sources, **more),
            cwd=self.home,
            preexec_fn=before,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def fine(done: Done) -> str:
    """What a command printed that ended well and had nothing to complain of."""
    assert (done.status, done.err) == (0, "")
    return done.out


def lines_of(text: str) -> list[list[str]]:
    """A CSV text, header first."""
    return list(csv.reader(io.StringIO(text, newline="")))


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A new folder that every user can reach; pytest's own are shut to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_nobody() -> tuple[str, ...]:
    """A command before the command that takes away the rights of root, to whom no folder is shut.

    Nothing, if the tests are not run by root. Skips the test where that cannot be done.
    """
    if os.geteuid() != 0:
        return ()
    drop = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    if shutil.which("setpriv") is None:
        pytest.skip("run by root, to whom no folder is shut, and setpriv is not there")
    tried = subprocess.run([*drop, *BARE, "--version"], capture_output=True, check=False, cwd="/")
    if tried.returncode != 0:
        pytest.skip("run by root, to whom no folder is shut, and nobody else can reach this Python")
    return drop
