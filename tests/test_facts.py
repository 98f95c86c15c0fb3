"""Tables of facts and judgements: a row that says another thing than its words stops the build."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from laming_graph.ask.graph import Graph
from laming_graph.curate.tables import parse_tables
from laming_graph.files import write_together
from laming_graph.graph.build import build
from laming_graph.model.errors import LamingError
from tests.conftest import INQUIRY

Rows = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the curation folder."""
    return Path(shutil.copytree(INQUIRY.parent, tmp_path / "curation"))


def alter(path: Path, change: Callable[[Rows], None]) -> None:
    """Change the rows of a table."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    columns = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def at(row: int, **cells: str) -> Callable[[Rows], None]:
    """Cells of one row, changed."""
    return lambda rows: rows[row].update(cells)


def swap_two_and_three(rows: Rows) -> None:
    """Two purposes of one passage, exchanged."""
    rows[1]["amount"], rows[2]["amount"] = rows[2]["amount"], rows[1]["amount"]


@pytest.mark.parametrize(
    ("table", "change", "says"),
    [
        ("funding", swap_two_and_three, r"funding\.csv:3: amount is '57800000', but the words give 73000000"),
        ("funding", at(0, amount="1"), r"funding\.csv:2: amount is '1'"),
        ("funding", at(0, locator="paragraph/84: £73 million"), r"funding\.csv:2: locator .* names no docum"),
        ("funding", at(0, locator="action-plan/paragraph/1"), r"funding\.csv:2: .* the words give no sum"),
        ("progress", at(0, promise="2/9"), r"progress\.csv:2: promises\.csv has no promise 2/9"),
        ("progress", at(0, promise="two"), r"progress\.csv:2: promise 'two' is none"),
        ("progress", at(0, what=""), r"progress\.csv:2: what is empty"),
        ("restated", at(0, promise=""), r"restated\.csv:2: promise is empty"),
        ("government", at(0, rec="99"), r"government\.csv:2: 99 is none of this inquiry's"),
        ("commentator", at(0, covers="99"), r"commentator\.csv:2: 99 is none of this inquiry's"),
        ("press", at(0, rec="99"), r"press\.csv:2: 99 is none of this inquiry's"),
        ("memberships", at(0, person=""), r"memberships\.csv:2: person is empty"),
        ("publications", at(0, status="lost"), r"publications\.csv:2: status 'lost' is not known"),
        ("publications", at(0, publisher="nobody"), r"publications\.csv:2: publisher 'nobody' is not known"),
        ("publications", at(0, instrument="bell"), r"publications\.csv:2: instrument 'bell' is not known"),
        ("publications", at(0, title=""), r"publications\.csv:2: title is empty"),
        ("instrument-events", at(0, instrument=""), r"instrument-events\.csv:2: instrument is empty"),
        ("quantities", at(0, count="601"), r"quantities\.csv:\d+: count is 601, but the words give "),
        ("quantities", at(0, count="many"), r"quantities\.csv:2: count 'many' is no whole number"),
        ("quantities", at(0, unit=""), r"quantities\.csv:2: unit is empty"),
    ],
)
def test_a_row_that_cannot_be_so_is_refused(
    table: str, change: Callable[[Rows], None], says: str, folder: Path, sources: Path
) -> None:
    """Nothing is built, and the line names file, row and mend."""
    alter(folder / f"{table}.csv", change)
    with pytest.raises(LamingError, match=says) as caught:
        build(parse_tables(folder / "inquiry.toml"), sources)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("table", ["government", "council", "commentator", "press"])
def test_a_table_and_its_document_must_both_be_there(table: str, folder: Path, sources: Path) -> None:
    """Neither judgements without their document nor a document without its judgements pass unseen."""
    path = folder / "inquiry.toml"
    described = path.read_text("utf-8")
    path.write_text(described.replace(f'coding = "{table}"\n', ""), "utf-8")
    with pytest.raises(LamingError, match=rf"{table}\.csv: no document of inquiry\.toml is coded by it"):
        build(parse_tables(path), sources)
    path.write_text(described, "utf-8")
    (folder / f"{table}.csv").unlink()
    with pytest.raises(LamingError, match=rf"{table}\.csv: not there, though document"):
        build(parse_tables(path), sources)


def test_a_table_that_nothing_reads_is_refused(folder: Path, sources: Path) -> None:
    """A table with a slip in its name is not left out without a word."""
    (folder / "funding.csv").rename(folder / "fundings.csv")
    with pytest.raises(LamingError, match=r"fundings\.csv: no table has this name"):
        build(parse_tables(folder / "inquiry.toml"), sources)


def test_progress_clears_the_promise_it_keeps(folder: Path, sources: Path, tmp_path: Path) -> None:
    """A promise is overdue until the day on which it is known done, and not after."""

    def keep(rows: Rows) -> None:
        rows[0].update(promise="2/3", done_edtf="2009-10-05", done_earliest="", done_latest="2009-10-05")

    alter(folder / "progress.csv", keep)
    out = tmp_path / "out"
    out.mkdir()
    built = build(parse_tables(folder / "inquiry.toml"), sources)
    write_together({out / f"{name}.ttl": data for name, data in built.files.items()})
    graph = Graph(out)

    def overdue(day: str) -> set[str | None]:
        return {row["promise_label"] for row in graph.query("overdue", as_of=day).dicts()}

    unit = "National Safeguarding Delivery Unit up and running"
    assert unit not in overdue("2009-07-31")
    assert unit in overdue("2009-08-01")
    assert unit in overdue("2009-10-04")
    assert unit not in overdue("2009-10-05")


def test_another_day_given_elsewhere_is_shown(folder: Path, sources: Path, tmp_path: Path) -> None:
    """The column of dates has July, the reply beside it 1 July: both are in the row; the same day is not."""
    out = tmp_path / "out"
    out.mkdir()
    built = build(parse_tables(folder / "inquiry.toml"), sources)
    write_together({out / f"{name}.ttl": data for name, data in built.files.items()})
    rows = Graph(out).query("due-by", by="2009-12-31").dicts()
    elsewhere = {
        row["commitment"]: (row["latest"], row["elsewhere_latest"]) for row in rows if row["elsewhere_latest"]
    }
    # Paragraph 76 has the reform programme with the Task Force's report in October.
    programme = ("15", "24/a", "24/b", "24/c", "24/d", "26/a", "26/b", "26/c", "27", "28")
    assert {str(one).rsplit("action-plan/")[-1]: days for one, days in elsewhere.items()} == {
        "2/3": ("2009-07-31", "2009-07-01"),
        "8/1": ("2009-06-30", "2009-06-10"),
        "58/1": ("2009-09-30", "2009-09-20"),
        **{f"{rec}/1": ("2009-11-30", "2009-10-31") for rec in programme},
    }
