"""The page of a statement: a promise, a judgement, a difference, an event, a mention."""

from laming_graph.namespaces import DCTERMS, LAM, RDF, RDFS, SKOS, shortened
from laming_graph.pages.holdings import Holdings
from laming_graph.pages.links import Links
from laming_graph.pages.saying import Said, listed, naming, said_of, words_behind
from laming_graph.pages.templates import fill

_NAMED_BY = (
    RDFS + "label",
    SKOS + "note",
    DCTERMS + "title",
    *(
        LAM + name
        for name in ("what", "how", "stance", "treatment", "departure", "strengthChange", "conditionKind")
    ),
    *(LAM + name for name in ("variantKind", "instrument", "post", "group", "addressee", "agent", "phrase")),
)
"""What a statement is called by: the first of these that it has."""
_FIRST = tuple(LAM + name for name in ("rationale", "how", "what", "lead", "deadline", "when", "subjectTo"))
_ELSEWHERE = {
    *(RDF + "type", RDFS + "label", DCTERMS + "identifier"),
    *(LAM + name for name in ("about", "respondsTo", "evidence", "span", "statesProperty")),
}
"""What the page shows in a place of its own, or in its heading."""


class Statements:
    """Statements as pages.

    Args:
        held: the graph.
    """

    def __init__(self, held: Holdings) -> None:
        self._held = held

    def page(self, links: Links, iri: str, cite: str) -> bytes:
        """The page of a statement."""
        held = self._held
        said = said_of(held, iri)
        about = [value.iri for name in ("about", "respondsTo") for value in said.get(LAM + name, [])]
        shown = {name: found for name, found in said.items() if name not in _ELSEWHERE}
        ordered = {name: shown[name] for name in (*(one for one in _FIRST if one in shown), *shown)}
        return fill(
            "statement.html",
            links,
            held=held,
            iri=iri,
            kind=held.statements[iri],
            label=_called(said) or held.statements[iri],
            recs=held.recs_of(about),
            facts=listed(held, ordered),
            places=words_behind(held, iri),
            naming=listed(held, naming(held, iri)),
            short=shortened(iri, held.base),
            cite=cite,
        )


def _called(said: Said) -> str:
    names = next((said[name] for name in _NAMED_BY if name in said), [])
    return "; ".join(dict.fromkeys(value.text for value in names))
