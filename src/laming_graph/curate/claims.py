"""`press.csv`: which recommendation each bullet is, and what it claims of the answer."""

from collections.abc import Iterator, Mapping

from laming_graph.curate.judgements import PRESS, coded_document
from laming_graph.curate.locator import resolve
from laming_graph.curate.references import references
from laming_graph.curate.table import read_table
from laming_graph.curate.tables import Tables
from laming_graph.model.claim import AGREEMENTS, Claim
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.judgement import CLAIMED_TREATMENTS, CONFIDENCES, TREATMENTS


def parse_claims(tables: Tables, readings: Mapping[str, Reading]) -> tuple[Claim, ...]:
    """Every bullet as a reader took it; a table that is not there has none.

    Raises:
        InputError: if there is the table and no document for it, or a document and no table.
        TableError: at the first row with an unknown bullet, code, reference or locator.
    """
    document = coded_document("press", tables)
    return tuple(_claims(document, tables, readings)) if document else ()


def _claims(document: str, tables: Tables, readings: Mapping[str, Reading]) -> Iterator[Claim]:
    path = tables.folder / "press.csv"
    bullets = {passage.name: passage for passage in readings[document].of_kind("bullet")}
    for row in read_table(path, PRESS):
        passage = bullets.pop(row["bullet"], None)
        if passage is None:
            row.fail(f"{row['bullet']!r} is no bullet, or has a row already", "give each bullet one row")
        row.one_of("recorded", ("", *TREATMENTS))
        places = resolve(row, "locator", readings, document)
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
