"""The benchmarks at scale, on a small graph: jobs tell times, limits hold, results are a page and a plot."""

import json
import os
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.generate import main as generate
from benchmarks.scale.drawing import Line, to_svg
from benchmarks.scale.jobs import JOBS, jobs
from benchmarks.scale.results import write_results
from benchmarks.scale.size import HELD
from benchmarks.scale.tables import AGGREGATES, connected, load_tables
from benchmarks.scale.timing import taken
from benchmarks.scale_up import done, machine, name_of
from laming_graph.ask.graph import Graph
from laming_graph.ask.on_disk import load_on_disk, open_on_disk
from laming_graph.ask.store import code_book
from tests.expected import SLUGS


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one inquiry, and a store of it."""
    folder = tmp_path_factory.mktemp("work")
    generate(["--inquiries", "1", "-o", str(folder / "one.nt")])
    load_on_disk(folder / "store", [folder / "one.nt", *code_book()])
    return folder


def nap() -> int:
    """A piece of work that takes too long."""
    time.sleep(60)
    return 0


def test_a_piece_of_work_is_timed_and_ended() -> None:
    """Median of several; what takes too long is killed, what fails is told, what dies is told."""
    quick = taken(lambda: sum(range(1000)) and 7, 5)
    assert (quick.rows, quick.runs, quick.failed) == (7, 5, "")
    assert quick.wall >= 0
    start = time.monotonic()
    assert taken(nap, 0.2).failed == "over 0 s"
    assert time.monotonic() - start < 20
    assert taken(lambda: 1 // 0, 5).failed.startswith("integer division")
    assert taken(lambda: os._exit(3), 5).failed == "ended by itself"


def test_the_tables_count_what_the_queries_count(work: Path) -> None:
    """The SQL of each aggregate gives the very numbers of the canned query."""
    engine = open_on_disk(work / "store")
    load_tables(engine, work / "tables.duckdb")
    for slug, sql in AGGREGATES.items():
        rows = [
            [str(cell) for cell in row] for row in connected(work / "tables.duckdb").execute(sql).fetchall()
        ]
        asked = [list(row) for row in Graph(engine=engine).query(slug).texts()]
        if slug == "coverage":
            rows = [[row[0], row[1].partition("#")[2], *row[2:]] for row in rows]
        assert sorted(rows) == sorted(asked), slug


@pytest.mark.parametrize("job", ["load laming --store", "query disk", "write laming", "write laming --store"])
def test_a_job_runs_in_a_process_of_its_own(job: str, work: Path) -> None:
    """And tells time, memory, and an answer to every query."""
    told = done(job, work / "one.nt", work, 20)
    assert told["peak_mb"] > 10
    assert told.get("stable", True)
    if job == "query disk":
        assert set(SLUGS) < set(told["queries"])
        assert [slug for slug, one in told["queries"].items() if one["failed"] or not one["rows"]] == []
    else:
        assert told["cpu"] > 0


def test_a_job_that_cannot_be_done_says_why(work: Path) -> None:
    """In one line, and the others go on."""
    assert "No such file" in done("load laming --store", work / "none.nt", work / "other", 5)["failed"]
    assert {"validate pyshacl", "validate pyshacl alone", "validate shifty"} <= set(jobs()) - set(JOBS)


def test_results_are_a_page_and_a_plot(tmp_path: Path) -> None:
    """With what was missed said; the growth is that of ten times the triples."""
    for triples, slow in ((100_000, 2.0), (400_000, 50.0)):
        one = {"milliseconds": slow, "wall": slow, "rows": 3, "runs": 5, "failed": ""}
        late = {**one, "failed": "over 20 s"}
        told = {
            "machine": machine(),
            "data": {"triples": triples, "inquiries": 1, "responses": 0, "reports": 0},
            "planted": {"components": {"In": 2}},
            "jobs": {
                "load pyoxigraph, disk": {"cpu": 1.0, "wall": 1.0, "peak_mb": 50},
                "load laming --store": {"cpu": 2.0, "wall": 1.0, "peak_mb": 50},
                "write rdflib": {"cpu": 30.0, "peak_mb": 9},
                "write laming": {"cpu": 1.0, "peak_mb": 9},
                "write laming --store": {"cpu": slow, "peak_mb": 9000},
                "query disk": {
                    "queries": {"due-by": one, f"evidence{HELD}": one, "gaps": late},
                    "peak_mb": 9,
                },
                "query tables": {"queries": {"due-by": {**one, "milliseconds": 2.0}}, "peak_mb": 9},
                "validate shifty": {"cpu": 1.0, "peak_mb": 9, "components": {"In": 2 if slow < 9 else 1}},
                "validate pyshacl": {"failed": "over 600 s"},
                "validate pyshacl alone": {"cpu": 30.0, "peak_mb": 9},
                "validate sparql": {"cpu": 1.0, "peak_mb": 9},
                "validate --store": {"cpu": 0.5, "peak_mb": 9},
            },
        }
        (tmp_path / f"{name_of(triples)}.json").write_text(json.dumps(told), "utf-8")
    write_results(tmp_path)
    page = (tmp_path / "scale.md").read_text("utf-8")
    assert "| `due-by` | 3 | 2.0 | 50.0 | 209.9 |" in page
    assert "Missed by `due-by` 209.9." in page
    assert "held to one inquiry, flat within 1.5. Missed by `evidence` 209.9." not in page, "said by itself"
    assert f"`evidence{HELD}` flat within 1.5: 209.86 **(missed)**" in page
    assert "load at most 1.3 times pyoxigraph's onto disk: 2.00 **(missed)**" in page
    assert "100k: Turtle 20 times quicker than rdflib: 30 times\n" in page
    assert "100k: Turtle from disk, our reading counted, 20 times quicker than rdflib: 15 times **(m" in page
    assert "400k: Turtle of a store in at most 6,000 MB: 9,000 MB **(missed)**" in page
    assert "100k, validate shifty: 2 violations, exactly those planted." in page
    assert "400k, validate shifty: 1 violations, **not those planted**." in page
    assert "100k: `validate sparql` 50 times quicker than pySHACL alone: 30 times **(missed)**\n" in page
    assert "100k: `validate --store` 50 times quicker than pySHACL alone: 60 times\n" in page
    assert "over 600 s" in page
    assert "| due-by | 2.0, 1.0x, no answer | 2.0, 25.0x, no answer |" in page
    assert "400k: `due-by` at most 15 times DuckDB: 25.00 **(missed)**" in page
    assert "`gaps` | 3 | over 20 s | over 20 s |  |" in page
    drawn = ElementTree.fromstring((tmp_path / "scale.svg").read_text("utf-8"))
    assert len(drawn.findall("{http://www.w3.org/2000/svg}polyline")) == 2


def test_a_plot_of_nothing_is_a_plot() -> None:
    """And names are escaped."""
    assert ElementTree.fromstring(to_svg([], "none")).tag.endswith("svg")
    ElementTree.fromstring(to_svg([Line("a < b", ((1, 1), (10, 5)), True)], "a & b"))
