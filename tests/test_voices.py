"""Four voices over every recommendation, and how their stances read on the scales of others."""

from collections import Counter

import pytest
from rdflib import RDF, SKOS, URIRef
from rdflib import Graph as Book
from rdflib.namespace import DCTERMS

from laming_graph.ask.graph import Graph
from laming_graph.graph.claims import ASCRIBED
from laming_graph.graph.judgements import BROAD
from laming_graph.model.judgement import (
    CLAIMED_TREATMENTS,
    COMMENTATOR_STANCES,
    COUNCIL_STANCES,
    TREATMENTS,
)
from laming_graph.namespaces import CODES, LAM
from tests.expected import ROOT

Row = dict[str, str | None]
WHOLE = [str(number) for number in range(1, 59)]
VOICES = ("Central Bedfordshire Council", "Community Care", "HM Government", "John Hemming MP")
SCALES = (
    "au-disability-royal-commission",
    "nz-abuse-in-care",
    "ogp-potential-for-results",
    "uk-inquiries",
    "upr",
)
ANSWERING = {"Central Bedfordshire Council", "Community Care", "HM Government"}


@pytest.fixture(scope="module")
def matrix(graph: Graph) -> list[Row]:
    """The matrix of stances."""
    return list(graph.query("stance-matrix").dicts())


@pytest.fixture(scope="module")
def book() -> Book:
    """The code book with its crosswalk."""
    found = Book()
    for name in ("codes", "crosswalk"):
        found.parse(ROOT / "ontology" / f"{name}.ttl")
    return found


def by_scale(graph: Graph, scale: str) -> list[Row]:
    """The matrix read on a scale."""
    return list(graph.query("stances-by-scale", scale=f"scale/{scale}").dicts())


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_has_a_row_on_every_recommendation(voice: str, matrix: list[Row]) -> None:
    """All 58 are there, each once; more rows are those of items."""
    recs = Counter(row["rec"] for row in matrix if row["responder_label"] == voice)
    assert {rec: recs[rec] for rec in WHOLE} == dict.fromkeys(WHOLE, 1)
    assert all(rec and not rec.isdigit() for rec in set(recs) - set(WHOLE))


def test_who_speaks_of_whom_is_told(matrix: list[Row]) -> None:
    """The magazine speaks of the Government in every row; every other voice speaks for itself."""
    told = {(row["responder_label"], row["of_label"]) for row in matrix}
    assert told == {(voice, "HM Government" if voice == "Community Care" else None) for voice in VOICES}
    assert all((row["claimed"] is None) or row["of_label"] for row in matrix)


def test_silent_and_the_matrix_agree(graph: Graph, matrix: list[Row]) -> None:
    """What the matrix shows as nothing is what `silent` lists, of the same kind."""
    kinds = {"silent": "silent", "not covered": "not-covered", "lost in our copy": "lost-in-copy"}
    shown = {
        (row["rec"], row["responder"], kinds[label])
        for row in matrix
        if (label := row["stance_label"] or "") in kinds
    }
    listed = {(row["rec"], row["responder"], row["nothing"]) for row in graph.query("silent").dicts()}
    assert shown == listed


def test_the_lost_list_is_told_where_it_may_matter(graph: Graph) -> None:
    """Each recommendation the magazine does not tell of may have stood in the list our copy has lost."""
    rows = [row for row in graph.query("silent").dicts() if row["document"] == "press-guide"]
    assert len(rows) == 44
    assert all("A list is empty in our copy" in (row["rationale"] or "") for row in rows)
    restated = [row["rec"] for row in rows if "it only restates it" in (row["rationale"] or "")]
    assert restated == "7 8 17 26 28 38 39 43 44 54 55 56".split()


def test_a_claim_is_nobodys_own_stance(graph: Graph) -> None:
    """No claim makes a row of `disagreement`, nor has one a broad stance of its own."""
    voices = {
        row[side]
        for row in graph.query("disagreement").dicts()
        for side in ("responder_a_label", "responder_b_label")
    }
    assert "Community Care" not in voices
    assert graph.sparql("ASK { ?claim a lam:Claim ; lam:broadStance ?stance }") is False


def test_broad_and_ascribed_stances_are_those_of_the_code_book(book: Book) -> None:
    """The tables of the build say what the code book says."""
    own = {"treatment": TREATMENTS, "stance": (*COUNCIL_STANCES, *COMMENTATOR_STANCES)}
    above = {
        code: [str(one).removeprefix(f"{CODES}stance/") for one in book.objects(concept, SKOS.broader)]
        for kind, codes in own.items()
        for code in codes
        for concept in [URIRef(f"{CODES}{kind}/{code}")]
    }
    assert above == {code: [stance] for code, stance in BROAD.items()}
    ascribed = {
        code: str(stance).removeprefix(f"{CODES}stance/")
        for code in CLAIMED_TREATMENTS
        for stance in book.objects(URIRef(f"{CODES}claimed-treatment/{code}"), URIRef(f"{LAM}ascribesStance"))
    }
    assert ascribed == ASCRIBED


def test_scales_are_those_of_the_page(book: Book) -> None:
    """Each scale has a source, and the page on the crosswalk has it with every grade."""
    page = (ROOT / "docs" / "crosswalk.md").read_text("utf-8")
    scales = sorted(map(str, book.subjects(RDF.type, URIRef(f"{LAM}Scale"))))
    assert scales == [f"{CODES}scale/{name}" for name in SCALES]
    for scale in map(URIRef, scales):
        assert f"`{scale.removeprefix(CODES)}`" in page
        (source,) = book.objects(scale, DCTERMS.source)
        assert f"<{source}>" in page
        grades = list(book.subjects(SKOS.inScheme, scale))
        assert len(grades) > 1
        for grade in grades:
            assert str(book.value(grade, SKOS.prefLabel)) in page, grade
            assert book.value(grade, SKOS.note), grade


@pytest.mark.parametrize("scale", SCALES)
def test_every_row_of_the_matrix_is_read_once(scale: str, graph: Graph, matrix: list[Row]) -> None:
    """The rows are those of the matrix; a grade is of the scale that was asked for."""
    rows = by_scale(graph, scale)
    names = ("rec", "responder", "stance", "of_label", "departs", "statement")
    assert [[row[n] for n in names] for row in rows] == [[row[n] for n in names] for row in matrix]
    assert {row["grade"].rpartition("/")[0] for row in rows if row["grade"]} <= {f"{CODES}scale/{scale}"}


@pytest.mark.parametrize("scale", SCALES)
def test_no_grade_is_forced(scale: str, graph: Graph) -> None:
    """A commentator answers nothing, and silence, support, doubt and bare claims are no grade."""
    graded = [row for row in by_scale(graph, scale) if row["grade"]]
    assert {row["responder_label"] for row in graded} <= ANSWERING
    assert {row["stance_label"] for row in graded} <= {
        "commits", "commits in part", "defers", "no commitment", "passes on", "opposes",
    }  # fmt: skip


def test_a_scale_without_a_counterpart_gives_empty_grades(graph: Graph) -> None:
    """Potential for results grades no acceptance, and no main code is business as usual."""
    assert not any(row["grade"] for row in by_scale(graph, "ogp-potential-for-results"))
