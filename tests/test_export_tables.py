"""Other people's readers of tables and networks find the rows of the queries and the ties of the graph."""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from laming_graph.ask.canned import all_canned
from laming_graph.export.tables import Table, tables_of
from laming_graph.namespaces import LAM, RDF
from tests.command import lines_of
from tests.expected import QUERIES
from tests.exported import files, lay, release, triples

for _library in ("polars", "openpyxl"):
    pytest.importorskip(_library)
TABLES = {table.slug: table for table in tables_of(release())}
PLAIN = {"date": date, "integer": int, "boolean": bool, "decimal": Decimal, "text": str, "iri": str}


def test_a_table_for_each_query_without_parameters() -> None:
    """All of them, with every column explained, and values of the kind that the column says."""
    assert list(TABLES) == [
        one.slug for one in all_canned(QUERIES) if all(p.default is not None for p in one.parameters)
    ]
    for table in TABLES.values():
        assert all(column.meaning for column in table.columns)
        for place, column in enumerate(table.columns):
            values = [row[place] for row in table.rows if row[place] is not None]
            assert {type(value) for value in values} <= {PLAIN[column.kind]}
    assert {column.kind for table in TABLES.values() for column in table.columns} == set(PLAIN)


@pytest.mark.parametrize("slug", TABLES)
def test_csv_holds_the_rows_of_the_query(slug: str) -> None:
    """All of them, in its order, as texts."""
    header, *rows = lines_of(files()[f"csv/{slug}.csv"].decode())
    assert tuple(header) == TABLES[slug].answer.columns
    assert [tuple(row) for row in rows] == list(TABLES[slug].answer.texts())


@pytest.mark.parametrize("slug", TABLES)
def test_pandas_reads_csv(slug: str) -> None:
    """With days as days where the metadata says so."""
    pandas = pytest.importorskip("pandas")
    import io

    table = TABLES[slug]
    days = [column.name for column in table.columns if column.kind == "date"]
    data = io.BytesIO(files()[f"csv/{slug}.csv"])
    frame = pandas.read_csv(data, parse_dates=days, dtype=object, keep_default_na=False, na_values=[""])
    for place, column in enumerate(table.columns):
        found = [None if pandas.isna(value) else value for value in frame[column.name]]
        if column.kind == "date":
            found = [value and value.date() for value in found]
            assert found == [row[place] for row in table.rows]
        else:
            assert [value or "" for value in found] == [row[place] for row in table.answer.texts()]


def test_a_csvw_validator_finds_no_fault(tmp_path: Path) -> None:
    """The csvw library reads every table through the metadata, with the types it gives."""
    csvw = pytest.importorskip("csvw")
    folder = lay(tmp_path, *(path for path in files() if path.startswith("csv/"))) / "csv"
    whole = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True)
    assert whole.is_valid
    found = {str(table.url): list(table) for table in whole.tables}
    assert found.keys() == {f"{slug}.csv" for slug in TABLES}
    for slug, table in TABLES.items():
        rows = [tuple(map(plain_of, row.values())) for row in found[f"{slug}.csv"]]
        assert rows == [tuple(plain_of(value) for value in row) for row in table.rows]


def plain_of(value: Any) -> Any:
    """A value as the tables have it: a day without an hour, an IRI as text, nothing for empty text."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, bool | int | date | Decimal):
        return value
    text = value if isinstance(value, str) else value.unsplit()
    return text or None


def test_metadata_keeps_to_the_standard() -> None:
    """CSVW's own names only, no table or column without a description, each file there."""
    told = json.loads(files()["csv/csv-metadata.json"])
    assert told["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert {f"csv/{table['url']}" for table in told["tables"]} == {p for p in files() if p.endswith(".csv")}
    for table in told["tables"]:
        assert table["dc:title"]
        assert table["dc:description"]
        for column in table["tableSchema"]["columns"]:
            assert set(column) == {"name", "titles", "dc:description", "datatype"}
            assert column["datatype"] in {"string", "anyURI", "date", "integer", "boolean", "decimal"}


@pytest.mark.parametrize("slug", TABLES)
def test_duckdb_reads_parquet_and_csv(slug: str, tmp_path: Path) -> None:
    """The same values of the same types from Parquet, the same texts from CSV."""
    duckdb = pytest.importorskip("duckdb")
    table = TABLES[slug]
    folder = lay(tmp_path, f"parquet/{slug}.parquet", f"csv/{slug}.csv")
    base = duckdb.connect()
    rows = base.execute(f"SELECT * FROM '{folder}/parquet/{slug}.parquet'").fetchall()
    assert rows == [tuple(row) for row in table.rows]
    types = {"date": "DATE", "integer": "BIGINT", "boolean": "BOOLEAN", "text": "VARCHAR", "iri": "VARCHAR"}
    for name, type_, *_ in base.execute(f"DESCRIBE FROM '{folder}/parquet/{slug}.parquet'").fetchall():
        kind = next(column.kind for column in table.columns if column.name == name)
        assert type_.startswith("DECIMAL") if kind == "decimal" else type_ == types[kind]
    texts = base.execute(
        f"SELECT * FROM read_csv('{folder}/csv/{slug}.csv', all_varchar=true, header=true, quote='\"')"
    ).fetchall()
    assert [tuple(cell or "" for cell in row) for row in texts] == list(table.answer.texts())


def kept(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def test_sqlite_holds_every_table(tmp_path: Path) -> None:
    """Read with Python's own SQLite: sound, every row, and every column explained."""
    base = sqlite3.connect(lay(tmp_path, "tables.sqlite") / "tables.sqlite")
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table in TABLES.values():
        rows = base.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid').fetchall()
        assert rows == [tuple(map(kept, row)) for row in table.rows]
    told = base.execute("SELECT table_name, column_name, meaning, kind FROM about_columns").fetchall()
    assert told == [(table.name, *column) for table in TABLES.values() for column in table.columns]
    late = base.execute("SELECT count(*) FROM deadlines WHERE latest <= '2009-06-30'").fetchone()[0]
    names = [column.name for column in TABLES["deadlines"].columns]
    place = names.index("latest")
    days = [row[place] for row in TABLES["deadlines"].rows]
    assert late == sum(isinstance(day, date) and day <= date(2009, 6, 30) for day in days) > 0
    base.close()


def test_sqlite_utils_reads_the_types(tmp_path: Path) -> None:
    """As Datasette's library sees it."""
    sqlite_utils = pytest.importorskip("sqlite_utils")
    base = sqlite_utils.Database(lay(tmp_path, "tables.sqlite") / "tables.sqlite")
    names = {table.name for table in TABLES.values()} | {"about_tables", "about_columns"}
    assert set(base.table_names()) == names
    assert base["deadlines"].columns_dict["rec"] is str
    assert {row["table_name"]: row["rows"] for row in base["about_tables"].rows} == {
        table.name: base[table.name].count for table in TABLES.values()
    }
    base.close()


def from_sheet(table: Table, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows of a sheet as the table has them: a day without its hour, a decimal as one."""
    found = []
    for row in rows:
        cells = []
        for column, value in zip(table.columns, row, strict=True):
            day = isinstance(value, datetime)
            number = column.kind == "decimal" and value is not None
            cells.append(value.date() if day else Decimal(str(value)) if number else value)
        found.append(tuple(cells))
    return found


def test_a_workbook_explains_and_holds_every_table(tmp_path: Path) -> None:
    """A first sheet on every column, then a sheet a query with its rows, then what it all is."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(lay(tmp_path, "tables.xlsx") / "tables.xlsx")
    assert book.sheetnames == ["contents", *TABLES, "about"]
    contents = list(book["contents"].iter_rows(min_row=2, values_only=True))
    assert contents == [
        (slug, len(table.rows), table.canned.question, *column)
        for slug, table in TABLES.items()
        for column in table.columns
    ]
    assert book["contents"]["A2"].hyperlink.location == "'accepted-but-departed'!A1"
    for slug, table in TABLES.items():
        header, *rows = book[slug].iter_rows(values_only=True)
        assert header == table.answer.columns
        assert from_sheet(table, rows) == [
            tuple(value or None if value == "" else value for value in row) for row in table.rows
        ]
        assert all(cell.data_type != "f" for row in book[slug].iter_rows() for cell in row)
    assert dict(book["about"].iter_rows(values_only=True))["version"] == release().data_set.version


def test_pandas_reads_the_workbook(tmp_path: Path) -> None:
    """Every sheet, with as many rows as the query gives."""
    pandas = pytest.importorskip("pandas")
    sheets = pandas.read_excel(lay(tmp_path, "tables.xlsx") / "tables.xlsx", sheet_name=None)
    for slug, table in TABLES.items():
        assert list(sheets[slug].columns) == list(table.answer.columns)
        assert len(sheets[slug]) == len(table.rows)


def test_networkx_reads_the_network(tmp_path: Path) -> None:
    """Its nodes and edges are the things and ties of the graph, counted there by another way."""
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_graphml(lay(tmp_path, "network.graphml") / "network.graphml")
    assert graph.is_directed()
    by_class = Counter(
        str(getattr(triple.object, "value", "")).removeprefix(LAM)
        for triple in triples()
        if triple.predicate.value == RDF + "type"
    )
    assert Counter(kind for _, kind in graph.nodes(data="kind")) == {
        "recommendation": by_class["Recommendation"],
        "item": by_class["Item"],
        "body": by_class["Agent"],
        "instrument": by_class["Instrument"],
        "promise": by_class["Commitment"],
    }
    said = Counter(triple.predicate.value.removeprefix(LAM) for triple in triples())
    found = Counter(relation for *_, relation in graph.edges(data="relation"))
    assert found["led by"] == said["lead"]
    assert found["produces"] == said["produces"]
    assert found["addressed to"] == said["addressedTo"]
    assert found["names"] == said["namesInstrument"]
    assert found["item of"] == said["itemOf"]
    assert found["part of"] == said["partOfAgent"] + said["partOfInstrument"]
    promises = {triple.subject for triple in triples() if triple.object == ox.NamedNode(LAM + "Commitment")}
    about = [triple for triple in triples() if triple.predicate.value == LAM + "about"]
    assert found["answers"] == sum(triple.subject in promises for triple in about)
    assert found["answer rests on"] == said["restsOn"]
    assert all(label for _, label in graph.nodes(data="label"))
    promise = graph.nodes["commitment/action-plan/37/2"]
    assert (promise["rec"], promise["earliest"], promise["latest"]) == ("37", "2009-07-01", "2009-08-31")
    addressed = {
        end
        for _, end, relation in graph.out_edges("recommendation/37", data="relation")
        if relation == "addressed to"
    }
    assert len(addressed) == 3
