"""The scan of Turtle says the same as a parser, with the right lines."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, parse

from laming_graph.check.relative_iri import resolve
from laming_graph.check.turtle_scan import BLANK, statements
from laming_graph.namespaces import RDF

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path
    for folder in ("data/ttl", "ontology", "shapes", "tests/shapes")
    for path in (ROOT / folder).rglob("*.ttl")
)
LISTS = {RDF + "first", RDF + "rest"}


def told(term: object) -> str:
    """A term as the scan tells it."""
    return BLANK if isinstance(term, BlankNode) else str(getattr(term, "value", ""))


def parsed(text: str, kind: RdfFormat) -> Counter[tuple[str, str, str]]:
    """What a parser finds, without lists and what points at them."""
    found = Counter(
        (told(quad.subject), quad.predicate.value, told(quad.object)) for quad in parse(text, format=kind)
    )
    return Counter({one: n for one, n in found.items() if one[1] not in LISTS and one[2] != RDF + "nil"})


def scanned(text: str) -> Counter[tuple[str, str, str]]:
    """What the scan finds."""
    return Counter((said.subject, said.predicate, said.value) for said in statements(text))


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_of_the_project(file: Path) -> None:
    """Each statement that the parser finds, and no other."""
    text = file.read_text("utf-8")
    assert scanned(text) == parsed(text, RdfFormat.TURTLE)


TRICKY = '''PREFIX e: <http://e.org/> BASE <http://e.org/a/b/c?q>
# a comment with "quotes" and <an iri>
<../d> e:p <#f>, <?g> , <//h.org/i> , <j:k> ;
  e:long """one
two "quoted" # no comment
three""" ; a e:T ;;
  e:text 'it is \\'so\\' \\u00e9', "tab\\t"@en-GB , "x"@base , "5"^^e:t , "6"^^<t> ;
  e:number 1, -1.5, .5, 1e3, 2.E1, true , 7 .
e:with.dot e:per%20cent e:esc\\,aped .
_:b.1 e:p [ e:q ( 1 [ e:r 2 ] e:s ) ; e:t [] ] .
[] e:p e:q .
[ e:inner e:x ] e:outer e:y .
@base <http://other.org/> .
@prefix : <new#> .
:a :b :c .
: : : .
'''


def test_tricky_turtle() -> None:
    """Comments, long texts, escapes, bases that change, nodes without a name, lists."""
    assert scanned(TRICKY) == parsed(TRICKY, RdfFormat.TURTLE) + Counter(
        # The scan tells what begins a list as a node without a name; so does the parser.
        {}
    )


def test_lines() -> None:
    """The lines of block, property and value."""
    lines = {(said.predicate, said.value): said[3:] for said in statements(TRICKY)}
    assert lines["http://e.org/p", "http://e.org/a/b/c?q#f"] == (3, 3, 3)
    assert lines["http://e.org/long", 'one\ntwo "quoted" # no comment\nthree'] == (3, 4, 4)
    assert lines[RDF + "type", "http://e.org/T"] == (3, 6, 6)
    assert lines["http://e.org/number", "true"] == (3, 8, 8)
    assert lines["http://e.org/t", BLANK] == (10, 10, 10)
    assert lines["http://other.org/new#b", "http://other.org/new#c"] == (15, 15, 15)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "<a:g> { <a:s> <a:p> 1 , 2 } GRAPH <a:h> { <a:s> <a:q> <a:o> . }\n{ <a:t> <a:p> 3 . }",
            RdfFormat.TRIG,
        ),
        ('<a:s> <a:p> "x\\n"@en .\n<a:s> <a:p> <a:o> . # end\n', RdfFormat.N_TRIPLES),
    ],
    ids=["TriG", "N-Triples"],
)
def test_other_formats(text: str, kind: RdfFormat) -> None:
    """Named graphs and plain lines."""
    assert scanned(text) == parsed(text, kind)


def test_nquads_and_annotations() -> None:
    """The fourth term of a quad is no value of the third; what annotates a triple is no part of it."""
    assert ("a:s", "a:p", "a:o") in scanned("<a:s> <a:p> <a:o> <a:g> .\n")
    found = scanned("PREFIX a: <a:> a:s a:p a:o ~ a:r {| a:by a:me |} ; a:q << a:x a:y a:z >> .")
    assert {("a:s", "a:p", "a:o"), (BLANK, "a:by", "a:me"), ("a:s", "a:q", BLANK)} == set(found)


PARTS = st.lists(st.sampled_from(["a", "b", "..", ".", "", "c.d", "..e"]), max_size=5).map("/".join)


@given(path=PARTS, query=st.sampled_from(["", "?q", "?"]), fragment=st.sampled_from(["", "#f"]))
@pytest.mark.parametrize("base", ["http://e.org/a/b/c?d#e", "http://e.org", "http://e.org/a/", "file:///a/b"])
@pytest.mark.parametrize("start", ["", "/", "//h.org/", "x:y"])
def test_relative_iris(base: str, start: str, path: str, query: str, fragment: str) -> None:
    """A relative IRI is made whole as the parser does it."""
    relative = start + path + query + fragment
    if start in {"", "/"} and relative.startswith("//"):
        return
    text = f"<a:s> <a:p> <{relative}> ."
    (quad,) = parse(text, format=RdfFormat.TURTLE, base_iri=base)
    assert resolve(base, relative) == told(quad.object)
