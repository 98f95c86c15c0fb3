"""Rows as people want them: a table on a terminal, CSV in a pipe, a workbook, and so on."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from laming_graph.ask.rows import Rows
from laming_graph.namespaces import CODES, shortened

if TYPE_CHECKING:
    from laming_graph.ask.citation import Citation

Writer = Callable[[Rows], str]


def to_csv(rows: Rows, separator: str = ",") -> str:
    """RFC 4180 with line feeds: header, then one line a row."""
    import csv
    import io

    lines = []
    for row in (rows.columns, *rows.texts()):
        stream = io.StringIO(newline="")
        # With this line end a lone carriage return in a cell is quoted too.
        csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerow(row)
        lines.append(stream.getvalue().removesuffix("\r\n") + "\n")
    return "".join(lines)


def to_tsv(rows: Rows) -> str:
    """Like CSV, with tabs."""
    return to_csv(rows, "\t")


def to_json(rows: Rows) -> str:
    """A list of objects; null where nothing is said."""
    import json

    return json.dumps(list(rows.dicts()), indent=2, ensure_ascii=False) + "\n"


def to_jsonl(rows: Rows) -> str:
    """One object a line."""
    import json

    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows.dicts())


def to_markdown(rows: Rows) -> str:
    """A table in Markdown, IRIs shortened."""
    header = [rows.columns, tuple("---" for _ in rows.columns)]
    lines = [*header, *(tuple(short(text) for text in row) for row in rows.texts())]
    return "".join("| " + " | ".join(map(_in_markdown, line)) + " |\n" for line in lines)


def to_table(rows: Rows) -> str:
    """A table for a terminal as wide as it is, IRIs shortened."""
    from rich.console import Console
    from rich.table import Table

    rows, inquiry = _of_one_inquiry(rows)
    table = Table(header_style="bold")
    for column in rows.columns:
        table.add_column(column, overflow="fold")
    for row in rows.texts():
        table.add_row(*(short(text) for text in row))
    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
        console.print(f"{len(rows.cells)} rows{inquiry}")
    return captured.get()


def _of_one_inquiry(rows: Rows) -> tuple[Rows, str]:
    """Rows without the column of the inquiry where all are of one, and what to say of it instead."""
    if "inquiry" not in rows.columns:
        return rows, ""
    place = rows.columns.index("inquiry")
    named = {row[place] for row in rows.texts()}
    if len(named) != 1:
        return rows, ""
    cells = tuple((*row[:place], *row[place + 1 :]) for row in rows.cells)
    return Rows((*rows.columns[:place], *rows.columns[place + 1 :]), cells), f" of {short(named.pop())}"


FORMATS: Mapping[str, Writer] = {
    "table": to_table,
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "jsonl": to_jsonl,
    "markdown": to_markdown,
}


def to_bytes(rows: Rows, format_: str, citation: "Citation | None" = None) -> bytes:
    """Rows in a format, with a citation if one is given.

    The citation stands after the rows: behind `#` in CSV and TSV, in a comment in Markdown, as a
    last object in JSON lines, as a sheet in a workbook, as metadata in Parquet. In JSON the rows
    then stand under "rows", beside "citation".

    Args:
        rows: the rows.
        format_: one of FORMATS, xlsx or parquet.
        citation: where they come from.

    Raises:
        InputError: if a library for the format is not installed.
    """
    if format_ in {"xlsx", "parquet"}:
        return _for_data_people(rows, format_, citation)
    text = FORMATS[format_](rows)
    return (_cited(text, format_, citation) if citation else text).encode("utf-8", "replace")


def _cited(text: str, format_: str, citation: "Citation") -> str:
    from laming_graph.ask.citation import MARK

    record = citation.record()
    if format_ == "json":
        inner = "\n".join("  " + line for line in text.rstrip("\n").split("\n")).lstrip()
        return f'{{\n  "citation": {record},\n  "rows": {inner}\n}}\n'
    if format_ == "jsonl":
        return f'{text}{{"citation": {record}}}\n'
    if format_ == "markdown":
        return f"{text}\n{citation.sentence()}.\n\n<!-- {MARK} {record.replace('--', '-' + _DASH)} -->\n"
    comment = "" if format_ == "table" else "# "
    return f"{text}{comment}{citation.sentence()}\n{comment}{MARK} {record}\n"


_DASH = "\\u002d"
"""A hyphen as JSON writes it, since two hyphens end a comment of HTML."""


def _for_data_people(rows: Rows, format_: str, citation: "Citation | None") -> bytes:
    from laming_graph.ask.citation import MARK
    from laming_graph.ask.frames import to_parquet, to_xlsx
    from laming_graph.ask.values import value_of

    values = [tuple(map(value_of, row)) for row in rows.cells]
    if format_ == "parquet":
        return to_parquet(rows.columns, values, {MARK: citation.record()} if citation else {})
    notes = [("cite as", citation.sentence()), (MARK, citation.record())] if citation else []
    return to_xlsx(rows.columns, values, notes)


def _in_markdown(cell: str) -> str:
    return " ".join(cell.replace("|", "\\|").split())


def short(text: str, base: str = CODES) -> str:
    """An IRI without its base or with its prefix; other text as it is."""
    return shortened(text, base)


def columns_of(rows: Rows, names: Sequence[str]) -> Rows:
    """Only some columns, in a new order."""
    places = [rows.columns.index(name) for name in names]
    return Rows(tuple(names), tuple(tuple(row[i] for i in places) for row in rows.cells))
