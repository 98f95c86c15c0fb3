"""Instruments by family: an instrument with its parts and versions counts as one."""

from collections.abc import Mapping
from typing import NamedTuple

from laming_graph.ask.graph import Graph
from laming_graph.model.errors import InputError


class Resting(NamedTuple):
    """That the reply to a recommendation rests on an instrument.

    Attributes:
        number: of the recommendation, items counted with theirs.
        family: the whole to which the instrument belongs; itself, if to none.
        instrument: the instrument named.
        apart: whether it is a part of the whole, not the whole or a version of it.
    """

    number: int
    family: str
    instrument: str
    apart: bool


def resting(graph: Graph) -> list[Resting]:
    """What each reply rests on, by number, family and instrument."""
    above: dict[str, tuple[str, bool]] = {}
    for instrument, kind, whole in graph.select(
        """SELECT ?instrument ?kind ?whole WHERE {
           VALUES ?kind { lam:versionOfInstrument lam:partOfInstrument }
           ?instrument ?kind ?whole } ORDER BY ?instrument DESC(?kind) ?whole"""
    ).texts():
        # A part of one thing that is also a version of another stays a part.
        part = kind.endswith("partOfInstrument")
        above[instrument] = (whole, part or above.get(instrument, ("", False))[1])
    found = graph.select(
        """SELECT DISTINCT ?number ?instrument WHERE {
           ?response lam:restsOn ?instrument ; lam:respondsTo/lam:number ?number }
           ORDER BY ?number ?instrument"""
    )
    return [
        Resting(int(number), _family(instrument, above), instrument, _apart(instrument, above))
        for number, instrument in found.texts()
    ]


def labels(graph: Graph) -> Mapping[str, str]:
    """Every instrument's name; "(any version)" is left out, since a family is just that."""
    rows = graph.select(
        "SELECT ?instrument ?label WHERE { ?instrument a lam:Instrument ; rdfs:label ?label } "
        "ORDER BY ?instrument ?label"
    )
    return {instrument: label.removesuffix(" (any version)") for instrument, label in rows.texts()}


def numbers(graph: Graph) -> list[int]:
    """The numbers of all recommendations."""
    rows = graph.select(
        "SELECT DISTINCT ?number WHERE { ?rec a lam:Recommendation ; lam:number ?number } ORDER BY ?number"
    )
    return [int(number) for (number,) in rows.texts()]


def whole_number(value: object, name: str, most: int = 40) -> int:
    """A parameter that counts something.

    Raises:
        InputError: if it is no number from 1 to the most that can be drawn.
    """
    text = str(value)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most):
        raise InputError(f"parameter {name}: {text!r} is no number from 1 to {most}")
    return int(text)


def _family(instrument: str, above: Mapping[str, tuple[str, bool]]) -> str:
    seen = {instrument}
    while instrument in above and above[instrument][0] not in seen:
        instrument = above[instrument][0]
        seen.add(instrument)
    return instrument


def _apart(instrument: str, above: Mapping[str, tuple[str, bool]]) -> bool:
    seen = set()
    while instrument in above and instrument not in seen:
        seen.add(instrument)
        instrument, part = above[instrument]
        if part:
            return True
    return False
