"""The judgement tables: what readers read into each answer, resolved to spans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from laming_graph.curate.locator import resolve
from laming_graph.curate.references import references
from laming_graph.curate.table import Row, read_table
from laming_graph.curate.tables import Tables
from laming_graph.model import judgement as codes
from laming_graph.model.commitment import CONDITIONS
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.judgement import CONFIDENCES, Coding
from laming_graph.model.reference import Reference

GOVERNMENT = (
    "rec", "treatment", "departs", "how", "conditions", "acting", "position", "rationale",
    "locator", "confidence",
)  # fmt: skip
COUNCIL = ("rec", "stance", "action", "bodies", "rationale", "locator", "confidence")
COMMENTATOR = ("rec", "stance", "target", "covers", "bodies", "rationale", "locator", "confidence")
PRESS = ("bullet", "rec", "claimed", "agrees", "recorded", "rationale", "locator", "confidence")
TARGETS = (
    "the-recommendation", "the-present-system", "other-body", "national-targets-and-indicators",
    "workforce-and-vacancies", "report-as-a-whole", "procedure", "none",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodingTable:
    """A judgement table of one kind of voice.

    Attributes:
        name: stem of its file; a document whose `coding` is this name is coded by it.
        columns: its columns.
        coded: columns that hold codes, on which two readers are compared.
        key: the column that names a row.
    """

    name: str
    columns: tuple[str, ...]
    coded: tuple[str, ...]
    key: str = "rec"


CODING_TABLES = (
    CodingTable("government", GOVERNMENT, ("treatment", "departs", "conditions", "position")),
    CodingTable("council", COUNCIL, ("stance",)),
    CodingTable("commentator", COMMENTATOR, ("stance", "target")),
    CodingTable("press", PRESS, ("rec", "claimed", "agrees"), key="bullet"),
)


def parse_codings(tables: Tables, readings: Mapping[str, Reading]) -> tuple[Coding, ...]:
    """Every coding of the inquiry; a table that is not there has none.

    Args:
        tables: the inquiry's tables.
        readings: its documents.

    Raises:
        InputError: if there is a table and no document for it, or a document and no table.
        TableError: at the first row with an unknown code, body or locator.
    """
    found: list[Coding] = []
    for table in CODING_TABLES:
        path = tables.folder / f"{table.name}.csv"
        document = coded_document(table.name, tables)
        if document and table.name in _READERS:
            found += _codings(table, path, document, tables, readings)
    return tuple(found)


def coded_document(name: str, tables: Tables) -> str:
    """Key of the document that a judgement table codes, or "" where there is neither.

    Raises:
        InputError: if there is the table and no document for it, or a document and no table.
    """
    path = tables.folder / f"{name}.csv"
    document = next((one.key for one in tables.inquiry.documents if one.coding == name), "")
    if path.is_file() and not document:
        raise InputError(
            f"{path}: no document of inquiry.toml is coded by it; "
            f'give one the key coding = "{name}", or take the table away'
        )
    if document and not path.is_file():
        raise InputError(
            f'{path}: not there, though document {document} has coding = "{name}"; '
            "add the table, or take the key away"
        )
    return document


def _codings(
    table: CodingTable, path: Path, document: str, tables: Tables, readings: Mapping[str, Reading]
) -> Iterable[Coding]:
    seen: set[Reference] = set()
    wanted = set(_wanted(table, tables, readings[document]))
    known = wanted.union(tables.inquiry.references())
    for row in read_table(path, table.columns):
        reference = row.reference()
        if reference in seen:
            row.fail(f"a second row for {reference}", "keep one")
        if reference not in known:
            row.fail(f"{reference} is none of this inquiry's", "correct it")
        seen.add(reference)
        places = resolve(row, "locator", readings, document)
        if not places and row[table.coded[0]] not in {"no-comment", "no-response"}:
            row.fail("locator is empty", "say where the words stand")
        shared = Coding(
            document,
            reference,
            row.needed("rationale"),
            row.one_of("confidence", CONFIDENCES),
            tuple(span for place in places for span in place.spans),
        )
        yield _READERS[table.name](row, shared, tables)
    for reference in sorted(wanted - seen):
        raise InputError(f"{path}: no row for {reference}; add one, silence included")


def _wanted(table: CodingTable, tables: Tables, reading: Reading) -> Iterable[Reference]:
    """What a table must have a row for: every recommendation, or every reply of a replier."""
    if table.name == "council":
        return (p.reference for p in reading.of_kind("reply") if p.reference)
    references = tables.inquiry.references()
    return references if table.name == "government" else (r for r in references if not r.letter)


def _government(row: Row, shared: Coding, tables: Tables) -> Coding:
    departs = row.one_of("departs", codes.DEPARTURES)
    if departs == "no" and row["how"]:
        row.fail("how is filled though departs is no", "empty it, or change departs")
    return replace(
        shared,
        codes=_codes(row, "treatment", codes.TREATMENTS),
        departs=departs,
        how=row.needed("how") if departs != "no" else "",
        conditions=_codes(row, "conditions", CONDITIONS, optional=True),
        bodies=_codes(row, "acting", tables.agents, optional=True),
        position=row.one_of("position", codes.POSITIONS),
    )


def _council(row: Row, shared: Coding, tables: Tables) -> Coding:
    return replace(
        shared,
        codes=_codes(row, "stance", codes.COUNCIL_STANCES),
        bodies=_codes(row, "bodies", tables.agents, optional=True),
        detail=row["action"],
    )


def _commentator(row: Row, shared: Coding, tables: Tables) -> Coding:
    return replace(
        shared,
        codes=_codes(row, "stance", codes.COMMENTATOR_STANCES),
        bodies=_codes(row, "bodies", tables.agents, optional=True),
        covers=tuple(references(row, "covers", tables.inquiry)),
        detail=row.one_of("target", TARGETS),
    )


_READERS = {"government": _government, "council": _council, "commentator": _commentator}


def _codes(row: Row, column: str, known: Iterable[str], *, optional: bool = False) -> tuple[str, ...]:
    given = row.listed(column)
    if not given and not optional:
        row.fail(f"{column} is empty", "give a code")
    allowed = set(known)
    for code in given:
        if code not in allowed:
            row.fail(f"{column} {code!r} is not known", "see docs/code-book.md and agents.csv")
    return given
