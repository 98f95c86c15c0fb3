"""Tables in CSV: read row by row, each row knowing its line."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from laming_graph.model.errors import InputError, TableError
from laming_graph.model.reference import Reference

_DATE = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]|2[1-4])|-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))?[?~%]?"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EDTF = re.compile(rf"{_DATE}|{_DATE}/(?:{_DATE}|\.\.)|\.\./{_DATE}")
_DURATION = re.compile(
    r"P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?"
)


class Row:
    """One row of a table.

    Attributes:
        path: the table's path.
        line: line number of the row's first line, the header being line 1.
    """

    __slots__ = ("_values", "line", "path")

    def __init__(self, path: Path, line: int, values: dict[str, str]) -> None:
        self.path = path
        self.line = line
        self._values = values

    def __getitem__(self, column: str) -> str:
        return self._values[column]

    def fail(self, problem: str, mend: str) -> NoReturn:
        """Stop because this row cannot be used.

        Raises:
            TableError: always, naming file and line.
        """
        raise TableError(self.path, self.line, problem, mend)

    def needed(self, column: str) -> str:
        """A cell that must not be empty."""
        if not self[column]:
            self.fail(f"{column} is empty", "fill it in")
        return self[column]

    def listed(self, column: str) -> tuple[str, ...]:
        """A cell that holds several values between bars."""
        return tuple(value.strip() for value in self[column].split("|") if value.strip())

    def one_of(self, column: str, known: Collection[str]) -> str:
        """A cell that must hold one of some known values; empty is allowed only if known."""
        value = self[column]
        if value not in known:
            some = ", ".join(sorted(filter(None, known))[:8])
            self.fail(f"{column} {value!r} is not known", f"use one of {some} ...")
        return value

    def day(self, column: str) -> date | None:
        """A cell that holds a day such as 2009-12-31, or nothing."""
        try:
            if self[column] and not _DAY.fullmatch(self[column]):
                raise ValueError
            return date.fromisoformat(self[column]) if self[column] else None
        except ValueError:
            self.fail(f"{column} {self[column]!r} is no day", "write it as 2009-12-31")

    def edtf(self, column: str) -> str:
        """A cell that holds a date or period in EDTF, or nothing."""
        return self._formed(column, _EDTF, "EDTF", "write it as 2009-12, 2009-23 or 2010-04/..")

    def duration(self, column: str) -> str:
        """A cell that holds an ISO 8601 duration, or nothing."""
        return self._formed(column, _DURATION, "ISO 8601 duration", "write it as P1Y or P6M")

    def _formed(self, column: str, form: re.Pattern[str], what: str, mend: str) -> str:
        if self[column] and not form.fullmatch(self[column]):
            self.fail(f"{column} {self[column]!r} is no {what}", mend)
        return self[column]

    def reference(self, column: str = "rec") -> Reference:
        """A cell that holds a reference such as 24 or 24c."""
        try:
            return Reference.parse(self[column])
        except ValueError as error:
            self.fail(str(error), "write it so")


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV file (UTF-8, with or without a byte order mark).

    Args:
        path: the file.
        columns: the columns it must have, in this order.

    Raises:
        InputError: if it cannot be read or is not UTF-8.
        TableError: if its header differs or a row has too many or too few cells.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; put the table there") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; save it as CSV UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = next(reader, [])
        if header != list(columns):
            raise TableError(path, 1, f"the header is {','.join(header)}", f"use {','.join(columns)}")
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(columns):
                raise TableError(path, line, f"{len(cells)} cells", f"give {len(columns)}")
            yield Row(path, line, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
            line = reader.line_num + 1
    except csv.Error as error:
        mend = "write less in a cell" if "limit" in str(error) else "close the quotation mark"
        raise TableError(path, line, str(error), mend) from None
