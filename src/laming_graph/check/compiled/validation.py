"""Data held against shapes by asking questions of whatever holds it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from laming_graph.check.compiled.classes import classes_below
from laming_graph.check.compiled.faults import Faults
from laming_graph.check.compiled.lexical import sample
from laming_graph.check.compiled.looks import Looks
from laming_graph.check.compiled.path import Path
from laming_graph.check.compiled.queried import Queried
from laming_graph.check.compiled.question import Ask, EachFocus, Question, Row, Telling
from laming_graph.check.compiled.questions import Questions
from laming_graph.check.compiled.scan import Lack, Scan, lacking
from laming_graph.check.compiled.scope import scopes
from laming_graph.check.compiled.shape import Target, targets
from laming_graph.check.compiled.shapes_graph import ShapesGraph
from laming_graph.check.compiled.term import Term, written
from laming_graph.model.errors import InputError
from laming_graph.namespaces import RDFS, SH

_Asked = Question | EachFocus | Scan | Lack


class Result(NamedTuple):
    """One result of validation (SHACL 3.6.2).

    Attributes:
        focus: the focus node.
        value: the value at fault, or None.
        path: the path, or None.
        shape: IRI or label of the shape.
        component: IRI of the kind of constraint.
        severity: IRI.
        messages: what the shape says, in order; never empty.
    """

    focus: Term
    value: Term | None
    path: Path | None
    shape: str
    component: str
    severity: str
    messages: tuple[str, ...]


def results(
    ask: Ask,
    rules: Iterable[Triple],
    *,
    has_shapes: bool = False,
    at_once: bool = True,
    subclasses: Sequence[Triple] = (),
) -> Iterator[Result]:
    """Hold data against shapes, one question after another.

    Args:
        ask: where the data is.
        rules: the shapes, with the ontology if that tells their classes.
        has_shapes: whether the shapes are there too, in the graph `queried.SHAPES`.
        at_once: whether to ask many constraints in one scan. Some servers do not answer that.
        subclasses: an ontology that is not where the data is, and tells subclasses too.

    Yields:
        What violates a shape, as it is found.

    Raises:
        InputError: if a shape is malformed or cannot be compiled; before any result.
    """
    graph = ShapesGraph(rules)
    aims = {node: aim for node in graph.nodes() if (aim := targets(graph, node))}
    spelt = _spelt(ask, (one.value for aim in aims.values() for one in aim if one.kind == "targetNode"))
    found = _compiled(ask, graph, aims, has_shapes=has_shapes, at_once=at_once, subclasses=subclasses)
    looks = Looks(ask, (need for question in found for need in question.needs))
    for question in _cut_down(found, looks):
        for one in _answered(ask, question):
            focus = spelt.get(one.focus, one.focus)
            yield one._replace(focus=focus, value=focus if one.value == one.focus else one.value)


def _cut_down(found: Iterable[_Asked], looks: Looks) -> Iterator[Question | EachFocus]:
    """The questions that may find something."""
    lacks = []
    for one in found:
        if not looks.meet(one.needs):
            continue
        if isinstance(one, Scan):
            yield from one.questions(looks)
        elif isinstance(one, Lack):
            lacks.append(one)
        else:
            yield one
    yield from lacking(lacks)


def _answered(ask: Ask, question: Question | EachFocus) -> Iterator[Result]:
    if isinstance(question, Question):
        yield from _told(ask, question)
        return
    for (focus,) in ask(question.foci).rows:
        assert focus is not None
        yield from _told(ask, question.asked(focus))


def _spelt(ask: Ask, nodes: Iterable[Term]) -> dict[Term, Term]:
    """Literals that shapes look at, as the store spells them, to how the shapes do."""
    literals = [node for node in nodes if isinstance(node, Literal)]
    found: dict[Term, Term] = {}
    for one in literals:
        for (node,) in ask(f"SELECT ?node WHERE {{ VALUES ?node {{ {written(one)} }} }}").rows:
            assert node is not None
            found[node] = one
    return found


def _compiled(
    ask: Ask,
    graph: ShapesGraph,
    aims: Mapping[Term, Sequence[Target]],
    *,
    has_shapes: bool,
    at_once: bool,
    subclasses: Sequence[Triple],
) -> list[_Asked]:
    """The shapes as questions, for data whose classes are asked for."""
    named = {one.value for aim in aims.values() for one in aim if one.kind == "targetClass"}
    for node in graph.nodes():
        named.update(graph.values(node, "class"))
    more = [
        (lower.value, upper.value)
        for lower, upper in ((one.subject, one.object) for one in subclasses if one.predicate.value == _BELOW)
        if isinstance(lower, NamedNode) and isinstance(upper, NamedNode)
    ]
    classes = classes_below(ask, sorted(one.value for one in named if isinstance(one, NamedNode)), more)
    queried = Queried(graph, has_shapes=has_shapes)
    faults = Faults(graph, classes, queried.fault)
    writer = Questions(faults, queried, at_once=at_once)
    found = [
        question
        for node, aim in aims.items()
        for scope in scopes(aim, classes)
        for question in writer.of(node, scope)
    ]
    _see_patterns(ask, faults.patterns)
    _see_datatypes(ask, faults.datatypes)
    return found


def _see_patterns(ask: Ask, patterns: Iterable[tuple[str, str]]) -> None:
    """See that the store reads all regular expressions; one it does not read would never match.

    Raises:
        InputError: at one that it does not read.
    """
    for pattern, flags in sorted(patterns):
        given = ", ".join(written(Literal(one)) for one in (pattern, flags))
        (row,) = ask(f'SELECT (COALESCE(REGEX("", {given}), "no") AS ?read) WHERE {{}}').rows
        if getattr(row[0], "value", "no") == "no":
            raise InputError(f"shapes: the store does not read the pattern {pattern!r}; use another engine")


def _told(ask: Ask, question: Question) -> Iterator[Result]:
    answer = ask(question.query)
    names = [f"?{name}" for name in answer.columns]
    told = set[tuple[object, ...]]()
    for cells in answer.rows:
        row = {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
        if "?failure" in row:
            raise InputError("shapes: a query tells of a failure; mend the data or the shape")
        focus = row.get(question.focus, question.constant)
        assert focus is not None
        for telling in question.tellings:
            if not telling.when(row):
                continue
            if telling.once:
                key = (telling.component, *(row[name] for name in telling.once))
                if key in told:
                    continue
                told.add(key)
            yield _result(telling, row, focus)


def _result(telling: Telling, row: Row, focus: Term) -> Result:
    shape = telling.shape
    value = next((row[name] for name in telling.value if name in row), None)
    if value is None and "" in telling.value:
        value = focus
    path, told = telling.path, row.get(telling.path_column)
    if isinstance(told, NamedNode):
        path = Path("predicate", told.value)
    said = row.get("?message")
    if isinstance(said, Literal):
        messages: Sequence[str] = [said.value]
    else:
        messages = telling.messages or shape.messages or [f"{_kind(telling)} does not hold."]
    given = {} if value is None else {"?value": value}
    known = {**given, **row, "?this": focus, **{f"?{name}": term for name, term in telling.known.items()}}
    return Result(
        focus,
        value,
        path,
        shape.name,
        telling.component,
        shape.severity,
        tuple(sorted(_filled(text, known) for text in messages)),
    )


def _kind(telling: Telling) -> str:
    return telling.component.removeprefix(SH).removesuffix("ConstraintComponent")


def _see_datatypes(ask: Ask, datatypes: Iterable[str]) -> None:
    """See that the store tells datatypes apart; some hold every whole number as xsd:integer.

    Raises:
        InputError: at one that it does not hold as it is.
    """
    for datatype in sorted(datatypes):
        if not (text := sample(datatype)):
            continue
        given = written(Literal(text, datatype=NamedNode(datatype)))
        (row,) = ask(f"SELECT (DATATYPE({given}) AS ?held) WHERE {{}}").rows
        if row[0] != NamedNode(datatype):
            told = f"the store holds {datatype} as {getattr(row[0], 'value', 'nothing')}"
            raise InputError(f"shapes: {told}, so that sh:datatype cannot be judged; use another engine")


_BELOW = RDFS + "subClassOf"
_GAP = re.compile(r"\{[?$](\w+)\}")


def _filled(text: str, known: Mapping[str, Term]) -> str:
    """A message with its gaps filled (SHACL 5.3.2)."""

    def filled(gap: re.Match[str]) -> str:
        term = known.get(f"?{gap[1]}")
        return term.value if isinstance(term, NamedNode | BlankNode | Literal) else gap[0]

    return _GAP.sub(filled, text)
