"""A question to the store, and what its rows tell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from laming_graph.check.compiled.path import Path
from laming_graph.check.compiled.shape import Shape
from laming_graph.check.compiled.term import Term


class Answer(NamedTuple):
    """What a store answers to a SELECT.

    Attributes:
        columns: names of the variables.
        rows: the values in that order, None where a variable is unbound.
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[Term | None]]


Ask = Callable[[str], Answer]
"""Sends a SELECT to where the data is."""

CLASS, PROPERTY = "class", "property"
Need = frozenset[tuple[str, str]]
"""Classes and properties, each as its kind and IRI; something must have one of them."""

Row = Mapping[str, Term]
"""Column, with its question mark, to what is bound there."""


class Telling(NamedTuple):
    """One result that a row may be.

    Attributes:
        shape: the shape that speaks.
        component: IRI of the kind of constraint.
        value: columns of the value; the first that is bound has it.
        path: the path of the result, or None.
        path_column: column of the path, which goes before it.
        when: whether a row is this result.
        once: columns; of rows that agree in them only the first is this result.
        messages: what it says where that is not the shape's own.
        known: what messages may name besides the columns.
    """

    shape: Shape
    component: str
    value: tuple[str, ...] = ()
    path: Path | None = None
    path_column: str = ""
    when: Callable[[Row], bool] = lambda row: True
    once: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    known: Mapping[str, Term] = {}


class Question(NamedTuple):
    """A SELECT of focus nodes at fault, and what to tell of each row.

    Attributes:
        query: the SELECT.
        focus: column of the focus node.
        tellings: the results that a row may be.
        constant: the focus node where the query has it as a constant.
        needs: what must be there for the query to have an answer.
    """

    query: str
    focus: str
    tellings: Sequence[Telling]
    constant: Term | None = None
    needs: tuple[Need, ...] = ()


class EachFocus(NamedTuple):
    """A question that must be asked of each focus node by itself.

    Attributes:
        foci: a SELECT of the focus nodes.
        asked: the question on one of them.
        needs: what must be there for there to be focus nodes.
    """

    foci: str
    asked: Callable[[Term], Question]
    needs: tuple[Need, ...] = ()
