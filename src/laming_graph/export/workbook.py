"""The tables as an Excel workbook, and as Parquet files: for people who calculate."""

from laming_graph.ask.frames import Sheet, as_polars_decimal, to_book, to_polars
from laming_graph.export.release import Release
from laming_graph.export.tables import Table, tables_of

_LONGEST_TITLE = 31
"""Characters in the name of a sheet of Excel."""
CONTENTS = "contents"
_HEADER = ("sheet", "rows", "question", "column", "meaning", "kind")


def to_workbook(release: Release) -> bytes:
    """A workbook: what is in it, then a sheet a table.

    Raises:
        InputError: if openpyxl is not installed, or a cell is longer than Excel takes.
    """
    tables = tables_of(release)
    contents = [
        (sheet_title(table), len(table.rows), table.canned.question, *column)
        for table in tables
        for column in table.columns
    ]
    sheets = [Sheet(sheet_title(table), [c.name for c in table.columns], table.rows) for table in tables]
    one = release.data_set
    about = [("data set", one.iri), ("title", one.title), ("version", one.version), ("licence", one.licence)]
    about += [("note", one.comment)] if one.comment else []
    return to_book([Sheet(CONTENTS, _HEADER, contents, links=True), *sheets, Sheet("about", (), about)])


def sheet_title(table: Table) -> str:
    """The name of a table's sheet."""
    return table.slug[:_LONGEST_TITLE]


def to_parquet_files(release: Release) -> dict[str, bytes]:
    """A Parquet file a table, typed, with its question and the meaning of its columns as metadata.

    Raises:
        InputError: if polars is not installed.
    """
    return {f"{table.slug}.parquet": _parquet(table, release) for table in tables_of(release)}


def _parquet(table: Table, release: Release) -> bytes:
    import io

    frame = to_polars([column.name for column in table.columns], table.rows)
    for place, column in enumerate(table.columns):
        if column.kind == "decimal":
            frame = as_polars_decimal(frame, column.name, [row[place] for row in table.rows])
    notes = {
        "title": table.canned.summary,
        "question": table.canned.question,
        "data set": release.data_set.iri,
        "version": release.data_set.version,
        **{f"column {column.name}": column.meaning for column in table.columns},
    }
    stream = io.BytesIO()
    frame.write_parquet(stream, metadata=notes)
    return stream.getvalue()
