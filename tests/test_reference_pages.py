"""The reference pages of ontology and shapes: fresh, whole, and with links that lead somewhere."""

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from laming_graph import cli
from laming_graph.model.errors import InputError
from laming_graph.show.shapes_page import shapes_page
from tests.expected import ROOT

DOCS = ROOT / "docs"
KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Concept", "ConceptScheme")


def typed(folder: str, kinds: tuple[str, ...]) -> set[str]:
    """The names of a folder's Turtle files that are of one of some kinds."""
    return {
        quad.subject.value
        for file in (ROOT / folder).glob("*.ttl")
        for quad in parse(path=str(file), format=RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#type")
        and getattr(quad.object, "value", "").endswith(tuple(f"#{kind}" for kind in kinds))
        and hasattr(quad.subject, "value")
    }


@pytest.mark.parametrize("page", ["ontology", "shapes"])
def test_the_page_is_fresh(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The committed page is what the files give; `make docs` writes it again."""
    assert cli.main(["reference", page]) == 0
    assert capsys.readouterr().out == (DOCS / f"{page}.md").read_text("utf-8"), "run `make docs`"


def test_every_term_and_code_is_on_its_page() -> None:
    """Each term of ours has a heading, each reused term and each code a row."""
    page = (DOCS / "ontology.md").read_text("utf-8")
    for iri in typed("ontology", KINDS):
        local = re.split(r"[#/]", iri)[-1]
        if iri.startswith("https://w3id.org/laming/ontology#"):
            assert f'<a id="{local}"></a>lam:{local}\n' in page, iri
        elif iri.startswith("https://w3id.org/laming/id/"):
            assert f"`{iri.removeprefix('https://w3id.org/laming/id/')}`" in page, iri
        else:
            assert re.search(rf"^\| `\w+:{local}` \|", page, re.MULTILINE), iri


def test_every_shape_is_on_its_page() -> None:
    """Each shape stands there once."""
    page = (DOCS / "shapes.md").read_text("utf-8")
    shapes = typed("shapes", ("PropertyShape", "NodeShape"))
    assert shapes
    for iri in shapes:
        local = iri.partition("#")[2]
        assert page.count(f'<a id="{local}"></a>lsh:{local}') == 1, iri


def test_links_lead_somewhere() -> None:
    """Each link to a place on one of the two pages has its anchor there."""
    texts = {page: (DOCS / f"{page}.md").read_text("utf-8") for page in ("ontology", "shapes")}
    anchors = {page: set(re.findall(r'<a id="([^"]+)">', text)) for page, text in texts.items()}
    anchors["ontology"].add("reused-terms")
    for page, text in texts.items():
        found = re.findall(r"\]\((?:(\w+)\.md)?#([^)]+)\)", text)
        assert found
        for other, anchor in found:
            assert anchor in anchors[other or page], (page, anchor)


def test_a_constraint_without_words_is_refused(tmp_path: Path) -> None:
    """What the page cannot say stops it, so that no shape is told in half."""
    file = tmp_path / "shapes.ttl"
    file.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:closed true .", "utf-8"
    )
    with pytest.raises(InputError, match="no words for sh:closed"):
        shapes_page([file])


def test_broken_turtle_is_refused(tmp_path: Path) -> None:
    """One line that names the file."""
    file = tmp_path / "shapes.ttl"
    file.write_text("a b", "utf-8")
    with pytest.raises(InputError, match=r"shapes\.ttl:1: .*mend the Turtle"):
        shapes_page([file])
