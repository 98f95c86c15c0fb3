"""Queries on a graph of several inquiries: each answers for all of them, and can be held to one."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from laming_graph.ask.embedded import Embedded
from laming_graph.ask.formats import to_table
from laming_graph.ask.graph import Graph
from laming_graph.ask.store import code_book
from laming_graph.model.errors import InputError
from laming_graph.pages.holdings import Holdings
from laming_graph.pages.questions import Questions
from tests.command import Laming
from tests.expected import SLUGS, parameters

ROOT = Path(__file__).parent.parent
SHIPPED = "https://w3id.org/laming/id/inquiry/laming-2009"
SECOND = "https://w3id.org/laming/inquiry/1/id/inquiry/laming-2009"
COUNTED = ("calendar", "instruments", "workload")
"""Queries that count over all inquiries, and so have no column for them."""


@pytest.fixture(scope="module")
def triples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three inquiries, the first of them the shipped one, whose recommendations have the same numbers."""
    file = tmp_path_factory.mktemp("many") / "three.nt"
    command = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), "--inquiries", "3", "-o", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return file


@pytest.fixture(scope="module")
def many(triples: Path) -> Graph:
    """The graph of all three."""
    store = Store()
    store.bulk_load(path=str(triples), format=RdfFormat.N_TRIPLES)
    engine = Embedded(store)
    engine.load(list(code_book()))
    return Graph(engine=engine)


@pytest.mark.parametrize("slug", SLUGS)
def test_held_to_the_shipped_inquiry_it_answers_as_on_shipped_data(
    slug: str, many: Graph, graph: Graph
) -> None:
    """Cell by cell, in the same order, though two others are there."""
    given = parameters(slug)
    held = many.query(slug, **given, inquiry=SHIPPED)
    assert list(held.texts()) == list(graph.query(slug, **given).texts())


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in COUNTED])
def test_all_rows_are_those_of_each(slug: str, many: Graph) -> None:
    """Asked of all, a query gives what it gives of each, one inquiry after the other but for four by day."""
    given = parameters(slug)
    iris = [row[0] for row in many.select("SELECT ?one { ?one a lam:Inquiry } ORDER BY ?one").texts()]
    of_each = [row for iri in iris for row in many.query(slug, **given, inquiry=iri).texts()]
    of_all = list(many.query(slug, **given).texts())
    assert len(iris) == 3
    assert sorted(of_all) == sorted(of_each)
    assert len({row[-1] for row in of_all}) > 1 or slug in {"agency-brief", "resting-on", "slip"}
    if slug not in {"agency-brief", "due-by", "overdue", "progress", "slip"}:
        assert [row[-1] for row in of_all] == sorted(row[-1] for row in of_all)


def test_recommendations_of_one_number_are_counted_apart(many: Graph, graph: Graph) -> None:
    """Each copy leans on the shared instruments as the shipped inquiry does, or on copies of its own."""
    shipped, all_three = (
        Counter({row["kind"]: 0 for row in one.query("instruments").dicts()}) for one in (graph, many)
    )
    for counts, one in ((shipped, graph), (all_three, many)):
        for row in one.query("instruments").dicts():
            counts[row["kind"]] += int(row["recommendations"] or 0)
    assert all_three == Counter({kind: 3 * count for kind, count in shipped.items()})


def test_a_number_of_several_inquiries_wants_one_named(
    many: Graph, triples: Path, tmp_path: Path, laming: Laming
) -> None:
    """In Python and on the command line; named, it is that one's."""
    with pytest.raises(InputError, match=r"^24 is a number in 3 inquiries; name one of https://"):
        many.compare(24)
    assert {row["inquiry"] for row in many.compare(24, inquiry=SECOND).dicts()} == {SECOND}
    store = str(tmp_path / "three.store")
    assert laming("load", "--store", store, str(triples)).status == 0
    refused = laming("compare", "24", "--store", store)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith("laming: 24 is a number in 3 inquiries; name one of ")
    assert SECOND in laming("compare", "24", "--inquiry", SECOND, "--store", store).out


def test_an_inquiry_that_is_not_there_is_told(graph: Graph) -> None:
    """By name; an answer of no rows would look like an answer."""
    with pytest.raises(InputError, match=r"the graph has no inquiry 'https://w3id.org/laming/id/inquiry/no'"):
        graph.query("deadlines", inquiry="inquiry/no")


def test_the_citation_names_the_inquiry(graph: Graph) -> None:
    """So that the same is asked again."""
    answer = graph.query("gaps", inquiry="inquiry/laming-2009")
    assert answer.citation.parameters == {"inquiry": SHIPPED}
    assert f"-p inquiry={SHIPPED}" in answer.citation.command()


def test_a_table_on_a_terminal_says_the_inquiry_once(many: Graph, laming: Laming) -> None:
    """Below it; with several, each row says its own."""
    one = laming("query", "gaps", "--format", "table").out
    assert one.endswith(" rows of inquiry/laming-2009\n")
    assert "inquiry" not in one.splitlines()[1]
    assert "inquiry" in to_table(many.query("gaps")).splitlines()[1]


def test_the_address_of_a_page_may_name_the_inquiry(graph: Graph) -> None:
    """Its answer and its citation then are those of the one; without it, of all."""
    questions = Questions(Holdings(graph))
    assert questions.values("gaps", {}) == {}
    asked = {"inquiry": "inquiry/laming-2009"}
    assert questions.answer("gaps", asked).citation.parameters == {"inquiry": SHIPPED}
    with pytest.raises(InputError, match="the graph has no inquiry"):
        questions.answer("gaps", {"inquiry": "inquiry/no"})
