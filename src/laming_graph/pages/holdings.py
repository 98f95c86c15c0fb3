"""What the pages show, asked of the graph once and then looked up."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from laming_graph import __version__
from laming_graph.ask.canned import Canned, all_canned
from laming_graph.ask.graph import Graph
from laming_graph.namespaces import DCTERMS, LAM, RDFS, SKOS

Row = dict[str, str | None]
Facts = Mapping[str, list[str]]
_PAGED = (
    ("lam:Requirement", "recommendation"),
    ("lam:Agent", "body"),
    ("lam:Instrument", "instrument"),
    ("lam:Document", "document"),
    ("skos:ConceptScheme", "list of codes"),
    ("skos:Concept", "code"),
    ("lam:ReportPart", "part of the report"),
    ("lam:Report", "report"),
    ("lam:Inquiry", "inquiry"),
    ("lam:DocumentVersion", "version of a document"),
    ("lam:Rule", "rule"),
    ("lam:Coder", "coder"),
    ("dcat:Dataset", "data set"),
)
_WIDE = {"Statement", "Absence", "Judgement", "Reaction"}
_SAID_AS = {"Commitment": "promise", "Discrepancy": "difference", "Variant": "difference of copies"}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Holdings:
    """The graph as the pages need it.

    Args:
        graph: what is asked.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._things: dict[str, dict[str, Facts]] = {}
        self._rows: dict[str, list[Row]] = {}
        self._by_rec: dict[str, dict[str, list[Row]]] = {}

    @cached_property
    def base(self) -> str:
        """Base IRI of the data."""
        return self.graph.base

    def cited(self, what: str) -> str:
        """How to cite a thing or a page of this data.

        Args:
            what: its IRI, or its title.
        """
        version = self.graph.source.version
        content = f", content {version.sha256[:12]}" if version.sha256 else ""
        return f"Laming Graph {__version__}, {what}, in {version.iri} version {version.version}{content}"

    @cached_property
    def catalogue(self) -> dict[str, Canned]:
        """The canned queries by name."""
        return {one.slug: one for one in all_canned(self.graph.queries)}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The name of each thing that has one."""
        found: dict[str, str] = {}
        for naming in ("dcterms:title", "skos:prefLabel", "rdfs:label"):
            rows = self.graph.select(
                f"SELECT ?thing ?label WHERE {{ ?thing {naming} ?label FILTER(isIRI(?thing)) }}"
            )
            # Of several labels, the first.
            found.update((thing, label) for thing, label in sorted(rows.texts(), reverse=True))
        return found

    @cached_property
    def paged(self) -> dict[str, str]:
        """The things that people look for by name, with what each is in a word."""
        return {iri: word for kind, word in reversed(_PAGED) for iri in self.things(kind)}

    @cached_property
    def statements(self) -> dict[str, str]:
        """The statements and absences, with what each is in words; they too have pages."""
        rows = self.graph.select(
            "SELECT ?thing ?kind WHERE { VALUES ?said { lam:Statement lam:Absence } ?thing a ?said , ?kind }"
        )
        kinds: dict[str, list[str]] = defaultdict(list)
        for thing, kind in sorted(rows.texts()):
            kinds[thing].append(kind.removeprefix(LAM))
        return {thing: _in_a_word(found) for thing, found in kinds.items()}

    def has_page(self, iri: str) -> bool:
        """Whether a thing has a page in the static site."""
        return iri in self.paged or iri in self.statements

    @cached_property
    def windows(self) -> dict[str, Facts]:
        """The windows of time."""
        return self.things("lam:TimeWindow")

    def things(self, kind: str) -> dict[str, Facts]:
        """All things of a class, in order of their IRIs, with all that is said of each.

        Args:
            kind: name of the class, with its prefix.
        """
        if kind not in self._things:
            rows = self.graph.select(
                f"SELECT ?thing ?property ?value WHERE {{ ?thing a {kind} ; ?property ?value }}"
            )
            found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
            # Python sorts them in a fraction of the time that the engine takes.
            for thing, property_, value in sorted(rows.texts()):
                found[thing][property_].append(value)
            self._things[kind] = {thing: dict(facts) for thing, facts in found.items()}
        return self._things[kind]

    def rows(self, slug: str) -> list[Row]:
        """The rows of a canned query that needs no parameter."""
        if slug not in self._rows:
            self._rows[slug] = list(self.graph.query(slug).dicts())
        return self._rows[slug]

    def rows_on(self, slug: str, rec: str) -> list[Row]:
        """Those of its rows that are on one recommendation or item."""
        if slug not in self._by_rec:
            by_rec: dict[str, list[Row]] = defaultdict(list)
            for row in self.rows(slug):
                by_rec[row["rec"] or ""].append(row)
            self._by_rec[slug] = dict(by_rec)
        return self._by_rec[slug].get(rec, [])

    def label(self, iri: str) -> str:
        """The name of a thing; the last part of its IRI where it has none."""
        return self.labels.get(iri) or iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]

    @cached_property
    def iris_of_recs(self) -> dict[str, str]:
        """The IRI of each recommendation and item by its number."""
        found = {first(facts, "identifier"): iri for iri, facts in self.things("lam:Requirement").items()}
        return {rec: found[rec] for rec in sorted(found, key=_as_people_sort)}

    @cached_property
    def recs(self) -> dict[str, str]:
        """The number of each recommendation and item by its IRI."""
        return {iri: rec for rec, iri in self.iris_of_recs.items()}

    def recs_of(self, iris: Iterable[str]) -> list[str]:
        """The numbers of recommendations and items, in order; other things are left out."""
        return sorted({self.recs[iri] for iri in iris if iri in self.recs}, key=_as_people_sort)

    def notation(self, iri: str) -> str:
        """The code of a concept."""
        return first(self.things("skos:Concept").get(iri, {}), "notation")


def first(facts: Facts, name: str) -> str:
    """The first value of a property of ours, DCTERMS, SKOS or RDFS by its local name; "" without one."""
    return next(iter(values(facts, name)), "")


def values(facts: Facts, name: str) -> list[str]:
    """The values of a property by its local name."""
    return next((facts[space + name] for space in (LAM, DCTERMS, SKOS, RDFS) if space + name in facts), [])


def in_order(recs: Iterable[str]) -> list[str]:
    """Numbers of recommendations as people sort them, each once.

    >>> in_order(["10", "2", "2a", "2"])
    ['2', '2a', '10']
    """
    return sorted(set(recs), key=_as_people_sort)


def _in_a_word(kinds: Iterable[str]) -> str:
    """The narrowest of the classes of a statement.

    >>> _in_a_word(["Judgement", "StanceCoding", "Statement"]), _in_a_word(["Discrepancy", "Variant"])
    ('stance coding', 'difference of copies')
    """
    narrow = [kind for kind in kinds if kind not in _WIDE] or list(kinds)
    chosen = next((kind for kind in narrow if kind != "Discrepancy"), narrow[0])
    return _SAID_AS.get(chosen) or _HUMP.sub(" ", chosen).lower()


def _as_people_sort(rec: str) -> tuple[int, str]:
    digits = rec.rstrip("abcdefghijklmnopqrstuvwxyz")
    return (int(digits) if digits.isdigit() else 0, rec[len(digits) :])
