"""Turtle: the same triples give the same bytes, in natural order, and are read back by others."""

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from laming_graph.graph.workshop import Built
from laming_graph.namespaces import CODES, LAM, PREFIXES, RDF, XSD
from laming_graph.turtle import natural, to_turtle
from tests.conftest import ROOT

BASE = "https://example.org/ferry/id/"
FILES = sorted((ROOT / "data" / "ttl").glob("*.ttl"))


def name(path: str) -> ox.NamedNode:
    """A name of the invented data."""
    return ox.NamedNode(BASE + path)


NAMES = st.one_of(
    st.builds("{}/{}".format, st.sampled_from(["bell", "rope", "bell/rope"]), st.integers(0, 120)),
    st.sampled_from(
        [
            "bell/01",
            "bell/1",
            "a:b",
            "mailto:x",
            "",
            "?q",
            "#f",
            "é",
            "x%20y",
            "a(b)",
            "a.",
            "1",
            "-",
            "/x",
            "./c",
            "a/../b",
        ]
    ),
).map(name)
PROPERTIES = st.sampled_from([RDF + "type", LAM + "about", LAM + "page", "http://example.com/p"]).map(
    ox.NamedNode
)
LITERALS = st.one_of(
    st.text(max_size=20).filter(lambda text: "\x00" not in text).map(ox.Literal),
    st.text(alphabet="ab \n\r\t\"'\\@.<>^é😀\u2028", max_size=20).map(ox.Literal),
    st.sampled_from(["\n@prefix a: <b> .", "\n@base <c> .", '"""', "x\\", "\n\n"]).map(ox.Literal),
    st.builds(lambda text: ox.Literal(text, language="en"), st.text(alphabet="ab\n\"'", max_size=9)),
    st.integers(-300, 300).map(lambda n: ox.Literal(str(n), datatype=ox.NamedNode(XSD + "integer"))),
    st.dates().map(lambda day: ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))),
)
TRIPLES = st.lists(
    st.builds(ox.Triple, NAMES, PROPERTIES, st.one_of(NAMES, LITERALS)), max_size=25, unique=True
)


def parsed(data: bytes) -> set[ox.Triple]:
    """What the store's parser makes of a file."""
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}


def as_lines(triples: Iterable[ox.Triple]) -> set[str]:
    """Triples in N-Triples, to be compared between libraries."""
    return {str(triple) for triple in triples}


def parsed_by_rdflib(data: bytes) -> set[str]:
    """What rdflib makes of a file, in the first library's terms."""

    def term(node: rdflib.term.Node) -> ox.NamedNode | ox.Literal:
        if isinstance(node, rdflib.URIRef):
            return ox.NamedNode(str(node))
        assert isinstance(node, rdflib.Literal)
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)

    graph = rdflib.Graph().parse(data=data, format="turtle")
    found = set()
    for subject, predicate, value in graph:
        named, property_ = term(subject), term(predicate)
        assert isinstance(named, ox.NamedNode)
        assert isinstance(property_, ox.NamedNode)
        found.add(str(ox.Triple(named, property_, term(value))))
    return found


@given(TRIPLES, st.randoms(use_true_random=False))
def test_bytes_do_not_depend_on_the_order_of_the_input(
    triples: list[ox.Triple], chance: random.Random
) -> None:
    """Any order of the triples, and any repetition of one, gives the same bytes."""
    shuffled = [*triples]
    chance.shuffle(shuffled)
    assert to_turtle(triples, BASE) == to_turtle(shuffled, BASE) == to_turtle(set(triples), BASE)


@given(TRIPLES, st.integers(1, 30))
def test_bytes_do_not_depend_on_what_fits_memory(triples: list[ox.Triple], run: int) -> None:
    """Sorted in runs that wait on disk, a subject torn apart between them, the bytes are the same."""
    whole = to_turtle(triples, BASE, ("A notice.",))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("laming_graph.turtle.RUN", run)
        assert to_turtle(triples, BASE, ("A notice.",)) == whole


def test_what_has_no_name_is_refused() -> None:
    """Blank nodes are numbered anew by each reader, so that no order of them is the same everywhere."""
    one, page = name("s"), ox.NamedNode(LAM + "page")
    for triple in (ox.Triple(ox.BlankNode(), page, one), ox.Triple(one, page, ox.BlankNode())):
        with pytest.raises(ValueError, match="a blank node"):
            to_turtle([triple], BASE)


def test_names_of_the_same_value_have_one_order() -> None:
    """Figures with and without a zero before them are of one value, and still in one order."""
    names = [name("bell/01"), name("bell/1"), name("bell/001")]
    triples = [ox.Triple(one, ox.NamedNode(LAM + "page"), ox.Literal("x")) for one in names]
    assert to_turtle(triples, BASE) == to_turtle(triples[::-1], BASE)


@given(TRIPLES)
def test_what_is_written_is_read_back(triples: list[ox.Triple]) -> None:
    """Parsed again, the bytes give the same triples, whatever stands in names and literals."""
    assert parsed(to_turtle(triples, BASE)) == set(triples)


@given(TRIPLES)
def test_a_file_ends_with_one_line_feed(triples: list[ox.Triple]) -> None:
    """One final newline, UTF-8, and no carriage return outside a literal's escapes."""
    data = to_turtle(triples, BASE)
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")
    assert "\r" not in data.decode("utf-8")


def test_rdflib_reads_the_same() -> None:
    """Names that are hard to write short are the same for both libraries."""
    paths = [
        "1/2",
        "a:b",
        "mailto:x",
        "",
        "?q",
        "#f",
        "é",
        "x%20y",
        "a(b)",
        "/x",
        "//y",
        "a/../b",
        "./c",
        "a.",
    ]
    values: list[ox.NamedNode | ox.Literal] = [
        ox.Literal('a\n@prefix "b"\r\\\t'),
        ox.Literal("é", language="en"),
        name("a:b"),
    ]
    triples = {
        ox.Triple(name(path), ox.NamedNode(LAM + "about"), value) for path in paths for value in values
    }
    assert parsed_by_rdflib(to_turtle(triples, BASE)) == as_lines(triples)


def test_subjects_are_in_natural_order() -> None:
    """2 stands before 10, a before b, and the shorter before the longer."""
    paths = ["rope/10", "rope/2", "bell/10/a", "bell/10", "bell/9", "rope/2/b", "rope/2/a", "bell"]
    triples = [ox.Triple(name(path), ox.NamedNode(LAM + "page"), ox.Literal("x")) for path in paths]
    lines = to_turtle(triples, BASE).decode().splitlines()
    subjects = [line.split("> ")[0][1:] for line in lines if line.startswith("<")]
    assert subjects == ["bell", "bell/9", "bell/10", "bell/10/a", "rope/2", "rope/2/a", "rope/2/b", "rope/10"]


def test_types_come_before_other_properties_and_values_in_natural_order() -> None:
    """A subject opens with its types; properties follow by name, values with 2 before 10."""
    said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (LAM + "about", name("b/10")),
        (LAM + "about", name("b/2")),
        (RDF + "type", ox.NamedNode(LAM + "Z")),
    ]
    said += [("http://a.example/p", ox.Literal("x")), (RDF + "type", ox.NamedNode(LAM + "A"))]
    triples = [ox.Triple(name("s"), ox.NamedNode(p), value) for p, value in said]
    body = to_turtle(triples, BASE).decode().split("\n\n")[-1]
    order = ["lam:A", "lam:Z", "a.example", "b/2", "b/10"]
    assert sorted(order, key=body.index) == order


@given(st.lists(st.from_regex(r"[a-c]{0,2}(/[0-9]{1,3}){0,2}", fullmatch=True), max_size=8))
def test_natural_order_sorts_figures_by_value(texts: list[str]) -> None:
    """Sorted naturally, texts stand as they would if all figures were of one length."""
    padded = [re.sub(r"\d+", lambda figures: figures[0].zfill(9), text) for text in texts]
    order = range(len(texts))
    assert sorted(order, key=lambda i: natural(texts[i])) == sorted(order, key=padded.__getitem__)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("item/2", "item/10"),
        ("item/2", "item/2a"),
        ("item/9", "item/10/a"),
        ("a2b", "a10a"),
        ("x", "x1"),
        ("1", "a"),
    ],
)
def test_natural_order(before: str, after: str) -> None:
    """Pairs in the order people give them."""
    assert natural(before) < natural(after)


def test_only_prefixes_in_use_are_declared() -> None:
    """A file declares the prefixes its terms and datatypes need, and its base, and no more."""
    page = ox.Literal("3", datatype=ox.NamedNode(XSD + "date"))
    text = to_turtle([ox.Triple(name("s"), ox.NamedNode(LAM + "page"), page)], BASE).decode()
    assert re.findall(r"@prefix (\w+):", text) == ["lam", "xsd"]
    assert re.findall(r"@base <(.*)>", text) == [BASE]
    assert f"@prefix lam: <{PREFIXES['lam']}> ." in text


def test_codes_have_a_prefix_unless_they_are_the_base() -> None:
    """Codes shared by every inquiry are written short in the data of another one."""
    code = ox.NamedNode(CODES + "severity/minor")
    triples = [ox.Triple(name("s"), ox.NamedNode(LAM + "severity"), code)]
    assert f"@prefix code: <{CODES}> ." in to_turtle(triples, BASE).decode()
    assert "@prefix code:" not in to_turtle(triples, CODES).decode()
    assert parsed(to_turtle(triples, BASE)) == parsed(to_turtle(triples, CODES)) == set(triples)


def test_nothing_is_an_empty_file_with_its_notice() -> None:
    """No triples make a header alone; a notice stands in comments at the top."""
    text = to_turtle([], BASE, ("A notice.", "Another.")).decode()
    assert text.startswith("# A notice.\n# Another.\n")
    assert parsed(text.encode()) == set()
    assert all(line.startswith(("#", "@base")) or not line for line in text.splitlines())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_published_files_are_read_the_same_by_both_libraries(path: Path) -> None:
    """Each file of data/ttl gives the same triples in pyoxigraph and rdflib, and no blank node."""
    data = path.read_bytes()
    triples = parsed(data)
    assert triples
    assert not any(isinstance(term, ox.BlankNode) for t in triples for term in (t.subject, t.object))
    assert as_lines(triples) == parsed_by_rdflib(data)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_published_files_are_in_the_fixed_form(path: Path) -> None:
    """Each file of data/ttl ends with one newline, and its subjects stand in natural order, once each."""
    text = path.read_text("utf-8")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "_:" not in re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    subjects = re.findall(r"(?m)^<([^>]*)> ", text)
    assert subjects == sorted(set(subjects), key=natural)


def test_what_is_built_is_written_in_the_fixed_form(built: Built) -> None:
    """Each built file and the text layer, taken apart and shuffled, is written the same again."""
    chance = random.Random(7)
    for data in (*built.files.values(), built.text):
        triples = list(parsed(data))
        chance.shuffle(triples)
        base = re.search(r"@base <(.*)>", data.decode())
        assert base
        notice = [line[2:] for line in data.decode().splitlines() if line.startswith("# ")][:-1]
        assert to_turtle(triples, base[1], notice) == data
