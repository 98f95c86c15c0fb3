"""A command killed at any moment leaves each file old or new, whole, and the next one succeeds.

Moments are drawn anew each time; LAMING_SEED repeats a drawing, LAMING_KILLS makes more of it. What a killed
process leaves in hidden folders `.laming-...` the next one that writes to the same place takes away.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from laming_graph.arguments import VERBS, module_of
from laming_graph.ask.on_disk import load_on_disk
from laming_graph.check.checksums import refuse_mixture
from laming_graph.export.forms import NAMES
from laming_graph.files import workshop, write_folder, write_whole
from laming_graph.model.errors import InputError
from laming_graph.show.plots.formats import WRITERS
from laming_graph.verbs.printing import FORMATS
from tests.command import BARE, Laming, fine
from tests.expected import ROOT

DATA = ROOT / "data" / "ttl"
FERRY = ROOT / "examples" / "harbour-ferry"
SEED = os.environ.get("LAMING_SEED") or str(random.SystemRandom().randrange(10**6))
KILLS = int(os.environ.get("LAMING_KILLS", "2"))
"""How often each command is killed: every other time while it writes, else at any moment."""
ON = ("--data", "small")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "build": ("build", "--inquiry", f"{FERRY}/inquiry.toml", "--sources", f"{FERRY}/documents",
              "--quiet", "--with-text", "--out", "new/ferry"),
    "validate": ("validate", "small", "-o", "new/a.txt", "--report", "sarif=new/a.sarif",
                 "--report", "junit=new/a.xml"),
    "validate, quickly": ("validate", "small", "--engine", "shifty", "--format", "turtle", "-o", "new/a.ttl"),
    "validate, baseline": ("validate", "small", "--engine", "shifty", "--write-baseline", "new/known"),
    "gaps": ("gaps", "small", "-o", "new/gaps.csv"),
    "check-ontology": ("check-ontology", "small", "-o", "new/faults.txt"),
    "infer": ("infer", *ON, "-o", "new/inferred.nt"),
    "queries": ("queries", "--reference", "-o", "new/queries.md"),
    "queries in Turtle": ("queries", "--turtle", "-o", "new/queries.ttl"),
    **{f"query in {one}": ("query", "deadlines", *ON, "--format", one, "-o", "new/rows") for one in FORMATS},
    "query, cited": ("query", "deadlines", *ON, "--format", "json", "--cite", "-o", "new/rows.json"),
    "sparql": ("sparql", "all.rq", *ON, "-o", "new/rows.csv"),
    "lint-queries": ("lint-queries", "all.rq", "-o", "new/findings.txt"),
    "compare": ("compare", "24", "-o", "new/compare.csv"),
    **{f"plot as {one}": ("plot", "timeline", "-o", f"new/plot{one}") for one in WRITERS},
    "plot, its table": ("plot", "timeline", "--table", "-o", "new/plot.csv"),
    "report": ("report", "--as-of", "2009-12-31", *ON, "-o", "new/report.md"),
    "reference": ("reference", "ontology", "-o", "new/ontology.md"),
    "reference of shapes": ("reference", "shapes", "-o", "new/shapes.md"),
    "agreement": ("agreement", "-o", "new/agreement.csv"),
    **{f"export {one}": ("export", one, *ON, "--quiet", "-o", "new/all") for one in NAMES},
    "export of a store": ("export", "turtle", "--store", "small.store", "--quiet", "-o", "new/graph.ttl"),
    "site": ("site", "--quiet", "--data", "tiny", "new/all"),
}  # fmt: skip
"""Each command that writes, in each of its forms; all into the folder `new`."""
NEXT = {"build", "infer", "query in csv", "export all"}
"""After these the next run is tried too."""
DATA_SETS = {"small": ("agents.ttl", "dataset.ttl"), "tiny": ("dataset.ttl",)}


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Laming:
    """The command in a folder with little data and one query."""
    home = tmp_path_factory.mktemp("yard")
    for folder, files in DATA_SETS.items():
        (home / folder).mkdir()
        for file in files:
            shutil.copy(DATA / file, home / folder)
    load_on_disk(home / "small.store", sorted((home / "small").iterdir()))
    (home / "all.rq").write_text("SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o\n", "utf-8")
    return Laming(home)


def held(folder: Path) -> dict[str, bytes]:
    """The files below a folder that a user sees."""
    files = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in files.items()
        if not name.parts[0].startswith(".laming-")
    }


def killed(
    laming: Laming, command: tuple[str, ...], takes: float, chance: random.Random, writing: bool
) -> None:
    """Start a command and kill it: within the time it takes, or as soon as it is seen to write."""
    new = laming.home / "new"
    process = subprocess.Popen(
        [*BARE, *command], cwd=laming.home, env=laming.environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with suppress(subprocess.TimeoutExpired):
        if writing:
            while process.poll() is None and not any(new.glob(".laming-*")):
                time.sleep(0.0002)
            process.wait(chance.choice((0, chance.uniform(0, 0.003), chance.uniform(0, takes / 10))))
        else:
            process.wait(chance.uniform(0.02, takes))
    process.kill()
    process.wait(60)


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_moment(name: str, yard: Laming) -> None:
    """Old or new, whole; what was left hidden the next writing takes away; the next run succeeds."""
    sys.stdout.write(f"LAMING_SEED={SEED}\n")
    chance = random.Random(f"{SEED} {name}")
    command, new = COMMANDS[name], yard.home / "new"
    shutil.rmtree(new, ignore_errors=True)
    begun = time.monotonic()
    done = yard(*command)
    takes = time.monotonic() - begun
    if "is not installed" in done.err:
        pytest.skip(done.err)
    assert done.status in {0, 1}, done
    wanted = held(new)
    assert wanted
    old = dict.fromkeys(wanted, b"# of yesterday\n")
    one_folder = command[-1] == "new/all"
    for number in range(KILLS):
        for file, data in old.items():
            (new / file).write_bytes(data)
        if chance.random() < 0.2:
            shutil.rmtree(yard.cache, ignore_errors=True)
        killed(yard, command, takes, chance, writing=number % 2 == 1)
        if one_folder:
            # Between its two renames a folder stands aside, until the next writing beside it.
            assert held(new) in (old, wanted, {})
        with workshop(new):
            pass
        now = held(new)
        assert not list(new.glob(".laming-*"))
        assert now.keys() == wanted.keys()
        if one_folder:
            assert now in (old, wanted)
        assert [file for file in now if now[file] not in (old[file], wanted[file])] == []
    if name in NEXT:
        again = yard(*command)
        assert (again.status, again.err) == (done.status, done.err)
        assert held(new) == wanted
    assert list(yard.cache.rglob(".laming-*")) == []


def test_every_command_that_writes_is_killed() -> None:
    """A command with an option or argument for what it writes is a case above."""
    written = {"output", "folder", "out", "write_baseline"}
    writing = set()
    for verb in VERBS:
        arguments = argparse.ArgumentParser()
        module_of(verb).arguments(arguments)
        if written & {action.dest for action in arguments._actions}:
            writing.add(verb)
    assert writing == {command[0] for command in COMMANDS.values()}


def test_the_real_build_killed_at_any_moment(sources: Path, tmp_path: Path) -> None:
    """Each of its files is old or new, and the next build makes all new."""
    sys.stdout.write(f"LAMING_SEED={SEED}\n")
    chance = random.Random(SEED)
    laming, new = Laming(tmp_path), tmp_path / "new"
    command = ("build", "--quiet", "--sources", str(sources), "--out", "new")
    begun = time.monotonic()
    fine(laming(*command))
    takes = time.monotonic() - begun
    wanted = held(new)
    for number in range(KILLS):
        old = dict.fromkeys(wanted, b"# of yesterday\n")
        for file, data in old.items():
            (new / file).write_bytes(data)
        killed(laming, command, takes, chance, writing=number % 2 == 1)
        now = held(new)
        assert now.keys() == wanted.keys()
        assert [file for file in now if now[file] not in (old[file], wanted[file])] == []
    fine(laming(*command))
    assert held(new) == wanted
    assert not list(new.glob(".laming-*"))


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


@pytest.mark.parametrize("verb", ["validate", "gaps"])
def test_our_own_data_half_renamed_is_refused(verb: str, tmp_path: Path) -> None:
    """Without a file, the data that comes with the program is looked at; a named one is taken as it is."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("ontology", "shapes", "queries"):
        (tmp_path / name).symlink_to(ROOT / name)
    data = shutil.copytree(DATA, tmp_path / "data" / "ttl")
    (data / "agents.ttl").write_bytes((DATA / "agents.ttl").read_bytes() + b"# of the next build\n")
    (tmp_path / "home").mkdir()
    laming = Laming(tmp_path / "home")
    done = laming(verb, PYTHONPATH=str(tmp_path / "src"))
    assert (done.status, done.out) == (2, "")
    assert f"{data / 'agents.ttl'}: not the file that dataset.ttl names by its SHA-256" in done.err
    assert laming(verb, data / "agents.ttl", PYTHONPATH=str(tmp_path / "src")).status == 0
