"""The tables as an SQLite database, with two tables that explain the others."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from laming_graph.ask.values import Value
from laming_graph.export.release import Release
from laming_graph.export.tables import Table, tables_of

_TYPES = {"integer": "INTEGER", "boolean": "BOOLEAN", "date": "DATE", "decimal": "NUMERIC"}
"""Declared types; what is not here is TEXT. SQLite keeps a day as text and a truth value as 0 or 1."""
ABOUT_TABLES = "about_tables"
ABOUT_COLUMNS = "about_columns"


def to_sqlite(release: Release) -> bytes:
    """An SQLite database: a table a query, `about_tables` and `about_columns`."""
    tables = tables_of(release)
    base = sqlite3.connect(":memory:")
    try:
        _fill(
            base,
            ABOUT_TABLES,
            [
                ("table_name", "TEXT PRIMARY KEY"),
                ("title", "TEXT"),
                ("question", "TEXT"),
                ("rows", "INTEGER"),
            ],
            [(table.name, table.canned.summary, table.canned.question, len(table.rows)) for table in tables],
        )
        _fill(
            base,
            ABOUT_COLUMNS,
            [("table_name", "TEXT"), ("column_name", "TEXT"), ("meaning", "TEXT"), ("kind", "TEXT")],
            [(table.name, *column) for table in tables for column in table.columns],
        )
        for table in tables:
            columns = [(column.name, _TYPES.get(column.kind, "TEXT")) for column in table.columns]
            _fill(base, table.name, columns, _kept(table))
        base.commit()
        return base.serialize()
    finally:
        base.close()


def _fill(
    base: sqlite3.Connection, name: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Value]]
) -> None:
    told = ", ".join(f"{_quoted(column)} {type_}" for column, type_ in columns)
    base.execute(f"CREATE TABLE {_quoted(name)} ({told})")
    places = ", ".join("?" for _ in columns)
    base.executemany(f"INSERT INTO {_quoted(name)} VALUES ({places})", rows)  # noqa: S608


def _kept(table: Table) -> list[tuple[str | int | None, ...]]:
    return [tuple(_as_kept(value) for value in row) for row in table.rows]


def _as_kept(value: Value) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
