"""Addressees: the rule on invented sentences, its corrections, and all 58 as read by people."""

import csv
from collections.abc import Mapping

import pytest

from laming_graph.curate.tables import Tables
from laming_graph.derive.addressees import addressees
from laming_graph.derive.names import Names, names_of
from laming_graph.model.addressing import AddresseeCorrection
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.reference import Reference
from tests.conftest import ROOT
from tests.making import flow_of

REFERENCE = Reference(7)
NAMES = names_of(
    [
        ("board", ["Harbour Board", "Harbour Boards"]),
        ("office", ["Coast Office"]),
        ("crew", ["lifeboat crew", "Lifeboat crew"]),
        ("minister", ["Minister's Office", "Minister"]),
        ("byelaw", ["Byelaw 1"]),
    ],
    {"Masters and pilots": ("masters", "pilots")},
)


def asked(*copies: str, corrections: tuple[AddresseeCorrection, ...] = ()) -> dict[str, str]:
    """Agent to role, for the copies of one recommendation."""
    flows = [flow_of(text, f"copy-{n}") for n, text in enumerate(copies)]
    return {one.agent: one.role for one in addressees(REFERENCE, flows, NAMES, corrections)}


def correction(agent: str, role: str, phrase: str = "") -> AddresseeCorrection:
    """A row of the table of corrections."""
    return AddresseeCorrection(REFERENCE, agent, role, phrase, "a reason", "addressees.csv:3")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Harbour Board must write a code.", {"board": "lead"}),
        ("The Harbour Board should write a code.", {"board": "lead"}),
        ("The Harbour Board and the Coast Office must write a code.", {"board": "lead", "office": "lead"}),
        ("Masters and pilots must stay ashore.", {"masters": "lead", "pilots": "lead"}),
        ("The Minister’s Office must pay.", {"minister": "lead"}),
        ("The Harbour Board will write a code.", {}),
        ("Somebody must tell the Harbour Board.", {}),
        ("Musty rooms of the Harbour Board smell.", {}),
        ("Version 2.1 for the Harbour Board must be kept by the Coast Office.", {}),
        ("Under rule 2.1 the Harbour Board must act.", {"board": "lead"}),
    ],
)
def test_the_subject_is_addressed(sentence: str, expected: Mapping[str, str]) -> None:
    """Whoever stands before must or should in its sentence leads; nobody after it does."""
    assert asked(sentence) == expected


@pytest.mark.parametrize(
    "verb",
    [
        "must be told", "should be appointed", "must be made", "must be given", "must be kept",
        "must be chosen", "must be put", "must be then mended", "should also be trained",
        "must not be asked", "must only receive", "should receive", "must then have access to",
        "should have access to",
    ],
)  # fmt: skip
def test_a_passive_verb_addresses_nobody(verb: str) -> None:
    """Whoever is told, given or receives something is not asked to act."""
    assert asked(f"The lifeboat crew {verb} what it needs.") == {}


@pytest.mark.parametrize(
    "verb", ["must be ready", "should not have", "must receivership", "must be able to swim"]
)
def test_being_and_having_are_acts(verb: str) -> None:
    """What is no passive still addresses the subject."""
    assert asked(f"The lifeboat crew {verb} at noon.") == {"crew": "lead"}


@pytest.mark.parametrize("joint", ["together with", "working with"])
def test_company_acts_with_the_lead(joint: str) -> None:
    """Who is named after the joint, before the verb, acts with the lead."""
    assert asked(f"The Harbour Board, {joint} the Coast Office, must act.") == {
        "board": "lead",
        "office": "with",
    }
    assert asked(f"The Harbour Board must act {joint} the Coast Office.") == {"board": "lead"}


@pytest.mark.parametrize("pronoun", ["who report to", "which serves", "that advises"])
def test_a_relative_clause_addresses_nobody(pronoun: str) -> None:
    """Who is named inside a relative clause is not the subject."""
    assert asked(f"The lifeboat crew, {pronoun} the Harbour Board, must act.") == {"crew": "lead"}


def test_each_sentence_has_its_own_subject() -> None:
    """A second sentence can address somebody else; a full stop ends the first one's subject."""
    text = "The Harbour Board must act. The Coast Office should help. Both must sign."
    assert asked(text) == {"board": "lead", "office": "lead"}
    assert asked("The Harbour Board acts. It must go on.") == {}


def test_a_second_verb_needs_a_second_subject() -> None:
    """After " and " a sentence can address another; without it the first subject goes on."""
    assert asked("The Harbour Board must act and the Coast Office must watch.") == {
        "board": "lead",
        "office": "lead",
    }
    assert asked("The Harbour Board must act, the Coast Office must watch.") == {"board": "lead"}
    assert asked("The Harbour Board must act and must tell the Coast Office.") == {"board": "lead"}


def test_what_one_copy_has_counts() -> None:
    """An agent found in any copy is addressed, with the words of each copy that has it."""
    flows = [flow_of("The Harbour Board must act.", "whole"), flow_of("Board must act.", "lossy")]
    (found,) = addressees(REFERENCE, flows, NAMES)
    assert [span.document for span in found.spans] == ["whole"]
    assert (found.spans[0].start, found.spans[0].end) == (4, 17)


def test_each_copy_gives_its_words_once() -> None:
    """An agent named twice in a copy has one place there, the first."""
    text = "The Harbour Board must act. The Harbour Board must sign."
    (found,) = addressees(REFERENCE, [flow_of(text, "a"), flow_of(text, "b")], NAMES)
    assert [(span.document, span.start) for span in found.spans] == [("a", 4), ("b", 4)]


@pytest.mark.parametrize("order", [1, -1])
def test_with_in_one_copy_is_with(order: int) -> None:
    """Where one copy has lost the joint, the other one's "with" stands, in either order."""
    copies = [
        "The Harbour Board, together with the Coast Office, must act.",
        "The Harbour Board, together the Coast Office, must act.",
    ]
    assert asked(*copies[::order]) == {"board": "lead", "office": "with"}


def test_a_correction_adds_with_its_words() -> None:
    """A row with a role adds the agent, at its words in each copy that has them."""
    flows = [flow_of("A “Minister” to report.", "a"), flow_of("To report.", "b")]
    (found,) = addressees(REFERENCE, flows, NAMES, [correction("minister", "lead", '"Minister"')])
    assert (found.agent, found.role) == ("minister", "lead")
    assert [(span.document, span.start, span.end) for span in found.spans] == [("a", 2, 12)]


def test_a_correction_can_stand_at_the_start() -> None:
    """Words that open a copy are found there, and a copy without them has no place."""
    flows = [flow_of("Minister to report.", "a"), flow_of("To report.", "b")]
    (found,) = addressees(REFERENCE, flows, NAMES, [correction("minister", "lead", "Minister")])
    assert [(span.document, span.start, span.end) for span in found.spans] == [("a", 0, 8)]


def test_a_correction_changes_the_role() -> None:
    """A row for an agent the rule found gives it another role."""
    row = correction("board", "with", "Harbour Board")
    assert asked("The Harbour Board must act.", corrections=(row,)) == {"board": "with"}


def test_a_correction_drops() -> None:
    """A row without a role drops what the rule found."""
    assert asked("The Harbour Board must act.", corrections=(correction("board", ""),)) == {}


def test_a_correction_that_drops_nothing_raises() -> None:
    """A row that drops what was not found names its file and line."""
    with pytest.raises(InputError, match=r"addressees\.csv:3: the rule does not find office"):
        asked("The Harbour Board must act.", corrections=(correction("office", ""),))


def test_a_correction_no_copy_bears_out_raises() -> None:
    """A row whose words stand in no copy names its file, line and words."""
    with pytest.raises(InputError, match=r"addressees\.csv:3: no copy has 'Harbour Master'"):
        asked("The Harbour Board must act.", corrections=(correction("board", "lead", "Harbour Master"),))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("the Harbour Boards met", [("board", "Harbour Boards")]),
        ("the Minister's Office paid", [("minister", "Minister's Office")]),
        ("the harbour board met", []),
        ("the Coast Officer met", []),
        ("the Coast Office3 met", [("office", "Coast Office")]),
        ("preCoast Office", []),
        ("in Byelaw 1, and", [("byelaw", "Byelaw 1")]),
        ("in Byelaw 12", []),
        ("Masters and pilots", [("masters pilots", "Masters and pilots")]),
    ],
)
def test_names_are_found_longest_first(text: str, named: list[tuple[str, str]]) -> None:
    """A longer form hides a shorter one; letters hide a form, and figures one that ends in a figure."""
    assert [(" ".join(one.ids), text[one.start : one.end]) for one in NAMES.find(text)] == named


def test_no_forms_no_names() -> None:
    """A table without forms finds nothing, and an empty form is no form."""
    assert Names({}).find("the Harbour Board") == []
    assert names_of([("board", [""])]).find("the Harbour Board") == []


def found_in(readings: Mapping[str, Reading], tables: Tables) -> set[tuple[str, str, str, str, str]]:
    """Every addressing of the 58 recommendations, in the columns of the table read by people."""
    forms = ((a.id, (a.label, *a.abbreviations, *a.variants)) for a in tables.agents.values())
    names = names_of(forms, tables.coordinated)
    copies = [reading for _, reading in sorted(readings.items()) if reading.wordings]
    rows = set()
    for number in range(1, tables.inquiry.recommendations + 1):
        reference = Reference(number)
        flows = [copy.wordings[reference].flow for copy in copies]
        corrections = [row for row in tables.addressees if row.reference == reference]
        for one in addressees(reference, flows, names, corrections):
            agent = tables.agents[one.agent]
            iri = f"{tables.inquiry.base}agent/{agent.id}"
            rows.add((str(number), iri, agent.label, agent.kind, one.role))
    return rows


def test_all_addressees_are_those_that_people_read(readings: dict[str, Reading], tables: Tables) -> None:
    """The addressees of all 58 recommendations are those of the table made by reading."""
    with (ROOT / "tests/queries/addressees.csv").open(encoding="utf-8") as stream:
        expected = {tuple(row[:5]) for row in list(csv.reader(stream))[1:]}
    assert found_in(readings, tables) == expected


def test_the_recommendations_without_addressee_are_those_that_people_read(
    readings: dict[str, Reading], tables: Tables
) -> None:
    """Three recommendations address nobody."""
    with (ROOT / "tests/queries/no-addressee.csv").open(encoding="utf-8") as stream:
        expected = {row["rec"] for row in csv.DictReader(stream)}
    addressed = {row[0] for row in found_in(readings, tables)}
    assert {str(n) for n in range(1, 59)} - addressed == expected
