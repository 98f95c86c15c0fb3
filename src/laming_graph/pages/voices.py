"""What each document says on one recommendation, as its page shows it."""

from functools import cached_property
from typing import NamedTuple

from laming_graph.pages.holdings import Holdings, Row, first, values
from laming_graph.pages.stances import Shown, shown

_SAYS = (
    ("lam:Response", {"response", "reply"}, "Its answer"),
    ("lam:Opinion", {"remark"}, "Its remark"),
    ("lam:Claim", {"bullet"}, "Its claim on the answer"),
    ("lam:Alignment", {"bullet"}, "Its bullet"),
    ("lam:IndexEntry", {"summary"}, "Its summary"),
    ("lam:Wording", {"recommendation", "item"}, "Its copy of the wording"),
)


class Place(NamedTuple):
    """Words of a document on a recommendation.

    Attributes:
        says: what it is.
        passage: short name of the passage.
        start, end: in code points.
        text: the words, where the text layer was built, else "".
    """

    says: str
    passage: str
    start: int
    end: int
    text: str


class Voice(NamedTuple):
    """A document on one recommendation.

    Attributes:
        document: IRI.
        title: of the document.
        speaker: whose voice it is.
        places: where it speaks.
        stance: in the matrix, if its voice stands there by this document.
        codings: rows of `treatments`.
        departures: rows of `accepted-but-departed`.
        strengths: rows of `strength`.
        claims: rows of `press-claims`.
    """

    document: str
    title: str
    speaker: str
    places: list[Place]
    stance: Shown | None
    codings: list[Row]
    departures: list[Row]
    strengths: list[Row]
    claims: list[Row]


class Voices:
    """The voices on each recommendation.

    Args:
        held: the graph.
    """

    def __init__(self, held: Holdings) -> None:
        self._held = held

    def on(self, rec: str) -> list[Voice]:
        """The voices on a recommendation or item: those that answer first, then those that only repeat."""
        held = self._held
        found = []
        for document, facts in held.things("lam:Document").items():
            key = first(facts, "identifier")
            speaker = held.label(first(facts, "voice"))
            stances = [
                shown(row)
                for row in held.rows_on("stance-matrix", rec)
                if f"/{key}/" in (row["statement"] or "")
            ]
            places = self._places.get((document, rec), [])
            if not places and not stances:
                continue

            def its(slug: str, naming: str, key: str = key) -> list[Row]:
                return [row for row in held.rows_on(slug, rec) if f"/{key}/" in (row[naming] or "")]

            answering = its("strength", "judgement")
            departures = held.rows_on("accepted-but-departed", rec) if answering else []
            found.append(
                Voice(
                    document,
                    held.label(document),
                    speaker,
                    places,
                    stances[0] if stances else None,
                    its("treatments", "judgement"),
                    departures,
                    answering,
                    its("press-claims", "claim"),
                )
            )
        return sorted(found, key=lambda one: (one.stance is None, not one.strengths, one.speaker))

    @cached_property
    def _places(self) -> dict[tuple[str, str], list[Place]]:
        held = self._held
        spans = self._spans()
        found: dict[tuple[str, str], list[Place]] = {}
        for kind, layouts, says in _SAYS:
            for facts in held.things(kind).values():
                for passage in values(facts, "passage") + values(facts, "aligns"):
                    told = held.things("lam:Passage").get(passage, {})
                    if held.notation(first(told, "passageKind")) not in layouts or passage not in spans:
                        continue
                    start, end = spans[passage]
                    place = Place(says, first(told, "identifier"), start, end, first(told, "text"))
                    for rec in held.recs_of(values(facts, "about")):
                        for document in values(facts, "inDocument"):
                            known = found.setdefault((document, rec), [])
                            if all((one.says, one.start) != (says, start) for one in known):
                                known.append(place)
        return found

    def _spans(self) -> dict[str, tuple[int, int]]:
        rows = self._held.graph.select(
            """SELECT ?passage ?start ?end WHERE {
               ?passage a lam:Passage ; lam:span/oa:hasSelector ?selector .
               ?selector oa:start ?start ; oa:end ?end }"""
        )
        found: dict[str, tuple[int, int]] = {}
        for passage, start, end in rows.texts():
            low, high = found.get(passage, (int(start), int(end)))
            found[passage] = (min(low, int(start)), max(high, int(end)))
        return found
