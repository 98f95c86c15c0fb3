"""SPARQL in shapes: what goes to the store, and that it is answered as rdflib answers it."""

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef, Variable

from laming_graph.check.quick_graph import QuickGraph, fits_store

DATA = "@prefix e: <http://e.org/> . e:a e:p 1 ; e:q e:b . e:b e:p 2 , 3 . e:c e:p 1 ."
QUERIES = {
    "SELECT $this ?v WHERE { $this e:p ?v }": True,
    "SELECT $this ?v { $this e:q/e:p ?v . FILTER (?v > 2) }": True,
    "SELECT DISTINCT $this ?v WHERE { ?v e:p 2 # $this in a comment }\n }": True,
    "SELECT $this ?v WHERE { { SELECT $this ?n WHERE { ?x e:p ?n } GROUP BY $this ?n } ?v e:p ?n }": True,
    "SELECT $this WHERE { FILTER ($this = e:a) }": False,
    "SELECT $this ?v WHERE { ?v e:p 1 FILTER (?v != $this) }": False,
    "SELECT $this ?v WHERE { ?v e:p 2 FILTER NOT EXISTS { $this e:p 2 } }": False,
    "SELECT $this ?v WHERE { ?v e:p 1 OPTIONAL { $this e:q ?w } FILTER (!BOUND(?w)) }": False,
    "SELECT ?v WHERE { $this e:p ?v }": False,
    "SELECT * WHERE { $this e:p ?v }": False,
    "ASK { $this e:p 1 }": False,
}


@pytest.mark.parametrize("query", QUERIES)
def test_where_a_query_goes(query: str) -> None:
    """To the store only where `$this` is known all over it."""
    assert fits_store(f"PREFIX e: <http://e.org/>\n{query}") == QUERIES[query]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("focus", ["a", "b"])
def test_answers_are_those_of_rdflib(query: str, focus: str) -> None:
    """Given as pySHACL gives it, by position, `$this` is bound, and the rows are rdflib's."""
    whole = f"PREFIX e: <http://e.org/>\n{query}"
    bound = {"this": URIRef(f"http://e.org/{focus}")}
    quick = QuickGraph(quad.triple for quad in parse(DATA, format=RdfFormat.TURTLE))
    plain = Graph().parse(data=DATA, format="turtle")
    ours = quick.query(whole, "sparql", "sparql", None, bound)
    theirs = plain.query(whole, initBindings=bound)
    assert ours.askAnswer == theirs.askAnswer
    this, value = Variable("this"), Variable("v")
    rows = [
        sorted(str((row.get(this, bound["this"]), row.get(value))) for row in answer.bindings)
        for answer in (ours, theirs)
        if not query.startswith("ASK")
    ]
    assert rows == rows[::-1]
