"""Promises outside the by-when cells: each row is held against the words it quotes."""

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from laming_graph.ask.graph import Graph
from laming_graph.curate.further import COLUMNS, parse_further_promises
from laming_graph.curate.tables import Tables, parse_tables
from laming_graph.derive.further import hold_time
from laming_graph.derive.names import Names, names_of
from laming_graph.model.commitment import FurtherPromise
from laming_graph.model.deadline import month
from laming_graph.model.document import Reading
from laming_graph.model.errors import LamingError
from tests.conftest import INQUIRY

PLAN = month(2009, 5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the curation folder."""
    return Path(shutil.copytree(INQUIRY.parent, tmp_path / "curation"))


@pytest.fixture(scope="module")
def promises(tables: Tables, readings: Mapping[str, Reading]) -> tuple[FurtherPromise, ...]:
    """Every promise of the table."""
    return parse_further_promises(tables, readings)


def names(tables: Tables) -> Names:
    """The instruments' names, whose figures are no dates."""
    return names_of((i.id, i.variants) for i in tables.instruments.values())


def held(folder: Path, readings: Mapping[str, Reading]) -> tuple[FurtherPromise, ...]:
    """The promises of a folder, each held against its words."""
    tables = parse_tables(folder / "inquiry.toml")
    found = parse_further_promises(tables, readings)
    for promise in found:
        hold_time(promise, PLAN, names(tables))
    return found


def alter(folder: Path, passage: str, column: str, value: str) -> None:
    """Change a cell of the first row whose words stand in a passage of the plan."""
    path = folder / "further-promises.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    next(row for row in rows if row["locator"].startswith(f"action-plan/{passage}:"))[column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_every_time_is_that_of_its_words(promises: tuple[FurtherPromise, ...], tables: Tables) -> None:
    """The rule reads in each phrase what the two readers read; 27 promises have a day to keep to."""
    for promise in promises:
        hold_time(promise, PLAN, names(tables))
    assert len(promises) == 86
    assert sum(bool(one.deadline.earliest or one.deadline.latest) for one in promises) == 27
    assert {one.deadline.kind for one in promises} == {"by", "on", "from", "recurring", "unspecified"}


def test_promises_stand_outside_the_cells(promises: tuple[FurtherPromise, ...]) -> None:
    """Each is named by its passage and place there, and no by-when cell is among the passages."""
    places = [(one.passage.name, one.ordinal) for one in promises]
    assert len(set(places)) == len(places)
    assert {one.passage.kind for one in promises} == {"response", "paragraph", "box"}
    assert all(one.references == (one.passage.reference,) for one in promises if one.passage.reference)


@pytest.mark.parametrize(
    ("passage", "column", "value", "says"),
    [
        ("paragraph/49", "latest", "2010-06-30", r"csv:\d+: 'in spring 2010' is read as on,"),
        ("paragraph/49", "earliest", "2010-06-30", r"ends before it starts; let it start"),
        ("paragraph/49", "locator", "press-guide/remit/paragraph/2", r"another document"),
        ("response/3", "rec", "4", r"rec is '4', and the words stand in response/3; give 3"),
        ("response/49", "recurrence", "P2Y", r"'each year' is read as recurring,,,,P1Y,"),
        ("paragraph/49", "edtf", "2010-22", r"and the row gives on,2010-22,2010-03-01"),
        ("paragraph/49", "convention", "", r"csv:\d+: 'in spring 2010' is read as"),
        ("paragraph/49", "kind", "by", r"csv:\d+: 'in spring 2010' is read as on,"),
        ("paragraph/49", "phrase", "spring", r"must hold one time expression whole"),
        ("paragraph/49", "phrase", "in May", r"do not hold the phrase 'in May'"),
        ("paragraph/49", "phrase", "", r"csv:\d+: there is no phrase, so that kind is"),
        ("paragraph/49", "edtf", "spring", r"edtf 'spring' is no EDTF"),
        ("paragraph/49", "n", "2", r"number the promises of paragraph/49 from 1"),
        ("paragraph/49", "rec", "99", r"99 is none of this inquiry's"),
        ("paragraph/49", "label", "", r"label is empty"),
        ("paragraph/49", "lead", "nobody", r"lead 'nobody' is not known"),
        ("paragraph/49", "found_by", "third", r"found_by 'third' is not known"),
        ("paragraph/49", "locator", "", r"locator is empty"),
        ("paragraph/49", "locator", "by-when/6", r"promises are in promises\.csv"),
        ("paragraph/31", "kind", "ongoing", r"'shortly' gives no date, so that kind is"),
        ("paragraph/31", "edtf", "2009-06", r"'shortly' gives no date, so that kind is"),
    ],
)
def test_a_row_that_cannot_be_so_is_refused(
    passage: str, column: str, value: str, says: str, folder: Path, readings: Mapping[str, Reading]
) -> None:
    """The message names file and row, and what to do."""
    alter(folder, passage, column, value)
    with pytest.raises(LamingError, match=says) as caught:
        held(folder, readings)
    assert str(caught.value).startswith(f"{folder / 'further-promises.csv'}:")
    assert "; " in str(caught.value)


def test_a_folder_without_the_table_has_none(folder: Path, readings: Mapping[str, Reading]) -> None:
    """The table may be left out."""
    (folder / "further-promises.csv").unlink()
    assert held(folder, readings) == ()


def test_the_table_needs_a_plan(folder: Path, readings: Mapping[str, Reading]) -> None:
    """Where no document has by-when cells, nothing stands beside them."""
    others = {key: reading for key, reading in readings.items() if not reading.of_kind("by-when")}
    with pytest.raises(LamingError, match=r"further-promises\.csv: no document has by-when cells"):
        held(folder, others)


def test_a_promise_of_a_paragraph_is_in_no_reply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is due like others; it answers no recommendation, and comes after those that do."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rows = list(Graph().query("due-by", by="2010-05-31").dicts())
    last = rows[-1]
    assert (last["rec"], last["place"]) == (None, "paragraph/49")
    november = [row["rec"] for row in rows if row["latest"] == "2009-11-30"]
    assert None in november
    assert None not in november[: november.index(None)]
    assert set(november[november.index(None) :]) == {None}
    in_reply = {row["place"]: row["rec"] for row in rows if (row["place"] or "").startswith("response/")}
    assert in_reply["response/24/d"] == "24d"
