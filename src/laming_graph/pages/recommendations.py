"""The list of recommendations with its filters, and the page of one."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from laming_graph.pages.holdings import Holdings, Row, first, in_order, values
from laming_graph.pages.links import Links
from laming_graph.pages.promises import Promise, by_rec, promises
from laming_graph.pages.stances import Shown, shown
from laming_graph.pages.templates import fill
from laming_graph.pages.voices import Voices
from laming_graph.pages.wordings import compared, texts_of_copies

FILTERS = ("body", "voice", "stance", "instrument", "by")
"""What the list can be narrowed by, as the form names it."""


class Listed(NamedTuple):
    """A recommendation in the list.

    Attributes:
        rec, iri: its number and name.
        page: of the report.
        modality: must, should or other.
        summary: in our words.
        bodies: IRIs of whom it addresses.
        instruments: IRIs of those that it or its replies name.
        stances: of each voice, items included.
        first_due: the earliest day by which something is promised, or "".
    """

    rec: str
    iri: str
    page: str
    modality: str
    summary: str
    bodies: list[str]
    instruments: list[str]
    stances: list[tuple[str, Shown]]
    first_due: str


class Recommendations:
    """Recommendations as pages.

    Args:
        held: the graph.
    """

    def __init__(self, held: Holdings) -> None:
        self._held = held
        self._voices = Voices(held)

    @cached_property
    def promises(self) -> list[Promise]:
        """All promises, the earliest due first."""
        return promises(self._held)

    @cached_property
    def promises_on(self) -> dict[str, list[Promise]]:
        """Promises by recommendation or item."""
        return by_rec(self.promises)

    @cached_property
    def named_by(self) -> dict[str, list[str]]:
        """Recommendations by the IRI of an instrument that they or their replies name."""
        found: dict[str, set[str]] = {}
        for facts in self._held.things("lam:Mention").values():
            for instrument in values(facts, "instrument"):
                found.setdefault(instrument, set()).update(self._held.recs_of(values(facts, "about")))
        return {iri: in_order(recs) for iri, recs in sorted(found.items())}

    @cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        return texts_of_copies(self._held)

    @cached_property
    def listed(self) -> list[Listed]:
        """Every recommendation, items counted with their whole."""
        held = self._held
        found = []
        for iri, facts in held.things("lam:Recommendation").items():
            rec = first(facts, "identifier")
            family = [rec, *(one for one in held.iris_of_recs if one.rstrip("abcdefghij") == rec != one)]
            rows = [row for one in family for row in held.rows_on("stance-matrix", one)]
            bodies = [row["agent"] or "" for one in family for row in held.rows_on("addressees", one)]
            days = [one.latest for part in family for one in self.promises_on.get(part, []) if one.latest]
            named = [one for one, recs in self.named_by.items() if set(recs) & set(family)]
            found.append(
                Listed(
                    rec,
                    iri,
                    first(facts, "page"),
                    held.label(first(facts, "modality")),
                    first(facts, "summary"),
                    list(dict.fromkeys(bodies)),
                    named,
                    [(row["responder"] or "", shown(row)) for row in rows],
                    min(days, default=""),
                )
            )
        numbers = {rec: place for place, rec in enumerate(held.iris_of_recs)}
        return sorted(found, key=lambda one: numbers[one.rec])

    def list_page(self, links: Links, asked: Mapping[str, str]) -> bytes:
        """The list, narrowed by what was asked."""
        held = self._held
        chosen = {name: asked.get(name, "").strip() for name in FILTERS}
        kept = [one for one in self.listed if _fits(one, chosen)]
        voices = {voice: held.label(voice) for one in self.listed for voice, _ in one.stances}
        stances = {s.iri: s.words for one in self.listed for _, s in one.stances}

        def named(iris: set[str]) -> list[tuple[str, str]]:
            return sorted(((iri, held.label(iri)) for iri in iris), key=lambda pair: pair[1].lower())

        return fill(
            "recommendations.html",
            links,
            held=held,
            kept=kept,
            total=len(self.listed),
            chosen=chosen,
            bodies=named({iri for one in self.listed for iri in one.bodies}),
            voices=sorted(voices.items(), key=lambda pair: pair[1]),
            stances=sorted(stances.items(), key=lambda pair: pair[1]),
            instruments=named({iri for one in self.listed for iri in one.instruments}),
        )

    def page(self, links: Links, iri: str, cite: str) -> bytes:
        """The page of one recommendation or item."""
        held = self._held
        facts = held.things("lam:Requirement")[iri]
        rec = first(facts, "identifier")
        whole = first(facts, "itemOf")
        beside = [one for one in held.iris_of_recs if (one[-1].isalpha()) == bool(whole)]
        at = beside.index(rec)
        items = [one for one in held.iris_of_recs if one != rec and one.rstrip("abcdefghij") == rec]

        def on(slug: str) -> list[Row]:
            return held.rows_on(slug, rec)

        return fill(
            "recommendation.html",
            links,
            held=held,
            iri=iri,
            rec=rec,
            whole=whole,
            items=[(one, held.iris_of_recs[one]) for one in items],
            before=[(one, held.iris_of_recs[one]) for one in beside[max(0, at - 1) : at]],
            after=[(one, held.iris_of_recs[one]) for one in beside[at + 1 : at + 2]],
            summary=first(facts, "summary"),
            page=first(facts, "page"),
            modality=held.label(first(facts, "modality")) if first(facts, "modality") else "",
            acts=[(one, held.label(one)) for one in values(facts, "actKind")],
            addressees=on("addressees") or (held.rows_on("addressees", rec.rstrip("abcdefghij"))),
            instruments=[(one, held.label(one)) for one in values(facts, "namesInstrument")],
            limits=list(dict.fromkeys(row["asked_phrase"] or "" for row in on("time-limits"))),
            voices=self._voices.on(rec),
            promises=self.promises_on.get(rec, []),
            discrepancies=on("discrepancies"),
            variants=on("wording-variants"),
            compared=compared(held, rec, self._texts.get(rec, {})),
            cite=cite,
        )


def _fits(one: Listed, chosen: Mapping[str, str]) -> bool:
    stances = [s.iri for voice, s in one.stances if chosen["voice"] in {"", voice}]
    return (
        chosen["body"] in {"", *one.bodies}
        and bool(stances or not chosen["voice"])
        and chosen["stance"] in {"", *stances}
        and chosen["instrument"] in {"", *one.instruments}
        and (not chosen["by"] or ("" < one.first_due <= chosen["by"]))
    )
