"""What the pages of bodies, documents, codes and questions list, as files."""

from laming_graph.ask.formats import to_bytes
from laming_graph.pages.holdings import Holdings

_ASKED = {
    "bodies": """SELECT ?body ?label ?kind WHERE {
  ?body a lam:Agent ; rdfs:label ?label ; lam:agentKind/skos:prefLabel ?kind
} ORDER BY ?label ?body ?kind""",
    "documents": """SELECT ?document ?title ?voice ?publisher ?date ?sha256 WHERE {
  ?document a lam:Document ; dcterms:title ?title ; lam:hasVersion/lam:sha256 ?sha256 .
  OPTIONAL { ?document lam:voice/rdfs:label ?voice }
  OPTIONAL { ?document dcterms:publisher/rdfs:label ?publisher }
  OPTIONAL { ?document dcterms:date ?date }
} ORDER BY ?document ?sha256 ?voice ?publisher""",
    "codes": """SELECT ?list ?code ?label ?definition ?scope WHERE {
  ?code a skos:Concept ; skos:inScheme/skos:prefLabel|skos:inScheme/rdfs:label ?list ; skos:prefLabel ?label .
  OPTIONAL { ?code skos:definition ?definition }
  OPTIONAL { ?code skos:scopeNote ?scope }
} ORDER BY ?list ?code ?label""",
}
FILES = tuple(f"lists/{name}.{kind}" for name in (*_ASKED, "questions") for kind in ("csv", "json"))
"""Below the address of downloads."""


def list_file(held: Holdings, name: str, kind: str) -> bytes:
    """A list as a file, with its citation where it is an answer of the graph.

    Args:
        held: the graph.
        name: of the list.
        kind: csv or json.
    """
    if name == "questions":
        return to_bytes(held.graph.catalogue(), kind)
    answer = held.graph.sparql(_ASKED[name], f"the list of {name}")
    assert not isinstance(answer, bool | bytes)
    return to_bytes(answer, kind, answer.citation)
