"""Constraints that are queries themselves: sh:sparql (SHACL 5) and components of one's own (6)."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from laming_graph.check.compiled.query_text import QueryText
from laming_graph.check.compiled.question import EachFocus, Question, Telling
from laming_graph.check.compiled.scope import Scope
from laming_graph.check.compiled.shape import Constraint, Shape, messages
from laming_graph.check.compiled.shapes_graph import ShapesGraph
from laming_graph.check.compiled.term import Term, written
from laming_graph.model.errors import InputError
from laming_graph.namespaces import OWL

SHAPES = NamedNode("https://w3id.org/laming/id/graph/shapes")
"""What `$shapesGraph` is: a graph of this name, in a store that has the shapes."""


class Queried:
    """Writes the constraints that are queries.

    Args:
        graph: the shapes graph.
        has_shapes: whether the store has the shapes in the graph SHAPES.
    """

    def __init__(self, graph: ShapesGraph, *, has_shapes: bool) -> None:
        self._graph, self._has_shapes = graph, has_shapes

    def questions(
        self, one: Constraint, shape: Shape, scope: Scope, values: Scope, value: str
    ) -> Iterator[Question | EachFocus]:
        """The questions of a constraint on some focus nodes.

        Raises:
            InputError: if its query is none, or has what SHACL forbids.
        """
        if one.kind == "sparql":
            if not self._graph.true(one.value, "deactivated"):
                yield from self._selected(one.value, one.component, shape, scope, {})
            return
        known = self._parameters(one.value, shape)
        validator, is_ask = self._validator(one.value, shape)
        if not is_ask:
            yield from self._selected(validator, one.component, shape, scope, known)
            return
        test = self._asked(validator, shape, known, value, scope.focus)
        every = " ".join(dict.fromkeys((*scope.chain, scope.focus, value)))
        telling = Telling(
            shape, one.component, (value,), shape.path, messages=messages(self._graph, validator), known=known
        )
        query = f"SELECT DISTINCT {every} WHERE {{ {values.pattern} FILTER(!({test})) }}"
        yield Question(query, scope.focus, [telling], needs=values.needs)

    def fault(self, one: Constraint, shape: Shape, value: str, focus: str) -> str:
        """Whether a node violates such a constraint, as an expression for shapes in shapes.

        Raises:
            InputError: if its query cannot be a condition.
        """
        if one.kind == "sparql":
            if self._graph.true(one.value, "deactivated"):
                return "false"
            text = self._text(one.value, "select", shape)
            given = text.with_values(self._constants(text, shape, {}))
            return f"EXISTS {{ {_renamed(given, {'this': focus}).body()} }}"
        known = self._parameters(one.value, shape)
        validator, is_ask = self._validator(one.value, shape)
        if is_ask:
            return f"!({self._asked(validator, shape, known, value, focus)})"
        text = self._text(validator, "select", shape)
        given = text.with_values(self._constants(text, shape, known))
        return f"EXISTS {{ {_renamed(given, {'this': focus, 'value': value}).body()} }}"

    def _asked(self, validator: Term, shape: Shape, known: Mapping[str, Term], value: str, focus: str) -> str:
        text = self._text(validator, "ask", shape)
        given = text.with_values(self._constants(text, shape, known))
        return f"EXISTS {{ {_renamed(given, {'this': focus, 'value': value}).body()} }}"

    def _selected(
        self, node: Term, component: str, shape: Shape, scope: Scope, known: Mapping[str, Term]
    ) -> Iterator[Question | EachFocus]:
        text = self._text(node, "select", shape)
        given = text.with_values(self._constants(text, shape, known))
        said = messages(self._graph, node)

        def telling(focus: str) -> Telling:
            value = ("?value", focus) if shape.path is None else ("?value",)
            return Telling(
                shape, component, value, shape.path, path_column="?path", messages=said, known=known
            )

        def of_one(focus: Term) -> Question:
            whole = given.with_values({"this": written(focus)})
            return Question(whole.text(), "", [telling("")], focus)

        if scope.constants and not scope.chain:
            yield from map(of_one, scope.constants)
        elif given.joins():
            foci = f"{{ SELECT DISTINCT {scope.focus} WHERE {{ {scope.pattern} }} }}"
            pattern = scope.pattern if scope.is_single else foci
            query = given.joined(pattern, {"this": scope.focus})
            yield Question(query, scope.focus, [telling(scope.focus)], needs=scope.needs)
        else:
            yield EachFocus(f"SELECT DISTINCT {scope.focus} WHERE {{ {scope.pattern} }}", of_one, scope.needs)

    def _constants(self, text: QueryText, shape: Shape, known: Mapping[str, Term]) -> dict[str, str]:
        found = {name: written(term) for name, term in known.items()}
        if text.uses("currentShape"):
            found["currentShape"] = written(shape.node)
        if text.uses("shapesGraph"):
            if not self._has_shapes:
                raise InputError(
                    f"shapes: {shape.node} asks of $shapesGraph, which an endpoint does not have"
                )
            found["shapesGraph"] = written(SHAPES)
        return found

    def _text(self, node: Term, form: str, shape: Shape) -> QueryText:
        found = self._graph.value(node, form)
        if not isinstance(found, Literal):
            raise InputError(f"shapes: {node} has no sh:{form}; mend the constraint")
        path = "" if shape.path is None else shape.path.sparql()
        return QueryText(found.value, self._prefixes(node), path, f"the query of {node}")

    def _prefixes(self, node: Term) -> dict[str, str]:
        """The prefixes that a constraint may use, with those of what is imported (5.2.1)."""
        found: dict[str, str] = {}
        waiting, seen = self._graph.values(node, "prefixes"), set[Term]()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            waiting += self._graph.said(one).get(OWL + "imports", ())
            for declared in self._graph.values(one, "declare"):
                prefix, namespace = (self._graph.value(declared, name) for name in ("prefix", "namespace"))
                if not (isinstance(prefix, Literal) and isinstance(namespace, Literal)):
                    raise InputError(f"shapes: {one} declares a prefix without name or namespace; mend it")
                if found.setdefault(prefix.value, namespace.value) != namespace.value:
                    raise InputError(f"shapes: {node} has two namespaces for {prefix.value}:; keep one")
        return found

    def _parameters(self, component: Term, shape: Shape) -> dict[str, Term]:
        """Name of each parameter to the value that a shape gives it (6.2.1)."""
        found = {}
        for path, _ in self._graph.parameters(component):
            given = self._graph.said(shape.node).get(path.value, [])
            if len(given) > 1:
                raise InputError(f"shapes: {shape.node} has more than one {path}; this cannot be compiled")
            if given:
                found[path.value.replace("#", "/").rpartition("/")[2]] = given[0]
        return found

    def _validator(self, component: Term, shape: Shape) -> tuple[Term, bool]:
        """The validator for a shape, and whether it is an ASK (6.2.3).

        Raises:
            InputError: if there is none.
        """
        names = ["nodeValidator" if shape.path is None else "propertyValidator", "validator"]
        for name in names:
            for one in self._graph.values(component, name):
                if self._graph.values(one, "ask"):
                    return one, True
                if self._graph.values(one, "select") and name != "validator":
                    return one, False
        raise InputError(f"shapes: {component} has no validator in SPARQL that fits {shape.node}")


def _renamed(text: QueryText, names: Mapping[str, str]) -> QueryText:
    copy = object.__new__(QueryText)
    copy.words = [
        word._replace(text=names[word.variable]) if word.variable in names else word for word in text.words
    ]
    copy._place = text._place
    return copy
