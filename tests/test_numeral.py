"""Numerals: whole numbers in figures and words, and nothing that only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laming_graph.model.numeral import numerals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nineteen ferries (seventeen of the same line)", [19, 17]),
        ("the first twenty-four places", [24]),
        ("from 1(good) to 4(bad)", [1, 4]),
        ("1,200 places, then 600.", [1200, 600]),
        ("£3 million, £57.8 million and 2.5 tons", []),
        ("officers of the 3rd and 4th tier", []),
        ("someone alone, oftener tense", []),
        ("all 58 of them; about 5% of it", [58, 5]),
        ("", []),
    ],
)
def test_numbers_are_found(text: str, found: list[int]) -> None:
    """Figures and words count; sums, fractions, ordinals and parts of words do not."""
    assert numerals(text) == found


@given(st.integers(0, 10**6))
def test_a_number_in_figures_is_itself(number: int) -> None:
    """With and without marks between the thousands."""
    assert numerals(f"about {number} places") == [number]
    assert numerals(f"about {number:,} places") == [number]
