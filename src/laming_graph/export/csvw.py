"""CSV tables, and what their columns mean, by CSV on the Web (W3C)."""

import json
from typing import Any

from laming_graph.ask.formats import to_csv
from laming_graph.export.release import Release
from laming_graph.export.tables import Column, Table, tables_of

METADATA = "csv-metadata.json"
"""The name under which tools look for it in a folder of CSV files."""
_DATATYPES = {"iri": "anyURI", "text": "string"}


def to_csv_tables(release: Release) -> dict[str, bytes]:
    """A CSV file for each table, and one that describes them all."""
    tables = tables_of(release)
    files = {f"{table.slug}.csv": to_csv(table.answer).encode() for table in tables}
    return {**files, METADATA: _metadata(release, tables)}


def _metadata(release: Release, tables: list[Table]) -> bytes:
    one = release.data_set
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": one.title,
        "dc:source": {"@id": one.iri},
        "dc:license": {"@id": one.licence},
        "dcat:version": one.version,
        "tables": [_table(table) for table in tables],
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    canned = table.canned
    return {
        "url": f"{table.slug}.csv",
        "dc:title": canned.summary,
        "dc:description": " ".join([canned.question, canned.description]).strip(),
        "tableSchema": {"columns": [_column(column) for column in table.columns]},
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": _DATATYPES.get(column.kind, column.kind),
    }
