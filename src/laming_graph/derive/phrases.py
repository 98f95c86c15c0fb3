"""Where a phrase that a table quotes stands in the copies of a recommendation."""

import re
from collections.abc import Iterable

from laming_graph.model.errors import InputError
from laming_graph.model.passage import Passage
from laming_graph.model.span import Span


def spans_of(phrase: str, wordings: Iterable[Passage], source: str) -> list[Span]:
    """Where a phrase stands in every copy that has it; a hyphen may be a space there.

    Args:
        phrase: the words as printed.
        wordings: the copies.
        source: file and line of the table that quotes them.

    Raises:
        InputError: if no copy has the words.
    """
    pattern = re.compile("[ -]".join(map(re.escape, re.split(r"[ -]", phrase))))
    spans = [
        span
        for wording in wordings
        if (match := pattern.search(wording.flow.folded))
        for span in wording.flow.spans(*match.span())
    ]
    if not spans:
        raise InputError(f"{source}: no copy has {phrase!r}; quote the words as printed")
    return spans
