"""A store on disk is exported as it is read: the bytes of the other way, and nothing that must stay."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from laming_graph.ask.on_disk import load_on_disk
from laming_graph.export.release import WRITTEN
from laming_graph.export.stored import Stored
from laming_graph.namespaces import CODES
from laming_graph.turtle import to_turtle
from tests.command import Laming, fine
from tests.exported import release
from tests.test_export import PLAIN, WORDS

OTHER = PLAIN.replace("example.org", "example.com")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the shipped graph and its code book, without the words of the documents."""
    folder = tmp_path_factory.mktemp("stores")
    lines = ox.serialize(release().triples, format=ox.RdfFormat.N_TRIPLES)
    assert lines is not None
    (folder / "all.nt").write_bytes(lines)
    load_on_disk(folder / "all.store", [folder / "all.nt"])
    return folder / "all.store"


def loaded(folder: Path, *turtle: str) -> Path:
    """A store of some Turtle."""
    for number, text in enumerate(turtle):
        (folder / f"{number}.ttl").write_text(text, "utf-8")
    load_on_disk(folder / "store", sorted(folder.glob("*.ttl")))
    return folder / "store"


def triples_of(store: Path) -> list[ox.Triple]:
    """What a store holds: values as it spells them, 1.0 as 1."""
    return [quad.triple for quad in ox.Store.read_only(str(store))]


@pytest.mark.parametrize("run", [10**6, 10_000])
def test_turtle_is_that_of_the_other_way(run: int, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte by byte, in one run and in eight, with the notice of the data set and against its base."""
    monkeypatch.setattr("laming_graph.turtle.RUN", run)
    here = release()
    written = b"".join(Stored(store).turtle())
    monkeypatch.setattr("laming_graph.turtle.RUN", 10**6)
    assert written == to_turtle(triples_of(store), here.data_set.base, here.notice[:-1], here.notice[-1])


@pytest.mark.parametrize("run", [10**6, 10_000])
def test_lines_of_ntriples_are_sorted(run: int, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one run and in eight, every triple once."""
    monkeypatch.setattr("laming_graph.export.stored.RUN", run)
    lines = b"".join(Stored(store).ntriples()).splitlines()
    assert lines == sorted(f"{triple} .".encode() for triple in triples_of(store))


def test_several_data_sets_share_base_and_notice(tmp_path: Path) -> None:
    """Lines that all of them say stand once; names are written against the base of the code book."""
    place = loaded(tmp_path, PLAIN, OTHER)
    written = b"".join(Stored(place).turtle())
    assert written.decode().splitlines()[:5] == [
        "# Plain. Version 1.0.0, Laming Graph contributors.",
        "# Licence: https://creativecommons.org/licenses/by/4.0/",
        f"# {WRITTEN}",
        "",
        f"@base <{CODES}> .",
    ]
    assert {quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE)} == set(triples_of(place))


def test_a_store_without_a_data_set_is_written(tmp_path: Path) -> None:
    """Any RDF may be in it, even none."""
    place = loaded(tmp_path, "<https://example.org/a> a <https://example.org/C> .")
    assert b"".join(Stored(place).turtle()).endswith(b"\n<//example.org/a> a <//example.org/C> .\n")
    (tmp_path / "0.ttl").write_text("", "utf-8")
    load_on_disk(place, [tmp_path / "0.ttl"])
    assert b"".join(Stored(place).turtle()) == f"# {WRITTEN}\n\n@base <{CODES}> .\n".encode()
    assert b"".join(Stored(place).ntriples()) == b""


@pytest.mark.parametrize("form", ["turtle", "ntriples"])
@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        (WORDS, "holds the documents' words, which are never exported"),
        (PLAIN + " [] a ex:C .", "holds a blank node or a quoted triple; give it an IRI"),
        (PLAIN + " ex:c a [] .", "holds a blank node or a quoted triple; give it an IRI"),
        (PLAIN + " ex:c a <<( ex:a ex:b ex:c )>> .", "holds a blank node or a quoted triple"),
    ],
    ids=["words", "subject", "object", "quoted"],
)
def test_what_must_not_be_exported(turtle: str, told: str, form: str, tmp_path: Path, laming: Laming) -> None:
    """One line; the old file stands, and nothing is left beside it."""
    place = loaded(tmp_path, turtle)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "old.rdf").write_text("old")
    done = laming("export", form, "--store", place, "-o", tmp_path / "new" / "old.rdf")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err
    assert [path.read_text() for path in (tmp_path / "new").iterdir()] == ["old"]


def test_the_command_exports_a_store(store: Path, laming: Laming, tmp_path: Path) -> None:
    """To a file, to a pipe, to a device; in other forms not."""
    written = "".join(part.decode() for part in Stored(store).turtle())
    fine(laming("export", "turtle", "--store", store, "-o", tmp_path / "new" / "a.ttl"))
    assert (tmp_path / "new" / "a.ttl").read_text("utf-8") == written
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.ttl"]
    assert fine(laming("export", "turtle", "--store", store)) == written
    fine(laming("export", "ntriples", "--store", store, "-o", "/dev/null"))
    for words, told in (
        (("jsonld", "--store", store), "a store is exported as turtle and ntriples; name one of them"),
        (("turtle", "--store", tmp_path / "none"), "is not there"),
        (("turtle", "--store", store, "--data", "."), "not allowed with argument"),
    ):
        done = laming("export", *words)
        assert (done.status, done.out) == (2, "")
        assert told in done.err


def test_progress_is_told(store: Path) -> None:
    """How many triples of how many."""
    seen: list[tuple[int, int]] = []
    for _ in Stored(store, lambda read, of: seen.append((read, of))).turtle():
        pass
    count = len(release().triples)
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert {of for _, of in seen} == {count}
    assert seen[-1][0] <= count
