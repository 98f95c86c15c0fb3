"""Sorting by runs on disk gives what sorting in memory gives, and leaves no file."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from laming_graph.sorting import Runs

RECORDS = st.lists(st.tuples(st.integers(0, 50), st.binary(max_size=5)), max_size=1200)


@given(st.lists(RECORDS, max_size=4))
def test_runs_are_merged_in_order(runs: list[list[tuple[int, bytes]]]) -> None:
    """However many there are, empty ones too; records of equal keys stay in the order they were given."""

    def key(record: tuple[int, bytes]) -> int:
        return record[0]

    with Runs[tuple[int, bytes]]() as kept:
        for run in runs:
            kept.add(sorted(run, key=key))
        assert list(kept.merged()) == sorted((one for run in runs for one in run), key=key)


def test_the_file_has_no_name(tmp_path: Path) -> None:
    """So that it goes with its process, however that ends."""
    with Runs[tuple[int]](tmp_path) as kept:
        kept.add([(1,)])
        assert list(tmp_path.iterdir()) == []
        assert list(kept.merged()) == [(1,)]
