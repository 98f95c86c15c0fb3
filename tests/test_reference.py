"""References: parsed, written, ordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laming_graph.model.reference import Reference

REFERENCES = st.builds(Reference, st.integers(1, 999), st.sampled_from(["", *"abcdefghijklmnopqrstuvwxyz"]))


@given(REFERENCES)
def test_what_is_written_is_read_back(reference: Reference) -> None:
    """Every reference is read back from its short form, with white space around it."""
    assert Reference.parse(str(reference)) == reference
    assert Reference.parse(f" {reference}\t") == reference


@given(REFERENCES)
def test_path_separates_number_and_letter(reference: Reference) -> None:
    """The path has number and letter as segments, and no empty one."""
    assert [part for part in reference if part] == [
        int(part) if part.isdigit() else part for part in reference.path.split("/")
    ]


@pytest.mark.parametrize(("text", "path"), [("24", "24"), ("24c", "24/c"), ("2j", "2/j"), ("100", "100")])
def test_paths_are_those_of_the_iris(text: str, path: str) -> None:
    """The forms that IRIs are made of."""
    assert Reference.parse(text).path == path


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "0",
        "07",
        "24C",
        "24cc",
        "24 c",
        "c",
        "c24",
        "1000",
        "-1",
        "2.",
        "24/c",
        "²",
        "٣",
        "24ç",
        "24\n1",
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    """What is not a number without leading zeros and at most one small letter is no reference."""
    with pytest.raises(ValueError, match="is not a reference such as 24 or 24c"):
        Reference.parse(text)


@given(REFERENCES)
def test_an_item_belongs_to_its_recommendation(reference: Reference) -> None:
    """The parent has the number and no letter, is its own parent, and sorts no later."""
    parent = reference.parent
    assert parent == (reference.number, "")
    assert parent.parent == parent
    assert parent <= reference


def test_order_is_that_of_people() -> None:
    """2 before 2a before 2b before 10."""
    written = ["10", "2b", "1", "2", "2a"]
    assert [str(one) for one in sorted(map(Reference.parse, written))] == ["1", "2", "2a", "2b", "10"]
