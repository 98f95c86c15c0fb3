"""Gaps: the warnings as a report, by who answers and by who is to act."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from laming_graph.check.finding import Checked, Finding
from laming_graph.check.gaps import UNKNOWN, gaps
from laming_graph.namespaces import LAM, SH
from tests.command import Laming, fine, lines_of

REAL = [
    ("commitment-dated", "5", "HM Government", "Department of Health"),
    ("condition-dated", "5", "HM Government", "Department of Health"),
    ("commitment-condition-dated", "4", "HM Government", "HM Government"),
    ("commitment-dated", "4", "HM Government", "HM Government"),
]
"""Gaps in the by-when cells as people read them: promises 4/2 and 5/1 name no date."""


@pytest.fixture(scope="module")
def laming(tmp_path_factory: pytest.TempPathFactory) -> Laming:
    """The command."""
    return Laming(tmp_path_factory.mktemp("home"))


def test_gaps_as_csv(laming: Laming) -> None:
    """A row for each gap and body; status 0, since a gap is no defect."""
    header, *rows = lines_of(fine(laming("gaps")))
    assert header == ["gap", "rec", "responder", "body", "statement", "what", "place"]
    assert set(REAL) <= {tuple(row[:4]) for row in rows}
    assert [row[2] for row in rows] == sorted(row[2] for row in rows)
    assert all(row[6].rpartition(":")[2].isdigit() for row in rows)


def test_gaps_as_markdown_and_turtle(laming: Laming, tmp_path: Path) -> None:
    """Markdown has a section for each body; Turtle is SHACL's report of the warnings alone."""
    text = fine(laming("gaps", "--format", "markdown", "--by", "body"))
    assert text.startswith("# Gaps in the answers, by body\n")
    assert "\n## Department of Health\n" in text and "| Department of Health | 2 |" in text
    assert fine(laming("gaps", "--format", "turtle", "-o", tmp_path / "gaps.ttl")) == ""
    quads = list(parse(path=str(tmp_path / "gaps.ttl"), format=RdfFormat.TURTLE))
    severities = [str(quad.object) for quad in quads if quad.predicate.value == SH + "resultSeverity"]
    assert set(severities) == {f"<{SH}Warning>"}


def test_every_kind_of_gap_has_a_shape(laming: Laming, tmp_path: Path) -> None:
    """A small invented graph with one gap of each kind: date, owner, reply, record, promise, condition."""
    data = tmp_path / "data.ttl"
    data.write_text(
        f"@base <https://example.org/> . @prefix lam: <{LAM}> .\n"
        "@prefix cell: <https://w3id.org/laming/id/passage-kind/> .\n"
        "@prefix kind: <https://w3id.org/laming/id/deadline-kind/> .\n"
        "<rec> a lam:Recommendation .\n"
        "<reply> a lam:Response ; lam:hasCommitment <promise> ; lam:inDocument <plan> .\n"
        "<promise> a lam:Commitment ; lam:deadline [ lam:deadlineKind kind:unspecified ] ;\n"
        "  lam:subjectTo <x> ; lam:passage [ lam:passageKind cell:by-when ] .\n"
        "<claim> a lam:Claim .\n"
        "<wait> a lam:Condition ; lam:judges <reply> .\n"
        "<empty> a lam:Response ; lam:inDocument <plan> .\n",
        "utf-8",
    )
    _, *rows = lines_of(fine(laming("gaps", data)))
    assert {(row[0], row[4].rpartition("/")[2]) for row in rows} == {
        ("commitment-dated", "promise"),
        ("commitment-condition-dated", "promise"),
        ("response-owner", "reply"),
        ("response-promises", "empty"),
        ("recommendation-answered", "rec"),
        ("claim-recorded", "claim"),
        ("condition-dated", "wait"),
    }
    assert {row[3] for row in rows} == {UNKNOWN}


def test_bodies_and_references_are_looked_up() -> None:
    """Who leads comes before who is addressed; a gap with two bodies is told of both."""
    data = (
        f"@prefix lam: <{LAM}> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix e: <e:> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "e:p lam:lead e:a , e:b ; lam:inReaction e:r ; lam:about e:n . e:r lam:responder e:c .\n"
        'e:n dcterms:identifier "10a" ; lam:addressedTo e:d .\n'
        'e:a rdfs:label "Anna" . e:c rdfs:label "Carl" .\n'
    )
    triples = [quad.triple for quad in parse(data, format=RdfFormat.TURTLE)]
    found = Finding("warning", "Late.", "e:p", "", "", "https://w3id.org/laming/shapes#dated")
    checked = Checked(["x"], [found, found._replace(severity="info")], {})
    assert [gap[:4] for gap in gaps(checked, triples)] == [
        ("dated", "10a", "Carl", "Anna"),
        ("dated", "10a", "Carl", "e:b"),
    ]
