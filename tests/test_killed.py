"""A command killed at any moment leaves each file old or new, whole, and the next one succeeds.

Moments are drawn with a fixed seed. What a killed process leaves in hidden folders `.laming-...` the next
one that writes to the same place takes away.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from laming_graph.check.checksums import refuse_mixture
from laming_graph.files import write_folder, write_whole
from laming_graph.model.errors import InputError
from tests.command import BARE, Laming, fine
from tests.expected import ROOT

DATA = ROOT / "data" / "ttl"
COMMANDS: dict[str, tuple[str, ...]] = {
    "query": ("query", "deadlines", "--data", "small", "-o", "new/rows.csv"),
    "queries": ("queries", "--reference", "-o", "new/queries.md"),
    "build": ("build", "--quiet", "--out", "new"),
}
TIMES = {"query": 8, "queries": 5, "build": 2}


def held(folder: Path) -> dict[str, bytes]:
    """The files of a folder that a user sees."""
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}


def killed(laming: Laming, command: tuple[str, ...], after: float, how: int, sources: Path) -> None:
    """Start a command and kill it after some seconds."""
    process = subprocess.Popen(
        [*BARE, *command], cwd=laming.home, env=laming.environment(sources),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(how)
    process.wait(60)


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_moment(name: str, sources: Path, tmp_path: Path) -> None:
    """Old or new, whole; no litter after the next run; the cache of a killed process does no harm."""
    chance = random.Random(name)
    laming = Laming(tmp_path)
    new = tmp_path / "new"
    (tmp_path / "small").mkdir()
    shutil.copy(DATA / "agents.ttl", tmp_path / "small")
    begun = time.monotonic()
    fine(laming(*COMMANDS[name], sources=sources))
    takes = time.monotonic() - begun
    wanted = held(new)
    old = dict.fromkeys(wanted, b"# of yesterday\n")
    for number in range(TIMES[name]):
        for file, data in old.items():
            (new / file).write_bytes(data)
        if number % 2:
            shutil.rmtree(laming.cache, ignore_errors=True)
        how = chance.choice((signal.SIGKILL, signal.SIGINT))
        killed(laming, COMMANDS[name], chance.uniform(0.05, takes * 1.1), how, sources)
        now = held(new)
        assert now.keys() == wanted.keys()
        assert all(now[file] in (old[file], wanted[file]) for file in now)
    fine(laming(*COMMANDS[name], sources=sources))
    assert held(new) == wanted
    assert [path.name for path in new.iterdir() if path.name.startswith(".")] == []
    assert list(laming.cache.rglob(".laming-*")) == []


def forked(work: object, after: int) -> None:
    """Do something in a process that is killed at its n-th rename."""
    child = os.fork()
    if child == 0:
        done = 0
        replace = Path.replace

        def counted(self: Path, target: Path) -> Path:
            nonlocal done
            if done == after:
                os.kill(os.getpid(), signal.SIGKILL)
            done += 1
            return replace(self, target)

        Path.replace = counted  # type: ignore[method-assign, assignment]
        work()  # type: ignore[operator]
        os._exit(0)
    os.waitpid(child, 0)


@pytest.mark.parametrize("after", range(4))
def test_a_mixture_is_told_by_its_checksums(after: int, tmp_path: Path) -> None:
    """Killed between renames, a data set's own file is the old one, and does not fit the new ones."""
    from laming_graph.files import write_together

    names = ["agents.ttl", "instruments.ttl", "dataset.ttl"]
    folder = shutil.copytree(DATA, tmp_path / "ttl")
    files = {folder / name: (DATA / name).read_bytes() + b"# new\n" for name in names}
    refuse_mixture(folder)
    forked(lambda: write_together(files), after)
    changed = [name for name in names if (folder / name).read_bytes() == files[folder / name]]
    assert changed == names[:after]
    if after:
        with pytest.raises(InputError, match="names by its SHA-256"):
            refuse_mixture(folder)
    write_whole(folder / "more.txt", b"")
    assert list(folder.glob(".laming-*")) == []


@pytest.mark.parametrize("after", range(3))
def test_a_folder_killed_between_renames_comes_back(after: int, tmp_path: Path) -> None:
    """The old folder, moved aside by a killed process, is put back by the next writing beside it."""
    folder = tmp_path / "all"
    write_folder(folder, {"a.txt": b"old"})
    forked(lambda: write_folder(folder, {"a.txt": b"new"}), after)
    write_whole(tmp_path / "b.txt", b"")
    assert (folder / "a.txt").read_bytes() == (b"new" if after == 2 else b"old")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all", "b.txt"]


def test_a_folder_whose_maker_runs_is_left(tmp_path: Path) -> None:
    """What another process makes just now is not taken away."""
    from laming_graph.files import workshop

    with workshop(tmp_path) as work:
        write_whole(tmp_path / "b.txt", b"")
        assert work.is_dir()
    assert not work.exists()


def test_commands_at_once_share_the_cache(tmp_path: Path) -> None:
    """Several processes that build and open one cache at the same time all give the same rows."""
    laming = Laming(tmp_path)
    for _ in range(1):
        shutil.rmtree(laming.cache, ignore_errors=True)
        started = [
            subprocess.Popen(
                [*BARE, "query", "calendar"], cwd=tmp_path, env=laming.environment(),
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )
            for _ in range(4)
        ]  # fmt: skip
        ended = [process.communicate(timeout=60) for process in started]
        assert [process.returncode for process in started] == [0] * 4
        assert {err for _, err in ended} == {b""}
        assert len({out for out, _ in ended}) == 1
    (kept,) = (laming.cache / "laming-graph" / "stores").iterdir()
    for hurt in (kept / "laming-seal", kept / "CURRENT", next(kept.glob("*.sst"))):
        hurt.write_bytes(b"")
        fine(laming("query", "calendar"))
