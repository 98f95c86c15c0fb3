"""Pages of single statements: each has one, on a server and in the static site."""

import re

import pytest

from laming_graph.ask.graph import Graph
from laming_graph.pages.links import path_of
from laming_graph.pages.pages import Pages
from tests.expected import ROOT

WITHOUT = {
    "Span",
    "SpecificResource",
    "TextPositionSelector",
    "Passage",
    "TimeWindow",
    "Deadline",
    "Checksum",
}
WITHOUT |= {"Distribution", "Dataset", "Entity", "Activity", "SoftwareAgent"}
"""Places in the documents, days and files: pages of what they belong to show them."""


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The shipped graph, without the layer of words, which may have been built here."""
    return Graph(ROOT / "data" / "ttl")


@pytest.fixture(scope="module")
def pages(graph: Graph) -> Pages:
    """The pages of the static site."""
    return Pages(graph, static=True)


def text_of(pages: Pages, path: str) -> str:
    """A page."""
    made = pages.made(path)
    assert made is not None, path
    return made.body.decode()


def test_every_statement_has_a_page_in_the_site(pages: Pages, graph: Graph) -> None:
    """And so has every IRI but those of places, days and files."""
    paths = set(pages.paths())
    things: dict[str, set[str]] = {}
    for iri, kind in graph.select("SELECT ?thing ?kind WHERE { ?thing a ?kind } ORDER BY ?thing").texts():
        things.setdefault(iri, set()).add(re.split("[#/]", kind)[-1])
    named = {iri: kinds for iri, kinds in things.items() if path_of(iri, graph.base)}
    assert len(named) > 10_000
    missing = {iri: kinds for iri, kinds in named.items() if path_of(iri, graph.base) not in paths}
    assert {iri: kinds for iri, kinds in missing.items() if not kinds <= WITHOUT} == {}
    assert all(f"/data/{path[6:]}.ttl" in paths for path in paths if path.startswith("/page/"))
    statements = {iri for iri, kinds in things.items() if kinds & {"Statement", "Absence"}}
    assert len(statements) > 2_500
    assert statements == set(pages.held.statements)


def test_a_promise_is_told_whole(pages: Pages) -> None:
    """What, on which recommendation, who leads, when, who says so, and where the words stand."""
    text = text_of(pages, "/page/commitment/action-plan/17/1")
    assert '<span class="number">Promise</span> Detail of immediate' in text
    for link in ("recommendation/17.html", "agent/hm-government.html", "rule/by-when.html"):
        assert f'href="../../../{link}"' in text
    assert "“May 2009”: 2009-05-01 to 2009-05-31" in text
    assert "code points 83416 to 83424" in text
    assert "laming why commitment/action-plan/17/1" in text
    assert 'href="../../../../about.html#dispute"' in text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("judgement/action-plan/17/departure", "Departure coding"),
        ("discrepancy/action-plan/foreword/1/action-plan/response/17/1", "Difference"),
        ("variant/15/council-response/mp-commentary/1", "Difference of copies"),
        ("silence/press-guide/37", "Silence"),
        ("event/action-plan/by-when/33/2", "Event"),
    ],
)
def test_a_statement_says_what_it_is(path: str, kind: str, pages: Pages) -> None:
    """By the narrowest of its classes, and by a name that is not its number."""
    heading = re.search(
        r'<h1><span class="number">([^<]*)</span> ([^<]*)</h1>', text_of(pages, f"/page/{path}")
    )
    assert heading
    assert heading[1] == kind
    assert len(heading[2]) > 3
    assert not heading[2].isdigit()


def test_recommendations_lead_to_their_statements(pages: Pages) -> None:
    """To promises, judgements, differences and departures, in the site too."""
    text = text_of(pages, "/page/recommendation/17")
    for kind in ("commitment", "judgement", "discrepancy"):
        assert f'href="../{kind}/' in text


def test_the_page_on_pages_names_what_has_none() -> None:
    """docs/pages.md says of which IRIs the site has no page."""
    page = (ROOT / "docs" / "pages.md").read_text("utf-8")
    for word in ("spans", "passages", "windows of time", "checksums"):
        assert word in page
