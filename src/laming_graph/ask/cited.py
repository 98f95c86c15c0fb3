"""A cited answer in a file, read back to be asked again."""

import csv
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from laming_graph.ask.citation import MARK, Citation, parse_citation, sha256_of_texts
from laming_graph.ask.frames import read_parquet, read_xlsx
from laming_graph.ask.results_json import refuse_wide
from laming_graph.model.errors import InputError

Texts = tuple[tuple[str, ...], ...]
_RECORD = re.compile(rf"^(?:# |<!-- )?{MARK} (\{{.*\}})(?: -->)?$", re.MULTILINE)


class Cited(NamedTuple):
    """What a file holds.

    Attributes:
        citation: where its rows come from.
        columns, rows: as texts; None where the form does not keep them whole (a table for
            people to read), so that only the answer's hash can be compared.
    """

    citation: Citation
    columns: tuple[str, ...]
    rows: Texts | None

    @property
    def is_as_cited(self) -> bool:
        """Whether the rows are those that were written with the citation; true where unknown."""
        return self.rows is None or (sha256_of_texts(self.columns, self.rows) == self.citation.answer_sha256)


def parse_cited(path: Path) -> Cited:
    """Read a file that was written with --cite.

    Args:
        path: CSV, TSV, JSON, JSON lines, Markdown, a table, a workbook or Parquet.

    Raises:
        InputError: if it cannot be read, or holds no citation.
    """
    try:
        data = path.read_bytes()
        return _of(data, path)
    except RecursionError:
        raise InputError(f"{path}: nested too deep; name a file written with --cite") from None
    except ValueError as error:
        # A name with a NUL, a table of CSV that is none, or one far larger than what it is written in.
        raise InputError(f"{path}: {error}; name a file written with --cite") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name a file written with --cite") from None


def _of(data: bytes, path: Path) -> Cited:
    if data.startswith(b"PAR1"):
        notes, columns, rows = read_parquet(path)
        return Cited(parse_citation(notes.get(MARK, ""), str(path)), columns, rows)
    if data.startswith(b"PK"):
        notes, columns, rows = read_xlsx(path)
        return Cited(parse_citation(notes.get(MARK, ""), str(path)), columns, rows)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; name a file written with --cite") from None
    return _in_json(text, path) or _in_text(text, path)


def _in_text(text: str, path: Path) -> Cited:
    records = list(_RECORD.finditer(text))
    if not records:
        raise InputError(f"{path}: no citation in it; write it with --cite")
    citation = parse_citation(records[-1][1], str(path))
    if not records[-1][0].startswith("# "):
        return Cited(citation, (), None)
    # Before the record stands the sentence; before that, the rows.
    table = text[: text.rfind("\n# ", 0, records[-1].start()) + 1]
    separator = "\t" if "\t" in table.partition("\n")[0] else ","
    try:
        lines = [tuple(row) for row in csv.reader(io.StringIO(table, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise ValueError(f"its table is damaged ({error})") from None
    return Cited(citation, lines[0] if lines else (), tuple(lines[1:]))


def _in_json(text: str, path: Path) -> Cited | None:
    """What a file of JSON or of JSON lines holds; None if it is neither."""
    try:
        whole = json.loads(text)
        rows, record = whole["rows"], whole["citation"]
    except (ValueError, KeyError, TypeError, RecursionError):
        try:
            lines = [json.loads(line) for line in text.split("\n") if line]
            rows, record = lines[:-1], lines[-1]["citation"]
        except (ValueError, KeyError, TypeError, IndexError, RecursionError):
            return None
    citation = parse_citation(json.dumps(record), str(path))
    if not isinstance(rows, list):
        raise ValueError("its rows are no list")
    columns = tuple(rows[0]) if rows and isinstance(rows[0], dict) else ()
    refuse_wide(len(columns), len(rows), len(text))
    return Cited(citation, columns, _texts(rows, columns) if rows else None)


def _texts(rows: Sequence[Any], columns: tuple[str, ...]) -> Texts:
    return tuple(
        tuple("" if row.get(c) is None else str(row.get(c)) for c in columns)
        for row in rows
        if isinstance(row, dict)
    )
