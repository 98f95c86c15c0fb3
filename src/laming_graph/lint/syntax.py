"""The shape of a SPARQL query, as records that rules can read.

A blank node of a query is a variable by another name, and is held as one ("_:b0").
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, by its name without the question mark."""

    name: str


@dataclass(frozen=True, slots=True)
class Iri:
    """An IRI, whole."""

    value: str


@dataclass(frozen=True, slots=True)
class Value:
    """A literal and the IRI of its datatype; "" for one with a language."""

    text: str
    datatype: str


@dataclass(frozen=True, slots=True)
class Path:
    """A property path: "/", "|", "^", "*", "+", "?" or "!" over its parts."""

    operator: str
    parts: tuple["Path | Iri", ...]


Term = Variable | Iri | Value
Predicate = Variable | Iri | Path


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or function with its arguments.

    Attributes:
        name: as SPARQL writes it, in capitals ("<", "COUNT"); "function" for one named by an IRI.
        arguments: in order.
        line: from 1.
        iri: of a function named by one, else "".
    """

    name: str
    arguments: tuple["Expression", ...]
    line: int
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Exists:
    """EXISTS or NOT EXISTS."""

    group: "Group"
    negated: bool
    line: int


Expression = Term | Call | Exists


@dataclass(frozen=True, slots=True)
class Triple:
    """A triple pattern."""

    subject: Term
    predicate: Predicate
    object: Term
    line: int


@dataclass(frozen=True, slots=True)
class Values:
    """A VALUES block; None is UNDEF."""

    variables: tuple[Variable, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A FILTER."""

    expression: Expression
    line: int


@dataclass(frozen=True, slots=True)
class Bind:
    """A BIND."""

    expression: Expression
    variable: Variable
    line: int


@dataclass(frozen=True, slots=True)
class Optional:
    """An OPTIONAL."""

    group: "Group"
    line: int


@dataclass(frozen=True, slots=True)
class Minus:
    """A MINUS."""

    group: "Group"
    line: int


@dataclass(frozen=True, slots=True)
class Union:
    """Braces inside a group: two or more branches are a UNION, one is a group of its own."""

    branches: tuple["Group", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Named:
    """A GRAPH."""

    name: Term
    group: "Group"
    line: int


@dataclass(frozen=True, slots=True)
class Column:
    """A projected variable, and the expression that gives it where there is one."""

    variable: Variable
    expression: Expression | None


@dataclass(frozen=True, slots=True)
class Select:
    """A query or subquery.

    Attributes:
        form: of a query; a subquery is a select.
        distinct: whether it says DISTINCT or REDUCED.
        every: whether it says SELECT *.
        columns: projected, in order; for DESCRIBE the variables described.
        group: the pattern.
        group_by: keys; one given a name by AS is that variable, and a Bind in the pattern.
        having: conditions.
        order: keys, in order.
        limited: whether it has LIMIT or OFFSET.
        line: from 1, of SELECT, ASK, CONSTRUCT or DESCRIBE.
        order_line: of ORDER BY, or 0.
    """

    form: Literal["select", "ask", "construct", "describe"]
    distinct: bool
    every: bool
    columns: tuple[Column, ...]
    group: "Group"
    group_by: tuple[Expression, ...]
    having: tuple[Expression, ...]
    order: tuple[Expression, ...]
    limited: bool
    line: int
    order_line: int


Part = Triple | Values | Filter | Bind | Optional | Minus | Union | Named | Select


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between braces, in order."""

    parts: tuple[Part, ...]


def walk(node: object) -> Iterator[object]:
    """A node and all below it, in the order of the text."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += reversed(node)
        elif is_dataclass(node):
            yield node
            waiting += [getattr(node, field.name) for field in reversed(fields(node))]


def names(*nodes: object) -> frozenset[str]:
    """The variables anywhere in some nodes."""
    return frozenset(one.name for node in nodes for one in walk(node) if isinstance(one, Variable))


def visible(part: Part | Group) -> frozenset[str]:
    """The variables a part can bind for its neighbours."""
    match part:
        case Group():
            return frozenset().union(*map(visible, part.parts))
        case Triple():
            return names(part)
        case Values():
            return names(part.variables)
        case Bind():
            return names(part.variable)
        case Select():
            inner = visible(part.group) if part.every else frozenset[str]()
            return inner | names(*(column.variable for column in part.columns))
        case Optional():
            return visible(part.group)
        case Named():
            return names(part.name) | visible(part.group)
        case Union():
            return frozenset().union(*map(visible, part.branches))
        case Filter() | Minus():
            return frozenset()
