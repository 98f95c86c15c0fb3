"""`laming infer`: what follows by OWL 2 RL, no more and no less, and no query answers otherwise with it."""

import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from laming_graph import cli
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.graph import Graph
from laming_graph.ask.store import graph_files
from laming_graph.check.closure import Closure, close
from laming_graph.model.errors import InputError
from tests.expected import ROOT, SLUGS, parameters

pytest.importorskip("reasonable", reason="the closure is worked out by reasonable, which is not installed")
ONTOLOGY = sorted((ROOT / "ontology").glob("*.ttl"))
DATA = sorted((ROOT / "data" / "ttl").glob("*.ttl"))
SMALL = ROOT / "tests" / "shapes" / "base.ttl"
LAM = "https://w3id.org/laming/ontology#"
ID = "https://w3id.org/laming/id/"
PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix lam: <https://w3id.org/laming/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture(scope="module")
def closure() -> Closure:
    """What follows from all of the data."""
    return close([*ONTOLOGY, *DATA])


@pytest.fixture(scope="module")
def bare() -> Graph:
    """The graph that queries see."""
    return Graph(engine=Embedded(loaded()))


@pytest.fixture(scope="module")
def closed(closure: Closure, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The same graph, with what follows loaded beside it."""
    file = tmp_path_factory.mktemp("closure") / "inferred.nt"
    file.write_bytes(closure.triples)
    return Graph(engine=Embedded(loaded(file)))


def loaded(*more: Path) -> Store:
    """A store of what queries see, and some more files."""
    store = Store()
    for file in [*graph_files(ROOT / "data" / "ttl"), *more]:
        store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
    return store


def written(folder: Path, turtle: str) -> Path:
    """A file with a few triples."""
    path = folder / "more.ttl"
    path.write_text(PREFIXES + turtle, "utf-8")
    return path


def test_the_data_does_not_contradict_itself(closure: Closure) -> None:
    """No rule whose conclusion is "false" applies."""
    assert closure.contradictions == ()


def test_only_what_is_new_is_told(closure: Closure) -> None:
    """In order, each line once, none that the files say, no blank node, and nothing that holds of all."""
    lines = closure.triples.decode().splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == closure.number > 10000
    new = {quad.triple for quad in parse(closure.triples, format=RdfFormat.N_TRIPLES)}
    said = {
        quad.triple for file in [*ONTOLOGY, *DATA] for quad in parse(path=str(file), format=RdfFormat.TURTLE)
    }
    assert new.isdisjoint(said)
    assert not any("_:" in line.split('"')[0] for line in lines)
    assert not any(f"<{one}>" in line for line in lines for one in ("http://www.w3.org/2002/07/owl#Thing",))
    assert not any(triple.subject == triple.object for triple in new)


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("agent/social-work-task-force", "addresseeOf", "recommendation/24"),
        ("recommendation/37", "hasReaction", "response/action-plan/37"),
        ("deadline/action-plan/37/1", "deadlineOf", "commitment/action-plan/37/1"),
        ("instrument/working-together", "hasPartInstrument", "instrument/working-together-chapter-8"),
    ],
)
def test_inverses_are_there(subject: str, predicate: str, value: str, closure: Closure) -> None:
    """What the data says in one direction follows in the other."""
    line = f"<{ID}{subject}> <{LAM}{predicate}> <{ID}{value}> ."
    assert line in closure.triples.decode().splitlines()


@pytest.mark.parametrize("slug", SLUGS)
def test_queries_answer_the_same_with_the_closure(slug: str, bare: Graph, closed: Graph) -> None:
    """Queries that promise parts, versions and broader stances follow them by themselves."""
    given = parameters(slug)
    before = bare.query(slug, **given)
    assert before.cells or slug == "progress"
    assert closed.query(slug, **given) == before


def test_the_closure_is_that_of_another_reasoner(tmp_path: Path) -> None:
    """On a small inquiry, what follows for its things is what owlrl finds."""
    owlrl = pytest.importorskip("owlrl", reason="a second reasoner, which is not installed")
    import rdflib

    chain = written(
        tmp_path,
        "ex:a lam:partOfInstrument ex:b . ex:b lam:partOfInstrument ex:c . "
        "ex:d lam:versionOfInstrument ex:a . ex:e lam:lead ex:f .",
    )
    ours = close([*ONTOLOGY, SMALL, chain])
    graph = rdflib.Graph()
    for file in [*ONTOLOGY, SMALL, chain]:
        graph.parse(file, format="turtle")
    said = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    things = {subject for subject, _, _ in said if not str(subject).startswith(("http://", LAM))}
    everything = {rdflib.OWL.Thing, rdflib.RDFS.Resource}
    theirs = {
        " ".join(term.n3() for term in triple) + " ."
        for triple in set(graph) - said
        if triple[0] in things
        and isinstance(triple[0], rdflib.URIRef)
        and triple[0] != triple[2]
        and triple[2] not in everything
    }
    names = {thing.n3() for thing in things}
    found = {line for line in ours.triples.decode().splitlines() if line.split()[0] in names}
    assert found == theirs
    assert f"<https://example.org/a> <{LAM}partOfInstrument> <https://example.org/c> ." in found


@pytest.mark.parametrize(
    ("turtle", "rule"),
    [
        (f"<{ID}recommendation/56> a lam:Item .", "cax-dw"),
        ("ex:a a lam:Person, lam:Post .", "cax-adc"),
        ("ex:a a owl:Nothing .", "cls-nothing2"),
        ("ex:C owl:complementOf ex:D . ex:a a ex:C, ex:D .", "cls-com"),
        ("ex:a lam:versionOfInstrument ex:a .", "prp-irp"),
        ("ex:a lam:versionOfInstrument ex:b . ex:b lam:versionOfInstrument ex:a .", "prp-asyp"),
        ("ex:p owl:propertyDisjointWith ex:q . ex:a ex:p ex:b ; ex:q ex:b .", "prp-pdw"),
        ("ex:a owl:sameAs ex:b ; owl:differentFrom ex:b .", "eq-diff1"),
        ("ex:a a lam:Recommendation ; lam:number 1, 2 .", "prp-fp"),
    ],
)
def test_contradictions_are_named(turtle: str, rule: str, tmp_path: Path) -> None:
    """A contradiction is one line with the thing and the rule, also where it follows from another file."""
    data = ROOT / "data" / "ttl" / "recommendations.ttl"
    found = close([*ONTOLOGY, data, written(tmp_path, turtle)]).contradictions
    assert any(line.endswith(f"[{rule}]") for line in found), found
    assert all("\n" not in line for line in found)


def test_the_command_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0 and a file that holds the triples; status 1, one line a contradiction, and no file."""
    folder, output = tmp_path / "data", tmp_path / "inferred.nt"
    folder.mkdir()
    (folder / "small.ttl").write_bytes(SMALL.read_bytes())
    assert cli.main(["infer", "--data", str(folder), "-o", str(output)]) == 0
    first = output.read_bytes()
    assert cli.main(["infer", "--data", str(folder), "-o", str(output)]) == 0
    assert output.read_bytes() == first
    output.unlink()
    written(folder, "ex:a a lam:Person, lam:Post .")
    capsys.readouterr()
    assert cli.main(["infer", "--data", str(folder), "-o", str(output)]) == 1
    assert "https://example.org/a: is in two classes" in capsys.readouterr().out
    assert not output.exists()


def test_what_is_no_turtle_is_refused(tmp_path: Path) -> None:
    """A broken file is one line that names it."""
    with pytest.raises(InputError, match=r"more\.ttl:\d+:\d+: .*mend the Turtle"):
        close([written(tmp_path, "ex:a ex:b .")])


def test_without_reasonable_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, one line says how to have it."""
    monkeypatch.setitem(sys.modules, "reasonable", None)
    with pytest.raises(InputError, match=r"pip install 'laming-graph\[reasoning\]'"):
        close([SMALL])
