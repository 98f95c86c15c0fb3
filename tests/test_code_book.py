"""What docs/code-book.md says of two readers is what their tables say, and every difference is settled."""

import re

from laming_graph.curate.agreement import COMPARED, agreements, differences
from tests.conftest import INQUIRY, ROOT
from tests.expected import table

CODINGS = INQUIRY.parent / "codings"
FIRST, SECOND = CODINGS / "first", CODINGS / "second"
SECTION_5 = (
    (ROOT / "docs" / "code-book.md").read_text("utf-8").partition("\n## 5. ")[2].partition("\n## 6. ")[0]
)


def test_the_kappas_are_those_of_the_tables() -> None:
    """The table of main codes in section 5 is what `laming agreement` computes, row by row."""
    lines = re.findall(r"^\| ([a-z]+) \| (\w+) \| (\d+) \| (\d+) \| ([\d.]+) \|$", SECTION_5, re.MULTILINE)
    found = [one for one in agreements(FIRST, SECOND) if not one.code]
    assert lines == [
        (one.table, one.column, str(one.rows), str(one.agreed), f"{one.kappa:.2f}") for one in found
    ]


def test_the_kappas_of_single_codes_are_those_of_the_tables() -> None:
    """Every code under 0.8 stands in section 5, with its kappa."""
    lines = re.findall(r"^\| (\w+), (\w+) \| `([\w-]+)` \| ([\d.]+) \|", SECTION_5, re.MULTILINE)
    low = [one for one in agreements(FIRST, SECOND) if one.code and round(one.kappa, 2) < 0.8]
    assert set(lines) == {(one.table, one.column, one.code, f"{one.kappa:.2f}") for one in low}


def test_every_difference_is_settled_and_the_tables_hold_what_was_settled() -> None:
    """`settled.csv` has each cell on which the readers differ, with both codings, and no other."""
    settled = table(CODINGS / "settled.csv")
    assert all(row["reason"] for row in settled)
    listed = [tuple(list(row.values())[:5]) for row in settled]
    assert len(set(listed)) == len(listed)
    assert set(listed) == set(map(tuple, differences(FIRST, SECOND)))
    keys = {one.name: one.key for one in COMPARED}
    for row in settled:
        name, key = row["table"], keys[row["table"]]
        (holding,) = [
            held
            for held in table(INQUIRY.parent / f"{name}.csv")
            if row["key"] == (f"{held['place_a']} | {held['place_b']}" if key == "places" else held[key])
        ]
        assert holding[row["column"]] == row["settled"], row
        assert row["settled"] in {row["first"], row["second"]}


def test_what_both_readers_say_stands_in_the_tables() -> None:
    """Where two readers agree on a code, the table has it."""
    for compared in COMPARED:
        first = {row[compared.key]: row for row in table(FIRST / f"{compared.name}.csv")}
        second = {row[compared.key]: row for row in table(SECOND / f"{compared.name}.csv")}
        held = {
            f"{row['place_a']} | {row['place_b']}" if compared.key == "places" else row[compared.key]: row
            for row in table(INQUIRY.parent / f"{compared.name}.csv")
        }
        assert first.keys() == second.keys() == held.keys()
        for key, row in first.items():
            for column in compared.coded:
                if row[column] == second[key][column]:
                    assert held[key][column] == row[column], (compared.name, key, column)
