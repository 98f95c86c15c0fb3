"""The search: over names, and over the documents' words where they are at hand."""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from laming_graph.namespaces import SKOS
from laming_graph.pages.holdings import Holdings
from laming_graph.pages.links import Links
from laming_graph.pages.recommendations import Recommendations
from laming_graph.pages.templates import fill

_NAMES = 200
_PASSAGES = 50
_WORDS = 20
_AROUND = 90
"""Characters before and after the first word found."""


class Passage(NamedTuple):
    """Words of a document.

    Attributes:
        iri: of the passage.
        name: such as "by-when/17".
        document: IRI.
        recs: the recommendations and items that what stands there is about.
        text: the words.
    """

    iri: str
    name: str
    document: str
    recs: list[str]
    text: str


class Excerpt(NamedTuple):
    """A passage that was found.

    Attributes:
        passage: the whole of it.
        before, word, after: the first word found, with what stands around it.
    """

    passage: Passage
    before: str
    word: str
    after: str


class Searching:
    """The page of the search.

    Args:
        held: the graph.
        recommendations: what is known of them.
    """

    def __init__(self, held: Holdings, recommendations: Recommendations) -> None:
        self._held = held
        self._recommendations = recommendations

    def page(self, links: Links, text: str) -> bytes:
        """Names and passages that hold all the words, in any order and without regard to case."""
        wanted = text.lower().split()[:_WORDS]
        names = [one for one in self._names if _holds(one[2], wanted)] if wanted else []
        found = [one for one in self._passages if _holds(one.text.lower(), wanted)] if wanted else []
        return fill(
            "search.html",
            links,
            held=self._held,
            text=text,
            hits=[(word, self._held.label(iri), iri) for word, iri, _ in names[:_NAMES]],
            total=len(names),
            worded=bool(self._passages),
            excerpts=[_excerpt(one, wanted) for one in found[:_PASSAGES]],
            passages=len(found),
        )

    @cached_property
    def _names(self) -> list[tuple[str, str, str]]:
        """What each thing is, its IRI, and its names in lower case."""
        held = self._held
        also = {
            iri: facts.get(SKOS + "altLabel", [])
            for kind in ("lam:Agent", "lam:Instrument", "skos:Concept")
            for iri, facts in held.things(kind).items()
        }
        things = [
            (word, iri, " ".join((held.label(iri), *also.get(iri, []))).lower())
            for iri, word in held.paged.items()
        ]
        promises = self._recommendations.promises
        return [*things, *(("promise", one.iri, f"{one.label} {one.note}".lower()) for one in promises)]

    @cached_property
    def _passages(self) -> list[Passage]:
        """The passages whose words are at hand, in the order of the documents."""
        held = self._held
        texts = held.graph.select(
            """SELECT ?passage ?name ?document ?text WHERE { ?passage a lam:Passage ; lam:text ?text ;
               dcterms:identifier ?name ; lam:ordinal ?ordinal ; lam:passageOf/lam:versionOf ?document }
               ORDER BY ?document ?ordinal ?passage ?text"""
        )
        about: dict[str, list[str]] = defaultdict(list)
        rows = held.graph.select(
            """SELECT DISTINCT ?passage ?thing WHERE { ?said lam:passage|lam:aligns ?passage ;
               lam:about ?thing } ORDER BY ?passage ?thing"""
        )
        for passage, thing in rows.texts():
            about[passage].append(thing)
        return [
            Passage(iri, name, document, held.recs_of(about[iri]), " ".join(text.split()))
            for iri, name, document, text in texts.texts()
        ]


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)


def _excerpt(passage: Passage, wanted: list[str]) -> Excerpt:
    """The first place of all words together in a passage, else of the first word.

    >>> _excerpt(Passage("", "", "", [], "A harbour has a ferry."), ["ferry", "a"])[1:]
    ('A harbour has a ', 'ferry', '.')
    """
    text = passage.text
    word = next(one for one in (" ".join(wanted), wanted[0]) if one in text.lower())
    at = text.lower().find(word)
    end = at + len(word)
    before, after = text[max(0, at - _AROUND) : at], text[end : end + _AROUND]
    return Excerpt(
        passage,
        f"…{before.partition(' ')[2]}" if at > _AROUND else before,
        text[at:end],
        f"{after.rpartition(' ')[0]} …" if len(text) > end + _AROUND else after,
    )
