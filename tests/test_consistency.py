"""Logic: ontology and data agree, by HermiT; a contradiction is found."""

from pathlib import Path

import pytest

from laming_graph.check.consistency import has_java, is_consistent
from laming_graph.model.errors import InputError
from tests.expected import ROOT

needs_java = pytest.mark.skipif(not has_java(), reason="HermiT needs a Java runtime, and there is none")
ONTOLOGY = sorted((ROOT / "ontology").glob("*.ttl"))
DATA = sorted((ROOT / "data" / "ttl").glob("*.ttl"))
PREFIXES = """
@prefix lam: <https://w3id.org/laming/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <https://example.org/> .
"""


def written(folder: Path, turtle: str) -> Path:
    """A file with a few triples."""
    path = folder / "more.ttl"
    path.write_text(PREFIXES + turtle, "utf-8")
    return path


@needs_java
def test_the_ontology_is_consistent() -> None:
    """No contradiction, and no class that nothing can be in."""
    assert ONTOLOGY
    assert is_consistent(ONTOLOGY)


@needs_java
def test_the_data_agrees_with_the_ontology() -> None:
    """All of the data, with all of the ontology."""
    assert DATA
    assert is_consistent([*ONTOLOGY, *DATA])


@needs_java
@pytest.mark.parametrize(
    ("turtle", "verdict"),
    [
        ("ex:r a lam:Recommendation .", True),
        ("ex:r a lam:Item .", True),
        ("ex:r a lam:Recommendation , lam:Item .", False),
        ("ex:Both a owl:Class ; rdfs:subClassOf lam:Recommendation , lam:Item .", False),
    ],
    ids=["one", "the other", "both", "a class of both"],
)
def test_a_recommendation_is_no_item(turtle: str, verdict: bool, tmp_path: Path) -> None:
    """A thing that is both is a contradiction, and so is a class of such things; each alone is none."""
    assert is_consistent([*ONTOLOGY, written(tmp_path, turtle)]) is verdict


@needs_java
def test_a_contradiction_between_files_is_found(tmp_path: Path) -> None:
    """What the data says of a recommendation and what another file says of it are taken together."""
    path = written(tmp_path, "<https://w3id.org/laming/id/recommendation/56> a lam:Item .")
    assert not is_consistent([*ONTOLOGY, ROOT / "data" / "ttl" / "recommendations.ttl", path])


def test_without_java_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no Java, the check is refused in one line and not passed."""
    monkeypatch.setenv("PATH", "")
    assert not has_java()
    with pytest.raises(InputError, match="HermiT needs Java"):
        is_consistent(ONTOLOGY)


@needs_java
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("ex:a ex:b .", r"more\.ttl:\d+:\d+: .*mend the Turtle"),
        (None, r"more\.ttl.*name a Turtle file"),
    ],
    ids=["broken", "missing"],
)
def test_what_is_no_turtle_is_refused(content: str | None, message: str, tmp_path: Path) -> None:
    """A broken or missing file is one line that names it."""
    path = tmp_path / "more.ttl"
    if content is not None:
        written(tmp_path, content)
    with pytest.raises(InputError, match=message) as caught:
        is_consistent([*ONTOLOGY, path])
    assert "\n" not in str(caught.value)
