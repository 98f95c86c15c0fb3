"""The cache of stores: it saves time, and no state of it changes an answer."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Laming, as_nobody, fine, lines_of, reachable_folder
from tests.expected import expected


@pytest.fixture
def own(tmp_path: Path) -> Laming:
    """The command with a cache of this test's own."""
    (tmp_path / "home").mkdir()
    return Laming(tmp_path / "home")


def stores(laming: Laming) -> list[Path]:
    """The stores that are kept."""
    return sorted((laming.cache / "laming-graph" / "stores").glob("*"))


def test_store_is_kept_and_used_again(own: Laming) -> None:
    """One store is kept under the cache folder, and a second query writes nothing."""
    first = fine(own("query", "calendar"))
    (kept,) = stores(own)
    written = {path: path.stat().st_mtime_ns for path in kept.rglob("*")}
    assert fine(own("query", "calendar")) == first
    assert stores(own) == [kept]
    assert {path: path.stat().st_mtime_ns for path in kept.rglob("*")} == written


def test_a_cache_that_cannot_be_made_is_no_matter(own: Laming) -> None:
    """Where a file stands in place of the cache folder, queries are answered from memory."""
    own.cache.write_text("not a folder", "utf-8")
    assert len(lines_of(fine(own("query", "calendar")))) == len(expected("calendar")) + 1
    assert own.cache.read_text("utf-8") == "not a folder"


def test_a_cache_that_is_read_only_is_no_matter(own: Laming) -> None:
    """A user who may not write into the cache folder gets the same rows."""
    with_cache = fine(own("query", "calendar"))
    with reachable_folder() as folder:
        shut = Laming(folder)
        shut.cache.mkdir()
        shut.cache.chmod(0o555)
        assert fine(shut("query", "calendar", prefix=as_nobody())) == with_cache
        assert list(shut.cache.iterdir()) == []


def test_a_cache_that_is_shut_is_no_matter(own: Laming) -> None:
    """A user who may not even enter the folder that holds the cache gets the same rows."""
    with_cache = fine(own("query", "calendar"))
    with reachable_folder() as folder:
        shut = Laming(folder)
        shut.cache.mkdir()
        shut.cache.chmod(0o000)
        assert fine(shut("query", "calendar", prefix=as_nobody())) == with_cache


def test_no_home_is_no_matter(own: Laming) -> None:
    """A user without a home folder, as in many containers, gets the same rows."""
    with_cache = fine(own("query", "calendar"))
    if not as_nobody():
        pytest.skip("only root can become a user that the system does not know")
    with reachable_folder() as folder:
        stranger = ("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups")
        homeless = ("env", "--unset=HOME", "--unset=XDG_CACHE_HOME")
        assert fine(Laming(folder)("query", "calendar", prefix=(*homeless, *stranger))) == with_cache


def damage_current(store: Path) -> None:
    """The file that names the others is gone."""
    (store / "CURRENT").unlink()


def damage_all(store: Path) -> None:
    """Every file is empty."""
    for path in store.iterdir():
        path.write_bytes(b"")


def damage_bytes(store: Path) -> None:
    """Half of every table is overwritten."""
    tables = list(store.glob("*.sst"))
    assert tables
    for path in tables:
        data = path.read_bytes()
        path.write_bytes(bytes(len(data) // 2) + data[len(data) // 2 :])


def damage_tables(store: Path) -> None:
    """The tables are gone, the rest is there."""
    for path in store.glob("*.sst"):
        path.unlink()


def damage_folder(store: Path) -> None:
    """The folder holds something else."""
    shutil.rmtree(store)
    store.mkdir()
    (store / "readme").write_text("not a store", "utf-8")


@pytest.mark.parametrize(
    "damage",
    [damage_current, damage_all, damage_bytes, damage_tables, damage_folder],
    ids=lambda d: d.__name__,
)
def test_a_corrupted_store_is_made_again(damage: Callable[[Path], None], own: Laming) -> None:
    """A kept store that is damaged gives the same rows, or is made again, and never a wrong answer."""
    first = fine(own("query", "deadlines"))
    (kept,) = stores(own)
    damage(kept)
    assert fine(own("query", "deadlines")) == first
    assert fine(own("query", "deadlines")) == first


def test_a_changed_file_is_seen(own: Laming, tmp_path: Path) -> None:
    """After a change to a data file the next query sees it; few stores are kept."""
    data = tmp_path / "data"
    data.mkdir()
    ask = b'ASK { ?x rdfs:label "now" }'
    (data / "a.ttl").write_text(
        '@prefix r: <http://www.w3.org/2000/01/rdf-schema#> .\n<a:a> r:label "old" .\n', "utf-8"
    )
    assert fine(own("sparql", "-", "--data", data, stdin=ask)) == "false\n"
    (data / "a.ttl").write_text(
        '@prefix r: <http://www.w3.org/2000/01/rdf-schema#> .\n<a:a> r:label "now" .\n', "utf-8"
    )
    assert fine(own("sparql", "-", "--data", data, stdin=ask)) == "true\n"
    (data / "a.ttl").unlink()
    (data / "b.ttl").write_text("<a:a> <a:b> <a:c> .\n", "utf-8")
    for n in range(5):
        (data / f"c{n}.ttl").write_text("<a:a> <a:b> <a:c> .\n", "utf-8")
        assert fine(own("sparql", "-", "--data", data, stdin=ask)) == "false\n"
    assert len(stores(own)) <= 4


def test_sparql_cannot_write_into_the_graph(own: Laming) -> None:
    """An update is refused, and the store answers as before."""
    before = fine(own("query", "calendar"))
    assert own("sparql", "-", stdin=b"DELETE WHERE { ?s ?p ?o }").status == 2
    assert fine(own("query", "calendar")) == before
