"""`press.csv`: which recommendation each bullet is, and what it claims of the answer."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from laming_graph.curate.judgements import PRESS
from laming_graph.curate.locator import resolve
from laming_graph.curate.references import references
from laming_graph.curate.table import read_table
from laming_graph.curate.tables import Tables
from laming_graph.model.claim import AGREEMENTS, Claim
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.judgement import CLAIMED_TREATMENTS, CONFIDENCES, TREATMENTS

PRESS_DOCUMENT = "press-guide"


def parse_claims(tables: Tables, readings: Mapping[str, Reading]) -> tuple[Claim, ...]:
    """Every bullet as a reader took it; a table that is not there has none.

    Raises:
        TableError: at the first row with an unknown bullet, code, reference or locator.
    """
    path = tables.folder / "press.csv"
    if PRESS_DOCUMENT not in readings or not path.is_file():
        return ()
    return tuple(_claims(path, tables, readings))


def _claims(path: Path, tables: Tables, readings: Mapping[str, Reading]) -> Iterator[Claim]:
    bullets = {passage.name: passage for passage in readings[PRESS_DOCUMENT].of_kind("bullet")}
    for row in read_table(path, PRESS):
        passage = bullets.pop(row["bullet"], None)
        if passage is None:
            row.fail(f"{row['bullet']!r} is no bullet, or has a row already", "give each bullet one row")
        row.one_of("recorded", ("", *TREATMENTS))
        places = resolve(row, "locator", readings, PRESS_DOCUMENT)
        yield Claim(
            passage,
            tuple(references(row, "rec", tables.inquiry)),
            row.one_of("claimed", ("", *CLAIMED_TREATMENTS)),
            row.one_of("agrees", AGREEMENTS),
            row.needed("rationale"),
            row.one_of("confidence", CONFIDENCES),
            tuple(span for place in places for span in place.spans),
        )
    for name in bullets:
        raise InputError(f"{path}: {name} has no row; add one")
