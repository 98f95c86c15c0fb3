"""Content negotiation: quality, wildcards, closeness, and headers that are no good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laming_graph.serve.negotiation import GRAPHS, PAGE, SOLUTIONS, choose, content_type


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ([], "json"),
        ([""], "json"),
        (["*/*"], "json"),
        (["text/*"], "csv"),
        (["text/csv"], "csv"),
        (["TEXT/CSV"], "csv"),
        (["text/csv; q=0.4, text/tab-separated-values;q=0.5"], "tsv"),
        (["text/csv;q=0.4", "application/sparql-results+xml;q=0.5"], "xml"),
        (["*/*, text/csv"], "csv"),
        (["*/*;q=0.9, text/csv;q=0.5"], "json"),
        (["application/*;q=0, */*"], "csv"),
        (["application/sparql-results+json;q=0, application/*"], "xml"),
        (["application/json"], "json"),
        (["application/sparql-results+json;charset=utf-8"], "json"),
        (['text/csv;title="a,b;q=0", image/png'], "csv"),
        (["nonsense, text/csv"], "csv"),
        (["text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"], "xml"),
        (["image/png"], None),
        (["text/csv;q=0"], None),
        (["*/*;q=0"], None),
        (["text/csv;q=2"], None),
        (["*/csv"], None),
        (["nonsense"], None),
    ],
)
def test_the_best_liked_format_is_chosen(accept: list[str], name: str | None) -> None:
    """By quality first, then by how closely it is named, then by our own order."""
    chosen = choose(accept, SOLUTIONS)
    assert (chosen and chosen.name) == name


def test_a_browser_gets_the_page_and_a_program_the_triples() -> None:
    """The same address serves both."""
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    assert choose([browser], (*GRAPHS, PAGE)) == PAGE
    assert choose(["*/*"], (*GRAPHS, PAGE)) == GRAPHS[0]


def test_text_says_its_encoding_and_json_does_not() -> None:
    """As the media types are registered."""
    assert content_type(GRAPHS[0]) == "text/turtle; charset=utf-8"
    assert content_type(SOLUTIONS[0]) == "application/sparql-results+json"


@given(st.lists(st.text(max_size=60), max_size=3))
def test_any_header_is_read(accept: list[str]) -> None:
    """Whatever a client sends, the outcome is a format that there is, or none."""
    assert choose(accept, SOLUTIONS) in (*SOLUTIONS, None)
