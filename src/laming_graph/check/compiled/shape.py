"""Shapes as records: read from the shapes graph, or refused with what is wrong."""

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from laming_graph.check.compiled.path import Path, parse_path
from laming_graph.check.compiled.shapes_graph import ShapesGraph, name_of
from laming_graph.check.compiled.term import Term
from laming_graph.model.errors import InputError
from laming_graph.namespaces import OWL, RDFS, SH

OF_VALUES = frozenset(
    "class datatype nodeKind minExclusive minInclusive maxExclusive maxInclusive minLength maxLength "
    "pattern languageIn disjoint lessThan lessThanOrEquals not and or xone node in".split()
)
"""Kinds of constraint that judge one value at a time."""

OF_SETS = frozenset(
    "minCount maxCount uniqueLang hasValue equals closed property qualifiedMinCount qualifiedMaxCount "
    "sparql".split()
)
"""Kinds of constraint that look at all values, at other nodes, or ask a query of their own."""

_ONE_EACH = frozenset(
    "datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength "
    "maxLength languageIn uniqueLang in qualifiedValueShape qualifiedMinCount qualifiedMaxCount closed "
    "ignoredProperties path flags deactivated severity".split()
)
_OF_PROPERTIES = "minCount maxCount uniqueLang lessThan lessThanOrEquals".split()
_BEYOND = frozenset("target targetShape expression js jsFunction values if".split())
"""What is of later drafts or of SHACL Advanced Features."""


class Constraint(NamedTuple):
    """One constraint of a shape.

    Attributes:
        kind: its parameter's local name, as in OF_VALUES and OF_SETS; "custom" for a component of
            the shapes graph's own.
        value: the parameter's value; of a custom constraint, the component.
        component: IRI of its component.
    """

    kind: str
    value: Term
    component: str


class Shape(NamedTuple):
    """A shape.

    Attributes:
        node: in the shapes graph.
        path: of a property shape; None of a node shape.
        constraints: what it demands.
        severity: IRI.
        messages: what it says, in order; may be none.
        deactivated: whether it demands nothing for now.
    """

    node: Term
    path: Path | None
    constraints: tuple[Constraint, ...]
    severity: str
    messages: tuple[str, ...]
    deactivated: bool

    @property
    def name(self) -> str:
        """As findings name it."""
        return name_of(self.node)


class Target(NamedTuple):
    """Where a shape finds its focus nodes: targetClass, targetNode, targetSubjectsOf or targetObjectsOf."""

    kind: str
    value: Term


def parse_shape(graph: ShapesGraph, node: Term) -> Shape:
    """The shape that a node describes (SHACL 2.1).

    Raises:
        InputError: if it is malformed, or demands what is not part of SHACL Core and SHACL-SPARQL.
    """
    if isinstance(node, Literal):
        raise InputError(f"shapes: {node} is no shape; mend the shape")
    for name in (said.removeprefix(SH) for said in graph.said(node)):
        if name in _ONE_EACH:
            graph.value(node, name)
        if name in _BEYOND:
            raise InputError(f"shapes: {node} has sh:{name}, which cannot be compiled; use another engine")
    at = graph.value(node, "path")
    severity = graph.value(node, "severity") or NamedNode(SH + "Violation")
    return Shape(
        node=node,
        path=None if at is None else parse_path(graph, at),
        constraints=tuple(_constraints(graph, node, is_property=at is not None)),
        severity=name_of(severity),
        messages=messages(graph, node),
        deactivated=graph.true(node, "deactivated"),
    )


def messages(graph: ShapesGraph, node: Term) -> tuple[str, ...]:
    """What a shape or constraint says, in order."""
    return tuple(sorted(name_of(one) for one in graph.values(node, "message")))


def targets(graph: ShapesGraph, node: Term) -> list[Target]:
    """Where a node of the shapes graph has its focus nodes (SHACL 2.1.3)."""
    found = [
        Target(kind, value)
        for kind in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
        for value in graph.values(node, kind)
    ]
    shapes = (SH + "NodeShape", SH + "PropertyShape")
    is_class = graph.is_a(node, *shapes) and graph.is_a(node, RDFS + "Class", OWL + "Class")
    if isinstance(node, NamedNode) and is_class:
        found.append(Target("targetClass", node))
    return list(dict.fromkeys(found))


def component(kind: str) -> str:
    """IRI of the component that SHACL has for a parameter."""
    if kind == "sparql":
        return f"{SH}SPARQLConstraintComponent"
    return f"{SH}{kind[0].upper()}{kind[1:]}ConstraintComponent"


def _constraints(graph: ShapesGraph, node: Term, *, is_property: bool) -> Iterator[Constraint]:
    kinds = [name.removeprefix(SH) for name in graph.said(node) if name.startswith(SH)]
    for kind in kinds:
        if kind not in OF_VALUES and kind not in OF_SETS:
            continue
        if kind in _OF_PROPERTIES and not is_property:
            raise InputError(f"shapes: {node} has sh:{kind} and no sh:path; mend the shape")
        if kind in {"closed", "uniqueLang"} and not graph.true(node, kind):
            continue
        if kind.startswith("qualified") and not graph.values(node, "qualifiedValueShape"):
            continue
        for value in graph.values(node, kind):
            yield Constraint(kind, value, component(kind))
    yield from _custom(graph, node)


def _custom(graph: ShapesGraph, node: Term) -> Iterator[Constraint]:
    """The constraints of components that the shapes graph describes itself (SHACL 6.1)."""
    for one in graph.components():
        demanded = [at for at, is_optional in graph.parameters(one) if not is_optional]
        if demanded and all(at.value in graph.said(node) for at in demanded):
            yield Constraint("custom", one, name_of(one))
