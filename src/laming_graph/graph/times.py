"""Deadlines and other stretches of time, as nodes."""

from pyoxigraph import NamedNode

from laming_graph.graph.mint import concept, term
from laming_graph.graph.sheet import Sheet, day, string
from laming_graph.model.deadline import Deadline


def describe_time(sheet: Sheet, node: NamedNode, when: Deadline, *, binding: bool) -> NamedNode:
    """A time expression with the days it can mean.

    Args:
        sheet: where to say it.
        node: its name.
        when: the expression.
        binding: true for the deadline of a promise or request, false for a date merely named.
    """
    facts = [
        (term("phrase"), string(when.phrase) if when.phrase else None),
        (term("edtf"), string(when.edtf) if when.edtf else None),
        (term("earliest"), day(when.earliest) if when.earliest else None),
        (term("latest"), day(when.latest) if when.latest else None),
        (term("recurrence"), string(when.recurrence) if when.recurrence else None),
        (term("convention"), concept("convention", when.convention) if when.convention else None),
        (term("deadlineKind"), concept("deadline-kind", when.kind) if binding else None),
    ]
    types = [term("Deadline"), term("TimeWindow")] if binding else [term("TimeWindow")]
    return sheet.describe(node, types, facts)
