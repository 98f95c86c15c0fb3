"""The formats rows are written in: each read back gives the rows again."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from laming_graph.ask.formats import (
    FORMATS,
    columns_of,
    short,
    to_csv,
    to_json,
    to_jsonl,
    to_markdown,
    to_table,
    to_tsv,
)
from laming_graph.ask.rows import Rows, table_of

DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
ROWS = Rows(
    ("rec", "agent", "latest", "phrase"),
    (
        (
            Literal("2"),
            NamedNode("https://w3id.org/laming/id/agent/ofsted"),
            Literal("2009-07-31", datatype=DATE),
            Literal("by July 2009"),
        ),
        (Literal("10"), NamedNode("https://w3id.org/laming/ontology#Agent"), None, Literal('a "b", c|d')),
        (Literal("24c"), BlankNode("b1"), None, Literal("Children’s\nTrusts", language="en")),
    ),
)
TEXTS = [
    ["2", "https://w3id.org/laming/id/agent/ofsted", "2009-07-31", "by July 2009"],
    ["10", "https://w3id.org/laming/ontology#Agent", "", 'a "b", c|d'],
    ["24c", "b1", "", "Children’s\nTrusts"],
]
cells = st.text(st.characters(codec="utf-8"))
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width).map(tuple), max_size=5).map(
        lambda rows: table_of(tuple("abcd"[:width]), rows)
    )
)


def read_csv(text: str, separator: str = ",") -> list[list[str]]:
    """The lines of a CSV text as another program reads them."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def test_csv_has_header_and_rows() -> None:
    """Header, then one row each; lexical forms, whole IRIs, nothing for unbound."""
    assert read_csv(to_csv(ROWS)) == [list(ROWS.columns), *TEXTS]
    assert to_csv(ROWS).startswith("rec,agent,latest,phrase\n2,")
    assert "\r" not in to_csv(ROWS)


def test_tsv_has_header_and_rows() -> None:
    """The same with tabs."""
    assert read_csv(to_tsv(ROWS), "\t") == [list(ROWS.columns), *TEXTS]


@given(tables)
def test_csv_and_tsv_read_back(rows: Rows) -> None:
    """Whatever stands in a cell, CSV and TSV give it back."""
    wanted = [list(rows.columns), *map(list, rows.texts())]
    assert read_csv(to_csv(rows)) == wanted
    assert read_csv(to_tsv(rows), "\t") == wanted


@given(tables)
def test_json_reads_back(rows: Rows) -> None:
    """JSON is a list of objects, JSON Lines one object a line; both give the cells back."""
    wanted = [dict(zip(rows.columns, row, strict=True)) for row in rows.texts()]
    assert json.loads(to_json(rows)) == wanted
    lines = to_jsonl(rows).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == wanted


def test_json_tells_nothing_from_empty() -> None:
    """Unbound is null; an empty text is an empty text. Letters stand as they are."""
    rows = Rows(("a", "b"), ((None, Literal("")),))
    assert json.loads(to_json(rows)) == [{"a": None, "b": ""}]
    assert json.loads(to_jsonl(rows)) == {"a": None, "b": ""}
    assert "Children’s" in to_json(ROWS)


def test_markdown_shortens_and_escapes() -> None:
    """IRIs are short, a bar inside a cell is escaped."""
    lines = to_markdown(ROWS).split("\n")
    assert lines[:4] == [
        "| rec | agent | latest | phrase |",
        "| --- | --- | --- | --- |",
        "| 2 | agent/ofsted | 2009-07-31 | by July 2009 |",
        '| 10 | lam:Agent |  | a "b", c\\|d |',
    ]


def test_markdown_has_one_line_a_row() -> None:
    """A line feed inside a cell, as the words of a document have them, does not break the table."""
    assert len(to_markdown(ROWS).rstrip("\n").split("\n")) == len(ROWS.cells) + 2


def test_table_shows_every_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal: short IRIs, all cells, the number of rows; what looks like markup is text."""
    monkeypatch.setenv("COLUMNS", "120")
    rows = table_of(("a", "b"), [("[bold]x[/bold]", ":smile:"), ("https://w3id.org/laming/id/agent/x", "y")])
    shown = to_table(rows)
    for text in ("a", "b", "[bold]x[/bold]", ":smile:", "agent/x", "y", "2 rows"):
        assert text in shown
    assert "https://" not in shown


def test_table_folds_what_is_too_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a narrow terminal no character of a cell is lost."""
    monkeypatch.setenv("COLUMNS", "30")
    word = "".join(chr(ord("a") + i % 26) for i in range(60))
    shown = to_table(table_of(("x",), [(word,)]))
    assert "".join(c for c in shown if "a" <= c <= "z").startswith("x" + word)
    assert max(map(len, shown.split("\n"))) <= 30


@pytest.mark.parametrize("name", FORMATS)
def test_no_rows_are_no_error(name: str) -> None:
    """Every format can say that there is nothing, and ends with a line feed if it says anything."""
    text = FORMATS[name](Rows(("a", "b"), ()))
    assert text.endswith("\n") or (name == "jsonl" and text == "")
    assert text == {"csv": "a,b\n", "tsv": "a\tb\n", "json": "[]\n", "jsonl": ""}.get(name, text)


@pytest.mark.parametrize(
    ("text", "shortened"),
    [
        ("https://w3id.org/laming/id/recommendation/24/c", "recommendation/24/c"),
        ("https://w3id.org/laming/ontology#hasItem", "lam:hasItem"),
        ("http://www.w3.org/2004/02/skos/core#Concept", "skos:Concept"),
        ("http://other.example/x", "http://other.example/x"),
        ("by July 2009", "by July 2009"),
        ("", ""),
    ],
)
def test_short(text: str, shortened: str) -> None:
    """An IRI loses its base or gets its prefix; other text stays."""
    assert short(text) == shortened


def test_columns_of_picks_and_orders() -> None:
    """Some columns in a new order, with their cells; a column that is not there is no column."""
    picked = columns_of(ROWS, ("phrase", "rec"))
    assert picked.columns == ("phrase", "rec")
    assert [list(row) for row in picked.texts()] == [[row[3], row[0]] for row in TEXTS]
    with pytest.raises(ValueError, match="not in"):
        columns_of(ROWS, ("page",))
