"""The documents' words on the pages, where they are at hand: differences word by word, and the search."""

from pathlib import Path

import pytest

from laming_graph.ask.graph import Graph
from laming_graph.curate.tables import parse_tables
from laming_graph.graph.build import build
from laming_graph.pages.links import path_of
from laming_graph.pages.pages import Pages
from laming_graph.pages.wordings import difference
from tests.expected import ROOT

EXAMPLE = ROOT / "examples" / "harbour-ferry"


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Pages]:
    """The pages of the invented inquiry, without its words and with them."""
    built = build(parse_tables(EXAMPLE / "inquiry.toml"), EXAMPLE / "documents")
    found = {}
    for worded in (False, True):
        folder: Path = tmp_path_factory.mktemp("ferry")
        for name, data in built.files.items():
            folder.joinpath(f"{name}.ttl").write_bytes(data)
        if worded:
            folder.joinpath("words.ttl").write_bytes(built.text)
        found[worded] = Pages(Graph(folder))
    return found


def text_of(pages: Pages, path: str, **asked: str) -> str:
    """A page."""
    made = pages.made(path, asked)
    assert made is not None, path
    return made.body.decode()


def recs_that_differ(pages: Pages) -> list[str]:
    """Paths of the recommendations whose copies differ."""
    recs = {row["rec"] or "" for row in pages.held.rows("wording-variants")}
    return sorted(path_of(pages.held.iris_of_recs[rec], pages.held.base) for rec in recs)


def test_copies_are_held_against_each_other(ferry: dict[bool, Pages]) -> None:
    """With the words, what only one copy has is marked; without them, its place and number of words stand."""
    paths = recs_that_differ(ferry[True])
    assert paths
    for path in paths:
        worded, plain = (text_of(ferry[one], path) for one in (True, False))
        assert "<del>" in worded
        assert "<del>" not in plain
        assert "code points" in plain


def test_no_word_is_lost_in_a_difference() -> None:
    """The pieces of each side, put together, are its words."""
    one, other = "the ferry must call at  noon each day", "The ferry should call at noon daily"
    pieces = difference(one, other)
    assert [word for piece in pieces for word in f"{piece.both} {piece.first}".split()] == one.split()
    assert [word for piece in pieces for word in f"{piece.both} {piece.second}".split()] == other.split()
    assert [(piece.first, piece.second) for piece in pieces if not piece.both][1] == ("must", "should")
    assert difference("", "") == []


def test_the_search_reads_the_documents(ferry: dict[bool, Pages]) -> None:
    """Where the words are at hand; where they are not, the page says how to get them."""
    worded, plain = (text_of(ferry[one], "/search", q="ferry") for one in (True, False))
    assert "In the documents" in worded
    assert "<mark>ferry</mark>" in worded.lower()
    assert "<mark>" not in plain
    assert "laming build --with-text" in plain


def test_what_is_searched_in_documents_is_text(ferry: dict[bool, Pages]) -> None:
    """Markup that a reader types comes back as text."""
    assert "<script" not in text_of(ferry[True], "/search", q="<script> ferry")
