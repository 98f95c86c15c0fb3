"""The merged ontology is in OWL 2 DL and OWL 2 RL, by OWLAPI (Debian's libowlapi-java, and a JDK)."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from tests.expected import ROOT

PROGRAM = Path(__file__).parent / "owl" / "Profile.java"
JARS = Path("/usr/share/java")
PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix lam: <https://w3id.org/laming/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
pytestmark = [
    pytest.mark.skipif(shutil.which("javac") is None, reason="needs a JDK: apt install default-jdk-headless"),
    pytest.mark.skipif(
        not list(JARS.glob("owlapi-*.jar")), reason="needs OWLAPI: apt install libowlapi-java"
    ),
]


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the compiled program."""
    folder = tmp_path_factory.mktemp("classes")
    command = ["javac", "-cp", f"{JARS}/*", "-proc:none", "-nowarn", "-d", str(folder), str(PROGRAM)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder


def violations(classes: Path, folder: Path, more: str = "") -> tuple[int, list[str]]:
    """How many axioms our ontology has with some more Turtle, and where it leaves the profiles."""
    extra = folder / "more.ttl"
    extra.write_text(PREFIXES + more, "utf-8")
    triples = [
        quad.triple
        for file in [*sorted((ROOT / "ontology").glob("*.ttl")), extra]
        for quad in parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    merged = folder / "merged.ttl"
    merged.write_bytes(serialize(triples, format=RdfFormat.TURTLE) or b"")
    command = ["java", "-cp", f"{classes}:{JARS}/*", "Profile", str(merged)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    count, *lines = done.stdout.splitlines()
    return int(count.removeprefix("axioms: ")), lines


def test_the_ontology_is_in_both_profiles(classes: Path, tmp_path: Path) -> None:
    """No violation, in all axioms."""
    axioms, found = violations(classes, tmp_path)
    assert found == []
    assert axioms > 1000


@pytest.mark.parametrize(
    ("turtle", "profile"),
    [
        ("lam:edtf rdfs:range xsd:date .", "OWL 2 DL"),
        (
            "ex:p a owl:ObjectProperty ;"
            " rdfs:range [ a owl:Class ; owl:unionOf ( lam:Agent lam:Instrument ) ] .",
            "OWL 2 RL",
        ),
    ],
    ids=["a date", "a union as range"],
)
def test_what_leaves_a_profile_is_found(turtle: str, profile: str, classes: Path, tmp_path: Path) -> None:
    """What is outside a profile is told (so this test can fail)."""
    _, found = violations(classes, tmp_path, turtle)
    assert any(line.startswith(profile) for line in found), found
