"""Asked against answered: rows that cannot be so are refused, and what stands is consistent."""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store
from rdflib import SKOS, URIRef
from rdflib import Graph as Book

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import Rows
from laming_graph.ask.store import graph_files
from laming_graph.curate.strength import parse_strengths
from laming_graph.curate.tables import Tables, parse_tables
from laming_graph.model.document import Reading
from laming_graph.model.errors import LamingError
from laming_graph.model.reference import Reference
from laming_graph.model.strength import CHANGES, WEAKENINGS, Strength
from laming_graph.show.comparison import to_comparison
from laming_graph.show.report import report
from tests.conftest import INQUIRY, ROOT
from tests.expected import expected, table
from tests.test_facts import alter, at
from tests.test_report import DAY, cells, titled

FIRST, SECOND, ITEM_2A, ITEM_2C = 0, 1, 2, 4
"""Places in the table of rows that are kept (1), weakened (2, 2a) and unanswered (2c)."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the curation folder."""
    return Path(shutil.copytree(INQUIRY.parent, tmp_path / "curation"))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The shipped graph, asked from a cache of this module's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return Graph()


def read(folder: Path, readings: dict[str, Reading]) -> tuple[Strength, ...]:
    """The table of a folder, held against the documents."""
    tables = parse_tables(folder / "inquiry.toml")
    return parse_strengths(tables, readings, readings["action-plan"])


def test_every_row_is_read(tables: Tables, readings: dict[str, Reading]) -> None:
    """Each recommendation and item has a row, with words on both sides unless it is unanswered."""
    found = {one.reference: one for one in parse_strengths(tables, readings, readings["action-plan"])}
    assert list(found) == list(tables.inquiry.references())
    assert found[Reference(54)].weakenings == ("specific-to-general", "act-to-consideration")
    assert found[Reference(2, "c")].answered == ""
    assert all(
        one.spans and {span.document for span in one.spans} == {"action-plan"} for one in found.values()
    )


@pytest.mark.parametrize(
    ("row", "cells", "says"),
    [
        (FIRST, {"rec": "99"}, r":2: 99 is none of this inquiry's, or has a row already"),
        (SECOND, {"rec": "1"}, r":3: 1 is none of this inquiry's, or has a row already"),
        (FIRST, {"change": "stronger"}, r":2: change 'stronger' is not known"),
        (FIRST, {"how": "limit-dropped"}, r":2: change is kept and how is 'limit-dropped'"),
        (ITEM_2A, {"how": ""}, r":4: change is weakened and how is ''"),
        (ITEM_2A, {"how": "softly"}, r":4: how 'softly' is not known or stands twice"),
        (ITEM_2A, {"how": "limit-dropped|limit-dropped"}, r":4: how 'limit-dropped' is not known or stands"),
        (ITEM_2A, {"answered": ""}, r":4: change is weakened and answered is ''"),
        (ITEM_2C, {"answered": "will publish"}, r":6: change is unanswered and answered is 'will publish'"),
        (FIRST, {"asked": ""}, r":2: asked is empty"),
        (FIRST, {"asked": "ought to"}, r":2: asked 'ought to' does not stand there"),
        (ITEM_2A, {"asked": "be established"}, r":4: asked 'be established' does not stand there"),
        (FIRST, {"answered": "shall build on this"}, r":2: answered 'shall .*' does not stand there"),
        (FIRST, {"locator": "response/1"}, r":2: locator names no recommendation or item"),
        (FIRST, {"locator": "recommendation/1"}, r":2: locator names no response or by-when"),
        (FIRST, {"locator": "response/1: no such words"}, r":2: action-plan/response/1 does not say"),
        (FIRST, {"rationale": ""}, r":2: rationale is empty"),
        (FIRST, {"confidence": "sure"}, r":2: confidence 'sure' is not known"),
    ],
)
def test_a_row_that_cannot_be_so_is_refused(
    row: int, cells: dict[str, str], says: str, folder: Path, readings: dict[str, Reading]
) -> None:
    """Reading stops with file and line."""
    alter(folder / "strength.csv", at(row, **cells))
    with pytest.raises(LamingError, match=r"strength\.csv" + says) as caught:
        read(folder, readings)
    assert "\n" not in str(caught.value)


def test_a_missing_row_is_told(folder: Path, readings: dict[str, Reading]) -> None:
    """A recommendation without a row stops the build; a table that is not there is empty."""
    alter(folder / "strength.csv", list.clear)
    with pytest.raises(LamingError, match=r"strength\.csv: no row for 1;"):
        read(folder, readings)
    tables = parse_tables(folder / "inquiry.toml")
    with pytest.raises(LamingError, match="no document has any"):
        parse_strengths(tables, readings, None)
    (folder / "strength.csv").unlink()
    assert read(folder, readings) == ()


def test_codes_are_those_of_the_code_book() -> None:
    """Both lists hold the notations of their scheme."""
    book = Book().parse(ROOT / "ontology" / "codes.ttl")
    for scheme, codes in (("strength-change", CHANGES), ("weakening", WEAKENINGS)):
        concepts = book.subjects(SKOS.inScheme, URIRef(f"https://w3id.org/laming/id/scheme/{scheme}"))
        assert {str(book.value(one, SKOS.notation)) for one in concepts} == set(codes)


def test_unanswered_departs_and_kept_is_weighed() -> None:
    """What no words answer departs wholly; where strength and content part, the code book explains it."""
    departs = {row["rec"]: row["departs"] for row in table(INQUIRY.parent / "government.csv")}
    rows = table(INQUIRY.parent / "strength.csv")
    assert all(departs[row["rec"]] == "yes" for row in rows if row["change"] in {"unanswered", "other-act"})
    apart = [row["rec"] for row in rows if (row["change"] == "kept") != (departs[row["rec"]] == "no")]
    assert apart == ["26b", "45", "46"]
    book = (ROOT / "docs" / "code-book.md").read_text("utf-8")
    explained = book.partition("**Beside the departure.**")[2].partition("\n\n")[0]
    assert all(f"{rec} " in explained for rec in apart)


def test_report_counts_what_the_table_holds(graph: Graph) -> None:
    """Counts and recommendations of the report's section are those of the table."""
    section = titled(report(graph, DAY), "Answered with less")
    read_rows = expected("weakened")
    shown = cells(section.rows, "change_label", "how_label", "recs")
    listed = sorted((change, how, rec) for change, how, recs in shown for rec in recs.split(", "))
    assert listed == sorted((row["change_label"], row["how_label"], row["rec"]) for row in read_rows)
    counts = [int(count) for (count,) in cells(section.rows, "how_many")]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(read_rows)


@pytest.mark.parametrize(
    ("rec", "line"),
    [
        ("54", "asked: “must ensure”; answered: “will challenge” (weakened, specific to general)"),
        ("7", "asked: “must appoint”; answered: “will be included” (kept)"),
    ],
)
def test_comparison_shows_the_verbs(
    rec: str, line: str, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal the verbs of both sides stand beside each other."""
    monkeypatch.setenv("COLUMNS", "250")
    rows = graph.query("compare", rec=rec)
    assert isinstance(rows, Rows)
    assert line in to_comparison(graph, rec, rows)


def test_each_coding_has_its_name() -> None:
    """The name of a coding follows from document and reference."""
    store = Store()
    (file,) = [file for file in graph_files() if file.stem == "action-plan"]
    store.bulk_load(path=str(file))
    coding = NamedNode("https://w3id.org/laming/id/judgement/action-plan/24/c/strength")
    asked = NamedNode("https://w3id.org/laming/ontology#askedWords")
    (quad,) = store.quads_for_pattern(coding, asked, None)
    assert quad.object == Literal("develop national guidelines")
