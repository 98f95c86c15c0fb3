"""Hostile input: no exception but our own, in time that grows with the input."""

import io
import json
import random
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laming_graph.ask.canned import parse_canned
from laming_graph.ask.cited import parse_cited
from laming_graph.ask.form import form_of
from laming_graph.ask.results_json import to_rows
from laming_graph.check.finding import Finding
from laming_graph.check.rdf_files import RdfFile
from laming_graph.check.turtle_scan import statements
from laming_graph.cli import main
from laming_graph.curate.inquiry import parse_inquiry
from laming_graph.derive.addressees import _ACTS_NOT
from laming_graph.model import deadline as due
from laming_graph.model.errors import InputError, SourceError, TimeError
from laming_graph.model.numeral import numerals
from laming_graph.model.time_expression import find_times
from laming_graph.read import READERS
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import SEEDS, WORDS
from tests.fuzz.targets import run, source_of

PIECES = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=12)


@pytest.mark.parametrize("name", SEEDS)
@given(st.integers(), PIECES)
@settings(max_examples=15)
def test_no_exception_but_our_own(name: str, seed: int, pieces: list[str]) -> None:
    """Inputs that are nearly right, and inputs made of hostile pieces."""
    run(name, mutated(SEEDS[name], random.Random(seed)))
    run(name, "".join(pieces).encode("utf-8", "surrogatepass"))


def long_inputs(size: int) -> dict[str, tuple[str, bytes]]:
    """Inputs of some size at which patterns and loops have taken more than linear time, by their target."""
    texts = {
        "digits": ("turtle-scan", "<a:a> <a:b> " + "1" * size),
        "dots": ("turtle-scan", "<a:a> <a:b> a:b" + "." * size + "c ."),
        "entity": ("rdf-rdfxml", "<!ENTITY" + " " * size),
        "promises": ("times", "by May 2009. " * (size // 13)),
        "verbs": ("times", "May " * (size // 4)),
        "headings": ("read-replies", "# x\n" * (size // 4)),
        "matter": ("read-remarks", "One\n" * (size // 4) + "End\n"),
        "lines": ("read-numbered-plan", "One\nBox\n" + "a\n" * (size // 2) + "Table\n1 A\n"),
        "service": ("form", "SERVICE a:" + "#" * size),
        "services": ("form", "SERVICEa:" * (size // 9)),
        "comments": ("form", "SERVICE\n#" * (size // 9)),
        "record": ("cited", "# laming-citation: {" + "}" * size + "x"),
        "columns": (
            "results",
            json.dumps({"head": {"vars": ["a"] * (size // 8)}, "results": {"bindings": []}}),
        ),
    }
    return {name: (target, text.encode()) for name, (target, text) in texts.items()}


def seconds(target: str, data: bytes) -> float:
    """How long a target takes."""
    begun = time.perf_counter()
    run(target, data)
    return time.perf_counter() - begun


@pytest.mark.parametrize("name", long_inputs(100))
def test_time_grows_with_the_input(name: str) -> None:
    """100 kB take less than a second or so, and twice as much about twice the time."""
    target, half = long_inputs(50_000)[name]
    whole = long_inputs(100_000)[name][1]
    first, second = (min(seconds(target, data) for _ in range(2)) for data in (half, whole))
    assert second < 3
    assert second < 3 * first + 0.5


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {" + " UNION ".join(["{}"] * 10_000) + "}",
        "SELECT * { FILTER(" + "!" * 10_000 + "true) }",
        "SELECT (1" + "+1" * 10_000 + " AS ?x) {}",
        "SELECT * { " + "?s ?p ?o . " * 10_000 + "}",
        "SELECT * { ?s " + "/".join(["<a:b>"] * 10_000) + " ?o }",
        "SELECT * { <a'b> ?p ?o FILTER(1" + "-1" * 10_000 + ") <c'd> ?p ?o }",
        "SELECT (1<1" + "/1" * 10_000 + ">2 AS ?x) {}",
    ],
    ids=["unions", "nots", "sum", "patterns", "path", "between apostrophes", "like an IRI"],
)
def test_a_query_that_would_end_the_process(query: str) -> None:
    """Chains at which the parser of the engine runs out of stack are refused before it sees them."""
    with pytest.raises(InputError, match="more than 500"):
        form_of(query, "q")


def test_a_query_with_many_values_is_asked() -> None:
    """Long lists of values are no chains."""
    values = " ".join(f"<https://e.org/a-b/{n}.c/services>" for n in range(3000))
    assert form_of(f"SELECT * {{ VALUES ?x {{ {values} }} }}", "q") == "select"


def test_half_a_surrogate_pair_is_no_query() -> None:
    """JSON can hold one, UTF-8 cannot."""
    with pytest.raises(InputError, match="not Unicode"):
        form_of("SELECT * {} #\ud800", "q")


@pytest.mark.parametrize(
    "text", ["January 0000", "in spring 0000", "before 1 January 0001", "31 April 2009", "last May 0000"]
)
def test_days_that_are_none(text: str) -> None:
    """Years before the first are refused as other days are that do not exist."""
    with pytest.raises(TimeError, match="there is no day"):
        find_times(text, due.month(2009, 5))


def test_odd_numerals() -> None:
    """Letters that only look like others make no numeral, nor do thousands of figures."""
    assert numerals("ſix fıve SIX " + "9" * 5000 + " 1,200") == [6, 1200]


def test_words_that_matched_in_two_ways() -> None:
    """This took time that doubled with each word."""
    assert not _ACTS_NOT.match("must" + " only" * 3000 + " x")


def test_items_beyond_z() -> None:
    """A reference has one letter."""
    text = "1. Do:\n" + "- a;\n" * 27 + "*Yes.*\n"
    with pytest.raises(SourceError, match="more than 26 items"):
        READERS["replies"](source_of("replies", text), {})


def test_a_document_of_white_space() -> None:
    """The first entry may come before any line."""
    with pytest.raises(SourceError, match="does not open with"):
        READERS["numbered-summaries"](source_of("numbered-summaries", "1. x (p1)\n"), {})


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 3000, "a = " + "9" * 5000, "recommendations = 1000000000\n", "[items]\n2 = 99999999\n"],
)
def test_an_inquiry_beyond_bounds(text: str, tmp_path: Path) -> None:
    """Deep, huge or countless."""
    path = tmp_path / "inquiry.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"inquiry\.toml"):
        parse_inquiry(path)


@pytest.mark.parametrize(
    "old_new",
    [
        ("default: 2009-12-31", "default: 2009-13-45"),
        ("default: 2009-12-31", "default: [[1], [2]]"),
        ("name: by", 'name: "("'),
        ("#+ columns:\n#+   x: x\n", "#+ columns:\n"),
        ("summary: s", "summary: [s]"),
    ],
)
def test_headers_that_are_not_as_they_should_be(old_new: tuple[str, str], tmp_path: Path) -> None:
    """Days of no calendar, nested values, names that are patterns, nothing where something must be."""
    path = tmp_path / "q.rq"
    path.write_text(SEEDS["query"].decode().replace(*old_new), "utf-8")
    with pytest.raises(InputError, match="header not understood"):
        parse_canned(path)


RECORD = SEEDS["cited-text"].decode()


@pytest.mark.parametrize(
    "text",
    [
        f"# laming-citation: {RECORD}\n# after\n",
        f'a\n"{"x" * 200_000}"\n# A sentence.\n# laming-citation: {RECORD}\n',
        f'{{"rows": true, "citation": {RECORD}}}',
        f'{{"rows": {{"a": 1}}, "citation": {RECORD}}}',
        json.dumps(
            {"rows": [dict.fromkeys(map(str, range(9000))), *[{}] * 9000], "citation": json.loads(RECORD)}
        ),
    ],
    ids=["nothing before", "long cell", "rows of truth", "rows of names", "empty cells"],
)
def test_cited_files_that_are_spoilt(text: str, tmp_path: Path) -> None:
    """Each is read, or refused in one line."""
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    try:
        assert parse_cited(path).rows == ()
    except InputError as error:
        assert str(error).startswith(str(path))


def test_a_bomb_in_a_workbook(tmp_path: Path) -> None:
    """What unpacks to a thousand times its size is refused unread."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(1 << 29))
    path = tmp_path / "a.xlsx"
    path.write_bytes(stream.getvalue())
    with pytest.raises(InputError, match="unpacks to"):
        parse_cited(path)


def test_an_answer_that_is_nearly_all_empty() -> None:
    """100 kB would become gigabytes of nothing."""
    whole = {"head": {"vars": ["a"] * 12_000}, "results": {"bindings": [{}] * 16_000}}
    with pytest.raises(ValueError, match="16000 rows of 12000 columns"):
        to_rows(json.dumps(whole).encode())


def test_terms_nested_deep() -> None:
    """Triples of triples, as deep as JSON may be."""
    term = '{"type":"uri","value":"a:a"}'
    part = f'{{"type":"triple","value":{{"subject":{term},"predicate":{term},"object":'
    deep = part * 480
    body = '{"head":{"vars":["a"]},"results":{"bindings":[{"a":' + deep + term + "}}" * 480 + "}]}}"
    with pytest.raises(ValueError, match="nested too deep"):
        to_rows(body.encode())


def test_entities_and_contexts_are_refused() -> None:
    """Nothing blows up and nothing is fetched."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(InputError, match="blow up"):
        RdfFile("x", "rdfxml", f'<!DOCTYPE r [<!ENTITY l0 "x">{laughs}]><r>&l9;</r>'.encode()).triples()
    with pytest.raises(InputError, match="nothing is fetched"):
        RdfFile("x", "jsonld", b'{"@context": "https://example.org/c", "a": 1}').triples()


def test_a_letter_beyond_unicode() -> None:
    """The scan goes on."""
    assert [one.value for one in statements(r'<a:a> <a:b> "\U00110000" .')] == ["\ufffd"]


def test_line_ends_in_a_finding() -> None:
    """A finding is one line, at once."""
    one = Finding("violation", "a:a", "", "b" + " " * 100_000 + "c\n \n d", "m", "s")
    assert "\n" not in one.told()


def test_a_message_does_not_steer_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """Escapes, line ends and marks of direction in a name are shown as such."""
    assert main(["sparql", "no\x1b[2J\n\u202ewhere"]) == 2
    assert capfd.readouterr().err.startswith("laming: no\\x1b[2J\\n\\u202ewhere: ")
