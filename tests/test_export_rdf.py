"""Other people's readers of RDF find in every form the triples of the graph, no more and no fewer."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from laming_graph.export.jsonld import context_of
from laming_graph.export.nanopub import NP
from laming_graph.namespaces import CODES, LAM, RDF
from tests.expected import ROOT
from tests.exported import Triples, files, lay, read, release, triples
from tests.riot import Riot

GRAPHS = {
    "graph.ttl": ox.RdfFormat.TURTLE,
    "graph.nt": ox.RdfFormat.N_TRIPLES,
    "graph.nq": ox.RdfFormat.N_QUADS,
    "graph.trig": ox.RdfFormat.TRIG,
    "graph.jsonld": ox.RdfFormat.JSON_LD,
    "graph.rdf": ox.RdfFormat.RDF_XML,
}
FORMATS = {
    "graph.ttl": "turtle",
    "graph.nt": "nt",
    "graph.nq": "nquads",
    "graph.trig": "trig",
    "graph.jsonld": "json-ld",
    "graph.rdf": "xml",
}
CONTEXT = context_of()


@cache
def parts() -> dict[str, Triples]:
    """The triples of each file of the graph, by its stem."""
    book = [ROOT / "ontology" / f"{name}.ttl" for name in ("codes", "crosswalk")]
    paths = [*(ROOT / "data" / "ttl").glob("*.ttl"), *book]
    return {path.stem: read(path.read_bytes(), ox.RdfFormat.TURTLE) for path in paths}


@pytest.fixture(scope="module")
def riot(tmp_path_factory: pytest.TempPathFactory) -> Riot:
    """Jena's reader; skips where it is absent."""
    return Riot(tmp_path_factory.mktemp("riot"))


def test_the_graph_is_all_of_the_data() -> None:
    """The triples exported are those of the files in data/ttl, the code book and its crosswalk."""
    assert triples() == frozenset().union(*parts().values())


@pytest.mark.parametrize("path", GRAPHS)
def test_oxigraph_reads_the_same_triples(path: str) -> None:
    """As the store that made most of them reads them."""
    assert read(files()[path], GRAPHS[path]) == triples()


@pytest.mark.parametrize("path", FORMATS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_reads_the_same_triples(path: str) -> None:
    """Rdflib, with graphs merged."""
    whole = rdflib.Dataset(default_union=True)
    whole.parse(data=files()[path], format=FORMATS[path])
    merged = rdflib.Graph()
    for triple in whole.triples((None, None, None)):
        merged.add(triple)
    assert read(merged.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES) == triples()


@pytest.mark.parametrize("path", [*GRAPHS, "dcat.ttl", "nanopublications.trig"])
def test_riot_reads_the_same_triples(path: str, riot: Riot, tmp_path: Path) -> None:
    """Jena, strictly and without a warning."""
    found = ox.parse(input=riot.read(lay(tmp_path, path) / path), format=ox.RdfFormat.N_QUADS)
    if path in GRAPHS:
        assert frozenset(quad.triple for quad in found) == triples()
    else:
        ours = ox.parse(input=files()[path], format=ox.RdfFormat.from_extension(path.rsplit(".", 1)[1]))
        assert set(found) == set(ours)


def test_a_json_ld_processor_reads_the_same_triples() -> None:
    """PyLD, with nothing fetched."""
    jsonld = pytest.importorskip("pyld").jsonld

    def fetch(url: str, _: object) -> None:
        raise AssertionError(f"fetched {url}")

    options = {"format": "application/n-quads", "documentLoader": fetch}
    found = jsonld.to_rdf(json.loads(files()["graph.jsonld"]), options)
    assert read(found.encode(), ox.RdfFormat.N_QUADS) == triples()


def test_a_graph_for_each_file() -> None:
    """N-Quads and TriG hold each triple once, in the graph of the first file that has it."""
    quads = set(ox.parse(input=files()["graph.nq"], format=ox.RdfFormat.N_QUADS))
    assert quads == set(ox.parse(input=files()["graph.trig"], format=ox.RdfFormat.TRIG))
    seen: set[ox.Triple] = set()
    for stem, held in sorted(parts().items()):
        name = ox.NamedNode(f"{CODES}graph/{stem}")
        assert {quad.triple for quad in quads if quad.graph_name == name} == held - seen
        seen |= held
    assert len(quads) == len(seen)


@pytest.mark.parametrize("path", ["graph.nt", "graph.nq"])
def test_lines_are_sorted(path: str) -> None:
    """A line a triple, none twice."""
    lines = files()[path].splitlines()
    assert lines == sorted(set(lines))


def nodes(value: Any) -> list[dict[str, Any]]:
    """Every node of a JSON-LD document, those inside others too."""
    if isinstance(value, list):
        return [node for one in value for node in nodes(one)]
    if not isinstance(value, dict):
        return []
    inner = [node for one in value.values() for node in nodes(one)]
    return [value, *inner] if len(value) > 1 and "@id" in value else inner


def test_json_ld_reads_well() -> None:
    """Short terms, names against the base, small nodes in large ones, each node once."""
    document = json.loads(files()["graph.jsonld"])
    graph = document["@graph"]
    found = nodes(graph)
    assert {key for node in found for key in node if ":" in key} == set()
    assert {node["@id"] for node in found if ":" in node["@id"]} == set()
    assert max(Counter(node["@id"] for node in found).values()) == 1
    by_name = {node["@id"]: node for node in graph}
    one = by_name["recommendation/37"]
    assert one["page"] == 62
    answer = next(node for node in one["answers"] if node["@id"] == "response/action-plan/37")
    promise = next(node for node in answer["hasCommitment"] if node["@id"].endswith("/37/2"))
    assert promise["deadline"]["latest"] == "2009-08-31"
    assert promise["lead"] == "agent/her-majestys-inspectorate-of-constabulary"
    assert len([node for node in graph if "Recommendation" in node.get("@type", ())]) == 58


def test_the_context_knows_every_term() -> None:
    """Each property of the ontology has a term, and what names a thing is no text."""
    terms = {name: told for name, told in CONTEXT.items() if not name.startswith("@")}
    linked: set[str] = set()
    literal: set[str] = set()
    for part in (ROOT / "ontology").glob("*.ttl"):
        for triple in read(part.read_bytes(), ox.RdfFormat.TURTLE):
            name = getattr(triple.subject, "value", "")
            kind = getattr(triple.object, "value", "").rsplit("#", 1)[-1]
            if triple.predicate.value == RDF + "type" and name.startswith(LAM):
                linked |= {name.removeprefix(LAM)} if kind == "ObjectProperty" else set()
                literal |= {name.removeprefix(LAM)} if kind == "DatatypeProperty" else set()
    assert {name for name in linked if terms.get(name, {}).get("@type") not in {"@id", "@vocab"}} == set()
    told = {name: terms[name] for name in literal & terms.keys()}
    assert {name for name, one in told.items() if isinstance(one, dict) and one["@type"] == "@id"} == set()


NAMES = st.sampled_from(
    ["", *"a b/1 a:b x%20y ?q #f /x //x 9 é a?b a/../b ./c a/. b//c mailto:x lam:page".split()]
)
LITERALS = st.one_of(
    st.sampled_from(
        ["", "a", "007", "7", "1e3", "9007199254740993", "-1", "true", "1", "2009-02-30"]
    ).flatmap(
        lambda text: st.sampled_from(
            [
                ox.Literal(text),
                ox.Literal(text, language="en"),
                ox.Literal(text, language="cy"),
                *(
                    ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
                    for kind in ("integer", "boolean", "date", "decimal", "double")
                ),
            ]
        )
    )
)
PROPERTIES = st.sampled_from(
    [
        LAM + name
        for name in ("about", "page", "latest", "isMain", "amount", "summary", "hasItem", "statesProperty")
    ]
    + ["http://www.w3.org/2000/01/rdf-schema#label", "https://example.org/own", RDF + "type"]
)


@settings(max_examples=150)
@given(st.lists(st.tuples(NAMES, PROPERTIES, st.one_of(NAMES, LITERALS)), min_size=1, max_size=12))
def test_any_triples_come_back_from_json_ld(told: list[tuple[str, str, Any]]) -> None:
    """Values that do not fit their term, odd names, and nodes that stand in a ring."""
    from laming_graph.export.jsonld import document_of

    def name(text: str) -> ox.NamedNode:
        return ox.NamedNode(CODES + text)

    given_ = {
        ox.Triple(name(subject), ox.NamedNode(property_), name(value) if isinstance(value, str) else value)
        for subject, property_, value in told
        if isinstance(value, str) or property_ != RDF + "type"
    }
    requirement = ox.NamedNode(LAM + "Requirement")
    given_ |= {ox.Triple(name(text), ox.NamedNode(RDF + "type"), requirement) for text in ("a", "b/1")}
    given_.add(ox.Triple(name("a"), ox.NamedNode(RDF + "type"), ox.NamedNode(LAM + "Dataset")))
    written = json.dumps(document_of(sorted(given_, key=str), CODES)).encode()
    assert read(written, ox.RdfFormat.JSON_LD) == given_


def nanopublications() -> dict[str, list[ox.Quad]]:
    """Each nanopublication's quads, by its name."""
    found: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(input=files()["nanopublications.trig"], format=ox.RdfFormat.TRIG):
        assert isinstance(quad.graph_name, ox.NamedNode)
        found.setdefault(quad.graph_name.value.partition("#")[0], []).append(quad)
    return found


def test_each_judgement_is_a_nanopublication() -> None:
    """One a judgement, and in its assertion and provenance all that is said of the judgement."""
    judgements: dict[str, set[ox.Triple]] = {}
    kinds = {triple.subject for triple in triples() if triple.object == ox.NamedNode(LAM + "Judgement")}
    for triple in triples():
        if triple.subject in kinds:
            judgements.setdefault(str(getattr(triple.subject, "value", "")), set()).add(triple)
    found = nanopublications()
    prefix = f"{CODES}nanopub/{release().data_set.version}/"
    assert {CODES + name.removeprefix(prefix) for name in found} == judgements.keys()
    for name, quads in found.items():
        held = {quad.triple for quad in quads}
        assert judgements[CODES + name.removeprefix(prefix)] <= held


@pytest.mark.parametrize("part", ["Head", "assertion", "provenance", "pubinfo"])
def test_nanopublications_have_four_graphs(part: str) -> None:
    """As the guidelines ask: the head names the others, each says what it is for."""
    for name, quads in nanopublications().items():
        assert len({quad.graph_name for quad in quads}) == 4
        graph = ox.NamedNode(f"{name}#{part}")
        held = [quad.triple for quad in quads if quad.graph_name == graph]
        subjects = {getattr(triple.subject, "value", "") for triple in held}
        if part == "Head":
            assert {triple.predicate.value.removeprefix(NP) for triple in held} == {
                RDF + "type", "hasAssertion", "hasProvenance", "hasPublicationInfo",
            }  # fmt: skip
        else:
            assert {"assertion": name not in subjects, "provenance": f"{name}#assertion" in subjects,
                    "pubinfo": subjects == {name}}[part]  # fmt: skip
    assert re.search(r"Not signed", files()["nanopublications.trig"].decode())


@pytest.mark.filterwarnings("ignore")
def test_a_nanopublication_tool_finds_them_valid() -> None:
    """The nanopub library's own check, on every twentieth."""
    nanopub = pytest.importorskip("nanopub")
    for quads in list(nanopublications().values())[::20]:
        whole = rdflib.ConjunctiveGraph()
        body = ox.serialize(quads, format=ox.RdfFormat.TRIG)
        assert body is not None
        whole.parse(data=body, format="trig")
        assert nanopub.Nanopub(rdf=whole).is_valid
