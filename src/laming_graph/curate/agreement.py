"""Agreement of two readers: Cohen's kappa, a table and column at a time.

Kappa is (observed - expected) / (1 - expected), where expected is the agreement that the two
readers' own frequencies of the codes would give by chance (Cohen 1960).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from laming_graph.curate.judgements import CODING_TABLES, CodingTable
from laming_graph.curate.strength import STRENGTH
from laming_graph.curate.table import Row, read_table
from laming_graph.model.errors import InputError

COMPARED = (
    *CODING_TABLES,
    STRENGTH,
    CodingTable("discrepancies", ("places", "kind", "severity", "why"), ("kind", "severity"), "places"),
)
"""The tables two readers filled in: the judgement tables, and the codes of rows found before."""


class Agreement(NamedTuple):
    """How far two readers agree on one column.

    Attributes:
        table, column: what was coded.
        code: a single code, its presence compared; "" for the main code as a whole.
        rows: how many rows both coded.
        agreed: on how many they agree.
        kappa: Cohen's kappa; 1 where there is nothing to disagree on.
    """

    table: str
    column: str
    code: str
    rows: int
    agreed: int
    kappa: float


class Difference(NamedTuple):
    """A row on which two readers differ.

    Attributes:
        table, key, column: where; the key is a reference or a bullet.
        first, second: what each coded.
    """

    table: str
    key: str
    column: str
    first: str
    second: str


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Cohen's kappa of two codings of the same rows.

    Raises:
        ValueError: if they are not of one length, or empty.

    >>> kappa(["a", "a", "b", "b"], ["a", "a", "b", "a"])
    0.5
    """
    if len(first) != len(second) or not first:
        raise ValueError("two codings of the same rows are needed")
    rows = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / rows
    one, other = Counter(first), Counter(second)
    expected = sum(one[code] * other[code] for code in one) / rows**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def agreements(first: Path, second: Path) -> list[Agreement]:
    """Agreement on every table that both folders hold.

    Args:
        first: folder with one reader's tables.
        second: folder with the other's.

    Raises:
        InputError: if they share no table, or no row of any.
        TableError: at a row that cannot be read, or a second row of one key.
    """
    found = [one for table in _shared(first, second) for one in _of_table(table, first, second)]
    if not found:
        raise InputError(f"{first} and {second} have no row in common; name two readers' folders")
    return found


def differences(first: Path, second: Path) -> list[Difference]:
    """Every row and column in which the two readers differ; the order of further codes is free.

    Raises:
        InputError: if they share no table.
        TableError: at a row that cannot be read, or a second row of one key.
    """
    return [
        Difference(table.name, one[table.key], column, one[column], other[column])
        for table in _shared(first, second)
        for one, other in _paired(table, first, second)
        for column in table.coded
        if _as_compared(one, column) != _as_compared(other, column)
    ]


def unmatched(first: Path, second: Path) -> list[str]:
    """The rows that only one of the two readers has, as table and key; nothing else counts them.

    Raises:
        InputError: if they share no table.
        TableError: at a row that cannot be read, or a second row of one key.
    """
    found: list[str] = []
    for table in _shared(first, second):
        ours, theirs = (_rows(table, folder) for folder in (first, second))
        found += [f"{table.name} {key}" for key in (*ours, *theirs) if (key in ours) != (key in theirs)]
    return found


def _shared(first: Path, second: Path) -> list[CodingTable]:
    found = [t for t in COMPARED if all((f / f"{t.name}.csv").is_file() for f in (first, second))]
    if not found:
        raise InputError(f"{first} and {second} share no judgement table; name two readers' folders")
    return found


def _rows(table: CodingTable, folder: Path) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for row in read_table(folder / f"{table.name}.csv", table.columns):
        if row[table.key] in rows:
            row.fail(f"a second row for {row[table.key]}", "keep one")
        rows[row[table.key]] = row
    return rows


def _paired(table: CodingTable, first: Path, second: Path) -> Iterator[tuple[Row, Row]]:
    ours, theirs = _rows(table, first), _rows(table, second)
    for key in ours:
        if key in theirs:
            yield ours[key], theirs[key]


def _of_table(table: CodingTable, first: Path, second: Path) -> Iterator[Agreement]:
    pairs = list(_paired(table, first, second))
    for column in table.coded if pairs else ():
        ours = [(row.listed(column) or ("",)) for row, _ in pairs]
        theirs = [(row.listed(column) or ("",)) for _, row in pairs]
        if column != "conditions":
            yield _agreement(table, column, "", [c[0] for c in ours], [c[0] for c in theirs])
        for code in sorted({code for codes in (*ours, *theirs) for code in codes if code}):
            has = [[str(code in codes) for codes in side] for side in (ours, theirs)]
            yield _agreement(table, column, code, has[0], has[1])


def _agreement(
    table: CodingTable, column: str, code: str, first: Sequence[str], second: Sequence[str]
) -> Agreement:
    agreed = sum(a == b for a, b in zip(first, second, strict=True))
    return Agreement(table.name, column, code, len(first), agreed, kappa(first, second))


def _as_compared(row: Row, column: str) -> tuple[str, ...]:
    codes = row.listed(column)
    return tuple(sorted(codes)) if column == "conditions" else (*codes[:1], *sorted(codes[1:]))
