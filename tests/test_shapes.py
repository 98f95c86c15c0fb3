"""Every shape says what it should: valid graphs pass, and each planted defect is found and nothing else.

A folder of `tests/shapes/` is named for a file of `shapes/`. It holds `valid.ttl`, which must pass every
shape, and graphs named `invalid-<what>.ttl`, which are held against the shapes of that file. Their first
lines, `# expect: lsh:<name>`, name the shapes that must report. Each graph is laid on `base.ttl`, a small
invented inquiry, and on the ontology. A new file is a new test.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from laming_graph.check.shapes import validate
from laming_graph.model.errors import InputError

ROOT = Path(__file__).parent.parent
GRAPHS = Path(__file__).parent / "shapes"
LAM = "https://w3id.org/laming/ontology#"
LSH = Namespace("https://w3id.org/laming/shapes#")
EXPECT = re.compile(r"# expect: (?:lsh:|<https://w3id\.org/laming/shapes#)([a-z0-9-]+)>?")
DEFECTS = {SH.Violation, SH.Warning}
SHAPE_FILES = sorted(path.stem for path in (ROOT / "shapes").glob("*.ttl") if path.stem != "laming")
"""Stems of the files of shapes; `laming.ttl` is the header and holds none."""

Findings = dict[str, set[str]]
"""Name of a shape to what it reports: focus node, value and message."""


def parse(files: Iterable[Path]) -> Graph:
    """Some Turtle files as one graph."""
    graph = Graph()
    for file in sorted(files):
        graph.parse(file, format="turtle")
    return graph


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """The ontology with the code book."""
    return parse((ROOT / "ontology").glob("*.ttl"))


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """Every shape."""
    return parse((ROOT / "shapes").glob("*.ttl"))


@pytest.fixture(scope="session")
def ground(ontology: Graph) -> Graph:
    """What every small graph is laid on: the ontology and the small invented inquiry."""
    return ontology + parse([GRAPHS / "base.ttl"])


@pytest.fixture(scope="session")
def facts() -> Graph:
    """The real data."""
    return parse((ROOT / "data" / "ttl").glob("*.ttl"))


def hold(data: Graph, shapes: Graph, severities: set[URIRef] | None = None) -> Findings:
    """Hold data against shapes.

    Args:
        data: with the ontology in it.
        shapes: the shapes.
        severities: which results to keep; all of them without it.
    """
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    found: Findings = defaultdict(set)
    for result in report.objects(None, SH.result):
        if severities is None or report.value(result, SH.resultSeverity) in severities:
            shape = str(report.value(result, SH.sourceShape)).removeprefix(LSH)
            about = (report.value(result, part) for part in (SH.focusNode, SH.value, SH.resultMessage))
            found[shape].add(" | ".join(str(part) for part in about))
    return found


@cache
def shapes_of(stem: str) -> Graph:
    """The shapes of one file, with the tests of codes and the prefixes that files share."""
    return parse(ROOT / "shapes" / f"{name}.ttl" for name in {stem, "code", "laming"})


def lay(ground: Graph, file: Path) -> Graph:
    """A small graph laid on the ground."""
    return ground + parse([file])


def title(path: Path) -> str:
    """How a test of a graph is called."""
    return f"{path.parent.name}/{path.stem}"


def expected(file: Path) -> set[str]:
    """The shapes that the head of a graph names."""
    return {found[1] for line in file.read_text("utf-8").splitlines() if (found := EXPECT.fullmatch(line))}


def are_shapes(shapes: Graph) -> Iterator[Node]:
    """Every node and property shape, named or not."""
    yield from set(shapes.subjects(RDF.type, SH.NodeShape)) | set(shapes.subjects(RDF.type, SH.PropertyShape))
    for parameter in (SH.property, SH.node, SH["not"], SH.qualifiedValueShape):
        yield from shapes.objects(None, parameter)
    for parameter in (SH["or"], SH["and"], SH.xone):
        for members in shapes.objects(None, parameter):
            yield from shapes.items(members)


@pytest.mark.parametrize("stem", SHAPE_FILES)
def test_each_file_of_shapes_has_graphs(stem: str) -> None:
    """A file of shapes has a valid graph and at least one invalid one."""
    folder = GRAPHS / stem
    assert (folder / "valid.ttl").is_file(), f"write {folder}/valid.ttl"
    assert list(folder.glob("invalid-*.ttl")), f"write {folder}/invalid-<what>.ttl"


def test_each_folder_of_graphs_has_shapes() -> None:
    """No folder is left behind by a file of shapes that is gone."""
    assert [path.name for path in sorted(GRAPHS.iterdir()) if path.is_dir()] == SHAPE_FILES


@pytest.mark.parametrize("file", [GRAPHS / "base.ttl", *sorted(GRAPHS.glob("*/valid.ttl"))], ids=title)
def test_valid_graph(file: Path, ground: Graph, shapes: Graph) -> None:
    """A valid graph has no defect and no gap in accountability."""
    assert dict(hold(lay(ground, file), shapes, DEFECTS)) == {}


@pytest.mark.parametrize("file", sorted(GRAPHS.glob("*/invalid-*.ttl")), ids=title)
def test_invalid_graph(file: Path, ground: Graph) -> None:
    """Each shape that a graph names reports, and no other of its file finds a defect or gap in it."""
    shapes = shapes_of(file.parent.name)
    wanted = expected(file)
    assert wanted, f"begin {file} with a line '# expect: lsh:<name of a shape>'"
    found = hold(lay(ground, file), shapes)
    assert wanted <= found.keys(), f"{sorted(wanted - found.keys())} did not report; these did: {dict(found)}"
    defects = {shape for shape in found if (LSH[shape], SH.severity, SH.Info) not in shapes}
    assert defects <= wanted, {shape: found[shape] for shape in defects - wanted}


def test_every_shape_is_named_and_speaks(shapes: Graph) -> None:
    """A shape has an IRI of ours, one message of one sentence, and a severity."""
    for shape in are_shapes(shapes):
        assert isinstance(shape, URIRef), f"a shape without a name: {list(shapes.predicate_objects(shape))}"
        assert str(shape).startswith(LSH), shape
        (message,) = shapes.objects(shape, SH.message)
        assert isinstance(message, Literal), shape
        assert message.language == "en", shape
        assert re.fullmatch(r"[A-Z][^\n]+\.", message), f"{shape}: write one sentence: {message}"
        (severity,) = shapes.objects(shape, SH.severity)
        assert severity in {*DEFECTS, SH.Info}, shape


def test_shapes_are_well_formed(shapes: Graph) -> None:
    """The shapes meet the shapes of SHACL itself, to the depth at which pySHACL looks unasked."""
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_every_class_in_use_is_checked(facts: Graph, ontology: Graph, shapes: Graph) -> None:
    """Some shape has each class of the ontology that the data uses as its target.

    A class of another vocabulary may also be reached through a class below it.
    """
    targets = set(shapes.objects(None, SH.targetClass))
    reached = {above for target in targets for above in ontology.transitive_objects(target, RDFS.subClassOf)}
    used = set(facts.objects(None, RDF.type)) & set(ontology.subjects(RDF.type, OWL.Class))
    unchecked = {c for c in used if c not in (targets if str(c).startswith(LAM) else reached)}
    assert not unchecked, f"write a shape for {sorted(map(str, unchecked))}"


def test_every_list_of_codes_is_checked(ontology: Graph, shapes: Graph) -> None:
    """Some shape names each list of the code book; the scales of others are checked by their class."""
    lists = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    lists -= set(ontology.subjects(RDF.type, URIRef(LAM + "Scale")))
    assert lists <= set(shapes.objects()), sorted(map(str, lists - set(shapes.objects())))


def test_real_data_has_no_defect(facts: Graph, ontology: Graph, shapes: Graph) -> None:
    """The published data has no violation; gaps in what was promised may stand."""
    assert dict(hold(facts + ontology, shapes, {SH.Violation})) == {}


OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
e:shape a sh:NodeShape ; sh:targetNode e:a ; sh:severity e:Awful ;
    sh:property [ sh:path e:p ; sh:minCount 9 ] .
"""


@pytest.mark.parametrize(
    ("data", "rules", "problem"),
    [
        ("# nothing\n", None, "no triple there"),
        ("<a:b> <a:c> <<( <a:d> <a:e> 1 )>> .\n", None, "the triple term .* cannot be held"),
        ("<a:b> <a:c> 1 .\n", "<a:b> <a:c> 1 .\n", "no sh:NodeShape"),
        ("<a:b> <a:c> 1 .\n", OWN, "the severity http://e/Awful is not known"),
    ],
    ids=["no data", "triple term", "no shape", "severity"],
)
def test_what_cannot_be_held_is_refused(data: str, rules: str | None, problem: str, tmp_path: Path) -> None:
    """Nothing conforms to nothing, and what the shapes cannot judge is said."""
    file = tmp_path / "data.ttl"
    file.write_text(data, "utf-8")
    folder = None
    if rules is not None:
        folder = tmp_path / "rules"
        folder.mkdir()
        (folder / "rules.ttl").write_text(rules, "utf-8")
    with pytest.raises(InputError, match=problem):
        validate([file], folder)
