"""Rows as people want them: a table on a terminal, CSV in a pipe, and so on."""

from collections.abc import Callable, Mapping, Sequence

from laming_graph.ask.rows import Rows
from laming_graph.namespaces import CODES, PREFIXES

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
    return "".join(
        "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in line) + " |\n"
        for line in lines
    )


def to_table(rows: Rows) -> str:
    """A table for a terminal as wide as it is, IRIs shortened."""
    from rich.console import Console
    from rich.table import Table

    table = Table(header_style="bold")
    for column in rows.columns:
        table.add_column(column, overflow="fold")
    for row in rows.texts():
        table.add_row(*(short(text) for text in row))
    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
        console.print(f"{len(rows.cells)} rows")
    return captured.get()


FORMATS: Mapping[str, Writer] = {
    "table": to_table,
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "jsonl": to_jsonl,
    "markdown": to_markdown,
}


def short(text: str) -> str:
    """An IRI without its base or with its prefix; other text as it is."""
    if text.startswith(CODES):
        return text.removeprefix(CODES)
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def columns_of(rows: Rows, names: Sequence[str]) -> Rows:
    """Only some columns, in a new order."""
    places = [rows.columns.index(name) for name in names]
    return Rows(tuple(names), tuple(tuple(row[i] for i in places) for row in rows.cells))
