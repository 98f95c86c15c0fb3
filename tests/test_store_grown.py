"""Documents added to a store on disk: as if loaded with the others, and safe from what may come between."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Store

import laming_graph as lg
from laming_graph.ask.on_disk import MARK, add_on_disk, load_on_disk, open_on_disk
from laming_graph.ask.store import graph_files
from laming_graph.model.errors import InputError
from tests.command import BARE, Laming, fine
from tests.expected import ROOT, SLUGS, parameters
from tests.test_killed import KILLS, SEED

FILES = graph_files(ROOT / "data" / "ttl")
LATE = {"action-plan.ttl", "council-response.ttl"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All documents loaded at once."""
    folder = tmp_path_factory.mktemp("whole") / "store"
    load_on_disk(folder, FILES)
    return folder


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents added to the others, one after the other, the second twice."""
    folder = tmp_path_factory.mktemp("grown") / "store"
    load_on_disk(folder, [file for file in FILES if file.name not in LATE])
    for file in FILES:
        if file.name in LATE:
            loaded = add_on_disk(folder, [file])
    assert add_on_disk(folder, [file for file in FILES if file.name in LATE]).triples == loaded.triples
    return folder


def written(folder: Path, name: str, *objects: str) -> Path:
    """A file of a triple an object."""
    (folder / name).write_text("".join(f"<urn:a> <urn:p> <urn:{one}> .\n" for one in objects), "utf-8")
    return folder / name


def held(store: Path) -> list[str]:
    """The objects in a store of such files."""
    rows = open_on_disk(store).select("SELECT ?o { <urn:a> <urn:p> ?o } ORDER BY ?o", "")
    return [value.removeprefix("urn:") for (value,) in rows.texts()]


def test_it_holds_what_is_loaded_at_once(whole: Path, grown: Path) -> None:
    """The same triples, each once."""
    assert set(Store.read_only(str(grown))) == set(Store.read_only(str(whole)))
    assert len(Store.read_only(str(grown))) == len(Store.read_only(str(whole)))


@pytest.mark.parametrize("slug", SLUGS)
def test_it_answers_what_is_loaded_at_once(slug: str, whole: Path, grown: Path) -> None:
    """Every canned query, row by row."""
    given = parameters(slug)
    assert list(lg.open(store=grown).query(slug, **given)) == list(lg.open(store=whole).query(slug, **given))


def test_the_parts_are_shared_not_copied(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small document costs the room of itself; the parts of a large store are the same files as before."""
    monkeypatch.setattr("laming_graph.ask.on_disk._SMALL", 0)
    place = tmp_path / "store"
    shutil.copytree(whole, place)
    before = {path.name: path.stat().st_ino for path in place.glob("*.sst")}
    size = sum(path.stat().st_size for path in place.glob("*.sst"))
    add_on_disk(place, [written(tmp_path, "more.nt", "b")])
    after = {path.name: path.stat().st_ino for path in place.glob("*.sst")}
    assert before.items() <= after.items()
    assert sum(path.stat().st_size for path in place.glob("*.sst")) < size * 1.01


@pytest.mark.parametrize(("small", "parts"), [(0, 30), (10**9, 8)])
def test_what_has_grown_is_sorted_again(
    small: int, parts: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many documents are added, parts do not gather without end, and nothing is lost."""
    monkeypatch.setattr("laming_graph.ask.on_disk._SMALL", small)
    place = tmp_path / "store"
    load_on_disk(place, [written(tmp_path, "first.nt", "0")])
    most = 0
    for number in range(1, 30):
        add_on_disk(place, [written(tmp_path, "next.nt", *(f"{number}-{one}" for one in range(20)))])
        most = max(most, len([*place.glob("*.sst")]))
    assert most < parts
    assert len(held(place)) == 1 + 29 * 20


def test_who_has_it_open_keeps_the_old_one(tmp_path: Path) -> None:
    """A reader goes on with what it opened, in full; nothing is left beside the store."""
    place = tmp_path / "place" / "store"
    load_on_disk(place, [written(tmp_path, "one.nt", *map(str, range(5000)))])
    code = f"""
import sys
from pathlib import Path
from laming_graph.ask.on_disk import open_on_disk
old = open_on_disk(Path({str(place)!r}))
print("open", flush=True)
sys.stdin.readline()
print(len(old.select("SELECT ?o {{ <urn:a> <urn:p> ?o }}", "")))
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        add_on_disk(place, [written(tmp_path, "two.nt", "x", "y")])
        assert reader.communicate("\n", timeout=60)[0] == "5000\n"
    assert len(held(place)) == 5002
    assert [path.name for path in place.parent.iterdir()] == ["store"]


def test_a_failed_addition_changes_nothing(tmp_path: Path) -> None:
    """Bad Turtle after a good file, an unknown ending, a missing file, a folder; then what is no store."""
    place = tmp_path / "store"
    load_on_disk(place, [written(tmp_path, "one.nt", "b")])
    good = written(tmp_path, "two.nt", "c")
    (tmp_path / "bad.ttl").write_text("<urn:a> <urn:p>\n ]")
    (tmp_path / "some.thing").write_text("")
    (tmp_path / "folder.nt").mkdir()
    there = sorted(path.name for path in tmp_path.iterdir())
    for name, words in (
        ("bad.ttl", ":2:2"),
        ("some.thing", "no format of RDF"),
        ("no.nt", "no.nt: No such file"),
        ("folder.nt", "folder.nt: Is a directory; make it readable"),
    ):
        with pytest.raises(InputError, match=words) as told:
            add_on_disk(place, [good, tmp_path / name])
        assert "\n" not in str(told.value)
    assert held(place) == ["b"]
    assert sorted(path.name for path in tmp_path.iterdir()) == there
    with pytest.raises(InputError, match="is not there"):
        add_on_disk(tmp_path / "none", [good])
    with pytest.raises(InputError, match="is no store of `laming load`"):
        add_on_disk(tmp_path, [good])
    (place / MARK).write_text("{")
    with pytest.raises(InputError, match="is damaged"):
        add_on_disk(place, [good])


def test_two_writers_do_not_undo_each_other(tmp_path: Path) -> None:
    """Who comes second is told, and what the first has written stands."""
    place = tmp_path / "store"
    load_on_disk(place, [written(tmp_path, "one.nt", "b")])
    first, second = written(tmp_path, "first.nt", "c"), written(tmp_path, "second.nt", "d")
    begun: list[int] = []

    def meanwhile(read: int, of: int) -> None:
        if not begun:
            begun.append(read)
            add_on_disk(place, [first])

    with pytest.raises(InputError, match="was replaced meanwhile; add to it again"):
        add_on_disk(place, [second], meanwhile)
    assert held(place) == ["b", "c"]
    writer = Store(str(place))
    done = subprocess.run(
        [*BARE, "load", "--store", str(place), "--add", str(second)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    del writer
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "has it open for writing" in done.stderr


def test_killed_at_any_moment_it_is_the_old_one_or_the_new(tmp_path: Path) -> None:
    """Whole either way; the next addition clears away what was left."""
    sys.stdout.write(f"LAMING_SEED={SEED}\n")
    chance = random.Random(f"{SEED} add")
    place, old = tmp_path / "place" / "store", [str(one) for one in range(3000)]
    first, new = written(tmp_path, "one.nt", *old), [f"new-{one}" for one in range(3000)]
    more = written(tmp_path, "more.nt", *new)
    for number in range(KILLS + 1):
        load_on_disk(place, [first])
        process = subprocess.Popen([*BARE, "load", "--store", str(place), "--add", str(more)])
        while process.poll() is None and not any(place.parent.glob(".laming-*")):
            time.sleep(0.0002)
        if number:
            time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.wait(60)
        if place.exists():  # between its two renames it stands aside, until the next writing beside it
            assert held(place) in (sorted(old), sorted(old + new))
        else:
            load_on_disk(place.parent / "other", [first])
            assert held(place) == sorted(old)
            shutil.rmtree(place.parent / "other")
        add_on_disk(place, [more])
        assert held(place) == sorted(old + new)
        assert [path.name for path in place.parent.iterdir()] == ["store"]


def test_the_command_adds(tmp_path: Path) -> None:
    """`load --store DIR --add FILE`; without a store, a file, or with others' options it is refused."""
    laming = Laming(tmp_path)
    one, two = written(tmp_path, "one.nt", "b"), written(tmp_path, "two.nt", "c", "d")
    laming("load", "--store", "mine", one)
    before = len(Store.read_only(str(tmp_path / "mine")))
    done = laming("load", "--store", "mine", "--add", two)
    assert (done.status, done.out, done.err.count("\n")) == (0, "", 1)
    assert done.err.startswith(f"{before + 2} triples of 4 files in mine, ")
    asked = tmp_path / "ask.rq"
    asked.write_text("ASK { <urn:a> <urn:p> <urn:b>, <urn:c>, <urn:d> }")
    assert fine(laming("sparql", asked, "--store", "mine")) == "true\n"
    for wrong in (
        ("load", "--store", "mine", "--add"),
        ("load", "--store", "mine", "--add", "none.nt"),
        ("load", "--store", "none", "--add", two),
        ("load", "--store", "mine", "--add", two, "--data", "."),
        ("load", "--endpoint", "http://127.0.0.1:1/", "--add"),
    ):
        done = laming(*wrong)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1), done.err
    assert len(Store.read_only(str(tmp_path / "mine"))) == before + 2
