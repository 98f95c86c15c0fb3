"""Constraints as expressions: does this value violate, does this node conform?

An expression stands where its variable is bound, and is never an error: it is true or false.
Nested shapes become expressions within expressions, so that a whole shape is one condition on one
node, and engines can walk from that node.
"""

from collections.abc import Callable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from laming_graph.check.compiled.lexical import well_formed
from laming_graph.check.compiled.path import Path, some
from laming_graph.check.compiled.shape import OF_VALUES, Constraint, Shape, parse_shape
from laming_graph.check.compiled.shapes_graph import ShapesGraph
from laming_graph.check.compiled.term import Term, all_of, any_of, negated, one_of, same, written
from laming_graph.model.errors import InputError
from laming_graph.namespaces import RDF, SH, XSD

MOST_TOLD_APART = 6
"""How many values of a nested shape are told apart; more would make a query too large to answer."""

_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "(isBlank({0}) || isIRI({0}))",
    "BlankNodeOrLiteral": "(isBlank({0}) || isLiteral({0}))",
    "IRIOrLiteral": "(isIRI({0}) || isLiteral({0}))",
}
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
_LIMITS = {"minExclusive": ">", "minInclusive": ">=", "maxExclusive": "<", "maxInclusive": "<="}
Nested = Callable[[Constraint, Shape, str, str], str]
"""Of a constraint that is a query: the test whether a value violates it."""


class Faults:
    """Writes constraints as expressions.

    Args:
        graph: the shapes graph.
        classes: each class that shapes name, with those that count as it.
        queried: writes the constraints that are queries themselves.
    """

    def __init__(
        self, graph: ShapesGraph, classes: Mapping[str, Sequence[str]], queried: Nested | None = None
    ) -> None:
        self.graph, self._classes, self._queried = graph, classes, queried
        self._shapes: dict[Term, Shape] = {}
        self._above: list[Term] = []
        self._number = 0
        self.patterns: set[tuple[str, str]] = set()
        self.datatypes: set[str] = set()

    def fresh(self) -> str:
        """A variable that no expression has yet."""
        self._number += 1
        return f"?v__{self._number}"

    def shape(self, node: Term) -> Shape:
        """A shape, read once."""
        if node not in self._shapes:
            self._shapes[node] = parse_shape(self.graph, node)
        return self._shapes[node]

    def fault(self, one: Constraint, shape: Shape, value: str, focus: str) -> str:
        """Whether a value violates a constraint that judges single values.

        Args:
            one: the constraint, of a kind in OF_VALUES.
            shape: whose it is.
            value: variable of the value.
            focus: variable of the focus node.
        """
        wanted = one.value
        kind = one.kind
        if kind in _LIMITS:  # 4.3
            # Virtuoso compares anything with a number, so that it is asked for numbers first.
            number = isinstance(wanted, Literal) and wanted.datatype.value in _NUMBERS
            like = f"isNumeric({value})" if number else f"isLiteral({value})"
            return f"!COALESCE({like} && {value} {_LIMITS[kind]} {written(wanted)}, false)"
        if kind in {"lessThan", "lessThanOrEquals"}:  # 4.5.3, 4.5.4
            return f"EXISTS {{ {self.unordered(one, value, focus, self.fresh())} }}"
        if kind == "disjoint":  # 4.5.2
            return f"EXISTS {{ {focus} {_iri(wanted)} {value} }}"
        if kind in {"minLength", "maxLength"}:  # 4.4.1, 4.4.2
            limit = f"STRLEN(STR({value})) {'<' if kind == 'minLength' else '>'} {_whole(wanted)}"
            return f"(isBlank({value}) || {limit})"
        return getattr(self, f"_{kind}")(wanted, shape, value)  # type: ignore[no-any-return]

    def unordered(self, one: Constraint, value: str, focus: str, other: str) -> str:
        """A pattern: another value that should be greater than a value, and is not (4.5.3, 4.5.4)."""
        than = "<" if one.kind == "lessThan" else "<="
        return f"{focus} {_iri(one.value)} {other} FILTER(!COALESCE({value} {than} {other}, false))"

    def conforms(self, node: Term, value: str) -> str:
        """Whether a node conforms to a shape (SHACL 3.4.2).

        Raises:
            InputError: if the shape is recursive, or a constraint of it cannot be nested.
        """
        shape = self.shape(node)
        if shape.deactivated:
            return "true"
        if node in self._above:
            raise InputError(f"shapes: {node} refers to itself, which SHACL leaves open; mend the shape")
        self._above.append(node)
        try:
            return all_of(self._holds(one, shape, value) for one in shape.constraints)
        finally:
            self._above.pop()

    def _holds(self, one: Constraint, shape: Shape, node: str) -> str:
        """Whether a node as focus node meets a constraint of a shape."""
        path = shape.path

        def none(fault: Callable[[str], str]) -> str:
            """No value of the shape is at fault."""
            return negated(fault(node)) if path is None else negated(some(node, path, self.fresh, fault))

        if one.kind in OF_VALUES:
            return none(lambda value: self.fault(one, shape, value, node))
        if one.kind == "property":
            return none(lambda value: negated(self.conforms(one.value, value)))
        if one.kind == "closed":
            return none(lambda value: self._open(shape, value))
        if one.kind == "hasValue":
            return same(node, one.value) if path is None else self._reaches(node, path, one.value)
        if one.kind == "equals":
            other, end = _iri(one.value), self.fresh()
            missing = none(lambda value: f"NOT EXISTS {{ {node} {other} {value} }}")
            back = f"sameTerm({node}, {end})" if path is None else some(node, path, self.fresh, end=end)
            return f"({missing} && NOT EXISTS {{ {node} {other} {end} FILTER({negated(back)}) }})"
        if one.kind in {"sparql", "custom"}:
            if self._queried is None:
                raise InputError(f"shapes: sh:{one.kind} of {shape.node} cannot be compiled there")
            queried = self._queried
            if one.kind == "sparql":
                return negated(queried(one, shape, node, node))
            return none(lambda value: queried(one, shape, value, node))
        if path is None:
            test = self.qualified(shape)(node)
            is_least = one.kind == "qualifiedMinCount"
            return negated(self.of_itself(int(_whole(one.value)), test, is_least=is_least))
        return self._counted(one, shape, node, path)

    def _counted(self, one: Constraint, shape: Shape, node: str, path: Path) -> str:
        """Whether a node has not too few or too many values."""
        if one.kind == "uniqueLang":  # 4.4.5
            return negated(
                some(node, path, self.fresh, lambda a: some(node, path, self.fresh, lambda b: _alike(a, b)))
            )
        test = self.qualified(shape) if one.kind.startswith("qualified") else lambda value: "true"
        number = int(_whole(one.value))
        if one.kind in {"minCount", "qualifiedMinCount"}:
            return "true" if number == 0 else self._several(node, path, number, test, one)
        return negated(self._several(node, path, number + 1, test, one))

    def _several(
        self, node: str, path: Path, number: int, test: Callable[[str], str], one: Constraint
    ) -> str:
        """Whether a node has at least so many different values that pass a test."""
        if number > MOST_TOLD_APART:
            raise InputError(
                f"shapes: sh:{one.kind} {_whole(one.value)} inside another shape cannot be compiled; "
                f"{MOST_TOLD_APART} values are told apart there; use another engine"
            )

        def further(before: tuple[str, ...]) -> str:
            def this_too(value: str) -> str:
                tests = [*(f"!sameTerm({value}, {other})" for other in before), test(value)]
                if len(before) + 1 < number:
                    tests.append(further((*before, value)))
                return all_of(one for one in tests if one != "true")

            return some(node, path, self.fresh, this_too)

        return further(())

    def qualified(self, shape: Shape) -> Callable[[str], str]:
        """The test whether a value counts for sh:qualifiedMinCount and sh:qualifiedMaxCount (4.7.3)."""
        wanted = self.graph.value(shape.node, "qualifiedValueShape")
        if wanted is None:
            raise InputError(f"shapes: {shape.node} has no sh:qualifiedValueShape; mend the shape")
        apart: list[Term] = []
        if self.graph.true(shape.node, "qualifiedValueShapesDisjoint"):
            for parent in self.graph.having("property", shape.node):
                for sibling in self.graph.values(parent, "property"):
                    apart += self.graph.values(sibling, "qualifiedValueShape")
        siblings = [one for one in dict.fromkeys(apart) if one != wanted]
        return lambda value: all_of(
            [self.conforms(wanted, value), *(negated(self.conforms(one, value)) for one in siblings)]
        )

    @staticmethod
    def of_itself(number: int, test: str, *, is_least: bool) -> str:
        """Whether too few or too many of one value, the focus node itself, pass a test."""
        counted = f"IF({test}, 1, 0)"
        return f"{counted} {'<' if is_least else '>'} {number}"

    def _reaches(self, node: str, path: Path, end: Term) -> str:
        if isinstance(end, Literal) and path.kind != "predicate":
            # No pattern can begin at a literal, as one that is walked backwards would.
            return some(node, path, self.fresh, lambda value: same(value, end))
        return some(node, path, self.fresh, end=written(end))

    def _open(self, shape: Shape, value: str) -> str:
        return f"EXISTS {{ {value} {self.outside(shape)} }}"

    def outside(self, shape: Shape, path: str = "", end: str = "") -> str:
        """The rest of a pattern: a property that a closed shape does not have, and its value (4.8.1)."""
        path, end = path or self.fresh(), end or self.fresh()
        allowed = [
            at
            for part in self.graph.values(shape.node, "property")
            if isinstance(at := self.graph.value(part, "path"), NamedNode)
        ]
        ignored = self.graph.value(shape.node, "ignoredProperties")
        allowed += [] if ignored is None else self.graph.items(ignored)  # type: ignore[arg-type]
        return f"{path} {end} FILTER(!({one_of(path, allowed)}))"

    def _class(self, wanted: Term, shape: Shape, value: str) -> str:  # 4.1.1
        found = self._classes[_iri(wanted)[1:-1]]
        if len(found) == 1:
            return f"NOT EXISTS {{ {value} <{RDF}type> {wanted} }}"
        kind = self.fresh()
        return f"NOT EXISTS {{ {value} <{RDF}type> {kind} FILTER({one_of(kind, map(NamedNode, found))}) }}"

    def _datatype(self, wanted: Term, shape: Shape, value: str) -> str:  # 4.1.2
        self.datatypes.add(_iri(wanted)[1:-1])
        tests = [f"isLiteral({value})", f"DATATYPE({value}) = {_iri(wanted)}"]
        form = well_formed(value, _iri(wanted)[1:-1])
        return f"!({' && '.join([*tests, *([] if form == 'true' else [form])])})"

    def _nodeKind(self, wanted: Term, shape: Shape, value: str) -> str:  # noqa: N802 (4.1.3)
        name = _iri(wanted)[1:-1].removeprefix(SH)
        if name not in _KINDS:
            raise InputError(f"shapes: sh:nodeKind {wanted} is none; mend the shape")
        return f"!{_KINDS[name].format(value)}"

    def _pattern(self, wanted: Term, shape: Shape, value: str) -> str:  # 4.4.3
        flags = self.graph.value(shape.node, "flags")
        pattern = _text(wanted)
        self.patterns.add((pattern, "" if flags is None else _text(flags)))
        more = "" if flags is None else f", {written(Literal(_text(flags)))}"
        return f"(isBlank({value}) || !REGEX(STR({value}), {written(Literal(pattern))}{more}))"

    def _languageIn(self, wanted: Term, shape: Shape, value: str) -> str:  # noqa: N802 (4.4.4)
        tags = (written(Literal(_text(one))) for one in self.graph.items(wanted))
        found = any_of(f"LANGMATCHES(LANG({value}), {tag})" for tag in tags)
        return f"!(isLiteral({value}) && {found})"

    def _not(self, wanted: Term, shape: Shape, value: str) -> str:  # 4.6.1
        return self.conforms(wanted, value)

    def _and(self, wanted: Term, shape: Shape, value: str) -> str:  # 4.6.2
        return any_of(negated(self.conforms(one, value)) for one in self.graph.items(wanted))

    def _or(self, wanted: Term, shape: Shape, value: str) -> str:  # 4.6.3
        return all_of(negated(self.conforms(one, value)) for one in self.graph.items(wanted))

    def _xone(self, wanted: Term, shape: Shape, value: str) -> str:  # 4.6.4
        tests = [self.conforms(one, value) for one in self.graph.items(wanted)]
        alone = (
            all_of([test, *(negated(other) for other in tests[:at] + tests[at + 1 :])])
            for at, test in enumerate(tests)
        )
        return negated(any_of(alone))

    def _node(self, wanted: Term, shape: Shape, value: str) -> str:  # 4.7.1
        if self.shape(wanted).path is not None:
            raise InputError(f"shapes: sh:node of {shape.node} is a property shape; write sh:property")
        return negated(self.conforms(wanted, value))

    def _in(self, wanted: Term, shape: Shape, value: str) -> str:  # 4.8.3
        return f"!({one_of(value, self.graph.items(wanted))})"


def _alike(one: str, other: str) -> str:
    return f'(!sameTerm({one}, {other}) && LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({other})))'


def _iri(term: Term) -> str:
    if not isinstance(term, NamedNode):
        raise InputError(f"shapes: {term} stands where an IRI must; mend the shape")
    return str(term)


def _text(term: Term) -> str:
    if not isinstance(term, Literal):
        raise InputError(f"shapes: {term} stands where text must; mend the shape")
    return term.value


def _whole(term: Term) -> str:
    if not isinstance(term, Literal) or not term.value.lstrip("+").isdecimal():
        raise InputError(f"shapes: {term} stands where a whole number must; mend the shape")
    return term.value.lstrip("+")
