"""What docs/adding.md says, done: a later document is registered, and its progress clears a promise."""

import csv
import hashlib
import re
import shutil
from pathlib import Path

import pytest

from tests.command import Laming, fine, lines_of
from tests.expected import ROOT

EXAMPLE = ROOT / "examples" / "harbour-ferry"
PAGE = (ROOT / "docs" / "adding.md").read_text("utf-8")
LATER = "Notice to passengers\n\nThe fog code came into print\non 3 April 2015.\n\n\nNothing else is new.\n"


@pytest.fixture
def inquiry(tmp_path: Path) -> Path:
    """A copy of the example inquiry that a test may add to."""
    return shutil.copytree(EXAMPLE, tmp_path / "ferry")


def register(inquiry: Path, paragraphs: int) -> None:
    """Put the later document in, as the page says."""
    (inquiry / "documents" / "notice-2015.txt").write_text(LATER, "utf-8")
    (entry,) = re.findall(r"^        (\[\[documents\]\]\n(?:        .*\n|\n)*)", PAGE, re.MULTILINE)
    entry = re.sub(r"^ +| +#.*$", "", entry, flags=re.MULTILINE)
    values = {
        "progress-2010.txt": "notice-2015.txt",
        "progress-2010": "notice-2015",
        '"..."': f'"{hashlib.sha256(LATER.encode()).hexdigest()}"',
        "12345": str(len(LATER)),
        "hm-government": "vellmouth-harbour-board",
        "= 42": f"= {paragraphs}",
        '"2010-03"': '"2015"',
    }
    for old, new in values.items():
        assert old in entry
        entry = entry.replace(old, new)
    with (inquiry / "inquiry.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n" + entry)


def record(inquiry: Path, locator: str) -> None:
    """Say that the first promise was kept."""
    columns = [
        "rec",
        "promise",
        "what",
        "agent",
        "done_edtf",
        "done_earliest",
        "done_latest",
        "locator",
        "note",
    ]
    assert all(f"`{column}`" in PAGE for column in columns)
    with (inquiry / "progress.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        day = "2015-04-03"
        writer.writerow(
            ["1", "1/1", "Fog code printed", "vellmouth-harbour-board", day, day, day, locator, ""]
        )


def build(inquiry: Path, laming: Laming, out: Path) -> str:
    """Build it, and say what was told."""
    done = laming(
        "build", "--inquiry", inquiry / "inquiry.toml", "--sources", inquiry / "documents", "--out", out
    )
    return done.err if done.status else ""


def test_a_later_document_clears_a_promise(inquiry: Path, laming: Laming, tmp_path: Path) -> None:
    """Overdue until the day on which it is known done, and not from then on; with its words."""
    register(inquiry, 3)
    record(inquiry, "notice-2015/paragraph/2: came into print on 3 April 2015")
    assert build(inquiry, laming, tmp_path / "out") == ""

    def overdue(day: str) -> set[str]:
        rows = lines_of(fine(laming("query", "overdue", "-p", f"as_of={day}", "--data", tmp_path / "out")))
        return {row[1] for row in rows[1:]}

    assert "Fog code in print" in overdue("2015-04-02")
    assert "Fog code in print" not in overdue("2015-04-03")
    progress = fine(laming("query", "progress", "-p", "as_of=2015-12-31", "--data", tmp_path / "out"))
    assert "Fog code printed,2015-04-03" in progress
    before = tmp_path / "before"
    assert build(EXAMPLE, laming, before) == ""
    done = laming("diff", before, tmp_path / "out")
    assert (done.status, done.err) == (1, "")
    assert "notice-2015" in done.out


@pytest.mark.parametrize(
    ("paragraphs", "locator", "told"),
    [
        (4, "notice-2015/paragraph/2: came into print", "3 paragraphs read, 4 expected"),
        (3, "notice-2015/paragraph/2: went out of print", "progress.csv:2"),
        (3, "notice-2015/paragraph/9: came into print", "progress.csv:2"),
    ],
)
def test_what_does_not_hold_stops(
    paragraphs: int, locator: str, told: str, inquiry: Path, laming: Laming, tmp_path: Path
) -> None:
    """A wrong count and words that are not there are told with their place."""
    register(inquiry, paragraphs)
    record(inquiry, locator)
    assert told in build(inquiry, laming, tmp_path / "out")
    assert not (tmp_path / "out").exists()
