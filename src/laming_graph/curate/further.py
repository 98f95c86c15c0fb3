"""`further-promises.csv`: promises in replies and paragraphs that no by-when cell makes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from laming_graph.curate.locator import Place, resolve
from laming_graph.curate.references import references
from laming_graph.curate.table import Row, read_table
from laming_graph.curate.tables import Tables
from laming_graph.model.commitment import CONDITIONS, EVENTS, FurtherPromise
from laming_graph.model.deadline import CONVENTIONS, KINDS, Deadline
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.fact import FINDERS
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference

COLUMNS = (
    "rec", "n", "label", "lead", "instrument", "event", "phrase", "kind", "edtf", "earliest", "latest",
    "recurrence", "subject_to", "convention", "locator", "found_by", "note",
)  # fmt: skip


def parse_further_promises(tables: Tables, readings: Mapping[str, Reading]) -> tuple[FurtherPromise, ...]:
    """Every promise outside the by-when cells; a table that is not there has none.

    Raises:
        InputError: if there is such a table and no document promises.
        TableError: at the first row with an unknown id, code, date, reference or locator.
    """
    path = tables.folder / "further-promises.csv"
    if not path.is_file():
        return ()
    plan = next((key for key, reading in readings.items() if reading.of_kind("by-when")), None)
    if plan is None:
        raise InputError(f"{path}: no document has by-when cells beside which these promises stand")
    return tuple(_promises(path, tables, readings, plan))


def _promises(
    path: Path, tables: Tables, readings: Mapping[str, Reading], plan: str
) -> Iterator[FurtherPromise]:
    counts: Counter[str] = Counter()
    for row in read_table(path, COLUMNS):
        places = resolve(row, "locator", readings, plan)
        if not places:
            row.fail("locator is empty", "say where the words stand")
        passage = places[0].passage
        if any(place.passage.document != plan for place in places) or passage.kind == "by-when":
            row.fail(
                f"locator {row['locator']!r} leads into another document or a by-when cell",
                f"name replies, paragraphs or boxes of {plan}; a cell's promises are in promises.csv",
            )
        counts[passage.name] += 1
        if row["n"] != str(counts[passage.name]):
            row.fail(f"n is {row['n']!r}", f"number the promises of {passage.name} from 1")
        yield FurtherPromise(
            _concerned(row, tables, passage),
            counts[passage.name],
            row.needed("label"),
            row.one_of("lead", tables.agents),
            row.one_of("instrument", {"", *tables.instruments}),
            row.one_of("event", EVENTS),
            _deadline(row),
            _time(row, places),
            row.one_of("subject_to", {"", *CONDITIONS}),
            passage,
            tuple(span for place in places for span in place.spans),
            row.one_of("found_by", FINDERS),
            row["note"],
            f"{row.path}:{row.line}",
        )


def _concerned(row: Row, tables: Tables, passage: Passage) -> tuple[Reference, ...]:
    """What a promise concerns; one that stands in a reply concerns what is replied to."""
    found = tuple(references(row, "rec", tables.inquiry))
    if passage.kind == "response" and found != (passage.reference,):
        row.fail(f"rec is {row['rec']!r}, and the words stand in {passage.name}", f"give {passage.reference}")
    return found


def _deadline(row: Row) -> Deadline:
    try:
        return Deadline(
            row.one_of("kind", KINDS),
            row["phrase"],
            row.edtf("edtf"),
            row.day("earliest"),
            row.day("latest"),
            row.duration("recurrence"),
            row.one_of("convention", ("", *CONVENTIONS)),
        )
    except ValueError as error:
        row.fail(str(error), "let it start before it ends")


def _time(row: Row, places: Sequence[Place]) -> tuple[Passage, int, int] | None:
    """Where the time expression stands; it must lie within the words that the locator quotes."""
    phrase = row["phrase"]
    if not phrase:
        return None
    found = [(p.passage, p.passage.flow.folded.find(phrase, p.start, p.end)) for p in places]
    held = [(passage, at, at + len(phrase)) for passage, at in found if at >= 0]
    if not held:
        row.fail(f"the words of locator do not hold the phrase {phrase!r}", "quote it in both as printed")
    return held[0]
