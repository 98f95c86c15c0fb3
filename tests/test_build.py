"""The build: the same bytes each time and everywhere, evidence under every statement, no gap passed over."""

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

import laming_graph
from laming_graph.curate.tables import parse_tables
from laming_graph.graph.build import build
from laming_graph.graph.workshop import Built
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError, LamingError, SourceError
from laming_graph.namespaces import LAM, OA, RDF, VOID
from tests.conftest import INQUIRY, ROOT

EXAMPLE = ROOT / "examples" / "harbour-ferry"
BUILD = """
import sys
from pathlib import Path
from laming_graph.curate.tables import parse_tables
from laming_graph.graph.build import build
built = build(parse_tables(Path(sys.argv[1])), Path(sys.argv[2]))
for name, data in {**built.files, "text layer": built.text}.items():
    (Path(sys.argv[3]) / name).write_bytes(data)
"""


@pytest.fixture(scope="module")
def files() -> dict[str, list[ox.Triple]]:
    """The triples of each published file; that they are what is built is a test of its own."""
    return {
        path.stem: [quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
        for path in (ROOT / "data" / "ttl").glob("*.ttl")
    }


@pytest.fixture(scope="module")
def triples(files: Mapping[str, list[ox.Triple]]) -> set[ox.Triple]:
    """All triples of the published files."""
    return {triple for each in files.values() for triple in each}


@pytest.fixture(scope="module")
def facts(triples: set[ox.Triple]) -> dict[str, dict[str, list[str]]]:
    """Subject to property to values, all as strings."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject, value = triple.subject, triple.object
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(value, ox.NamedNode | ox.Literal)
        found[subject.value][triple.predicate.value].append(value.value)
    return found


def of_type(facts: Mapping[str, Mapping[str, list[str]]], name: str) -> dict[str, Mapping[str, list[str]]]:
    """Everything of a class of our ontology."""
    return {one: said for one, said in facts.items() if LAM + name in said.get(RDF + "type", [])}


def test_two_builds_give_the_same_bytes(built: Built, sources: Path) -> None:
    """Built again, from tables read again, every file is the same."""
    again = build(parse_tables(INQUIRY), sources)
    assert again.files == built.files
    assert again.text == built.text
    everything = {
        q.triple for data in built.files.values() for q in ox.parse(data, format=ox.RdfFormat.TURTLE)
    }
    assert again.triples == built.triples == len(everything)


def elsewhere(inquiry: Path, sources: Path, folder: Path) -> dict[str, bytes]:
    """What another process builds: other hashing, other locale, other time zone, other folder."""
    settings = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(Path(laming_graph.__file__).parents[1]),
        "PYTHONHASHSEED": "4242",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "LC_ALL": "C",
        "TZ": "Pacific/Kiritimati",
    }
    command = [sys.executable, "-W", "error", "-c", BUILD, str(inquiry), str(sources), str(folder)]
    ended = subprocess.run(command, env=settings, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_another_machine_gives_the_committed_bytes(built: Built, sources: Path, tmp_path: Path) -> None:
    """Under another hash seed and locale the build gives the same bytes, and they are those of data/ttl."""
    found = elsewhere(INQUIRY, sources, tmp_path)
    assert found.pop("text layer") == built.text
    assert found == built.files
    committed = {path.stem: path.read_bytes() for path in (ROOT / "data" / "ttl").glob("*.ttl")}
    assert sorted(committed) == sorted(found)
    assert [name for name in committed if committed[name] != found[name]] == []


def test_another_machine_gives_the_same_for_the_example(tmp_path: Path) -> None:
    """The invented inquiry too is built to the same bytes elsewhere, with no other document at hand."""
    here = build(parse_tables(EXAMPLE / "inquiry.toml"), EXAMPLE / "documents")
    found = elsewhere(EXAMPLE / "inquiry.toml", EXAMPLE / "documents", tmp_path)
    assert found == {**here.files, "text layer": here.text}


def test_triples_are_counted(
    files: Mapping[str, list[ox.Triple]],
    triples: set[ox.Triple],
    facts: Mapping[str, Mapping[str, list[str]]],
) -> None:
    """The data set says how many triples it holds, and each file, and those are the numbers."""
    base = "https://w3id.org/laming/id/"
    assert facts[f"{base}dataset"][VOID + "triples"] == [str(len(triples))]
    for name, each in files.items():
        assert facts[f"{base}distribution/{name}"][VOID + "triples"] == [str(len(each))]


def test_every_statement_has_evidence(facts: Mapping[str, Mapping[str, list[str]]]) -> None:
    """Every statement points at spans that are described, and says by which rule or reader it was made."""
    statements, spans = of_type(facts, "Statement"), of_type(facts, "Span")
    assert len(statements) > 1000
    for one, said in statements.items():
        assert said.get(LAM + "evidence"), one
        assert set(said[LAM + "evidence"]) <= spans.keys(), one
        assert said.get(LAM + "byRule") or said.get(LAM + "coder"), one
        assert said.get(LAM + "inDocument"), one


def test_every_statement_class_is_a_statement(facts: Mapping[str, Mapping[str, list[str]]]) -> None:
    """What has evidence is typed as a statement; nothing else has."""
    with_evidence = {one for one, said in facts.items() if said.get(LAM + "evidence")}
    assert with_evidence == of_type(facts, "Statement").keys()


def test_every_span_is_true(
    facts: Mapping[str, Mapping[str, list[str]]], readings: Mapping[str, Reading], sources: Path
) -> None:
    """Each span's name, selector and hash are those of the words in the registered copy."""
    texts = {key: (sources / r.document.file).read_text("utf-8") for key, r in readings.items()}
    spans = of_type(facts, "Span")
    assert spans
    for one, said in spans.items():
        key, start, end = re.fullmatch(r".*/span/([a-z-]+)/(\d+)-(\d+)", one).groups()  # type: ignore[union-attr]
        (selector,) = said[OA + "hasSelector"]
        assert (facts[selector][OA + "start"], facts[selector][OA + "end"]) == ([start], [end])
        words = texts[key][int(start) : int(end)]
        assert said[LAM + "wordsSha256"] == [hashlib.sha256(words.encode()).hexdigest()]
        assert f"/{key}/" in said[OA + "hasSource"][0]


def test_no_span_begins_or_ends_with_white_space(
    facts: Mapping[str, Mapping[str, list[str]]], readings: Mapping[str, Reading], sources: Path
) -> None:
    """A span is words, from the first to the last letter or mark."""
    texts = {key: (sources / r.document.file).read_text("utf-8") for key, r in readings.items()}
    loose = []
    for one in of_type(facts, "Span"):
        key, start, end = re.fullmatch(r".*/span/([a-z-]+)/(\d+)-(\d+)", one).groups()  # type: ignore[union-attr]
        words = texts[key][int(start) : int(end)]
        if words != words.strip():
            loose.append(one)
    assert loose == []


def test_every_thing_that_is_named_is_described(
    triples: set[ox.Triple], facts: Mapping[str, Mapping[str, list[str]]]
) -> None:
    """No statement points at a thing of the inquiry that no file describes; codes are in ontology/."""
    schemes = {path.name for path in (ROOT / "ontology").glob("*.ttl")}
    assert schemes
    codes = set()
    for path in (ROOT / "ontology").glob("*.ttl"):
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            codes.add(str(quad.subject))
    base = "https://w3id.org/laming/id/"
    named = {
        t.object.value
        for t in triples
        if isinstance(t.object, ox.NamedNode) and t.object.value.startswith(base)
    }
    assert sorted(one for one in named if one not in facts and f"<{one}>" not in codes) == []


def test_the_text_layer_holds_the_words(built: Built, readings: Mapping[str, Reading]) -> None:
    """Each passage has its words in the local text layer, and no published file has that property."""
    words = {
        q.subject.value: q.object.value
        for q in ox.parse(built.text, format=ox.RdfFormat.TURTLE)
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)
    }
    for key, reading in readings.items():
        for passage in reading.passages:
            assert words[f"https://w3id.org/laming/id/passage/{key}/{passage.name}"] == passage.flow.text
    text = f"{LAM}text"
    for data in built.files.values():
        assert not any(q.predicate.value == text for q in ox.parse(data, format=ox.RdfFormat.TURTLE))


# What does not fit stops the build; tried on the invented inquiry, which is always at hand.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented inquiry."""
    return shutil.copytree(EXAMPLE, tmp_path / "ferry")


def rewritten(path: Path, keep: object = None, add: tuple[str, ...] = ()) -> None:
    """Write a table without the rows of one recommendation, and with another row."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.reader(stream) if row[0] != keep]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([*rows, list(add)] if add else rows)


def stopped(folder: Path) -> LamingError:
    """The error that stops the build of an altered copy; one line of text."""
    tables = parse_tables(folder / "inquiry.toml")
    with pytest.raises(LamingError) as caught:
        build(tables, folder / "documents")
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("rec", ["1", "2", "2b", "6"])
def test_without_a_row_for_a_recommendation_the_build_stops(rec: str, folder: Path) -> None:
    """Each recommendation and item needs a row in recommendations.csv."""
    rewritten(folder / "recommendations.csv", keep=rec)
    assert str(stopped(folder)) == f"recommendations.csv: no row for {rec}; add one"


def test_without_a_row_for_a_real_recommendation_the_build_stops(sources: Path, tmp_path: Path) -> None:
    """The same for the inquiry itself."""
    copy = shutil.copytree(INQUIRY.parent, tmp_path / "curation")
    rewritten(copy / "recommendations.csv", keep="58")
    with pytest.raises(InputError, match=r"recommendations\.csv: no row for 58; add one"):
        build(parse_tables(copy / "inquiry.toml"), sources)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("recommendations.csv", ("7", "other", "a summary")),
        ("recommendations.csv", ("2z", "other", "a summary")),
        ("promises.csv", ("7", "1", "A bell", "assembly", "", "other", "", "", "", "")),
        ("addressees.csv", ("7", "assembly", "lead", "The Assembly", "a reason")),
        ("time-limits.csv", ("7", "1", "soon", "unspecified", "", "", "", "", "")),
        ("resting.csv", ("7", "fog-code", "response", "creates", "")),
    ],
)
def test_a_row_for_no_recommendation_stops_the_build(table: str, row: tuple[str, ...], folder: Path) -> None:
    """A row for a recommendation that the inquiry does not have is not passed over."""
    rewritten(folder / table, add=row)
    error = stopped(folder)
    assert str(error).startswith(f"{table}: {row[0]} is none of this inquiry's")


@pytest.mark.parametrize(
    ("table", "rec", "row", "problem"),
    [
        ("promises.csv", "3", (), "promises.csv: 0 rows for 3, whose cell holds 2 promises"),
        (
            "time-limits.csv",
            "",
            ("1", "2", "whenever", "unspecified", "", "", "", "", ""),
            "no copy has 'whenever'",
        ),
        (
            "resting.csv",
            "",
            ("6", "fog-code", "response", "creates", ""),
            "the response of 6 does not name fog-code",
        ),
        (
            "addressees.csv",
            "",
            ("1", "assembly", "lead", "The Assembly", "why"),
            "no copy has 'The Assembly'",
        ),
        ("addressees.csv", "", ("1", "assembly", "", "", "why"), "the rule does not find assembly"),
    ],
)
def test_a_row_that_nothing_bears_out_stops_the_build(
    table: str, rec: str, row: tuple[str, ...], problem: str, folder: Path
) -> None:
    """Tables and documents must agree; the error names the table."""
    rewritten(folder / table, keep=rec, add=row)
    error = str(stopped(folder))
    assert table in error
    assert problem in error


def test_a_changed_document_stops_the_build(folder: Path) -> None:
    """A document that is not the registered copy is not built from."""
    document = folder / "documents" / "tidings-index.txt"
    document.write_text(document.read_text("utf-8") + "\n", "utf-8")
    error = stopped(folder)
    assert isinstance(error, SourceError)
    assert str(error).startswith(f"{document}: not the registered copy")


def test_an_unknown_plan_month_stops_the_build(folder: Path) -> None:
    """The month on which dates without a year lean must be one."""
    path = folder / "inquiry.toml"
    path.write_text(path.read_text("utf-8").replace('plan-date = "2014-11"', 'plan-date = "autumn"'), "utf-8")
    assert "plan-date 'autumn' is no month" in str(stopped(folder))


def test_progress_is_told(folder: Path) -> None:
    """The caller is told of each document, once, in order."""
    told: list[str] = []
    tables = parse_tables(folder / "inquiry.toml")
    build(tables, folder / "documents", told.append)
    assert told[:5] == [f"reading {document.key}" for document in tables.inquiry.documents]
