"""Mentions: the naming by rule, the relation by a reader's row, and rows that nothing bears out."""

import pytest

from laming_graph.curate.tables import Tables
from laming_graph.derive.mentions import figures_in_names, mentions
from laming_graph.derive.names import names_of
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.mention import Mention, Resting
from laming_graph.model.reference import Reference
from tests.making import answer_to, flow_of, passage_of

NAMES = names_of(
    [
        ("code", ["fog code", "Fog code", "single fog code"]),
        ("fund", ["Sound Safety Fund"]),
        ("strategy", ["2020 Harbour Strategy"]),
        ("act", ["Sound Navigation Act 1986"]),
    ],
    {"both codes": ("code", "old-code")},
)


def row(rec: str, instrument: str, place: str, relation: str, line: int = 2) -> Resting:
    """A reader's row."""
    return Resting(Reference.parse(rec), instrument, place, relation, "a note", f"resting.csv:{line}")


def said(found: list[Mention]) -> list[tuple[str, str, str, bool]]:
    """Passage, instrument, relation and whether a reader said it."""
    return [(m.passage.name, m.instrument, m.relation, m.read) for m in found]


def test_a_name_without_a_row_is_a_bare_mention() -> None:
    """What only the rule finds is a mention, without note."""
    (found,) = mentions([passage_of("The fog code helps.")], NAMES, [])
    assert said([found]) == [("paragraph/1", "code", "mentions", False)]
    assert found.note == ""


def test_every_place_of_a_name_counts_once() -> None:
    """Several places of one instrument in a passage make one mention with all its words."""
    text = "Fog code or fog code: the single fog code."
    (found,) = mentions([passage_of(text)], NAMES, [])
    assert [text[s.start : s.end] for s in found.spans] == ["Fog code", "fog code", "single fog code"]


def test_a_phrase_can_name_two() -> None:
    """A phrase for several instruments makes a mention of each."""
    found = mentions([passage_of("We follow both codes.")], NAMES, [])
    assert [m.instrument for m in found] == ["code", "old-code"]


def test_a_row_gives_the_relation() -> None:
    """A reader's row for this passage gives relation and note; other passages keep theirs."""
    passages = [answer_to("4", "The fog code holds."), answer_to("4", "See the fog code.", "by-when")]
    found = mentions(passages, NAMES, [row("4", "code", "response", "rests-on")])
    assert said(found) == [
        ("response/4", "code", "rests-on", True),
        ("by-when/4", "code", "mentions", False),
    ]
    assert [m.note for m in found] == ["a note", ""]


def test_a_row_for_a_recommendation_holds_for_its_items() -> None:
    """An item counts as its recommendation; its own row comes before that of the whole."""
    passages = [
        answer_to("4", "In the fog code:", "recommendation"),
        answer_to("4a", "a fog code;", "item"),
        answer_to("4b", "one fog code.", "item"),
    ]
    rows = [row("4", "code", "recommendation", "creates"), row("4b", "code", "recommendation", "revises")]
    assert said(mentions(passages, NAMES, rows)) == [
        ("recommendation/4", "code", "creates", True),
        ("item/4/a", "code", "creates", True),
        ("item/4/b", "code", "revises", True),
    ]


def test_a_row_can_be_borne_out_by_an_item_alone() -> None:
    """A row for a recommendation is founded if one of its items has the name."""
    passages = [
        answer_to("4", "It should:", "recommendation"),
        answer_to("4a", "pay the Sound Safety Fund.", "item"),
    ]
    found = mentions(passages, NAMES, [row("4", "fund", "recommendation", "applies")])
    assert said(found) == [("item/4/a", "fund", "applies", True)]


def test_a_row_for_an_item_does_not_hold_for_the_whole() -> None:
    """What a reader says of an item is not said of its recommendation."""
    passages = [answer_to("4", "The fog code:", "recommendation"), answer_to("4a", "the fog code;", "item")]
    found = mentions(passages, NAMES, [row("4a", "code", "recommendation", "creates")])
    assert [m.relation for m in found] == ["mentions", "creates"]


@pytest.mark.parametrize(
    ("rec", "instrument", "place", "words"),
    [
        ("4", "fund", "response", "the response of 4 does not name fund"),
        ("5", "code", "response", "the response of 5 does not name code"),
        ("4", "code", "by-when", "the by-when of 4 does not name code"),
        ("4", "code", "recommendation", "the item or recommendation of 4 does not name code"),
    ],
)
def test_a_row_that_nothing_bears_out_raises(rec: str, instrument: str, place: str, words: str) -> None:
    """A row whose passage does not name its instrument stops with its file and line."""
    with pytest.raises(InputError, match=rf"resting\.csv:7: {words}"):
        mentions([answer_to("4", "The fog code.")], NAMES, [row(rec, instrument, place, "creates", 7)])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("under the Harbour Act 1911 and in 1912", ["Act 1911"]),
        ("under the Sound Navigation Act 1986", ["Act 1986", "Sound Navigation Act 1986"]),
        ("the 2020 Harbour Strategy of 2008", ["2020 Harbour Strategy"]),
        ("the fog code of 2008", []),
        ("he acts in 1911", []),
    ],
)
def test_years_in_names(text: str, masked: list[str]) -> None:
    """The year of an Act and a name that opens with a year are no dates; other years stay."""
    places = figures_in_names(flow_of(text), NAMES)
    assert [text[start:end] for start, end in places] == masked


def test_every_row_is_borne_out_by_the_documents(readings: dict[str, Reading], tables: Tables) -> None:
    """In the documents each row of the table gives the relation of a mention, and no other is read."""
    names = names_of((i.id, i.variants) for i in tables.instruments.values())
    found = mentions(readings["action-plan"].passages, names, tables.resting)
    rows = {(r.place, r.reference.parent, r.instrument, r.relation) for r in tables.resting}
    read = {
        (
            "recommendation" if m.passage.kind == "item" else m.passage.kind,
            m.passage.reference.parent,
            m.instrument,
            m.relation,
        )
        for m in found
        if m.read and m.passage.reference
    }
    assert read == rows
    assert all(m.relation == "mentions" for m in found if not m.read)
