"""Rows and passages that speak of a recommendation the inquiry does not have."""

from collections.abc import Mapping

from laming_graph.curate.tables import Tables
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.reference import Reference


def refuse_strangers(tables: Tables, readings: Mapping[str, Reading]) -> None:
    """Hold tables and documents against the recommendations that `inquiry.toml` counts.

    Raises:
        InputError: at the first reference that is too many or missing, naming the table.
    """
    known = set(tables.inquiry.references())
    copies = [reading for reading in readings.values() if reading.wordings]
    cells = {
        cell.reference
        for reading in readings.values()
        for cell in reading.of_kind("by-when")
        if cell.reference
    }
    held: list[tuple[str, set[Reference], set[Reference]]] = [
        ("recommendations.csv", set(tables.asked), known),
        ("addressees.csv", {row.reference for row in tables.addressees}, known),
        ("time-limits.csv", {row.reference for row in tables.time_limits}, known),
        ("resting.csv", {row.reference for row in tables.resting}, known),
        ("promises.csv", set(tables.promises), cells),
        *((reading.document.key, set(reading.wordings), known) for reading in copies),
    ]
    for name, used, allowed in held:
        for reference in sorted(used - allowed):
            raise InputError(f"{name}: {reference} is none of this inquiry's; see items in inquiry.toml")
    for reference in sorted(known - set(tables.asked)):
        raise InputError(f"recommendations.csv: no row for {reference}; add one")
    for reading in copies:
        for reference in sorted(known - set(reading.wordings)):
            raise InputError(f"{reading.document.key}: prints no {reference}; see items in inquiry.toml")
