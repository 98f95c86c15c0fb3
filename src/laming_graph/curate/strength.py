"""`strength.csv`: how firmly each recommendation asks, and how firmly the reply binds itself to it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from laming_graph.curate.judgements import CodingTable
from laming_graph.curate.locator import Place, resolve
from laming_graph.curate.table import Row, read_table
from laming_graph.curate.tables import Tables
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.judgement import CONFIDENCES
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.strength import CHANGES, UNANSWERED, WEAKENED, WEAKENINGS, Strength

COLUMNS = ("rec", "asked", "answered", "change", "how", "rationale", "locator", "confidence")
STRENGTH = CodingTable("strength", COLUMNS, ("change", "how"))
_ASKING, _ANSWERING = ("recommendation", "item"), ("response", "by-when")


def parse_strengths(
    tables: Tables, readings: Mapping[str, Reading], plan: Reading | None
) -> tuple[Strength, ...]:
    """Every row of the table; one that is not there has none.

    Args:
        tables: the inquiry's tables.
        readings: its documents.
        plan: the document whose replies are held against what was asked.

    Raises:
        InputError: if there is no such document, or a recommendation or item has no row.
        TableError: at the first row with an unknown code, or with words that do not stand where it says.
    """
    path = tables.folder / f"{STRENGTH.name}.csv"
    if not path.is_file():
        return ()
    if plan is None:
        raise InputError(f"{path}: judges replies with by-when cells, and no document has any")
    return tuple(_strengths(path, tables, readings, plan))


def _strengths(
    path: Path, tables: Tables, readings: Mapping[str, Reading], plan: Reading
) -> Iterator[Strength]:
    wanted = dict.fromkeys(tables.inquiry.references())
    for row in read_table(path, COLUMNS):
        reference = row.reference()
        if reference not in wanted:
            row.fail(
                f"{reference} is none of this inquiry's, or has a row already",
                "give each recommendation and item one row",
            )
        del wanted[reference]
        change, weakenings = row.one_of("change", CHANGES), _weakenings(row)
        if (change == WEAKENED) != bool(weakenings):
            row.fail(f"change is {change} and how is {row['how']!r}", "how says in what ways it is weakened")
        if (change == UNANSWERED) == bool(row["answered"]):
            row.fail(f"change is {change} and answered is {row['answered']!r}", "correct one of the two")
        asked = plan.wordings.get(reference)
        _printed(row, "asked", row.needed("asked"), [asked] if asked else [])
        _printed(row, "answered", row["answered"], _answers(plan, reference))
        places = resolve(row, "locator", readings, plan.document.key)
        _rests_on(row, places, _ASKING)
        if change != UNANSWERED:
            _rests_on(row, places, _ANSWERING)
        yield Strength(
            plan.document.key,
            reference,
            row["asked"],
            row["answered"],
            change,
            weakenings,
            row.needed("rationale"),
            row.one_of("confidence", CONFIDENCES),
            tuple(span for place in places for span in place.spans),
        )
    for reference in wanted:
        raise InputError(f"{path}: no row for {reference}; add one")


def _weakenings(row: Row) -> tuple[str, ...]:
    given = row.listed("how")
    for code in given:
        if code not in WEAKENINGS or given.count(code) > 1:
            row.fail(f"how {code!r} is not known or stands twice", f"use {', '.join(WEAKENINGS)}")
    return given


def _answers(plan: Reading, reference: Reference) -> list[Passage]:
    """What answers a requirement: its own cells, the whole's for an item, the items' for a whole."""
    cells = [p for p in plan.passages if p.kind in _ANSWERING and p.reference]
    own = [p for p in cells if p.reference == reference]
    shared = [p for p in cells if p.reference == reference.parent]
    return own or shared or [p for p in cells if p.reference and p.reference.parent == reference]


def _printed(row: Row, column: str, words: str, passages: Iterable[Passage]) -> None:
    """Stops where words are not printed in any of some passages."""
    if words and not any(words in passage.flow.folded for passage in passages):
        row.fail(f"{column} {words!r} does not stand there", "quote it as printed, apostrophes straight")


def _rests_on(row: Row, places: Iterable[Place], kinds: tuple[str, ...]) -> None:
    if not any(place.passage.kind in kinds for place in places):
        row.fail(f"locator names no {' or '.join(kinds)}", "say where both sides' words stand")
