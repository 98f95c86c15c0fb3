"""What the graph says of one thing, as a page lists it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode

from laming_graph.namespaces import shortened
from laming_graph.pages.holdings import Holdings, first

MOST = 200
"""How many things of one kind a page names before it says that there are more."""


class Value(NamedTuple):
    """A value on a page.

    Attributes:
        text: as people read it.
        iri: of the thing, or "".
    """

    text: str
    iri: str


Said = Mapping[str, list[Value]]
"""Values by property, IRIs whole."""


class Words(NamedTuple):
    """Words of a document on which a statement rests.

    Attributes:
        document: IRI.
        start, end: in code points.
        text: the words, where the text layer was built, else "".
    """

    document: str
    start: int
    end: int
    text: str


def said_of(held: Holdings, iri: str) -> Said:
    """What is said of a thing, by property."""
    rows = held.graph.select(
        f"SELECT ?property ?value WHERE {{ {NamedNode(iri)} ?property ?value }} ORDER BY ?property ?value"
    )
    return _grouped(held, rows.texts())


def naming(held: Holdings, iri: str) -> Said:
    """What names a thing, by the property that does."""
    rows = held.graph.select(
        f"SELECT ?property ?thing WHERE {{ ?thing ?property {NamedNode(iri)} }} ORDER BY ?property ?thing"
    )
    return _grouped(held, rows.texts())


def listed(held: Holdings, said: Said) -> dict[str, tuple[list[Value], int]]:
    """Values by the short name of the property, so many as a page holds, with how many there are."""
    return {shortened(name, held.base): (found[:MOST], len(found)) for name, found in said.items()}


def words_behind(held: Holdings, iri: str) -> list[Words]:
    """The words on which a statement rests, in the order of the documents."""
    rows = held.graph.select(
        f"""SELECT ?document ?start ?end ?text WHERE {{
            {NamedNode(iri)} lam:evidence|lam:span ?span .
            ?span oa:hasSource/lam:versionOf ?document ; oa:hasSelector ?selector .
            ?selector oa:start ?start ; oa:end ?end .
            OPTIONAL {{ ?span lam:text ?text }} }} ORDER BY ?document ?start ?end"""
    )
    found = [Words(document, int(start), int(end), text) for document, start, end, text in rows.texts()]
    return list(dict.fromkeys(found))


def _grouped(held: Holdings, pairs: Iterable[tuple[str, ...]]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = defaultdict(list)
    for property_, text in pairs:
        found[property_].append(_value(held, text))
    return dict(found)


def _value(held: Holdings, text: str) -> Value:
    if "://" not in text or " " in text:
        return Value(text, "")
    return Value(held.labels.get(text) or _days(held, text) or shortened(text, held.base), text)


def _days(held: Holdings, iri: str) -> str:
    """A window of time as people read it; "" if it is none."""
    window = held.windows.get(iri)
    if not window:
        return ""
    low, high = first(window, "earliest"), first(window, "latest")
    days = f"{low or '…'} to {high or '…'}" if low or high else "no day"
    phrase = first(window, "phrase")
    return f"“{phrase}”: {days}" if phrase else days
