"""Mentions of instruments: the naming by rule, what is done with the instrument by a reader."""

import re
from collections.abc import Iterable, Mapping, Sequence

from laming_graph.derive.names import Names
from laming_graph.model.errors import InputError
from laming_graph.model.flow import Flow
from laming_graph.model.mention import Mention, Resting
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.time_expression import MONTHS


def mentions(passages: Iterable[Passage], names: Names, resting: Sequence[Resting]) -> list[Mention]:
    """Every instrument each passage names.

    Args:
        passages: where to look.
        names: the instruments' names.
        resting: readers' rows for the passages of one document; each must be borne out.

    Raises:
        InputError: at a row whose instrument its passage does not name.
    """
    waiting = {(row.place, row.reference, row.instrument): row for row in resting}
    found: list[Mention] = []
    for passage in passages:
        places: dict[str, list[tuple[int, int]]] = {}
        for start, end, ids in names.find(passage.flow.folded):
            for instrument in ids:
                places.setdefault(instrument, []).append((start, end))
        kinds = ("recommendation",) if passage.kind == "item" else (passage.kind,)
        for instrument, spots in places.items():
            row = None
            if passage.reference is not None:
                for reference in (passage.reference, passage.reference.parent):
                    row = row or waiting.get((kinds[0], reference, instrument))
            spans = tuple(span for start, end in spots for span in passage.flow.spans(start, end))
            relation = row.relation if row else "mentions"
            found.append(Mention(passage, instrument, relation, bool(row), row.note if row else "", spans))
    _refuse_unfounded(found, waiting)
    return found


def _refuse_unfounded(
    found: Sequence[Mention], waiting: Mapping[tuple[str, Reference, str], Resting]
) -> None:
    borne_out = set()
    for mention in found:
        kind = "recommendation" if mention.passage.kind == "item" else mention.passage.kind
        if mention.passage.reference:
            for reference in (mention.passage.reference, mention.passage.reference.parent):
                borne_out.add((kind, reference, mention.instrument))
    for key, row in waiting.items():
        if key not in borne_out:
            place = "item or recommendation" if row.place == "recommendation" else row.place
            raise InputError(
                f"{row.source}: the {place} of {row.reference} does not name {row.instrument}; "
                "correct the row, or add the form of words to instruments.csv"
            )


_ACT = re.compile(r"\bAct \d{4}\b")
_TITLE_YEAR = re.compile(
    r"^\d{4} |\b(?!(?:By|From|In|Until|Before|" + "|".join(MONTHS) + r")\b)[A-Z]\w+ \d{4}$"
)


def figures_in_names(flow: Flow, names: Names) -> list[tuple[int, int]]:
    """Places of years that are part of a name and no date: "Children Act 1989", "2020 Strategy"."""
    text = flow.folded
    acts = [match.span() for match in _ACT.finditer(text)]
    return acts + [(start, end) for start, end, _ in names.find(text) if _TITLE_YEAR.search(text[start:end])]
