"""The tables people keep: rows that cannot be used stop with file and line.

Each test alters a copy of data/curation and reads it again.
"""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from laming_graph.curate.inquiry import parse_inquiry
from laming_graph.curate.table import read_table
from laming_graph.curate.tables import Tables, parse_tables
from laming_graph.model.errors import InputError, LamingError, TableError
from laming_graph.model.reference import Reference
from tests.conftest import INQUIRY

COLUMNS = {
    "agents": "id,label,kind,abbreviations,variants,part_of,note",
    "instruments": "id,label,kind,part_of,version_of,replaces,variants,note",
    "coordinated": "phrase,agents",
    "addressees": "rec,agent,role,phrase,reason",
    "recommendations": "rec,act_kind,summary",
    "time-limits": "rec,n,phrase,kind,edtf,earliest,latest,recurrence,convention",
    "promises": "rec,n,label,lead,instrument,event,recurrence,subject_to,subject_place,note",
    "resting": "rec,instrument,place,relation,note",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/curation."""
    return shutil.copytree(INQUIRY.parent, tmp_path / "curation")


def rows_of(path: Path) -> list[list[str]]:
    """All rows of a table, the header first."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    """Write a table, one line a row."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def add_row(path: Path, **cells: str) -> int:
    """Add a row like the last one with some cells changed; returns its line."""
    rows = rows_of(path)
    row = dict(zip(rows[0], rows[-1], strict=True))
    assert cells.keys() <= row.keys()
    write_rows(path, [*rows, list({**row, **cells}.values())])
    return len(rows) + 1


def refused(folder: Path) -> LamingError:
    """The error that stops the reading of an altered copy; one line of text."""
    with pytest.raises(LamingError) as caught:
        parse_tables(folder / "inquiry.toml")
    assert "\n" not in str(caught.value)
    return caught.value


def test_the_tables_are_read(tables: Tables) -> None:
    """The tables as they are hold what people count in them."""
    assert len(tables.asked) == 78
    assert sum(map(len, tables.promises.values())) == 82
    assert all(
        [p.ordinal for p in cell] == list(range(1, len(cell) + 1)) for cell in tables.promises.values()
    )
    assert tables.inquiry.items == {2: 10, 19: 3, 24: 4, 26: 3}
    assert [document.key for document in tables.inquiry.documents][-1] == "action-plan"
    assert all(agent.part_of in {"", *tables.agents} for agent in tables.agents.values())
    assert tables.agents["ofsted"].kind == "organisation"
    assert "DCSF" in tables.agents["department-for-children-schools-and-families"].abbreviations


def test_every_reference_is_one_of_the_inquirys(tables: Tables) -> None:
    """Every row of every table is about one of the 58 recommendations or their 20 items."""
    known = {Reference(n) for n in range(1, 59)}
    known |= {
        Reference(n, chr(ord("a") + i)) for n, count in tables.inquiry.items.items() for i in range(count)
    }
    assert set(tables.asked) == known
    assert set(tables.promises) <= known
    assert {limit.reference for limit in tables.time_limits} <= known
    assert {row.reference for row in tables.resting} <= known
    assert {row.reference for row in tables.addressees} <= known


class Bad(NamedTuple):
    """A row that cannot be used: its table, what is changed in it, and what the error says."""

    table: str
    cells: dict[str, str]
    problem: str


BAD = [
    Bad("agents", {}, "a second row for "),
    Bad("agents", {"id": ""}, "id is empty"),
    Bad("agents", {"id": "new", "label": ""}, "label is empty"),
    Bad("agents", {"id": "new", "label": "N", "variants": "", "kind": "ship"}, "kind 'ship' is not known"),
    Bad(
        "agents",
        {"id": "new", "label": "N", "variants": "", "part_of": "nobody"},
        "part_of 'nobody' is not known",
    ),
    Bad("agents", {"id": "new", "label": "Ofsted", "variants": ""}, "'Ofsted' already means ofsted"),
    Bad(
        "agents",
        {"id": "new", "label": "N", "variants": "x|DCSF"},
        "'DCSF' already means department-for-children",
    ),
    Bad("instruments", {}, "a second row for "),
    Bad("instruments", {"id": "new", "label": ""}, "label is empty"),
    Bad("instruments", {"id": "new", "kind": "ship"}, "kind 'ship' is not known"),
    Bad("instruments", {"id": "new", "variants": "", "part_of": "none"}, "part_of 'none' is not known"),
    Bad("instruments", {"id": "new", "variants": "", "version_of": "none"}, "version_of 'none' is not known"),
    Bad("instruments", {"id": "new", "variants": "", "replaces": "none"}, "replaces 'none' is not known"),
    Bad(
        "instruments",
        {"id": "new", "variants": "Chapter 8"},
        "'Chapter 8' already means working-together-chapter-8",
    ),
    Bad("coordinated", {"phrase": ""}, "phrase is empty"),
    Bad("coordinated", {"phrase": "New", "agents": "ofsted|nobody"}, "'nobody' is no agent"),
    Bad("addressees", {"agent": "nobody"}, "agent 'nobody' is not known"),
    Bad("addressees", {"role": "chief"}, "role 'chief' is not known"),
    Bad("addressees", {"role": "lead", "phrase": ""}, "phrase is empty"),
    Bad("addressees", {"reason": ""}, "reason is empty"),
    Bad("addressees", {"rec": "2a"}, "2a is an item"),
    Bad("addressees", {"rec": "rec 5"}, "'rec 5' is not a reference"),
    Bad("recommendations", {}, "a second row for 58"),
    Bad("recommendations", {"rec": "59", "act_kind": "ponder"}, "act_kind 'ponder' is not known"),
    Bad("recommendations", {"rec": "59", "summary": ""}, "summary is empty"),
    Bad("recommendations", {"rec": ""}, "'' is not a reference"),
    Bad("time-limits", {"earliest": "2009-02-30"}, "earliest '2009-02-30' is no day"),
    Bad("time-limits", {"latest": "soon"}, "latest 'soon' is no day"),
    Bad("time-limits", {"kind": "around"}, "kind 'around' is not known"),
    Bad("time-limits", {"phrase": ""}, "phrase is empty"),
    Bad("time-limits", {"n": "first"}, "'first'"),
    Bad("time-limits", {"earliest": "2010-01-02", "latest": "2010-01-01"}, "ends before it starts"),
    Bad("time-limits", {"convention": "my own"}, "convention 'my own' is not known"),
    Bad("time-limits", {"edtf": "soon"}, "edtf 'soon' is no EDTF"),
    Bad("time-limits", {"edtf": "2009-13"}, "edtf '2009-13' is no EDTF"),
    Bad("time-limits", {"recurrence": "yearly"}, "recurrence 'yearly' is no ISO 8601 duration"),
    Bad("promises", {"n": "2", "recurrence": "PT"}, "recurrence 'PT' is no ISO 8601 duration"),
    Bad("promises", {"rec": "58", "n": "3"}, "n is '3'; number the promises of 58 from 1"),
    Bad("promises", {"rec": "58", "n": "1"}, "n is '1'; number the promises of 58 from 1"),
    Bad("promises", {"rec": "58", "n": "second"}, "n is 'second'"),
    Bad("promises", {"n": "2", "label": ""}, "label is empty"),
    Bad("promises", {"n": "2", "lead": "nobody"}, "lead 'nobody' is not known"),
    Bad("promises", {"n": "2", "lead": ""}, "lead '' is not known"),
    Bad("promises", {"n": "2", "instrument": "none"}, "instrument 'none' is not known"),
    Bad("promises", {"n": "2", "event": "hoped"}, "event 'hoped' is not known"),
    Bad("promises", {"n": "2", "subject_to": "weather"}, "subject_to 'weather' is not known"),
    Bad("promises", {"n": "2", "subject_to": "costs", "subject_place": ""}, "subject_place '' is not known"),
    Bad(
        "promises",
        {"n": "2", "subject_to": "", "subject_place": "response"},
        "subject_place 'response' is not known",
    ),
    Bad("resting", {"rec": "1", "instrument": "none"}, "instrument 'none' is not known"),
    Bad("resting", {"rec": "1", "place": "margin"}, "place 'margin' is not known"),
    Bad("resting", {"rec": "1", "relation": "likes"}, "relation 'likes' is not known"),
    Bad("resting", {}, "a second row for "),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda one: f"{one.table}: {one.problem}")
def test_a_bad_row_is_named_with_file_and_line(bad: Bad, folder: Path) -> None:
    """A row that cannot be used stops with the table's path, the row's line, and the problem."""
    path = folder / f"{bad.table}.csv"
    line = add_row(path, **bad.cells)
    error = refused(folder)
    assert isinstance(error, TableError)
    assert error.line == line
    assert str(error).startswith(f"{path}:{line}: ")
    assert bad.problem in str(error)


@pytest.mark.parametrize("name", ["two words", "new/thing", "a#b", "<x>"])
def test_an_id_that_makes_no_name_is_refused(name: str, folder: Path) -> None:
    """An id is one segment of an IRI."""
    path = folder / "agents.csv"
    line = add_row(path, id=name, label="N", abbreviations="", variants="", part_of="")
    assert str(refused(folder)).startswith(f"{path}:{line}: ")


def test_a_phrase_given_twice_is_refused(folder: Path) -> None:
    """A coordinated phrase has one row, and is no agent's own form of words."""
    path = folder / "coordinated.csv"
    line = add_row(path)
    assert str(refused(folder)).startswith(f"{path}:{line}: ")


def test_a_time_limit_given_twice_is_refused(folder: Path) -> None:
    """The limits of a recommendation are numbered from 1, as its promises are."""
    path = folder / "time-limits.csv"
    line = add_row(path)
    assert str(refused(folder)).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize("table", COLUMNS)
def test_a_wrong_header_is_named(table: str, folder: Path) -> None:
    """Another header stops at line 1 and says which columns are wanted."""
    path = folder / f"{table}.csv"
    rows = rows_of(path)
    write_rows(path, [["id?", *rows[0][1:]], *rows[1:]])
    error = refused(folder)
    assert str(error).startswith(f"{path}:1: the header is id?,")
    assert str(error).endswith(f"use {COLUMNS[table]}")


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize("extra", [-1, 1])
def test_too_few_and_too_many_cells_are_named(table: str, extra: int, folder: Path) -> None:
    """A row without one cell, or with one more, stops with its line and both counts."""
    path = folder / f"{table}.csv"
    rows = rows_of(path)
    width = len(rows[0])
    rows[2] = [*rows[2], "more"][: width + extra]
    write_rows(path, rows)
    assert str(refused(folder)).startswith(f"{path}:3: {width + extra} cells; give {width}")


@pytest.mark.parametrize("table", COLUMNS)
def test_a_missing_table_is_named(table: str, folder: Path) -> None:
    """A table that is not there stops with its path."""
    path = folder / f"{table}.csv"
    path.unlink()
    error = refused(folder)
    assert isinstance(error, InputError)
    assert str(error).startswith(f"{path}: No such file")


@pytest.mark.parametrize("table", COLUMNS)
def test_another_encoding_is_named(table: str, folder: Path) -> None:
    """A table saved in another encoding stops with its path."""
    path = folder / f"{table}.csv"
    path.write_bytes(path.read_bytes() + "caf\u00e9".encode("latin-1"))
    assert str(refused(folder)) == f"{path}: not UTF-8; save it as CSV UTF-8"


@pytest.mark.parametrize("table", COLUMNS)
def test_an_unclosed_quotation_mark_is_named(table: str, folder: Path) -> None:
    """A quotation mark that is not closed stops at the line where its row starts."""
    path = folder / f"{table}.csv"
    line = len(rows_of(path)) + 1
    path.write_text(path.read_text("utf-8") + '"never closed,\nby anybody\n', "utf-8")
    error = refused(folder)
    assert str(error).startswith(f"{path}:{line}: ")
    assert "close the quotation mark" in str(error)


def test_an_empty_table_is_named(folder: Path) -> None:
    """A table without a header stops at line 1."""
    (folder / "resting.csv").write_text("", "utf-8")
    assert str(refused(folder)).startswith(f"{folder / 'resting.csv'}:1: the header is ;")


def test_a_voice_that_is_no_agent_is_named(folder: Path) -> None:
    """A document's voice must be in the table of agents."""
    path = folder / "inquiry.toml"
    path.write_text(path.read_text("utf-8").replace('voice = "john-hemming-mp"', 'voice = "nobody"'), "utf-8")
    assert str(refused(folder)).startswith(f"{path}: the voice 'nobody' of mp-commentary is no agent")


# One table by itself.


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A table of two columns."""
    path = tmp_path / "bells.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_rows_know_their_lines(encoding: str, newline: str, tmp_path: Path) -> None:
    """Lines are counted through cells of several lines, with any line end, with and without a mark."""
    text = newline.join(["name,weight", "old, 3 ", f'"a{newline}b",4', "last,5", ""])
    rows = list(read_table(table(tmp_path, text, encoding), ["name", "weight"]))
    assert [(row.line, row["name"], row["weight"]) for row in rows] == [
        (2, "old", "3"),
        (3, "a\nb", "4"),
        (5, "last", "5"),
    ]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85"])
def test_only_line_ends_end_a_row(mark: str, tmp_path: Path) -> None:
    """Characters that end a line elsewhere are part of their cell, and no line is counted for them."""
    path = table(tmp_path, f'name,weight\n"a{mark}b",3\nc{mark}d,4\nlast,5\n')
    rows = list(read_table(path, ["name", "weight"]))
    assert [(row.line, row["name"], row["weight"]) for row in rows] == [
        (2, f"a{mark}b", "3"),
        (3, f"c{mark}d", "4"),
        (4, "last", "5"),
    ]


def test_a_cell_of_several_values(tmp_path: Path) -> None:
    """Values between bars, without the empty ones."""
    (row,) = read_table(table(tmp_path, "name,weight\n a | b ||c,\n"), ["name", "weight"])
    assert row.listed("name") == ("a", "b", "c")
    assert row.listed("weight") == ()


def test_a_known_value_may_be_empty_only_if_that_is_known(tmp_path: Path) -> None:
    """An empty cell is allowed where the empty value is listed."""
    (row,) = read_table(table(tmp_path, "name,weight\na,\n"), ["name", "weight"])
    assert row.one_of("weight", ("", "heavy")) == ""
    with pytest.raises(TableError, match=r"bells\.csv:2: weight '' is not known; use one of heavy, light"):
        row.one_of("weight", ("light", "heavy"))


# The description of the inquiry.


def change(path: Path, old: str, new: str) -> None:
    """Replace some words of a file once."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('key = "laming-2009"\n', "", "the key 'key' is missing"),
        ('date = "2009-03-12"\n', "", "the key 'date' is missing"),
        ('voice = "community-care"\n', "", "the key 'voice' is missing"),
        (
            "recommendations = 58\n",
            "recommendations = 58\ncolour = 1\n",
            "inquiry has the unknown key 'colour'",
        ),
        ('role = "index"', 'part = "index"', "document recommendations-index has the unknown key 'part'"),
        ("items = { 2 = 10", "items = { two = 10", "invalid literal"),
        ("items = { 2 = 10, 19 = 3, 24 = 4, 26 = 3 }", "items = 3", "items is 3; give a table"),
        ("recommendations = 58", 'recommendations = "58"', "recommendations is '58'; give a whole number"),
        ("code-points = 11514", "code-points = true", "code-points is True; give a whole number"),
        ('version = "0.1.0"', "version = 0.1", "version is 0.1; give a text"),
        ('date = "2009-03-12"', "date = 2009-03-12", "report.date is"),
        ("recommendations = 58", "recommendations = 58\ninvented = 1", "give true or false"),
        ("org/laming/id/", "org/laming/id", "base .* is no IRI that ends in /"),
        ("https://w3id.org/laming/id/", "laming/id/", "base .* is no IRI that ends in /"),
        ("https://w3id.org/laming/id/", "https://w3id.org/my laming/", "base .* is no IRI that ends in /"),
        (
            'licence = "https://creativecommons.org/licenses/by/4.0/"',
            'licence = "mine"',
            "licence 'mine' is no",
        ),
        ('key = "press-guide"', 'key = "press guide"', "document press guide: its key makes no name"),
        ("recommendations = 58", "recommendations = ", "Invalid value"),
        (
            'coding = "council"',
            'coding = "counsel"',
            "document council-response: coding 'counsel' is no table",
        ),
        ('coding = "council"', 'coding = "press"', "two documents have the coding 'press'"),
        ('coding = "council"', "coding = 3", "coding is 3; give a text"),
    ],
)
def test_a_wrong_description_is_named(old: str, new: str, problem: str, folder: Path) -> None:
    """A key that is missing, unknown or of the wrong form stops with the file."""
    path = folder / "inquiry.toml"
    change(path, old, new)
    with pytest.raises(InputError, match=problem) as caught:
        parse_inquiry(path)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("write", "problem"),
    [
        (lambda path: path.unlink(), "No such file"),
        (lambda path: path.write_bytes(b'title = "caf\xe9"'), "utf-8"),
    ],
    ids=["missing", "other encoding"],
)
def test_a_description_that_cannot_be_read_is_named(
    write: Callable[[Path], object], problem: str, folder: Path
) -> None:
    """A file that is not there or not UTF-8 stops with its path."""
    path = folder / "inquiry.toml"
    write(path)
    with pytest.raises(InputError, match=problem) as caught:
        parse_inquiry(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_document_is_found_by_its_key(tables: Tables) -> None:
    """The registration of a document by key; an unknown key raises."""
    assert tables.inquiry.document("press-guide").layout == "headed-bullets"
    with pytest.raises(KeyError):
        tables.inquiry.document("diary")


def test_time_limits_have_the_days_that_people_read(tables: Tables) -> None:
    """Recommendation 17 asks within six months of the report, 58 from the year 2010/11."""
    limits = {
        str(one.reference): one.deadline for one in tables.time_limits if str(one.reference) in {"17", "58"}
    }
    assert limits["17"].latest == date(2009, 9, 12)
    assert limits["58"].earliest == date(2010, 4, 1)
