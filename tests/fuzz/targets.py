"""What is fuzzed: everything that reads what others wrote, each as a function of bytes.

A target returns, or raises what the function under it promises to raise. All else is a finding.
"""

import contextlib
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from laming_graph.ask.canned import bind, parse_canned
from laming_graph.ask.citation import MARK
from laming_graph.ask.cited import parse_cited
from laming_graph.ask.form import form_of
from laming_graph.ask.library import to_library
from laming_graph.ask.reference import to_reference
from laming_graph.ask.results_json import to_rows, to_truth
from laming_graph.check.baseline import parse_baseline
from laming_graph.check.rdf_files import FORMATS, RdfFile
from laming_graph.check.turtle_scan import statements
from laming_graph.curate.inquiry import parse_inquiry
from laming_graph.curate.locator import resolve
from laming_graph.curate.table import Row, read_table
from laming_graph.lint.query import read_query
from laming_graph.model import deadline as due
from laming_graph.model.document import Document, Reading
from laming_graph.model.errors import LamingError
from laming_graph.model.numeral import numerals
from laming_graph.model.reference import Reference
from laming_graph.model.time_expression import clauses, find_open, find_recurrences, find_times
from laming_graph.read import READERS
from laming_graph.read.source import Source

Target = Callable[[bytes], object]


class _AnyCount(int):
    """A count that every count fits, so that a reader goes on to its end."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = int.__hash__


class _AnyCounts(dict[str, int]):
    def get(self, key: str, default: object = None) -> Any:
        """A count that fits."""
        return _AnyCount()


_SETTINGS: Mapping[str, Any] = {
    "heading": "Recommendations", "navigation-from": "Links", "ends-before": "End", "table-from": "Table",
    "quote-attribution": "A mother", "furniture": ["Page"], "witnesses": ["witness"],
    "box-headings": ["Box"], "table-furniture": ["Recommendation Response By when"],
    "response-width": 60, "by-when-width": 20, "item-cells": [2],
}  # fmt: skip
_WITNESS = "1. The Government must act soon.\n*Yes.*\n2. It must also:\n- act;\n*Yes.*\n- report.\n*No.*\n"


def source_of(layout: str, text: str) -> Source:
    """A text as a document of a layout."""
    headings: Any = {"One": "one", "Two": "two"} if layout == "headed-bullets" else ["One", "Box"]
    document = Document(
        key="fuzzed", file="fuzzed.txt", sha256="", code_points=len(text), layout=layout, title="",
        publisher="", date="2009", voice="", role="", reading={**_SETTINGS, "headings": headings},
        expect=_AnyCounts(),
    )  # fmt: skip
    return Source(document, Path("fuzzed.txt"), text)


def witness() -> Reading:
    """A reading that prints two recommendations in full."""
    return READERS["replies"](source_of("replies", _WITNESS), {})


def _text(data: bytes) -> str:
    return data.decode("utf-8", "ignore")


def _reader(layout: str) -> Target:
    def read(data: bytes) -> object:
        return READERS[layout](source_of(layout, _text(data)), {"witness": witness()})

    return read


def times(data: bytes) -> None:
    """Time expressions, clauses, recurrences and numerals of a text."""
    text = _text(data)
    numerals(text)
    list(find_recurrences(text))
    clauses(text, [*find_times(text, due.month(2009, 5)), *find_open(text)])


def numbers(data: bytes) -> None:
    """Numerals of a text, and a reference."""
    numerals(_text(data))
    with contextlib.suppress(ValueError):
        Reference.parse(_text(data))


def locator(data: bytes) -> None:
    """A cell of locators."""
    reading = witness()
    row = Row(Path("t.csv"), 2, {"place": _text(data)})
    for place in resolve(row, "place", {"witness": reading, "fuzzed": reading}, "witness"):
        assert place.words is not None


def _in_file(name: str, use: Callable[[Path], object]) -> Target:
    def read(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            use(path)

    return read


def _table(path: Path) -> None:
    for row in read_table(path, ("a", "b")):
        for use in (row.day, row.edtf, row.duration, row.reference, row.listed):
            with contextlib.suppress(LamingError):
                use("a")


def _query(path: Path) -> None:
    """A query with its header, its page, its RDF, and its parameters bound to what stands in the file."""
    canned = parse_canned(path)
    to_reference([canned])
    to_library([canned])
    bind(canned, {one.name: one.default or "2009-12-31" for one in canned.parameters})


def parameter(data: bytes) -> None:
    """A value for a parameter of each kind."""
    from laming_graph.ask.canned import Canned, Parameter

    value = data.decode("utf-8", "surrogateescape")
    for kind in ("date", "integer", "string", "iri"):
        one = Parameter("x", kind, "", None, "")
        text = "SELECT ?y { VALUES ?_x { 1 } BIND(?_x AS ?y) }"
        canned = Canned("s", "", "", "", (), (one,), {}, text, Path("s.rq"))
        try:
            form_of(bind(canned, {"x": value})[0], "s")
        except LamingError as error:
            # The query itself is sound; what is refused is the value.
            told = str(error)
            assert told.startswith("parameter x:") or "SERVICE" in told or "brackets" in told, told


def results(data: bytes) -> None:
    """An endpoint's answer."""
    for read in (to_rows, to_truth):
        with contextlib.suppress(ValueError):  # They promise it; the endpoint makes one line of it.
            read(data)


def turtle(data: bytes) -> None:
    """The scan of lines, on anything."""
    list(statements(_text(data)))


def _rdf(name: str) -> Target:
    return lambda data: RdfFile("fuzzed", name, data).triples()


def cited_text(data: bytes) -> None:
    """A text whose record of a citation is fuzzed."""
    _cited(b"a,b\n1,2\n# A sentence.\n# " + MARK.encode() + b" " + data)


_cited = _in_file("a.csv", parse_cited)

TARGETS: Mapping[str, Target] = {
    **{f"read-{layout}": _reader(layout) for layout in READERS},
    "times": times,
    "numbers": numbers,
    "locator": locator,
    "table": _in_file("t.csv", _table),
    "inquiry": _in_file("inquiry.toml", lambda path: parse_inquiry(path).references()),
    "query": _in_file("q.rq", _query),
    "parameter": parameter,
    "cited": _cited,
    "cited-text": cited_text,
    "baseline": _in_file("b.json", parse_baseline),
    "turtle-scan": turtle,
    "lint": _in_file("q.rq", read_query),
    "form": lambda data: form_of(_text(data), "fuzzed"),
    "results": results,
    **{f"rdf-{name}": _rdf(name) for name in FORMATS},
}
"""Name to target."""

__all__ = ["TARGETS", "Target", "run", "source_of", "witness"]


def run(name: str, data: bytes) -> None:
    """Run a target; raises what is no error of ours."""
    with contextlib.suppress(LamingError):
        TARGETS[name](data)
