"""Answers in Python: typed values, frames, files, citations, and asking again."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

import laming_graph as lg
from laming_graph.ask.answer import Answer
from laming_graph.ask.cited import parse_cited
from laming_graph.ask.formats import to_bytes
from laming_graph.ask.graph import Graph
from laming_graph.ask.rerun import ask_again, differences
from laming_graph.ask.rows import table_of
from laming_graph.ask.values import value_of
from laming_graph.model.errors import InputError
from laming_graph.namespaces import XSD, shortened
from tests.command import Laming, fine, lines_of
from tests.expected import SLUGS, parameters

TEXT_FORMATS = ("csv", "tsv", "json", "jsonl", "markdown", "table")
DATA_FORMATS = ("xlsx", "parquet")


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The shipped graph."""
    return lg.open()


@pytest.fixture(scope="module")
def due(graph: Graph) -> Answer:
    """An answer with days, text and IRIs."""
    return graph.query("due-by", by=date(2009, 6, 30))


def typed(text: str, datatype: str) -> Literal:
    """A literal of XML Schema."""
    return Literal(text, datatype=NamedNode(XSD + datatype))


def test_values_have_the_type_of_their_term() -> None:
    """Days, numbers and truth values; what does not fit its datatype stays text."""
    assert value_of(typed("2009-12-31", "date")) == date(2009, 12, 31)
    assert value_of(typed("2009-02-30", "date")) == "2009-02-30"
    assert value_of(typed("seven", "integer")) == "seven"
    assert value_of(typed("true", "boolean")) is True
    assert str(value_of(typed("57.80", "decimal"))) == "57.80"
    assert value_of(typed("x", "decimal")) == "x"
    assert value_of(NamedNode("https://example.org/")) == "https://example.org/"
    assert shortened("https://w3id.org/laming/ontology#Agent", "https://example.org/") == "lam:Agent"


def test_an_answer_is_rows_of_values(due: Answer) -> None:
    """Rows are mappings with days as days; the answer says what it answers."""
    rows = list(due)
    assert len(due) == len(rows) == 9
    assert all(isinstance(row["latest"], date) and row["latest"] <= date(2009, 6, 30) for row in rows)
    assert repr(due) == "<Answer to due-by (by=2009-06-30): 9 rows>"
    assert due.values(curies=True)[1][due.columns.index("commitment")] == "commitment/action-plan/17/1"


def test_frames_have_types(due: Answer, graph: Graph) -> None:
    """Pandas and polars know days from numbers from text, and what is not said."""
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = due.df()
    assert list(frame.columns) == list(due.columns)
    assert frame["latest"].dtype == "datetime64[s]"
    assert frame["latest"].max() <= pandas.Timestamp("2009-06-30")
    assert frame["elsewhere_latest"].isna().any()
    calendar = graph.query("calendar").df()
    assert str(calendar["promises"].dtype) == "Int64"
    other = due.pl(curies=True)
    assert other.schema["latest"] == polars.Date
    assert other["commitment"][0].startswith("commitment/")
    assert graph.query("treatments").pl().schema["main"] == polars.Boolean


def test_an_empty_answer_has_its_columns(graph: Graph, tmp_path: Path) -> None:
    """Nothing to answer is a table too."""
    pytest.importorskip("polars")
    nothing = graph.query("due-by", by="1900-01-01")
    assert list(nothing.df().columns) == list(nothing.pl().columns) == list(nothing.columns)
    for format_ in (*TEXT_FORMATS, *DATA_FORMATS):
        path = tmp_path / f"nothing.{format_}"
        path.write_bytes(to_bytes(nothing, format_, nothing.citation))
        assert not differences(parse_cited(path), nothing)


def test_a_notebook_shows_a_table(graph: Graph) -> None:
    """The first rows, IRIs short, nothing a page would take for markup."""
    html = graph.query("deadlines")._repr_html_()
    assert html.count("<tr>") == 21
    assert "the first 20 shown" in html
    odd = graph.sparql("SELECT ?x { VALUES ?x { '<b>&' } }")
    assert isinstance(odd, Answer)
    assert "&lt;b&gt;&amp;" in odd._repr_html_()


def test_why_and_compare(graph: Graph) -> None:
    """One recommendation, and one statement with the reason for it."""
    assert len(graph.compare(58)) == len(graph.query("compare", rec="58"))
    told = str(graph.why("commitment/action-plan/37/2", "/nowhere"))
    assert told.startswith("https://w3id.org/laming/id/commitment/action-plan/37/2\n")
    assert "It rests on:" in told


def test_the_catalogue_lists_every_query(graph: Graph) -> None:
    """As the command does."""
    assert [slug for slug, *_ in graph.catalogue().texts()] == SLUGS


def test_a_citation_names_query_and_data(due: Answer) -> None:
    """Who cites it can be followed: the command, the data with version and content, the answer."""
    told = due.citation.sentence()
    assert "`laming query due-by -p by=2009-06-30`" in told
    assert "https://w3id.org/laming/id/dataset version" in told
    assert due.citation.data_sha256[:12] in told
    assert due.citation.answer_sha256[:12] in told


@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_is_the_same_again(slug: str, graph: Graph, tmp_path: Path) -> None:
    """Written and cited in every form, each canned answer is read back and is the same."""
    answer = graph.query(slug, **parameters(slug))
    for format_ in (*TEXT_FORMATS, *DATA_FORMATS):
        if format_ in DATA_FORMATS:
            pytest.importorskip("polars")
            pytest.importorskip("openpyxl")
        path = tmp_path / f"cited.{format_}"
        path.write_bytes(to_bytes(answer, format_, answer.citation))
        cited = parse_cited(path)
        assert cited.citation == answer.citation
        assert cited.is_as_cited
        assert differences(cited, ask_again(graph, cited, str(path))) == []


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2).map(tuple), max_size=4)
)
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, ...]]) -> None:
    """Rows of any text keep their hash through the forms that are read back."""
    whole = table_of(("a", "b"), texts)
    source = lg.open().source
    answer = Answer(whole, lg.open().query("no-addressee").asked, source)
    path = tmp_path_factory.mktemp("any") / "cited"
    for format_ in ("csv", "tsv", "json", "jsonl"):
        path.write_bytes(to_bytes(answer, format_, answer.citation))
        cited = parse_cited(path)
        assert cited.is_as_cited
        assert cited.rows is None or cited.rows == tuple(texts)


def test_what_changed_is_listed(laming: Laming, tmp_path: Path) -> None:
    """A row more, a row less, another cell: each is told, with the status of a finding."""
    path = tmp_path / "due.csv"
    fine(laming("query", "due-by", "-p", "by=2009-06-30", "--cite", "-o", path))
    assert "the same 9 rows, on the same data" in fine(laming("rerun", path))
    record = path.read_text("utf-8").splitlines()[-1].removeprefix("# laming-citation: ")
    older = {**json.loads(record), "answer_sha256": "0" * 64}
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:-3], lines[-2], f"# laming-citation: {json.dumps(older)}"]), "utf-8")
    done = laming("rerun", path)
    assert (done.status, done.err) == (1, "")
    assert "the file: its rows are not those that were cited" in done.out
    assert done.out.count("no more: ") == 0
    assert done.out.count("new: ") == 1


def test_sparql_of_ones_own_is_cited_whole(laming: Laming, tmp_path: Path) -> None:
    """The text of the query is in the citation, since it has no name."""
    path = tmp_path / "own.json"
    query = b"SELECT ?rec WHERE { ?r a lam:Recommendation ; dcterms:identifier ?rec } ORDER BY ?rec"
    fine(laming("sparql", "-", "--cite", "--format", "json", "-o", path, stdin=query))
    assert "the same 58 rows" in fine(laming("rerun", path))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"rec\n24\n", "no citation in it"),
        (b"\xff\xfe", "not UTF-8"),
        (b"PAR1 and nothing more", "no Parquet"),
        (b"PK\x03\x04 and nothing more", "no workbook"),
        (b'# laming-citation: {"query": 3}\n', "its citation is damaged"),
        (b'# laming-citation: {"rows": {}, }\n', "its citation is damaged"),
        (b'{"rows": [], "citation": []}', "its citation is damaged"),
    ],
)
def test_a_file_that_cannot_be_asked_again(content: bytes, told: str, laming: Laming, tmp_path: Path) -> None:
    """One line, and the status of bad input."""
    path = tmp_path / "answer"
    path.write_bytes(content)
    done = laming("rerun", path)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert told in done.err


def test_a_workbook_takes_no_formula(tmp_path: Path, graph: Graph) -> None:
    """A cell that opens like a formula is text."""
    openpyxl = pytest.importorskip("openpyxl")
    odd = graph.sparql("SELECT ?x { VALUES ?x { '=1+1' '@SUM(A1)' '-2' } } ORDER BY ?x")
    assert isinstance(odd, Answer)
    odd.to_excel(tmp_path / "odd.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "odd.xlsx")["rows"]
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows(min_row=2)] == [
        ("-2", "s"), ("=1+1", "s"), ("@SUM(A1)", "s"),
    ]  # fmt: skip


def test_a_lacking_library_is_named(due: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no pandas is told how to get it."""
    import sys

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match=r"pip install 'laming-graph\[frames\]'"):
        due.df()


def test_formats_of_files_are_offered(laming: Laming, tmp_path: Path) -> None:
    """A workbook and a Parquet file by the command line."""
    polars = pytest.importorskip("polars")
    path = tmp_path / "due.parquet"
    fine(laming("query", "due-by", "-p", "by=2009-06-30", "--format", "parquet", "-o", path))
    csv = lines_of(fine(laming("query", "due-by", "-p", "by=2009-06-30")))
    assert polars.read_parquet(path).height == len(csv) - 1
