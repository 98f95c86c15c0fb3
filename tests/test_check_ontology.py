"""The checks of an ontology: ours passes, and each check finds what is planted for it and no other does."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from laming_graph import cli
from laming_graph.check.beyond_queries import check_logic, check_shapes
from laming_graph.check.consistency import has_java
from laming_graph.check.material import Material, ours
from laming_graph.check.quality import (
    Fault,
    check_queries,
    checks_folder,
    pardon,
    read_checks,
    read_pardons,
)
from laming_graph.model.errors import InputError
from tests.expected import ROOT

CHECKS = read_checks(ROOT / "ontology" / "checks")
EXCEPTIONS = ROOT / "ontology" / "checks" / "exceptions.csv"
OURS = ("https://w3id.org/laming/ontology#", "https://w3id.org/laming/id/")

PREFIXES = """
@prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://w3id.org/example/harbour#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix kind: <https://w3id.org/example/id/kind/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
REUSED = {
    "AnnotationProperty": "dcterms:title dcterms:description dcterms:license dcterms:created dcterms:modified"
    " dcterms:issued dcterms:creator dcterms:publisher dcterms:bibliographicCitation bibo:status bibo:doi"
    " vann:preferredNamespacePrefix vann:preferredNamespaceUri foaf:logo skos:definition skos:example"
    " skos:prefLabel skos:scopeNote skos:altLabel dcterms:isReplacedBy",
    "ObjectProperty": "skos:inScheme skos:topConceptOf skos:broader",
    "DatatypeProperty": "skos:notation",
    "Class": "prov:Entity skos:Concept skos:ConceptScheme",
}
ONTOLOGY = """
<https://w3id.org/example/harbour> a owl:Ontology ;
    owl:versionIRI <https://w3id.org/example/harbour/2.0.0> ;
    owl:versionInfo "2.0.0" ;
    owl:priorVersion <https://w3id.org/example/harbour/1.0.0> ;
    dcterms:title "Harbours"@en ;
    dcterms:description "Terms for harbours."@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:created "2026-01-01" ;
    dcterms:modified "2026-01-02" ;
    dcterms:issued "2026-01-03" ;
    dcterms:creator <https://example.org/maker> ;
    dcterms:publisher <https://example.org/maker> ;
    dcterms:bibliographicCitation "Harbours, 2026." ;
    bibo:status <https://example.org/draft> ;
    bibo:doi "10.1000/harbour" ;
    foaf:logo <https://example.org/logo.svg> ;
    vann:preferredNamespacePrefix "ex" ;
    vann:preferredNamespaceUri "https://w3id.org/example/harbour#" .
<https://w3id.org/example/id/scheme> a skos:ConceptScheme ;
    skos:prefLabel "Kinds"@en ;
    skos:definition "Kinds of pier."@en .
kind:stone a skos:Concept ;
    skos:prefLabel "stone"@en ;
    skos:definition "Built of stone."@en ;
    skos:notation "stone" ;
    skos:inScheme <https://w3id.org/example/id/scheme> ;
    skos:topConceptOf <https://w3id.org/example/id/scheme> .
"""
DATA = (
    "ex:h a ex:Harbour ; ex:hasPier ex:p . ex:p a ex:Pier ; ex:pierOf ex:h ; ex:depth 4.5 . ex:x a ex:Place"
    + "".join(f" ; {one} ex:x" for one in " ".join(REUSED.values()).split())
    + " . "
)
SHAPES = "ex:s sh:targetClass ex:Harbour, ex:Pier, ex:Place ."


def term(name: str, kind: str, label: str, more: str = "") -> str:
    """A term with all that a term should have."""
    defined = "<https://w3id.org/example/harbour>" if name.startswith("ex:") else "<http://elsewhere/>"
    return (
        f'{name} a owl:{kind} ; rdfs:label "{label}"@en ; skos:definition "What is called {label}."@en ;\n'
        f'    skos:example "A {label}."@en ; rdfs:isDefinedBy {defined} ; {more} .\n'
    )


GOOD = ONTOLOGY + "".join(
    [
        *(
            term(one, kind, one.replace(":", " "))
            for kind, all_of in REUSED.items()
            for one in all_of.split()
        ),
        term("ex:Place", "Class", "place", "rdfs:subClassOf prov:Entity"),
        term("ex:Harbour", "Class", "harbour", "rdfs:subClassOf ex:Place ; owl:disjointWith ex:Pier"),
        term("ex:Pier", "Class", "pier", "rdfs:subClassOf ex:Place"),
        term("ex:hasPier", "ObjectProperty", "has pier", "rdfs:domain ex:Harbour ; rdfs:range ex:Pier"),
        term(
            "ex:pierOf",
            "ObjectProperty",
            "pier of",
            "rdfs:domain ex:Pier ; rdfs:range ex:Harbour ; owl:inverseOf ex:hasPier",
        ),
        term("ex:depth", "DatatypeProperty", "depth", "rdfs:domain ex:Pier ; rdfs:range xsd:decimal"),
    ]
)
NEW = "rdfs:domain ex:Pier ; rdfs:range ex:Pier"

PLANTS: dict[str, tuple[str, str] | tuple[str, str, set[str]]] = {
    "header-missing": ("a owl:Ontology", "a ex:Place", set()),
    "header-twice": (
        "",
        "<https://w3id.org/example/other> a owl:Ontology .",
        {"header-", "no-reuse", "wrong-"},
    ),
    "header-title": ("dcterms:title", "dcterms:description"),
    "header-description": ("dcterms:description", "dcterms:title"),
    "header-licence": ("<https://creativecommons.org/licenses/by/4.0/>", '"free"'),
    "header-namespace": ("vann:preferredNamespacePrefix", "dcterms:title", set()),
    "header-version": ('owl:versionInfo "2.0.0" ;', ""),
    "header-version-iri": ("owl:versionIRI <https://w3id.org/example/harbour/2.0.0> ;", ""),
    "header-version-agrees": ("harbour/2.0.0", "harbour/2.0.1"),
    "header-created": ("dcterms:created", "dcterms:title"),
    "header-modified": ("dcterms:modified", "dcterms:title"),
    "header-issued": ("dcterms:issued", "dcterms:title"),
    "header-creator": ("dcterms:creator", "dcterms:publisher"),
    "header-publisher": ("dcterms:publisher", "dcterms:creator"),
    "header-citation": ("dcterms:bibliographicCitation", "dcterms:title"),
    "header-prior-version": ("owl:priorVersion <https://w3id.org/example/harbour/1.0.0> ;", ""),
    "header-status": ("bibo:status", "dcterms:creator"),
    "header-logo": ("foaf:logo", "dcterms:creator"),
    "header-doi": ('"10.1000/harbour"', '"none"'),
    "persistent-iri": ("<https://w3id.org/example/harbour> a", "<https://example.org/harbour> a", {"wrong-"}),
    "missing-label": ('rdfs:label "pier"@en ;', ""),
    "multiple-labels": ("", 'ex:Pier rdfs:label "quay"@en .'),
    "duplicate-label": ('rdfs:label "pier"@en', 'rdfs:label "Harbour"@en'),
    "label-form": ('rdfs:label "pier"@en', 'rdfs:label "pier."@en'),
    "annotation-whitespace": ('"A pier."', '"A  pier."'),
    "missing-definition": ('skos:definition "What is called pier."@en ;', ""),
    "multiple-definitions": ("", 'ex:Pier skos:definition "A quay."@en .'),
    "duplicate-definition": ('"What is called pier."', '"What is called harbour."'),
    "definition-form": ('"What is called pier."', '"what is called pier."'),
    "missing-example": ('skos:example "A pier."@en ;', ""),
    "language-tag": ('"What is called pier."@en', '"What is called pier."'),
    "missing-defined-by": (
        'skos:example "A pier."@en ; rdfs:isDefinedBy <https://w3id.org/example/harbour> ;',
        'skos:example "A pier."@en ;',
    ),
    "wrong-defined-by": ('"A pier."@en ; rdfs:isDefinedBy <https:', '"A pier."@en ; rdfs:isDefinedBy <http:'),
    "class-name": ("*ex:Pier", "ex:pier_one"),
    "property-name": ("*ex:depth", "ex:Depth"),
    "vague-class": ("*ex:Pier", "ex:PierOrQuay"),
    "missing-superclass": ("rdfs:subClassOf prov:Entity", "", {"no-reuse"}),
    "hierarchy-cycle": ("", "ex:Place rdfs:subClassOf ex:Harbour .", {"missing-dis"}),
    "equivalent-pair": ("", "ex:Harbour owl:equivalentClass ex:Pier ."),
    "missing-disjointness": ("owl:disjointWith ex:Pier", ""),
    "unconnected": ("", term("ex:Ship", "Class", "ship"), {"missing-superclass", "unused", "class-without"}),
    "missing-domain": ("rdfs:domain ex:Pier ; rdfs:range xsd:decimal", "rdfs:range xsd:decimal"),
    "missing-range": ("rdfs:domain ex:Pier ; rdfs:range xsd:decimal", "rdfs:domain ex:Pier"),
    "multiple-domains": ("", "ex:depth rdfs:domain ex:Harbour ."),
    "missing-inverse": ("owl:inverseOf ex:hasPier", ""),
    "wrong-inverse": ("rdfs:range ex:Harbour ;", "rdfs:range ex:Pier ;"),
    "self-inverse": ("", "ex:pierOf a owl:SymmetricProperty .", {"ends-differ"}),
    "ends-differ": ("", "ex:pierOf a owl:TransitiveProperty ."),
    "two-kinds": ("", "ex:hasPier a owl:DatatypeProperty ."),
    "single-chain": ("", "ex:hasPier owl:propertyChainAxiom ( ex:pierOf ) ."),
    "undeclared-term": ("", "ex:Pier skos:note 'Long.' ."),
    "undeclared-in-data": ("data", "ex:h ex:width 3 ."),
    "builtin-vocabulary": ("", "ex:Pier rdfs:coment 'Long.' ."),
    "no-reuse": ("rdfs:subClassOf prov:Entity", "", {"missing-superclass"}),
    "deprecated-form": ("", 'ex:depth owl:deprecated "true" .'),
    "deprecated-referenced": (
        "",
        "ex:Pier owl:deprecated true ; skos:scopeNote 'Gone.'@en .",
        {"deprecated-in"},
    ),
    "deprecated-in-use": ("", "ex:depth owl:deprecated true ; dcterms:isReplacedBy ex:hasPier ."),
    "deprecated-alone": ("", "ex:depth owl:deprecated true .", {"deprecated-in"}),
    "replaced-unless-deprecated": ("", "ex:depth dcterms:isReplacedBy ex:hasPier ."),
    "vanished-term": ("released", "https://w3id.org/example/harbour#Quay"),
    "unused-term": ("", term("ex:width", "DatatypeProperty", "width", NEW)),
    "class-without-shape": ("shapes", "ex:s sh:targetClass ex:Harbour, ex:Place ."),
    "code-label": ('skos:prefLabel "stone"@en ;', ""),
    "code-definition": ('skos:definition "Built of stone."@en ;', ""),
    "code-notation": ('skos:notation "stone"', 'skos:notation "s"'),
    "code-list": ("", "kind:stone skos:inScheme <https://w3id.org/example/id/others> ."),
    "code-place": ("skos:topConceptOf <https://w3id.org/example/id/scheme>", ""),
    "code-label-twice": (
        "",
        "kind:wood a skos:Concept ; skos:prefLabel 'stone'@en ; skos:definition 'Built of wood.'@en ;"
        " skos:notation 'wood' ; skos:inScheme <https://w3id.org/example/id/scheme> ;"
        " skos:broader kind:stone .",
    ),
    "list-described": ('skos:prefLabel "Kinds"@en ;', ""),
}
"""Check to what is planted for it: words taken out (everywhere, where they begin with a star) and words put
in their place, or at the end where none are taken out. A third part begins the names of the checks that may
find something there too; where it is empty, any may."""


def laid(folder: Path, old: str = "", new: str = "") -> Material:
    """A small ontology that no check has anything against, with a plant in it."""
    texts = {"ontology": GOOD, "data": DATA, "shapes": SHAPES, "released": ""}
    if old == "data":
        texts["data"] += new
    elif old in texts:
        # Shapes and lists of a release are given whole, data is added to.
        texts[old] = new
    elif old.startswith("*"):
        texts = {name: text.replace(old[1:], new) for name, text in texts.items()}
    else:
        assert old in GOOD
        texts["ontology"] = GOOD.replace(old, new, 1) if old else GOOD + new
    files = {}
    for name, text in texts.items():
        files[name] = folder / f"{name}.txt"
        files[name].write_text(text if name == "released" else PREFIXES + text, "utf-8")
    return Material(
        ontology=(files["ontology"],),
        data=(files["data"],),
        shapes=(files["shapes"],),
        queries=(ROOT / "queries" / "recommendations.rq",),
        released=(files["released"],),
    )


def names(faults: list[Fault]) -> set[str]:
    """The checks that found something."""
    return {one.check.name for one in faults}


def test_our_ontology_is_as_it_should_be() -> None:
    """No check finds anything that is not excepted, and no exception is needless."""
    material = ours()
    faults = [*check_queries(material, CHECKS), *check_shapes(material.shapes)]
    left = pardon(faults, read_pardons(EXCEPTIONS), EXCEPTIONS)
    assert not left, "\n" + "\n".join(one.line() for one in left)


def test_an_ontology_without_faults_has_none(tmp_path: Path) -> None:
    """The small ontology of these tests passes every check with no exception."""
    assert [one.line() for one in check_queries(laid(tmp_path), CHECKS)] == []


def test_every_check_has_a_plant() -> None:
    """A check that nothing was ever planted for may find nothing."""
    assert {one.name for one in CHECKS} == PLANTS.keys()


@pytest.mark.parametrize("name", PLANTS)
def test_each_check_finds_its_plant(name: str, tmp_path: Path) -> None:
    """The check finds what is planted for it, and others only what comes with it."""
    old, new, *rest = PLANTS[name]
    also = rest[0] if rest else {"\0"}
    found = names(check_queries(laid(tmp_path, old, new), CHECKS))
    assert name in found
    assert {one for one in found - {name} if also and not one.startswith(tuple(also))} == set()


def test_severities_are_a_table() -> None:
    """Each query has a row, and no row is left behind by a query that is gone."""
    rows = (checks_folder() / "severity.csv").read_text("utf-8").splitlines()[1:]
    assert sorted(row.split(",")[0] for row in rows) == sorted(one.name for one in CHECKS)


def test_a_needless_exception_is_a_fault(tmp_path: Path) -> None:
    """An exception from a check that finds nothing there is told with its line."""
    table = tmp_path / "exceptions.csv"
    table.write_text("check,term,reason\nmissing-label,*,Because.\n", "utf-8")
    (left,) = pardon([], read_pardons(table), table)
    assert left.line().startswith(
        "error: exceptions.csv:2: nothing is found that it excepts (missing-label, *)"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("check,term\na,b\n", "the columns are check, term, reason"),
        ("check,term,reason\na,b,\n", ":2: an exception without"),
        ("check,term,reason\na,b,c,d\n", ":2: not 3 cells"),
    ],
    ids=["columns", "reason", "cells"],
)
def test_a_table_that_is_none_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    """An exception has a reason."""
    table = tmp_path / "exceptions.csv"
    table.write_text(text, "utf-8")
    with pytest.raises(InputError, match=re.escape(problem)):
        read_pardons(table)


def test_a_shape_that_is_none_is_found(tmp_path: Path) -> None:
    """A count that is no number is no shape."""
    file = tmp_path / "shapes.ttl"
    file.write_text(PREFIXES + "ex:s a sh:PropertyShape ; sh:path ex:depth ; sh:minCount 'two' .", "utf-8")
    assert names(check_shapes([file])) == {"shapes-well-formed"}


@pytest.mark.skipif(not has_java(), reason="HermiT needs a Java runtime, and there is none")
@pytest.mark.parametrize(
    ("turtle", "found"),
    [
        ("ex:both a ex:Harbour, ex:Pier .", "inconsistent"),
        ("ex:Both a owl:Class ; rdfs:subClassOf ex:Harbour, ex:Pier .", "unsatisfiable-class"),
        ("ex:one a ex:Harbour .", ""),
    ],
)
def test_contradictions_are_found(turtle: str, found: str, tmp_path: Path) -> None:
    """HermiT's verdict is told as a fault."""
    (file,) = laid(tmp_path, "", turtle).ontology
    assert names(check_logic([file])) == ({found} if found else set())


def own_names(file: Path) -> Iterator[str]:
    """Every IRI of ours that a Turtle file describes."""
    for quad in parse(path=str(file), format=RdfFormat.TURTLE):
        name = getattr(quad.subject, "value", "")
        if name.startswith(OURS):
            yield name


def test_examples_name_things_that_are_there() -> None:
    """An example that looks like a name of the data is one."""
    known = {
        name
        for folder in ("ontology", "data/ttl")
        for f in (ROOT / folder).glob("*.ttl")
        for name in own_names(f)
    }
    heads = {name.removeprefix(OURS[1]).split("/")[0] for name in known if name.startswith(OURS[1])}
    for file in sorted((ROOT / "ontology").glob("*.ttl")):
        for example in re.findall(r'skos:example "((?:[^"\\]|\\.)*)"', file.read_text("utf-8")):
            for name in re.findall(r"(?<![\w/])[a-z][a-z0-9-]*/[\w/.-]*\w", example):
                assert name.split("/")[0] not in heads or OURS[1] + name in known, f"{file.name}: {example}"


def test_the_command_tells_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0 and a count for ours, 1 and a line for a fault, JSON where it is asked for."""
    assert cli.main(["check-ontology"]) == 0
    assert " 0 errors, 0 warnings, 0 info;" in capsys.readouterr().out
    (file,) = laid(tmp_path, 'rdfs:label "pier"@en ;', "").ontology
    assert cli.main(["check-ontology", str(file)]) == 1
    told = (
        "error: https://w3id.org/example/harbour#Pier: a term has no label; add rdfs:label [missing-label]\n"
    )
    assert capsys.readouterr().out.startswith(told)
    assert cli.main(["check-ontology", str(file), "--format", "json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["check"], row["severity"]) == ("missing-label", "error")
    table = tmp_path / "exceptions.csv"
    table.write_text("check,term,reason\nmissing-label,https://w3id.org/example/harbour#Pier,Why.\n", "utf-8")
    assert cli.main(["check-ontology", str(file), "--exceptions", str(table)]) == 0
    assert cli.main(["check-ontology", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > len(CHECKS)


@pytest.mark.parametrize("content", [None, "ex:a ex:b .", ""], ids=["missing", "broken", "empty folder"])
def test_what_is_no_turtle_is_refused(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line and status 2."""
    path = tmp_path / "more.ttl"
    if content:
        path.write_text(content, "utf-8")
    given = tmp_path if content == "" else path
    assert cli.main(["check-ontology", str(given)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_java_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no Java, the rest is checked and the line says what was not."""
    monkeypatch.setenv("PATH", "")
    (file,) = laid(tmp_path).ontology
    assert cli.main(["check-ontology", "--reason", str(file)]) == 0
    assert "not asked: HermiT needs Java" in capsys.readouterr().err
