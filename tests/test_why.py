"""What a statement rests on: shown with the words only where the words are proven to be those."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from laming_graph.ask.graph import Graph
from laming_graph.ask.why import Place, to_text, why
from laming_graph.curate.tables import Tables
from laming_graph.model.errors import InputError
from tests.expected import expected

BASE = "https://w3id.org/laming/id/"
PROMISE = "commitment/action-plan/56/1"
NOTE = "The words are shown where the documents are at hand"
START, END = 122695, 122710
"""Where the plan's by-when cell on recommendation 56 stands."""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Graph]:
    """The shipped graph, asked from a cache of this module's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield Graph()


def test_without_documents_places_are_shown_without_words(graph: Graph) -> None:
    """The place is known, the words are not, and the text says how to see them."""
    found = why(graph, PROMISE, None)
    assert found.iri == BASE + PROMISE
    assert found.places == (Place("action-plan", START, END, "", None),)
    text = to_text(found)
    assert f"  action-plan, code points {START} to {END}\n" in text
    assert NOTE in text
    assert "“" not in text


def test_with_documents_the_words_are_shown_and_checked(graph: Graph, sources: Path) -> None:
    """The words stand there and have the hash that the graph keeps."""
    found = why(graph, PROMISE, sources)
    assert found.places == (Place("action-plan", START, END, "From April 2010", True),)
    text = to_text(found)
    assert "    “From April 2010”\n" in text
    assert NOTE not in text


@pytest.mark.parametrize("name", [BASE + PROMISE, "/" + PROMISE, PROMISE])
def test_names_may_be_whole_or_short(name: str, graph: Graph) -> None:
    """All three ways of writing an IRI mean the same."""
    assert why(graph, name, None) == why(graph, PROMISE, None)


def test_a_name_may_have_a_prefix(graph: Graph) -> None:
    """A prefix is spelt out, as it is in a parameter of a query."""
    with pytest.raises(InputError, match=r"says nothing of https://w3id.org/laming/ontology#Nothing;"):
        why(graph, "lam:Nothing", None)


def test_facts_name_what_they_point_at(graph: Graph) -> None:
    """What is said comes with its property, and a thing it points at with its name; no place is a fact."""
    found = why(graph, PROMISE, None)
    assert len(set(found.facts)) == len(found.facts)
    said = {(short.rpartition("#")[2], value) for short, value, _ in found.facts}
    assert ("about", BASE + "recommendation/56") in said
    assert ("inDocument", BASE + "document/action-plan") in said
    assert not {"evidence", "span"} & {name for name, _ in said}
    label = {value: label for _, value, label in found.facts}
    assert label[BASE + "agent/chief-adviser-on-the-safety-of-children"].startswith("Chief Adviser")
    assert next(label for _, value, label in found.facts if "/id/deadline/" in value).startswith(
        "From April 2010: 2010-04-01 to ..."
    )
    text = to_text(found)
    assert "  lam:inReaction: response/action-plan/56 (HM Government on recommendation 56)\n" in text
    assert text.startswith(f"{BASE}{PROMISE}\n\n  is: lam:Commitment\n")


def test_every_statement_on_a_recommendation_is_proven(graph: Graph, sources: Path) -> None:
    """All that people read on recommendation 56 is found through its statements, with the right hash."""
    wanted = expected("evidence")
    for statement in {row["statement"] for row in wanted}:
        places = why(graph, statement, sources).places
        assert [(place.document, str(place.start), str(place.end)) for place in places] == [
            (row["document"], row["start"], row["end"]) for row in wanted if row["statement"] == statement
        ]
        assert all(place.checked is True and place.words for place in places)


@pytest.mark.parametrize("change", ["one byte", "one letter more", "Latin-1", "gone"])
def test_words_of_another_copy_are_not_shown(
    change: str, graph: Graph, sources: Path, tables: Tables, tmp_path: Path
) -> None:
    """Where the document is not the registered copy, no word of it is shown."""
    name = next(one.file for one in tables.inquiry.documents if one.key == "action-plan")
    data = (sources / name).read_bytes()
    changed = {
        "one byte": data[:-2] + b"?" + data[-1:],
        "one letter more": data + b"x",
        "Latin-1": data.decode().encode("latin-1", "replace"),
    }
    shutil.copytree(sources, tmp_path / "sources")
    if change == "gone":
        (tmp_path / "sources" / name).unlink()
    else:
        assert changed[change] != data
        (tmp_path / "sources" / name).write_bytes(changed[change])
    found = why(graph, PROMISE, tmp_path / "sources")
    assert found.places == (Place("action-plan", START, END, "", None),)
    assert "“" not in to_text(found)


def test_words_with_another_hash_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the graph points at other words than it says, it is said so and the words are not shown."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = b"Alpha beta gamma.\n"
    (tmp_path / "a.txt").write_bytes(text)
    (tmp_path / "a.ttl").write_text(
        f"""
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix lam: <https://w3id.org/laming/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix void: <http://rdfs.org/ns/void#> .
@base <https://example.org/id/> .
<dataset> void:uriSpace "https://example.org/id/" .
<document/a> dcterms:identifier "a" .
<version/a> lam:versionOf <document/a> ; lam:sha256 "{hashlib.sha256(text).hexdigest()}" .
<good> a lam:Statement ; lam:evidence <span/good> .
<wrong> a lam:Statement ; lam:evidence <span/wrong> .
<span/good> oa:hasSource <version/a> ; oa:hasSelector <selector> ;
    lam:wordsSha256 "{hashlib.sha256(b"beta").hexdigest()}" .
<span/wrong> oa:hasSource <version/a> ; oa:hasSelector <selector> ;
    lam:wordsSha256 "{hashlib.sha256(b"gamma").hexdigest()}" .
<selector> oa:start 6 ; oa:end 10 .
""",
        encoding="utf-8",
    )
    graph = Graph(tmp_path)
    (good,) = why(graph, "good", tmp_path).places
    assert good == Place("a", 6, 10, "beta", True)
    found = why(graph, "wrong", tmp_path)
    assert found.places[0].checked is False
    assert "do not have the hash" in to_text(found)
    assert "beta" not in to_text(found)


def test_a_thing_without_places_is_explained_too(graph: Graph) -> None:
    """An agent rests on no words; its facts are shown."""
    text = to_text(why(graph, "agent/ofsted", None))
    assert "Ofsted" in text
    assert "It rests on" not in text
    assert NOTE not in text


@pytest.mark.parametrize("name", ["commitment/action-plan/999/1", "", "http://other.example/x", "http://"])
def test_what_the_graph_does_not_know_is_an_error(name: str, graph: Graph) -> None:
    """Nothing said of it is an error that names it."""
    with pytest.raises(InputError, match="the graph says nothing of "):
        why(graph, name, None)


@pytest.mark.parametrize("name", ["a b", "x> ?p ?o . <y", 'a"b', "line\nfeed", "\udcff"])
def test_what_is_no_iri_is_an_error(name: str, graph: Graph) -> None:
    """What cannot be an IRI is refused in one line, and never becomes part of a query."""
    with pytest.raises(InputError, match="is no IRI") as caught:
        why(graph, name, None)
    assert "\n" not in str(caught.value)
