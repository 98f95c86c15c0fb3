"""Tables of facts: appointments, memberships, money, progress, reporting, events, differences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from laming_graph.curate.locator import Place, resolve
from laming_graph.curate.references import references
from laming_graph.curate.table import Row, read_table
from laming_graph.curate.tables import Tables
from laming_graph.model.deadline import Deadline
from laming_graph.model.document import Reading
from laming_graph.model.fact import FINDERS, PUBLICATION_STATUSES, Difference, Fact
from laming_graph.model.judgement import CONFIDENCES, DISCREPANCY_KINDS, POSITIONS, SEVERITIES
from laming_graph.model.numeral import numerals
from laming_graph.model.reference import Reference


@dataclass(frozen=True, slots=True)
class FactTable:
    """A table of facts.

    Attributes:
        columns: its columns.
        agents: columns that hold the id of an agent, or nothing.
        instruments: columns that hold the id of an instrument, or nothing.
        codes: columns that hold a code, with the codes they may hold.
        numbers: columns that hold a whole number, which stands in the words quoted.
        needed: columns that must not be empty.
        time: prefix of the columns that give its time, or None.
    """

    columns: tuple[str, ...]
    agents: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    numbers: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    time: str | None = None


FACT_TABLES: Mapping[str, FactTable] = {
    "appointments": FactTable(
        ("post", "person", "from_edtf", "from_earliest", "from_latest", "term", "locator", "note"),
        ("person", "post"),
        needed=("person", "post"),
        time="from_",
    ),
    "memberships": FactTable(
        ("group", "person", "body", "capacity", "locator", "note"),
        ("group", "person", "body"),
        needed=("group", "person"),
    ),
    "funding": FactTable(("purpose", "amount", "period", "locator", "note"), needed=("purpose",)),
    "progress": FactTable(
        (
            "rec", "promise", "what", "agent", "done_edtf", "done_earliest", "done_latest", "locator",
            "note",
        ),
        ("agent",),
        needed=("what", "done_latest"),
        time="done_",
    ),
    "reporting": FactTable(
        (
            "reporter", "receiver", "what", "frequency", "first_edtf", "first_earliest", "first_latest",
            "locator", "note",
        ),
        ("reporter", "receiver"),
        needed=("reporter", "receiver", "what"),
        time="first_",
    ),
    "instrument-events": FactTable(
        ("instrument", "event", "edtf", "earliest", "latest", "agent", "locator", "note"),
        ("agent",),
        ("instrument",),
        needed=("instrument", "event"),
        time="",
    ),
    "restated": FactTable(
        ("promise", "edtf", "earliest", "latest", "locator", "note"), needed=("promise",), time=""
    ),
    "publications": FactTable(
        ("title", "publisher", "status", "instrument", "edtf", "earliest", "latest", "locator", "note"),
        ("publisher",),
        ("instrument",),
        codes=(("status", PUBLICATION_STATUSES),),
        needed=("title", "status"),
        time="",
    ),
    "quantities": FactTable(
        ("what", "count", "unit", "instrument", "rec", "locator", "note"),
        instruments=("instrument",),
        numbers=("count",),
        needed=("what", "count", "unit"),
    ),
    "blanket": FactTable(
        ("responder", "position", "locator", "note"), ("responder",), codes=(("position", POSITIONS),)
    ),
}  # fmt: skip

_DISCREPANCIES = (
    "subject", "rec", "kind", "severity", "place_a", "value_a", "place_b", "value_b", "what",
    "confidence", "found_by",
)  # fmt: skip


def parse_facts(tables: Tables, readings: Mapping[str, Reading]) -> tuple[Fact, ...]:
    """Every row of every table of facts; a table that is not there has none.

    Raises:
        TableError: at the first row with an unknown id, date, reference or locator.
    """
    found: list[Fact] = []
    for name, table in FACT_TABLES.items():
        path = tables.folder / f"{name}.csv"
        if path.is_file():
            counts: Counter[tuple[str, str]] = Counter()
            rows = read_table(path, table.columns)
            found += [_fact(name, table, row, tables, readings, counts) for row in rows]
    return tuple(found)


def parse_differences(tables: Tables, readings: Mapping[str, Reading]) -> tuple[Difference, ...]:
    """Every row of `discrepancies.csv`, if it is there.

    Raises:
        TableError: at the first row with an unknown code, reference or locator.
    """
    path = tables.folder / "discrepancies.csv"
    if not path.is_file():
        return ()
    counts: Counter[tuple[str, ...]] = Counter()
    return tuple(_difference(row, tables, readings, counts) for row in read_table(path, _DISCREPANCIES))


def _fact(
    name: str,
    table: FactTable,
    row: Row,
    tables: Tables,
    readings: Mapping[str, Reading],
    counts: Counter[tuple[str, str]],
) -> Fact:
    for column in table.needed:
        row.needed(column)
    for column in table.agents:
        row.one_of(column, {"", *tables.agents})
    for column in table.instruments:
        row.one_of(column, {"", *tables.instruments})
    for column, codes in table.codes:
        row.one_of(column, codes)
    places = _places(row, "locator", readings)
    if not places:
        row.fail("locator is empty", "say where the words stand")
    for column in table.numbers:
        _counted(row, column, places)
    passage = places[0].passage
    counts[passage.document, passage.name] += 1
    return Fact(
        name,
        counts[passage.document, passage.name],
        {column: row[column] for column in table.columns},
        tuple(references(row, "rec", tables.inquiry)) if "rec" in table.columns else (),
        _when(row, table.time) if table.time is not None else None,
        passage,
        tuple(place.passage for place in places),
        tuple(span for place in places for span in place.spans),
        f"{row.path}:{row.line}",
        _promise(row, tables) if "promise" in table.columns and row["promise"] else None,
    )


def _counted(row: Row, column: str, places: Sequence[Place]) -> None:
    """A number must stand in the words that are quoted for it, in figures or spelt out."""
    number = row[column]
    if not number.isdecimal():
        row.fail(f"{column} {number!r} is no whole number", "write it in figures, such as 600")
    found = {one for place in places for one in numerals(place.words)}
    if int(number) not in found:
        told = ", ".join(map(str, sorted(found))) or "no number"
        row.fail(f"{column} is {number}, but the words give {told}", "quote the number as printed")


def _places(row: Row, column: str, readings: Mapping[str, Reading]) -> list[Place]:
    """The places of a fact, which may stand in any document and so must name it."""
    for locator in row.listed(column):
        key = locator.partition("/")[0]
        if key not in readings:
            row.fail(
                f"{column} {locator!r} names no document",
                f"begin it with {', '.join(f'{key}/' for key in readings)}",
            )
    return resolve(row, column, readings, next(iter(readings)))


def _promise(row: Row, tables: Tables) -> tuple[Reference, int]:
    text, _, number = row["promise"].partition("/")
    try:
        reference, ordinal = Reference.parse(text), int(number)
    except ValueError:
        row.fail(f"promise {row['promise']!r} is none", "write recommendation and number, such as 2/3")
    if not 1 <= ordinal <= len(tables.promises.get(reference, ())):
        row.fail(f"promises.csv has no promise {row['promise']}", "give rec and n of one of its rows")
    return reference, ordinal


def _difference(
    row: Row, tables: Tables, readings: Mapping[str, Reading], counts: Counter[tuple[str, ...]]
) -> Difference:
    places = [_places(row, column, readings) for column in ("place_a", "place_b")]
    if [len(found) for found in places] != [1, 1]:
        row.fail("each place is one locator", "split the row, or fill it in")
    a, b = places[0][0], places[1][0]
    key = (a.passage.document, a.passage.name, b.passage.document, b.passage.name)
    counts[key] += 1
    return Difference(
        counts[key],
        row.needed("subject"),
        tuple(references(row, "rec", tables.inquiry)),
        row.one_of("kind", DISCREPANCY_KINDS),
        row.one_of("severity", SEVERITIES),
        a.passage,
        b.passage,
        a.spans,
        b.spans,
        row.needed("value_a"),
        row.needed("value_b"),
        row.needed("what"),
        row.one_of("confidence", CONFIDENCES),
        row.one_of("found_by", FINDERS),
    )


def _when(row: Row, prefix: str) -> Deadline | None:
    edtf = row[f"{prefix}edtf"]
    earliest, latest = (row.day(f"{prefix}{name}") for name in ("earliest", "latest"))
    if not edtf and not earliest and not latest:
        return None
    try:
        kind = "on" if earliest and latest else "by" if latest else "from"
        return Deadline(kind, edtf or "as given", edtf, earliest, latest)
    except ValueError as error:
        row.fail(str(error), "let it start before it ends")
