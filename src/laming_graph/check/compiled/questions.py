"""The shapes as questions: which focus nodes violate what, in which value?"""

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode

from laming_graph.check.compiled.faults import Faults
from laming_graph.check.compiled.path import Path, some
from laming_graph.check.compiled.queried import Queried
from laming_graph.check.compiled.question import EachFocus, Need, Question, Telling
from laming_graph.check.compiled.scan import Lack, Part, Scan
from laming_graph.check.compiled.scope import Scope, select
from laming_graph.check.compiled.shape import OF_VALUES, Constraint, Shape
from laming_graph.check.compiled.shapes_graph import name_of
from laming_graph.check.compiled.term import Term, negated, same, written
from laming_graph.model.errors import InputError
from laming_graph.namespaces import RDF

_PAIRS = {"lessThan", "lessThanOrEquals"}


class Questions:
    """Writes the questions of shapes.

    Args:
        faults: writes constraints as expressions.
        queried: writes the constraints that are queries themselves.
        at_once: whether to ask many constraints in one scan. Some servers do not answer that.
    """

    def __init__(self, faults: Faults, queried: Queried, *, at_once: bool) -> None:
        self._faults, self._queried, self._at_once = faults, queried, at_once

    def of(
        self, node: Term, scope: Scope, above: tuple[Term, ...] = ()
    ) -> Iterator[Question | EachFocus | Scan | Lack]:
        """The questions of a shape on some focus nodes, and of the property shapes in it.

        Raises:
            InputError: if the shape cannot be compiled.
        """
        if node in above:
            raise InputError(f"shapes: {node} refers to itself, which SHACL leaves open; mend the shape")
        shape = self._faults.shape(node)
        if shape.deactivated:
            return
        value = scope.focus if shape.path is None else self._faults.fresh()
        values = scope if shape.path is None else scope.within(shape.path, value)
        together = [one for one in shape.constraints if self._fits_scan(one, shape)]
        if together:
            yield Scan(scope, values, shape.path, [self._part(one, shape, scope, value) for one in together])
        for one in shape.constraints:
            if one in together:
                continue
            if one.kind in _PAIRS:
                yield self._paired(one, shape, scope, values, value)
            elif one.kind in OF_VALUES:
                yield self._judged(one, shape, scope, values, value)
            elif one.kind == "property":
                yield from self.of(one.value, values, (*above, node))
            elif one.kind in {"sparql", "custom"}:
                yield from self._queried.questions(one, shape, scope, values, value)
            else:
                yield from getattr(self, f"_{one.kind}")(one, shape, scope, values, value)

    def _fits_scan(self, one: Constraint, shape: Shape) -> bool:
        """Whether a constraint can be asked in one scan of the values with others of its shape.

        More than one value is found by a look at the next; along a path of many steps that could
        mean a look from each value at all the others, so that these are counted by themselves.
        """
        if not self._at_once:
            return False
        if one.kind == "maxCount":
            return _number(one) < 2 and shape.path is not None and shape.path.is_step()
        return one.kind in OF_VALUES - _PAIRS

    def _part(self, one: Constraint, shape: Shape, scope: Scope, value: str) -> Part:
        """A constraint as part of a scan."""
        flag, telling = self._faults.fresh(), Telling(shape, one.component, path=shape.path)
        if one.kind == "maxCount":
            telling = telling._replace(once=(*scope.chain, scope.focus))
            if _number(one):
                return Part("several", self._another(scope.focus, shape, value), flag, telling)
            return Part("other", f"BOUND({value})", flag, telling)
        kind = "other" if one.kind == "disjoint" else "value"
        test = self._faults.fault(one, shape, value, scope.focus)
        return Part(kind, test, flag, telling._replace(value=(value,)))

    def _another(self, focus: str, shape: Shape, value: str) -> str:
        """Whether a focus node has another value besides this one."""
        assert shape.path is not None
        return some(focus, shape.path, self._faults.fresh, lambda other: f"!sameTerm({other}, {value})")

    def _judged(self, one: Constraint, shape: Shape, scope: Scope, values: Scope, value: str) -> Question:
        fault = self._faults.fault(one, shape, value, scope.focus)
        telling = Telling(shape, one.component, (value,), shape.path)
        return select(scope, f"{values.pattern} FILTER({fault})", [value], [telling], values.needs)

    def _paired(self, one: Constraint, shape: Shape, scope: Scope, values: Scope, value: str) -> Question:
        """Pairs of values in the wrong order, each a result (4.5.3, 4.5.4)."""
        other = self._faults.fresh()
        pattern = f"{values.pattern} {self._faults.unordered(one, value, scope.focus, other)}"
        telling = Telling(shape, one.component, (value,), shape.path)
        return select(scope, pattern, [value, other], [telling], values.needs)

    def _counted(
        self, one: Constraint, shape: Shape, scope: Scope, values: Scope, value: str
    ) -> Iterator[Question | Lack]:
        """Too few or too many values (4.2)."""
        assert shape.path is not None
        number, is_least = _number(one), one.kind == "minCount"
        telling = Telling(shape, one.component, path=shape.path)
        if is_least and number < 2:
            none = negated(some(scope.focus, shape.path, self._faults.fresh))
            if number and shape.path != scope.way:
                yield self._lacking(scope, none, telling)
            return
        wrong = f"COUNT(DISTINCT {value}) {'<' if is_least else '>'} {number}"
        pattern = self._counting(scope, shape.path, value, optional=is_least)
        yield _grouped(scope, pattern, wrong, [telling], scope.needs if is_least else values.needs)

    _minCount = _maxCount = _counted  # noqa: N815 (SHACL's names)

    def _lacking(self, scope: Scope, test: str, telling: Telling) -> Question | Lack:
        """What asks a test of the focus nodes alone."""
        if self._at_once:
            return Lack(scope, Part("other", test, self._faults.fresh(), telling))
        return select(scope, f"{scope.pattern} FILTER({test})", [], [telling])

    def _counting(self, scope: Scope, path: Path, value: str, test: str = "", *, optional: bool) -> str:
        reached = f"{scope.reaching(path, value)}{f' FILTER({test})' if test else ''}"
        return f"{scope.pattern} {f'OPTIONAL {{ {reached} }}' if optional else reached}"

    def _qualified(
        self, one: Constraint, shape: Shape, scope: Scope, values: Scope, value: str
    ) -> Iterator[Question]:
        """Too few or too many values that conform to a shape (4.7.3)."""
        number, is_least = _number(one), one.kind == "qualifiedMinCount"
        test = self._faults.qualified(shape)(value)
        if shape.path is None:
            fault = self._faults.of_itself(number, test, is_least=is_least)
            yield select(scope, f"{scope.pattern} FILTER({fault})", [], [Telling(shape, one.component)])
            return
        wrong = f"COUNT(DISTINCT {value}) {'<' if is_least else '>'} {number}"
        pattern = self._counting(scope, shape.path, value, test, optional=is_least)
        telling = Telling(shape, one.component, path=shape.path)
        yield _grouped(scope, pattern, wrong, [telling], scope.needs if is_least else values.needs)

    _qualifiedMinCount = _qualifiedMaxCount = _qualified  # noqa: N815 (SHACL's names)

    def _uniqueLang(  # noqa: N802 (4.4.5)
        self, one: Constraint, shape: Shape, scope: Scope, values: Scope, value: str
    ) -> Iterator[Question]:
        language = self._faults.fresh()
        pattern = f'{values.pattern} FILTER(LANG({value}) != "") BIND(LCASE(LANG({value})) AS {language})'
        telling = Telling(shape, one.component, path=shape.path)
        wrong = f"COUNT(DISTINCT {value}) > 1"
        yield _grouped(scope, pattern, wrong, [telling], values.needs, language)

    def _hasValue(  # noqa: N802 (4.8.2)
        self, one: Constraint, shape: Shape, scope: Scope, values: Scope, value: str
    ) -> Iterator[Question | Lack]:
        is_kind = shape.path == Path("predicate", RDF + "type") and isinstance(one.value, NamedNode)
        if is_kind and name_of(one.value) == scope.kind:
            return
        if shape.path is None:
            has = same(scope.focus, one.value)
        elif isinstance(one.value, Literal) and shape.path.kind != "predicate":
            has = some(scope.focus, shape.path, self._faults.fresh, lambda end: same(end, one.value))
        else:
            has = some(scope.focus, shape.path, self._faults.fresh, end=written(one.value))
        telling = Telling(shape, one.component, path=shape.path)
        yield self._lacking(scope, negated(has), telling)

    def _equals(
        self, one: Constraint, shape: Shape, scope: Scope, values: Scope, value: str
    ) -> Iterator[Question]:
        """Values of either side that the other lacks (4.5.1)."""
        if not isinstance(one.value, NamedNode):
            raise InputError(f"shapes: sh:equals of {shape.node} is no IRI; mend the shape")
        telling = Telling(shape, one.component, (value,), shape.path)
        lacking = f"NOT EXISTS {{ {scope.focus} {one.value} {value} }}"
        yield select(scope, f"{values.pattern} FILTER({lacking})", [value], [telling], values.needs)
        other = self._faults.fresh()
        if shape.path is None:
            back = f"sameTerm({scope.focus}, {other})"
        else:
            back = some(scope.focus, shape.path, self._faults.fresh, end=other)
        pattern = f"{scope.pattern} {scope.focus} {one.value} {other} . FILTER({negated(back)})"
        yield select(scope, pattern, [other], [telling._replace(value=(other,))])

    def _closed(
        self, one: Constraint, shape: Shape, scope: Scope, values: Scope, value: str
    ) -> Iterator[Question]:
        """Properties that a closed shape does not have (4.8.1)."""
        path, end = self._faults.fresh(), self._faults.fresh()
        outside = self._faults.outside(shape, path, end)
        telling = Telling(shape, one.component, (end,), path_column=path)
        yield select(scope, f"{values.pattern} {value} {outside}", [path, end], [telling], values.needs)


def _grouped(
    scope: Scope,
    pattern: str,
    wrong: str,
    tellings: Sequence[Telling],
    needs: tuple[Need, ...],
    by: str = "",
) -> Question:
    foci = scope.columns()
    query = f"SELECT {foci} WHERE {{ {pattern} }} GROUP BY {f'{foci} {by}'.rstrip()} HAVING({wrong})"
    return Question(query, scope.focus, tellings, needs=needs)


def _number(one: Constraint) -> int:
    if not isinstance(one.value, Literal) or not one.value.value.lstrip("+").isdecimal():
        raise InputError(f"shapes: sh:{one.kind} is {one.value}, no whole number; mend the shape")
    return int(one.value.value)
