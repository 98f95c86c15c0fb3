"""Commitments: by-when cells cut into promises, each with the deadline its words give."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from laming_graph.derive.mentions import figures_in_names
from laming_graph.derive.names import Names
from laming_graph.model.commitment import Commitment, Promise
from laming_graph.model.deadline import Deadline, Period
from laming_graph.model.errors import InputError, SourceError, TimeError
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.model.time_expression import Found, clauses, find_open, find_recurrences, find_times


def commitments(
    cells: Sequence[Passage],
    responses: Mapping[Reference, Passage],
    promises: Mapping[Reference, Sequence[Promise]],
    plan: Period,
    names: Names,
) -> list[Commitment]:
    """The promises of each by-when cell.

    Args:
        cells: the by-when cells.
        responses: the response beside each cell, for conditions that stand there.
        promises: what a reader says each promise is, in the order of the cell.
        plan: the month of the document.
        names: names of instruments, whose figures are no dates.

    Raises:
        SourceError: at a time expression no rule covers.
        InputError: if a cell holds more or fewer promises than the table.
    """
    made = []
    for cell in cells:
        assert cell.reference is not None
        text = cell.flow.folded
        try:
            dated = find_times(text, plan, figures_in_names(cell.flow, names))
            found = sorted([*dated, *find_open(text)], key=lambda one: one.start)
            parts = clauses(text, found)
        except TimeError as error:
            raise SourceError(
                cell.document,
                f"{cell.name}: {error}",
                "add a rule to model/time_expression.py",
                offset=cell.spans[0].start,
            ) from None
        rows = promises.get(cell.reference, ())
        if len(rows) != len(parts):
            raise InputError(
                f"promises.csv: {len(rows)} rows for {cell.reference}, whose cell holds "
                f"{len(parts)} promises; give one row each"
            )
        for row, (start, end) in zip(rows, parts, strict=True):
            made.append(_commitment(cell, responses, row, found, start, end))
    return made


def _commitment(
    cell: Passage,
    responses: Mapping[Reference, Passage],
    promise: Promise,
    found: Sequence[Found],
    start: int,
    end: int,
) -> Commitment:
    time = next(one for one in found if start <= one.start < end)
    repeated = [one for one in find_recurrences(cell.flow.folded) if start <= one[0] < end]
    recurrence = repeated[0][2] if repeated else promise.recurrence
    deadline = time.deadline if not recurrence else _recurring(time, recurrence)
    condition: Passage | None = None
    if promise.subject_place:
        condition = cell if promise.subject_place == "by-when" else responses[promise.reference]
    return Commitment(
        promise,
        cell.document,
        deadline,
        cell.flow.spans(start, end),
        cell.flow.spans(time.start, time.end),
        condition.spans if condition else (),
    )


def _recurring(time: Found, recurrence: str) -> Deadline:
    return replace(time.deadline, recurrence=recurrence)
