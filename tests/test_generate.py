"""Generated graphs: the same bytes, sound against the shapes, with as many defects as were planted."""

import json
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from benchmarks.generate import main, size
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.graph import Graph
from laming_graph.ask.on_disk import load_on_disk, open_on_disk
from laming_graph.ask.store import code_book
from laming_graph.check.shapes import validate
from tests.expected import ROOT, SLUGS, expected, parameters

LSH = "https://w3id.org/laming/shapes#"


def triples_of(path: Path) -> set[Triple]:
    """The triples of a file."""
    return {quad.triple for quad in parse(path=str(path))}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two inquiries with further responses and reports."""
    path = tmp_path_factory.mktemp("generated") / "two.nt"
    assert main(["--inquiries", "2", "--responses", "2", "--reports", "2", "-o", str(path)]) == 0
    return path


def test_one_inquiry_is_the_shipped_one(tmp_path: Path) -> None:
    """Triple by triple, so that all proportions are the real ones."""
    main(["--inquiries", "1", "-o", str(tmp_path / "one.nt")])
    shipped = {triple for file in (ROOT / "data" / "ttl").glob("*.ttl") for triple in triples_of(file)}
    assert triples_of(tmp_path / "one.nt") == shipped


def test_the_same_seed_gives_the_same_bytes(two: Path, tmp_path: Path) -> None:
    """And another seed other values, in as many triples."""
    again = ["--inquiries", "2", "--responses", "2", "--reports", "2"]
    main([*again, "-o", str(tmp_path / "again.nt")])
    main([*again, "--seed", "2", "-o", str(tmp_path / "other.nt")])
    assert (tmp_path / "again.nt").read_bytes() == two.read_bytes()
    assert (tmp_path / "other.nt").read_bytes() != two.read_bytes()
    assert (tmp_path / "other.nt").read_bytes().count(b"\n") == two.read_bytes().count(b"\n")


def test_each_triple_stands_once_and_is_counted(two: Path) -> None:
    """The count told is the count of different triples."""
    told = json.loads(two.with_name("two.nt.json").read_text("utf-8"))
    assert told["triples"] == len(triples_of(two))


def test_the_formats_hold_the_same(two: Path, tmp_path: Path) -> None:
    """N-Quads with a graph for each document of each inquiry, and Turtle."""
    for name in ("two.nq", "two.ttl"):
        main(["--inquiries", "2", "--responses", "2", "--reports", "2", "-o", str(tmp_path / name)])
        assert triples_of(tmp_path / name) == triples_of(two)
    graphs = {quad.graph_name for quad in parse(path=str(tmp_path / "two.nq"), format=RdfFormat.N_QUADS)}
    names = {str(graph).strip("<>").removeprefix("https://w3id.org/laming/") for graph in graphs}
    assert {"id/graph/action-plan", "inquiry/1/id/graph/action-plan", "id/graph/progress-1"} <= names
    assert {"id/graph/council-response-2", "inquiry/1/id/graph/council-response-2"} <= names


def test_it_is_as_large_as_was_asked(tmp_path: Path) -> None:
    """Never larger, and less than a report smaller; less than an inquiry is refused."""
    main(["--triples", "200k", "-o", str(tmp_path / "some.nt")])
    assert 198_500 < (tmp_path / "some.nt").read_bytes().count(b"\n") <= 200_000
    assert [size("2.5m"), size("100K"), size("7")] == [2_500_000, 100_000, 7]
    for wrong in (["--triples", "50k"], ["--inquiries", "1", "--defects", "2"], []):
        with pytest.raises(SystemExit):
            main([*wrong, "-o", str(tmp_path / "none.nt")])
    assert not (tmp_path / "none.nt").exists()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_canned_query_has_rows(slug: str, two: Path, asked: Graph) -> None:
    """At least those that people read for the one shipped inquiry, if they are not counted together."""
    assert len(asked.query(slug, **parameters(slug))) >= min(len(expected(slug)), 1)


@pytest.fixture(scope="module")
def asked(two: Path) -> Graph:
    """The two inquiries in a store."""
    load_on_disk(two.parent / "store", [two, *code_book()])
    engine = open_on_disk(two.parent / "store")
    assert isinstance(engine, Embedded)
    return Graph(engine=engine)


def test_what_is_generated_conforms(two: Path) -> None:
    """No violation, also of what is stamped again."""
    pytest.importorskip("shifty")
    assert validate([two], engine="shifty").counts()["violation"] == 0


def test_the_planted_defects_are_found_and_no_other(tmp_path: Path) -> None:
    """Shape by shape and kind by kind, as many as the file beside the data says."""
    pytest.importorskip("shifty")
    path = tmp_path / "bad.nt"
    main(["--inquiries", "3", "--responses", "1", "--defects", "2", "-o", str(path)])
    told = json.loads((tmp_path / "bad.nt.json").read_text("utf-8"))
    found = [one for one in validate([path], engine="shifty").findings if one.severity == "violation"]
    assert Counter(one.shape.removeprefix(LSH) for one in found) == told["shapes"]
    kinds = Counter(one.component.partition("#")[2].removesuffix("ConstraintComponent") for one in found)
    assert kinds == told["components"]
    assert len(kinds) > 20
