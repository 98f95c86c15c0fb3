"""The search for names in N-Triples finds what a scan of every line finds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse, serialize

from laming_graph.check.line_search import statements_naming
from laming_graph.check.turtle_scan import BLANK, Said, statements
from laming_graph.namespaces import RDF

ROOT = Path(__file__).parent.parent
LONGER = (
    "http://e.org/a",
    "http://e.org/ab",
    "http://e.org/a#b",
    "http://e.org/é",
    "urn:x",
    "b",
    'q"uote',
    "[]",
)
NAMES = st.sets(
    st.sampled_from([*LONGER, BLANK, "http://e.org/", "http://e.org/A", "a.b|c", "two\nlines"]), min_size=1
)

IRIS = st.sampled_from(
    r"""<http://e.org/a> <http://e.org/ab> <http://e.org/a#b> <http://e.org/é> <urn:x>
    <http://e.org/\u0061> <http://e.org/\U000000E9> <http://e.org/\u0041>""".split()
)
BLANKS = st.sampled_from(["_:a", "_:b.c"])
TEXTS = st.sampled_from(
    r"""
"b"
"q\"uote"
"two\nlines"
"http://e.org/a"
"<http://e.org/a> ."
"_:a"
"[]"
"a.b|c"
"b"@en
"b"^^<http://e.org/a>
"é"
"\u0062"
"a < b"
"x # <urn:x>"
""".strip().split("\n")
)
GAP, ROOM = st.sampled_from(["", " ", "\t", "  "]), st.sampled_from([" ", "\t"])
ENDS = st.sampled_from(
    ["\n", "\r\n", "\r", "\n\n", " # <urn:x> _:a\n", "\n# <http://e.org/a> <urn:x> <urn:x> .\n"]
)


@st.composite
def lines(draw: st.DrawFn, *, quads: bool) -> str:
    """A statement on its line, spaced as the grammar leaves open."""
    subject, predicate = draw(IRIS | BLANKS), draw(IRIS)
    value = draw(IRIS | BLANKS | TEXTS)
    terms = [subject, predicate, value, *([draw(IRIS)] if quads and draw(st.booleans()) else [])]
    # A label may go on where a name begins, so that it is set apart.
    spaced = [term + draw(ROOM if term.startswith("_:") else GAP) for term in terms]
    return "".join([draw(GAP), *spaced, ".", draw(ENDS)])


def naming(names: set[str], found: list[Said]) -> list[Said]:
    """The statements that name one of some things."""
    return [said for said in found if names & {said.subject, said.predicate, said.value}]


@pytest.mark.parametrize("quads", [False, True], ids=["N-Triples", "N-Quads"])
@given(data=st.data(), names=NAMES)
def test_the_same_as_a_scan_of_every_line(quads: bool, data: st.DataObject, names: set[str]) -> None:
    """Escapes, comments, any end of line, any room between terms, nodes without a name, a fourth term."""
    text = "".join(data.draw(st.lists(lines(quads=quads), max_size=6))).rstrip(
        data.draw(st.sampled_from(["", "\n"]))
    )
    list(parse(text.encode(), format=RdfFormat.N_QUADS if quads else RdfFormat.N_TRIPLES))
    assert naming(names, list(statements_naming(names, text.encode()))) == naming(
        names, list(statements(text))
    )


def test_the_same_on_our_data() -> None:
    """One thing in five hundred of the shipped data, at once."""
    files = sorted((ROOT / "data" / "ttl").glob("*.ttl"))
    triples = [quad.triple for file in files for quad in parse(path=str(file))]
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None
    every = list(statements(data.decode()))
    names = {said.subject for said in every[::500]} | {
        said.value for said in every[7::500] if said.predicate != RDF + "type"
    }
    found = list(statements_naming(names, data))
    assert naming(names, found) == naming(names, every)
    assert len(found) < len(every) / 2


def test_other_lines_are_not_read() -> None:
    """Only what has the name as a whole, or an escape, is scanned."""
    data = b'<a:b> <a:c> "1" .\n<a:bc> <a:c> <a:d> .\n<a:e> <a:f> <a:b> .\n'
    assert [said.at for said in statements_naming({"a:b"}, data)] == [1, 3]
    assert list(statements_naming({"a:x"}, data)) == []
