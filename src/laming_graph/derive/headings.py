"""Headings that stand straight over a recommendation."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from laming_graph.model.document import Reading
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference


def headings_over(reading: Reading) -> Iterable[tuple[Reference, str, Passage]]:
    """Recommendations with a named part's heading straight above them."""
    parts = reading.document.reading.get("headings", {})
    for above, below in pairwise(reading.passages):
        name = parts.get(above.flow.text) if isinstance(parts, Mapping) else None
        if above.kind == "heading" and below.kind == "recommendation" and below.reference and name:
            yield below.reference, name, above
