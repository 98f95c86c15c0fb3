"""Each judgement as a nanopublication: what is judged, what that rests on, and who publishes it.

The form is that of the nanopublication guidelines: four graphs, of which the first names the other
three. They are not signed, and carry no time of making, since the data has none.
"""

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Triple

from laming_graph.export.release import Release, by_subject, values_of
from laming_graph.namespaces import DCAT, DCTERMS, LAM, OA, PROV, RDF, RDFS
from laming_graph.turtle import in_order, to_trig

NP = "http://www.nanopub.org/nschema#"
_GROUNDS = tuple(
    LAM + name for name in ("coder", "byRule", "confidence", "evidence", "inDocument", "passage", "rationale")
)
"""What a judgement says of its own grounds: its provenance, not the assertion."""
_UNSIGNED = (
    "Not signed, and not in the nanopublication network; the name is stable for this version of the data set."
)


def to_nanopublications(release: Release) -> bytes:
    """TriG: four graphs a judgement, one judgement after the other."""
    about = by_subject(release.triples)
    quads: list[Quad] = []
    for name, said in about.items():
        if LAM + "Judgement" in values_of(said, RDF + "type"):
            quads += _nanopublication(name, said, about, release)
    return to_trig(quads, release.data_set.base, release.notice, {"np": NP})


def _nanopublication(
    name: str, said: list[Triple], about: Mapping[str, list[Triple]], release: Release
) -> list[Quad]:
    one = release.data_set
    whole = f"{one.base}nanopub/{one.version}/{name.removeprefix(one.base)}"
    itself = NamedNode(whole)
    head, assertion, provenance, pubinfo = (
        NamedNode(f"{whole}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo")
    )
    parts = [(NP + "hasAssertion", assertion), (NP + "hasProvenance", provenance)]
    parts.append((NP + "hasPublicationInfo", pubinfo))
    in_head = [
        Triple(itself, NamedNode(RDF + "type"), NamedNode(NP + "Nanopublication")),
        *(Triple(itself, NamedNode(property_), graph) for property_, graph in parts),
    ]
    grounds = [triple for triple in said if triple.predicate.value in _GROUNDS]
    spans = values_of(grounds, LAM + "evidence")
    in_provenance = [
        *grounds,
        *_links(assertion, PROV + "wasAttributedTo", values_of(grounds, LAM + "coder")),
        *_links(assertion, PROV + "wasDerivedFrom", spans),
        *(triple for span in spans for triple in _span(span, about)),
    ]
    licence, label = NamedNode(one.licence), f"Nanopublication of {name.removeprefix(one.base)}"
    in_pubinfo = [
        *_links(itself, DCTERMS + "creator", values_of(about[one.iri], DCTERMS + "creator")),
        Triple(itself, NamedNode(DCTERMS + "license"), licence),
        Triple(itself, NamedNode(PROV + "wasDerivedFrom"), NamedNode(one.iri)),
        Triple(itself, NamedNode(DCAT + "version"), Literal(one.version)),
        Triple(itself, NamedNode(RDFS + "label"), Literal(label, language="en")),
        Triple(itself, NamedNode(RDFS + "comment"), Literal(_UNSIGNED, language="en")),
    ]
    return [
        *_in(head, in_head),
        *_in(assertion, (triple for triple in said if triple not in grounds)),
        *_in(provenance, in_provenance),
        *_in(pubinfo, in_pubinfo),
    ]


def _links(subject: NamedNode, property_: str, names: Iterable[str]) -> list[Triple]:
    return [Triple(subject, NamedNode(property_), NamedNode(name)) for name in names]


def _span(span: str, about: Mapping[str, list[Triple]]) -> list[Triple]:
    """A span whole: its document, its positions, the hash of its words."""
    said = about.get(span, [])
    return [*said, *(t for one in values_of(said, OA + "hasSelector") for t in about.get(one, ()))]


def _in(graph: NamedNode, triples: Iterable[Triple]) -> list[Quad]:
    ordered = in_order(set(triples))
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in ordered]
