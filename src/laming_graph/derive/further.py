"""Promises outside the by-when cells: the times readers gave, held against what the rule reads."""

from dataclasses import replace

from laming_graph.derive.mentions import figures_in_names
from laming_graph.derive.names import Names
from laming_graph.model.commitment import FurtherPromise
from laming_graph.model.deadline import Deadline, Period
from laming_graph.model.errors import InputError, TimeError
from laming_graph.model.time_expression import find_open, find_recurrences, find_times

_WITHOUT_DATE = ("unspecified", "recurring")
"""Kinds that a reader may give words in which the rule finds neither date nor frequency ("shortly",
"regular")."""


def hold_time(promise: FurtherPromise, plan: Period, names: Names) -> None:
    """Hold the time of a promise against the words.

    Args:
        promise: the promise.
        plan: the month of the document.
        names: names of instruments, whose figures are no dates.

    Raises:
        InputError: naming file and line, where the table and the rule do not agree.
    """
    given = promise.deadline
    read = _read(promise, plan, names)
    if read is None:
        if given != Deadline(given.kind, given.phrase) or given.kind not in _WITHOUT_DATE:
            told = f"{given.phrase!r} gives no date" if given.phrase else "there is no phrase"
            raise InputError(
                f"{promise.source}: {told}, so that kind is unspecified or recurring and the dates are "
                "empty; correct the row, or add a rule to model/time_expression.py"
            )
    elif replace(read, phrase=given.phrase) != given:
        raise InputError(
            f"{promise.source}: {given.phrase!r} is read as {_told(read)}, and the row gives {_told(given)}; "
            "correct the row, or the rule in model/time_expression.py"
        )


def _read(promise: FurtherPromise, plan: Period, names: Names) -> Deadline | None:
    """What the rule reads in the phrase, within its passage."""
    if promise.time is None:
        return None
    passage, start, end = promise.time
    text = passage.flow.folded
    try:
        dated = find_times(text, plan, figures_in_names(passage.flow, names))
    except TimeError as error:
        raise InputError(f"{promise.source}: {error}; add a rule to model/time_expression.py") from None
    touched = [one for one in [*dated, *find_open(text)] if one.start < end and start < one.end]
    if len(touched) > 1 or any(one.start < start or end < one.end for one in touched):
        whole = " and ".join(repr(text[one.start : one.end]) for one in touched)
        raise InputError(f"{promise.source}: phrase must hold one time expression whole; it meets {whole}")
    repeated = [one[2] for one in find_recurrences(text) if start <= one[0] and one[1] <= end]
    recurrence = repeated[0] if repeated else ""
    if touched:
        return replace(touched[0].deadline, recurrence=recurrence)
    return Deadline("recurring", promise.deadline.phrase, recurrence=recurrence) if recurrence else None


def _told(deadline: Deadline) -> str:
    """The values of a deadline, in the order of the table's columns."""
    values = (
        deadline.kind, deadline.edtf, deadline.earliest, deadline.latest, deadline.recurrence,
        deadline.convention,
    )  # fmt: skip
    return ",".join("" if value is None else str(value) for value in values)
