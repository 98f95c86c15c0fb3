"""The accountability report: its numbers are those of the queries and of what people read."""

import re
import shlex
from collections import Counter
from datetime import date

import pytest

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import Rows
from laming_graph.show.report import Section, report, to_report_markdown, to_report_terminal
from tests.expected import expected

DAY = date(2009, 12, 31)


@pytest.fixture(scope="module")
def sections(graph: Graph) -> list[Section]:
    """The report as of the end of 2009."""
    return report(graph, DAY)


def titled(sections: list[Section], start: str) -> Section:
    """The section whose title starts so."""
    (found,) = [section for section in sections if section.title.startswith(start)]
    return found


def cells(rows: Rows, *columns: str) -> list[tuple[str, ...]]:
    """Some columns of some rows."""
    return [tuple(row[column] or "" for column in columns) for row in rows.dicts()]


@pytest.mark.parametrize("day", [date(2009, 7, 31), DAY, date(2009, 5, 30), date(2011, 12, 31)])
def test_due_counts_are_those_of_the_deadlines(day: date, graph: Graph) -> None:
    """How many are due, dated, started and without a date is what follows from the deadlines as read."""
    read = expected("deadlines")
    dated = [row["latest"] for row in read if row["latest"]]
    due = sum(latest <= day.isoformat() for latest in dated)
    started = sum(bool(row["earliest"]) and not row["latest"] for row in read)
    section = titled(report(graph, day), "Due on or before")
    assert day.isoformat() in section.title
    numbers = list(map(int, re.findall(r"\d+", section.note)))
    assert numbers == [due, len(read), len(dated), started, len(read) - len(dated) - started]
    assert "Due is not overdue" in section.note


def test_due_rows_are_the_deadlines_by_promise(sections: list[Section]) -> None:
    """One row a promise and day, in the order of days, with every recommendation it answers."""
    section = titled(sections, "Due on or before")
    read = sorted(
        (row["latest"], row["promise_label"], row["rec"])
        for row in expected("deadlines")
        if row["latest"] and row["latest"] <= DAY.isoformat()
    )
    shown = cells(section.rows, "latest", "promise_label", "recs")
    assert sorted((day, label, rec) for day, label, recs in shown for rec in recs.split(", ")) == read
    assert any(not recs for _, _, recs in shown)
    assert [day for day, _, _ in shown] == sorted(day for day, _, _ in shown)
    keys = cells(section.rows, "latest", "elsewhere_latest", "promise_label", "lead_label")
    assert len(set(keys)) == len(keys)


def test_nothing_is_due_before_the_first_promise(graph: Graph) -> None:
    """Early enough, the table is empty and the count is 0."""
    section = titled(report(graph, date(2009, 1, 1)), "Due on or before")
    assert section.rows.cells == ()
    assert section.note.startswith("0 of ")


def test_undated_rows_are_the_plan_s_cells(sections: list[Section]) -> None:
    """Cells without a date are listed; replies without any cell are counted."""
    section = titled(sections, "Replies that promise no date")
    read = expected("undated")
    listed = [(row["rec"], row["kind"]) for row in read if row["kind"] != "none"]
    assert cells(section.rows, "rec", "kind") == listed
    assert list(map(int, re.findall(r"\d+", section.note))) == [len(read) - len(listed)]


@pytest.mark.parametrize(
    ("title", "slug", "columns"),
    [
        ("What falls due when", "calendar", ("month", "promises", "recommendations")),
        ("What the replies rest on", "instruments", ("instrument_label", "kind", "recommendations")),
        ("Who was asked", "workload", ("agent_label", "recommendations", "alone", "jointly")),
        ("Recommendations that name nobody", "no-addressee", ("rec", "summary")),
    ],
)
def test_tables_are_those_that_were_read(
    title: str, slug: str, columns: tuple[str, ...], sections: list[Section]
) -> None:
    """Each table is the head of what people read, and says of how many."""
    section = titled(sections, title)
    read = [tuple(row[column] for column in columns) for row in expected(slug)]
    shown = cells(section.rows, *columns)
    assert shown == read[: len(shown)]
    if slug in {"instruments", "workload"}:
        # Cut between 2 and 1: sixteen bodies are asked twice or more, fourteen instruments carry two or more.
        counts = [int(row["recommendations"]) for row in expected(slug)]
        assert len(shown) == {"instruments": 14, "workload": 16}[slug] == sum(count > 1 for count in counts)
        assert list(map(int, re.findall(r"\d+", section.note))) == [len(shown), len(read)]
    else:
        assert shown == read


def test_longest_table_can_be_asked_for(graph: Graph) -> None:
    """A longer table shows more, and its note counts it."""
    everybody = len(expected("workload"))
    section = titled(report(graph, DAY, longest=everybody), "Who was asked")
    assert len(section.rows.cells) == everybody
    assert section.note.startswith(f"The {everybody} bodies")


def test_commands_give_the_whole_tables(sections: list[Section], graph: Graph) -> None:
    """The command below each table runs and has at least the rows shown, in the same order."""
    assert len(sections) == 11
    for section in sections:
        program, verb, slug, *rest = shlex.split(section.query)
        assert (program, verb) == ("laming", "query")
        given = dict(value.split("=", 1) for flag, value in zip(rest[::2], rest[1::2], strict=True) if flag)
        whole = graph.query(slug, **given)
        shared = [column for column in section.rows.columns if column in whole.columns]
        assert shared
        if "how_many" in section.rows.columns:
            counted = Counter(cells(whole, *shared))
            assert {(*row, str(count)) for row, count in counted.items()} == set(
                cells(section.rows, *shared, "how_many")
            )
            continue
        rows = iter(cells(whole, *shared))
        assert all(row in rows for row in cells(section.rows, *shared)), section.title


def test_markdown_holds_every_section(sections: list[Section]) -> None:
    """Every heading, note, row and command stands in the Markdown."""
    text = to_report_markdown(sections, "Title of it")
    assert text.startswith("# Title of it\n\n## ")
    lines = text.split("\n")
    for section in sections:
        at = lines.index(f"## {section.title}")
        assert lines[at + 2] == section.note
        table = lines[at + 4 : at + 6 + len(section.rows.cells)]
        assert all(line.startswith("| ") and line.endswith(" |") for line in table)
        assert lines[at + 6 + len(section.rows.cells)] == ""
        assert lines[at + 7 + len(section.rows.cells)] == f"The whole table: `{section.query}`"


def test_terminal_holds_every_section(sections: list[Section], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every heading, note, cell and command stands in the text for a terminal."""
    monkeypatch.setenv("COLUMNS", "250")
    text = to_report_terminal(sections, "Title of it")
    assert text.startswith("Title of it\n")
    for section in sections:
        for part in (section.title, section.note, section.query, *section.rows.columns):
            assert part in text
        for row in section.rows.texts():
            assert any(all(cell in line for cell in row) for line in text.split("\n")), row
