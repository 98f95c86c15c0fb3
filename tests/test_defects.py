"""Planted defects: each is told with file and line, by every engine; real data has none."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from rdflib import SH, Graph

from laming_graph.check.finding import Checked
from laming_graph.check.shapes import validate
from tests.defects import DEFECTS, plant
from tests.expected import ROOT

DATA = ROOT / "data" / "ttl"
LSH = "https://w3id.org/laming/shapes#"
CONSEQUENCES = {
    "body-class-kind",
    "claim-about-voice",
    "deadline-binds-one",
    "discrepancy-documents",
    "discrepancy-place-a-document",
    "reaction-position",
    "report-recommends-back",
    "requirement-reference-number",
    "role-kind",
    "shortcut-carried",
    "shortcut-drawn",
    "shortcut-requirement-inquiry",
    "shortcut-rests-on",
    "time-window-days",
    "time-window-used",
}
"""Shapes that rightly tell a planted defect too, beside the one it was planted for."""


@pytest.fixture(scope="module", params=["pyshacl", "shifty", "sparql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine."""
    if request.param == "shifty":
        pytest.importorskip("shifty")
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str, str, int]]]:
    """A copy of the data with every defect, and what must be told of it."""
    folder = shutil.copytree(DATA, tmp_path_factory.mktemp("planted") / "ttl")
    told = [(LSH + one.shape, one.component, file, line) for one, file, line in plant(folder)]
    return folder, told


@pytest.fixture(scope="module")
def found(planted: tuple[Path, object]) -> dict[str, Checked]:
    """What each engine finds there, once it was asked."""
    return {}


def test_each_defect_is_told_with_its_line(
    engine: str, planted: tuple[Path, list[tuple[str, str, str, int]]], found: dict[str, Checked]
) -> None:
    """Shape, kind of constraint, file and line are those of the plan, and no other shape speaks."""
    folder, wanted = planted
    checked = found.setdefault(engine, validate([folder], engine=engine))
    told = {
        (one.shape, one.component.partition("#")[2].removesuffix("ConstraintComponent"), one.file, one.line)
        for one in checked.findings
    }
    assert set(wanted) <= told, set(wanted) - told
    violating = {one.shape.removeprefix(LSH) for one in checked.findings if one.severity == "violation"}
    assert violating - {one.shape for one in DEFECTS} == CONSEQUENCES
    assert all(one.file.startswith(str(folder)) and one.line for one in checked.findings)


@pytest.mark.parametrize("other", ["shifty", "sparql"])
def test_the_engines_find_the_same(
    other: str, planted: tuple[Path, object], found: dict[str, Checked]
) -> None:
    """Every finding of one is a finding of the other, in all that is told of it."""
    if other == "shifty":
        pytest.importorskip("shifty")
    first, second = (
        found[name] if name in found else validate([planted[0]], engine=name) for name in ("pyshacl", other)
    )
    found.update({"pyshacl": first, other: second})
    assert set(first.findings) == set(second.findings)
    assert len(first.findings) == len(second.findings)
    assert (first.shapes, first.idle) == (second.shapes, second.idle)


def test_nothing_is_told_of_the_real_data(engine: str) -> None:
    """No violation; the gaps that stand are those a person has read."""
    checked = validate([DATA], engine=engine)
    assert checked.counts()["violation"] == 0
    gaps = Counter(one.shape.removeprefix(LSH) for one in checked.findings if one.severity == "warning")
    assert gaps == {"commitment-dated": 2, "commitment-condition-dated": 16, "condition-dated": 1}


def test_every_constraint_in_use_has_a_defect() -> None:
    """A kind of constraint that the shapes use is in the table of defects."""
    graph = Graph()
    for file in (ROOT / "shapes").glob("*.ttl"):
        graph.parse(file)
    parameters = {
        "minCount", "maxCount", "class", "in", "hasValue", "datatype", "node", "nodeKind", "pattern", "or",
        "not", "and", "xone", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "minLength",
        "maxLength", "uniqueLang", "languageIn", "disjoint", "equals",
        "lessThan", "lessThanOrEquals", "qualifiedMinCount",
        "qualifiedMaxCount", "closed", "sparql",
    }  # fmt: skip
    used = {name.lower() for name in parameters if (None, SH[name], None) in graph}
    # `sh:not` stands only inside other shapes, which report in its place.
    assert used - {"not"} == {one.component.lower() for one in DEFECTS}
    assert len(DEFECTS) >= 40
