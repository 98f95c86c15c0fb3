"""How a stance is shown: the letter of the plot and its words, with colour as an addition only."""

from typing import NamedTuple

from laming_graph.pages.holdings import Row
from laming_graph.show.plots.stances import LOOKS

NOTHING = {"silent": "\u2013", "not-covered": "n/c", "lost-in-copy": "lost", "by-item": "items"}
"""The kinds of nothing, and a reply that speaks to items only, are told apart by signs of their own."""


class Shown(NamedTuple):
    """A stance on a page.

    Attributes:
        sign: a letter, or a sign for nothing.
        words: what it stands for.
        tone: name of its colour.
        said: what is to be known besides: whom a third party speaks of, a departure.
        rationale: why it was coded so.
        statement: IRI of the coding.
        iri: of the stance.
    """

    sign: str
    words: str
    tone: str
    said: str
    rationale: str
    statement: str
    iri: str


def shown(row: Row) -> Shown:
    """A row of the matrix as a stance on a page."""
    iri = row["stance"] or ""
    kind, _, code = iri.rpartition("/")
    code_kind = kind.rpartition("/")[2]
    nothing = code_kind in {"silence-kind", "reach"} or code == "silent"
    look = LOOKS.get(f"{code_kind}/{code}")
    sign = NOTHING.get(code, code) if nothing else (look.letter if look else code[:1].upper())
    notes = []
    if row["of_label"] and not nothing:
        notes.append(f"claimed of {row['of_label']}")
        sign = f"\u201c{sign}\u201d"
    if row["departs"] in {"yes", "partly"}:
        notes.append("departs" if row["departs"] == "yes" else "departs in part")
    tone = "nothing" if nothing else (code if look and code_kind == "stance" else "claimed")
    return Shown(
        sign,
        row["stance_label"] or code,
        tone,
        "; ".join(notes),
        row["rationale"] or "",
        row["statement"] or "",
        iri,
    )
