"""The table half of the action plan: every cell cut where a person who read it says it is cut.

`readings/cells.csv` gives, for each cell and fragment, the line of its first and last words and
the hash of its first and last three words. It was made by reading, and not by the reader tested.
"""

import csv
import hashlib
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pytest

from laming_graph.curate.tables import Tables
from laming_graph.model.document import Reading
from laming_graph.model.reference import Reference
from tests.conftest import ROOT

KINDS = ("recommendation", "item", "response", "by-when")


class Piece(NamedTuple):
    """A fragment of a cell as a person read it; lines from 1, hashes of three words."""

    first_line: int
    first_words: str
    last_line: int
    last_words: str


def read_cells() -> dict[str, list[Piece]]:
    """Name of the passage to its fragments, in order."""
    cells: dict[str, list[Piece]] = defaultdict(list)
    with (ROOT / "tests/readings/cells.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            pieces = cells[f"{row['cell']}/{Reference.parse(row['ref']).path}"]
            assert int(row["fragment"]) == len(pieces) + 1
            lines = (int(row["first_line"]), int(row["last_line"]))
            pieces.append(Piece(lines[0], row["first_words"], lines[1], row["last_words"]))
    return dict(cells)


CELLS = read_cells()


@pytest.fixture(scope="module")
def text(tables: Tables, sources: Path) -> str:
    """The words of the action plan."""
    return (sources / tables.inquiry.document("action-plan").file).read_text("utf-8")


@pytest.fixture(scope="module")
def starts(text: str) -> list[int]:
    """Where each line starts, in code points."""
    return list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))


def three(words: list[str]) -> str:
    """The first 16 digits of the hash of some words."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def joined(pieces: list[Piece], text: str, starts: list[int]) -> list[Piece]:
    """Fragments with nothing but white space between them are one."""
    found = pieces[:1]
    for piece in pieces[1:]:
        between = text[starts[found[-1].last_line] : starts[piece.first_line - 1]]
        if between.strip():
            found.append(piece)
        else:
            found[-1] = Piece(*found[-1][:2], *piece[2:])
    return found


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_cut_where_people_read_it(
    name: str, readings: dict[str, Reading], text: str, starts: list[int]
) -> None:
    """Each fragment starts and ends on the line, and with the words, that a person saw there."""
    passage = readings["action-plan"].at(name)
    assert passage is not None
    found = []
    for start, end in passage.flow.fragments:
        words = text[start:end].split()
        lines = (bisect_right(starts, start), bisect_right(starts, end - 1))
        found.append(Piece(lines[0], three(words[:3]), lines[1], three(words[-3:])))
    assert found == joined(CELLS[name], text, starts)


def test_the_table_read_by_people_is_whole(readings: dict[str, Reading]) -> None:
    """The reader finds the 204 cells that people read, and no other."""
    found = [p.name for p in readings["action-plan"].passages if p.kind in KINDS]
    assert sorted(found) == sorted(CELLS)
    assert len(found) == 204


def test_a_line_that_two_cells_share_is_cut_inside(
    readings: dict[str, Reading], text: str, starts: list[int]
) -> None:
    """In rows 45 and 46 the response ends and the by-when cell opens on one line."""
    for number in (45, 46):
        response, by_when = (
            readings["action-plan"].at(f"{kind}/{number}") for kind in ("response", "by-when")
        )
        assert response is not None
        assert by_when is not None
        end, start = response.flow.fragments[-1][1], by_when.flow.fragments[0][0]
        assert bisect_right(starts, end - 1) == bisect_right(starts, start)
        assert text[end:start].isspace()


def test_fragments_with_words_between_stay_apart() -> None:
    """The reading is compared by position: only white space joins two fragments."""
    text = "one two\n\nthree\nfour\n"
    starts = [0, 8, 9, 15, 20]
    pieces = [Piece(1, "a", 1, "b"), Piece(3, "c", 3, "d"), Piece(4, "e", 4, "f")]
    assert joined(pieces, text, starts) == [Piece(1, "a", 4, "f")]
    assert joined([pieces[0], pieces[2]], text, starts) == [pieces[0], pieces[2]]
