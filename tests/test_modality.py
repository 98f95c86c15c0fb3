"""Modality: the first must or should of the first sentence, or other."""

import csv

import pytest

from laming_graph.derive.modality import modality
from laming_graph.model.document import Reading
from laming_graph.model.reference import Reference
from tests.conftest import ROOT
from tests.making import flow_of


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("The board must act.", "must", "must"),
        ("The board should act.", "should", "should"),
        ("The board should act, and must sign.", "should", "should"),
        ("A watch room to be built.", "other", "A watch room to be built."),
        ("A watch room to be built. It must have a bell.", "other", "A watch room to be built."),
        ("A watch room to be built: it must have a bell.", "other", "A watch room to be built:"),
        ("Under rule 2.1 the board must act.", "must", "must"),
        ("A musty room and a shoulder", "other", "A musty room and a shoulder"),
        ("The board\nmust\nact", "must", "must"),
        ("Must it? It should.", "should", "should"),
    ],
)
def test_first_modal_of_the_first_sentence(text: str, code: str, words: str) -> None:
    """The code, and the words that show it."""
    found, spans = modality(flow_of(text))
    assert found == code
    assert [text[span.start : span.end] for span in spans] == [words]


def test_all_modalities_are_those_that_people_read(readings: dict[str, Reading]) -> None:
    """Each copy of each recommendation has the modality of the table made by reading."""
    with (ROOT / "tests/queries/recommendations.csv").open(encoding="utf-8") as stream:
        expected = {row["rec"]: row["modality"] for row in csv.DictReader(stream)}
    assert len(expected) == 58
    for reading in readings.values():
        if reading.wordings:
            found = {r: modality(reading.wordings[Reference.parse(r)].flow)[0] for r in expected}
            assert found == expected
