"""Rows for data people: pandas, polars, Excel, Parquet. Each library is an extra, imported when used."""

import importlib
import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from laming_graph.ask.values import Value
from laming_graph.model.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Table = Sequence[Sequence[Value]]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the start of a cell (OWASP, CSV injection)."""
_LONGEST_CELL = 32_767
"""Characters in a cell of Excel."""
_MOST_UNPACKED = 1 << 28
"""The most bytes that a workbook read back may unpack to."""
_MOST_CELLS = 5_000_000
"""The most cells of a workbook or Parquet file read back."""
_WIDEST = 60
"""Characters in the widest column that a sheet opens with."""


def to_pandas(columns: Sequence[str], rows: Table) -> "pd.DataFrame":
    """A pandas frame: datetime64 for days, Int64, boolean, else string; NA where nothing is said.

    Raises:
        InputError: if pandas is not installed.
    """
    pandas = _library("pandas")
    kinds = {"date": "datetime64[s]", "int": "Int64", "bool": "boolean", "text": "string"}
    frame: pd.DataFrame = pandas.DataFrame(
        {column: pandas.Series(values, dtype=kinds[kind]) for column, kind, values in _typed(columns, rows)}
    )
    return frame


def to_polars(columns: Sequence[str], rows: Table) -> "pl.DataFrame":
    """A polars frame: Date, Int64, Boolean, else String; null where nothing is said.

    Raises:
        InputError: if polars is not installed.
    """
    polars = _library("polars")
    kinds = {"date": polars.Date, "int": polars.Int64, "bool": polars.Boolean, "text": polars.String}
    frame: pl.DataFrame = polars.DataFrame(
        [polars.Series(column, values, dtype=kinds[kind]) for column, kind, values in _typed(columns, rows)]
    )
    return frame


def as_polars_decimal(frame: "pl.DataFrame", column: str, values: Sequence[Value]) -> "pl.DataFrame":
    """A frame with a column of decimals, with the digits that its values have.

    Raises:
        InputError: if polars is not installed.
    """
    polars = _library("polars")
    digits = (-int(value.as_tuple().exponent) for value in values if isinstance(value, Decimal))
    series = polars.Series(column, values, dtype=polars.Decimal(38, max(0, *digits, 0)))
    return frame.with_columns(series)


def to_parquet(columns: Sequence[str], rows: Table, notes: dict[str, str]) -> bytes:
    """A Parquet file, typed, with notes in its metadata.

    Raises:
        InputError: if polars is not installed.
    """
    stream = io.BytesIO()
    to_polars(columns, rows).write_parquet(stream, metadata=notes)
    return stream.getvalue()


class Sheet(NamedTuple):
    """A sheet of a workbook.

    Attributes:
        title: its name.
        header: names of the columns, kept in sight and with filters; none where it is empty.
        rows: the cells.
        links: whether the first cell of a row is the name of a sheet, to go to.
    """

    title: str
    header: Sequence[str]
    rows: Table
    links: bool = False


def to_xlsx(columns: Sequence[str], rows: Table, notes: Sequence[tuple[str, str]]) -> bytes:
    """An Excel workbook: a sheet of rows with a fixed header and filters, and one of notes.

    Raises:
        InputError: if openpyxl is not installed, or a cell is longer than Excel takes.
    """
    return to_book([Sheet("rows", columns, rows), *([Sheet("citation", (), notes)] if notes else [])])


def to_book(sheets: Sequence[Sheet]) -> bytes:
    """An Excel workbook, the same bytes for the same sheets.

    Text that a spreadsheet would take for a formula is written as text.

    Raises:
        InputError: if openpyxl is not installed, or a cell is longer than Excel takes.
    """
    _library("openpyxl")
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for one in sheets:
        _draw(book.create_sheet(one.title), one)
    stream = io.BytesIO()
    book.save(stream)
    return _without_times(stream.getvalue())


def _draw(sheet: Any, one: Sheet) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    _fill(sheet, [*([one.header] if one.header else []), *one.rows])
    if one.header:
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for column in sheet.columns:
            longest = max(len(str(cell.value or "")) for cell in column)
            sheet.column_dimensions[column[0].column_letter].width = min(longest, _WIDEST) + 2
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    if one.links:
        for cell, *_ in sheet.iter_rows(min_row=2, max_col=1):
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{cell.value}'!A1")


def _without_times(book: bytes) -> bytes:
    """A workbook without the times at which it was made."""
    import re
    import zipfile

    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            data = made.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", b"", data)
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            kept.writestr(entry, data)
    return stream.getvalue()


def _fill(sheet: Any, rows: Sequence[Sequence[Value]]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(row=number, column=place)
            if not isinstance(value, str):
                cell.value = value
                continue
            if len(value) > _LONGEST_CELL:
                raise InputError(
                    f"row {number}: a cell of {len(value)} characters; Excel takes {_LONGEST_CELL}"
                )
            cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
            if value.startswith(_FORMULA):
                cell.data_type = "s"
                cell.quotePrefix = True


def _typed(columns: Sequence[str], rows: Table) -> list[tuple[str, str, list[Any]]]:
    """Each column with the one type that all its values have; text if they differ."""
    found = []
    for place, column in enumerate(columns):
        values = [row[place] for row in rows]
        kinds = {_kind(value) for value in values if value is not None}
        kind = kinds.pop() if len(kinds) == 1 else "text"
        if kind == "text":
            values = [None if value is None else str(value) for value in values]
        found.append((column, kind, values))
    return found


def _kind(value: Value) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if abs(value) < 2**63 else "text"
    return "date" if isinstance(value, date) else "text"


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise InputError(f"{name} is not installed; pip install 'laming-graph[frames]'") from None


def read_parquet(path: Path) -> tuple[dict[str, str], tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The notes, columns and rows, as texts, of a Parquet file.

    Raises:
        InputError: if it cannot be read, or polars is not installed.
    """
    polars = _library("polars")
    try:
        notes = polars.read_parquet_metadata(path)
        lazy = polars.scan_parquet(path)
        cells = lazy.select(polars.len()).collect().item() * len(lazy.collect_schema())
        if cells > _MOST_CELLS:
            raise InputError(f"{path}: {cells} cells, more than {_MOST_CELLS}; ask for fewer")
        frame = lazy.collect()
    except InputError:
        raise
    except (Exception, polars.exceptions.PanicException) as error:
        # A damaged file makes polars raise errors of many kinds, and panic.
        raise InputError(f"{path}: {' '.join(str(error).split())[:200]}; it is no Parquet") from None
    return notes, tuple(frame.columns), tuple(tuple(map(_text, row)) for row in frame.rows())


def read_xlsx(path: Path) -> tuple[dict[str, str], tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The notes, columns and rows, as texts, of a workbook that `to_xlsx` made.

    Raises:
        InputError: if it cannot be read, or openpyxl is not installed.
    """
    _library("openpyxl")
    from zipfile import ZipFile

    from openpyxl import load_workbook

    try:
        with ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        if size > _MOST_UNPACKED:
            raise InputError(f"{path}: unpacks to {size} bytes, more than {_MOST_UNPACKED}; ask for fewer")
        book = load_workbook(path, read_only=True)
        rows = list(_rows_of(book["rows"], path))
        notes = {row[0]: row[1] for row in _rows_of(book["citation"], path)}
    except InputError:
        raise
    except Exception:
        # A damaged workbook makes zipfile, the parser of XML and openpyxl raise errors of many kinds.
        raise InputError(f"{path}: no workbook with a citation; write it with --cite") from None
    return notes, rows[0] if rows else (), tuple(rows[1:])


def _rows_of(sheet: Any, path: Path) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet; openpyxl fills each up to the last column that the sheet claims to have."""
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        cells += len(row) + 1
        if cells > _MOST_CELLS:
            raise InputError(f"{path}: more than {_MOST_CELLS} cells; ask for fewer")
        yield tuple(map(_text, row))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
