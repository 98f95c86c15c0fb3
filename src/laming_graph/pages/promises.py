"""Promises with their dates, conditions and products, as the pages list them."""

from collections import defaultdict
from typing import NamedTuple

from laming_graph.pages.holdings import Holdings, first, values


class Promise(NamedTuple):
    """A promise.

    Attributes:
        iri: of the commitment.
        label: in our words.
        recs: the recommendations and items that it is about.
        lead: IRI of whoever is to do it.
        phrase: the time as written, or "".
        kind: how the deadline binds.
        earliest, latest: days, or "".
        conditions: IRIs of what it waits on.
        produces: IRIs of instruments.
        note: what it leaves open, or "".
    """

    iri: str
    label: str
    recs: list[str]
    lead: str
    phrase: str
    kind: str
    earliest: str
    latest: str
    conditions: list[str]
    produces: list[str]
    note: str


def promises(held: Holdings) -> list[Promise]:
    """All promises, the earliest due first, those without a day last."""
    windows = held.things("lam:Deadline")
    found = []
    for iri, facts in held.things("lam:Commitment").items():
        window = windows.get(first(facts, "deadline"), {})
        found.append(
            Promise(
                iri,
                held.label(iri),
                held.recs_of(values(facts, "about")),
                first(facts, "lead"),
                first(window, "phrase"),
                held.label(first(window, "deadlineKind")),
                first(window, "earliest"),
                first(window, "latest"),
                values(facts, "subjectTo"),
                values(facts, "produces"),
                first(facts, "note"),
            )
        )
    numbers = {rec: place for place, rec in enumerate(held.iris_of_recs)}

    def due(one: Promise) -> tuple[str, int, str]:
        return (one.latest or "9999", numbers.get(next(iter(one.recs), ""), 999), one.iri)

    return sorted(found, key=due)


def by_rec(found: list[Promise]) -> dict[str, list[Promise]]:
    """Promises by recommendation or item."""
    grouped: dict[str, list[Promise]] = defaultdict(list)
    for one in found:
        for rec in one.recs:
            grouped[rec].append(one)
    return grouped


def by_month(found: list[Promise]) -> dict[str, list[Promise]]:
    """Promises by the month of their last day ("2009-12"); those without one under ""."""
    grouped: dict[str, list[Promise]] = defaultdict(list)
    for one in found:
        grouped[one.latest[:7]].append(one)
    return grouped
