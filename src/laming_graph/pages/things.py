"""Pages of bodies, instruments, documents, codes, and of whatever else the graph names."""

from collections import defaultdict
from typing import NamedTuple

from laming_graph.namespaces import RDF, SKOS, shortened
from laming_graph.pages.holdings import Holdings, first, in_order, values
from laming_graph.pages.links import Links
from laming_graph.pages.plots import Plots
from laming_graph.pages.recommendations import Recommendations
from laming_graph.pages.saying import listed, naming, said_of
from laming_graph.pages.templates import fill


class Entry(NamedTuple):
    """A thing in a list.

    Attributes:
        iri, label: the thing.
        kind: in a word.
        note: a line on it, or "".
        recs: the recommendations that name it.
    """

    iri: str
    label: str
    kind: str
    note: str
    recs: list[str]


class Things:
    """Things as pages.

    Args:
        held: the graph.
        recommendations: what is known of them.
        plots: the plots.
    """

    def __init__(self, held: Holdings, recommendations: Recommendations, plots: Plots) -> None:
        self._held = held
        self._recommendations = recommendations
        self._plots = plots

    def bodies(self, links: Links) -> bytes:
        """All bodies, posts, roles and persons."""
        return self._list(
            links, "bodies.html", self._entries("lam:Agent", "agentKind", self._asked()), "network"
        )

    def instruments(self, links: Links) -> bytes:
        """All instruments."""
        named = self._recommendations.named_by
        entries = self._entries("lam:Instrument", "instrumentKind", named)
        return self._list(links, "instruments.html", entries, "instruments")

    def documents(self, links: Links) -> bytes:
        """The documents, and what is known to be missing of them."""
        held = self._held
        documents = [
            (iri, held.label(iri), held.label(first(facts, "voice")), first(facts, "date"), facts)
            for iri, facts in held.things("lam:Document").items()
        ]
        return fill("documents.html", links, held=held, documents=documents, gaps=held.rows("gaps"))

    def codes(self, links: Links) -> bytes:
        """The lists of the code book."""
        held = self._held
        codes: dict[str, list[str]] = defaultdict(list)
        for iri, facts in held.things("skos:Concept").items():
            for scheme in values(facts, "inScheme"):
                codes[scheme].append(iri)
        schemes = [
            (iri, held.label(iri), first(facts, "definition") or first(facts, "description"), codes[iri])
            for iri, facts in held.things("skos:ConceptScheme").items()
        ]
        return fill("codes.html", links, held=held, schemes=sorted(schemes, key=lambda one: one[1].lower()))

    def page(self, links: Links, iri: str, cite: str) -> bytes:
        """The page of anything that is no recommendation."""
        held = self._held
        facts = said_of(held, iri)
        word = held.paged.get(iri, "") or ", ".join(v.text for v in facts.get(RDF + "type", [])[:1])
        concept = held.things("skos:Concept").get(iri, {})
        members = [
            Entry(one, held.label(one), "", first(told, "definition"), [])
            for one, told in held.things("skos:Concept").items()
            if iri in values(told, "inScheme")
        ]
        told = self._recommendations
        return fill(
            "thing.html",
            links,
            held=held,
            iri=iri,
            short=shortened(iri, held.base),
            label=held.label(iri),
            word=word,
            definition=first(concept, "definition") or self._description(iri),
            scope=first(concept, "scopeNote"),
            also=sorted(v.text for v in facts.get(SKOS + "altLabel", [])),
            notes=[v.text for v in facts.get(SKOS + "note", [])],
            members=members,
            asked=self._asked().get(iri, []),
            named=told.named_by.get(iri, []),
            promises=[one for one in told.promises if iri == one.lead or iri in one.produces],
            coded=self._coded(iri),
            facts=listed(held, facts),
            naming=listed(held, naming(held, iri)),
            cite=cite,
        )

    def _description(self, iri: str) -> str:
        facts = self._held.things("skos:ConceptScheme").get(iri, {})
        return first(facts, "definition") or first(facts, "description")

    def _asked(self) -> dict[str, list[str]]:
        """Recommendations by the IRI of whom they address."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._held.rows("addressees"):
            found[row["agent"] or ""].append(row["rec"] or "")
        return {iri: in_order(recs) for iri, recs in found.items()}

    def _coded(self, iri: str) -> list[tuple[str, str, str]]:
        """Where a code stands in the matrix or on a reply: recommendation, voice, reason."""
        rows = [
            *((row["rec"], row["responder_label"], row["rationale"], row["stance"]) for row in self._matrix),
            *((row["rec"], row["responder_label"], row["rationale"], row["code"]) for row in self._codings),
        ]
        found = [(rec or "", voice or "", why or "") for rec, voice, why, code in rows if code == iri]
        return list(dict.fromkeys(found))

    @property
    def _matrix(self) -> list[dict[str, str | None]]:
        return self._held.rows("stance-matrix")

    @property
    def _codings(self) -> list[dict[str, str | None]]:
        return self._held.rows("treatments")

    def _entries(self, kind: str, property_: str, recs: dict[str, list[str]]) -> list[Entry]:
        held = self._held
        entries = [
            Entry(
                iri,
                held.label(iri),
                held.label(first(facts, property_)),
                first(facts, "note"),
                recs.get(iri, []),
            )
            for iri, facts in held.things(kind).items()
        ]
        return sorted(entries, key=lambda one: (one.kind, one.label.lower(), one.iri))

    def _list(self, links: Links, template: str, entries: list[Entry], plot: str) -> bytes:
        kinds: dict[str, list[Entry]] = defaultdict(list)
        for one in entries:
            kinds[one.kind].append(one)
        told = {"kinds": kinds, "total": len(entries), "plot": self._plots.drawn(plot)}
        return fill(template, links, held=self._held, **told)
