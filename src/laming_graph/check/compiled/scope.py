"""Where focus nodes come from, as a pattern of SPARQL."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from laming_graph.check.compiled.path import Path
from laming_graph.check.compiled.question import CLASS, PROPERTY, Need, Question, Telling
from laming_graph.check.compiled.shape import Target
from laming_graph.check.compiled.term import Term, any_of, same, written
from laming_graph.model.errors import InputError
from laming_graph.namespaces import RDF


class Scope(NamedTuple):
    """Focus nodes.

    Attributes:
        pattern: what binds them.
        focus: the variable they are bound to.
        chain: variables of the focus nodes above, where a property shape is part of another.
        constants: the focus nodes themselves, where the shapes name them.
        is_single: whether the pattern gives each focus node once.
        alone: focus nodes that may be in no triple.
        way: the path whose values the pattern finds already, since to have some is the target.
        needs: what must be there for there to be focus nodes.
        kind: a class that each of them is said to be an instance of, or "".
        repeats: whether the pattern is likely to give a focus node many times.
    """

    pattern: str
    focus: str = "?this"
    chain: tuple[str, ...] = ()
    constants: tuple[Term, ...] = ()
    is_single: bool = False
    alone: tuple[Term, ...] = ()
    way: Path | None = None
    needs: tuple[Need, ...] = ()
    kind: str = ""
    repeats: bool = False

    def columns(self) -> str:
        """All its variables, as a list of columns."""
        return " ".join((*self.chain, self.focus))

    def once(self) -> str:
        """The pattern; where it repeats focus nodes, so that each is given once.

        They are grouped, as the embedded store moves filters into a SELECT DISTINCT.
        """
        if not self.repeats:
            return self.pattern
        return f"{{ SELECT {self.focus} WHERE {{ {self.pattern} }} GROUP BY {self.focus} }}"

    def within(self, path: Path, variable: str) -> "Scope":
        """The values of a path as focus nodes of their own."""
        starts = path.parts[0] if path.kind == "sequence" else path
        found = "" if starts == self.way else f"{self.pattern} "
        pattern = f"{found}{self.reaching(path, variable)}"
        alone = self.alone if path.may_stay() else ()
        needs = (*self.needs, *path.needs())
        return Scope(pattern, variable, (*self.chain, self.focus), alone=alone, needs=needs)

    def reaching(self, path: Path, variable: str) -> str:
        """A pattern: a path leads from the focus node to a value.

        A path of no steps leads from a node to itself, also from one that the shapes name and no
        triple has. SPARQL knows of nodes in triples only, so that those are added.
        """
        pattern = reaching(self.focus, path, variable)
        if not self.alone or not path.may_stay():
            return pattern
        pairs = " ".join(f"({written(node)} {written(node)})" for node in self.alone)
        return f"{{ {pattern} }} UNION {{ VALUES ({self.focus} {variable}) {{ {pairs} }} }}"


def reaching(start: str, path: Path, end: str) -> str:
    """A pattern: a path leads from one variable to another."""
    if path.kind == "inverse":
        if path.is_step():
            return f"{end} {path.parts[0].sparql()} {start} ."
        # Walked from the start, so that a path of no steps holds of a start that no triple has.
        return reaching(start, path.parts[0].turned(), end)
    return f"{start} {path.sparql()} {end} ."


def select(
    scope: Scope,
    pattern: str,
    columns: Iterable[str],
    tellings: Sequence[Telling],
    needs: tuple[Need, ...] | None = None,
) -> Question:
    """A question for focus nodes and those above.

    Args:
        scope: the focus nodes.
        pattern: what is at fault.
        columns: what more is asked for.
        tellings: what rows tell.
        needs: what must be there; without it, what the focus nodes need.
    """
    every = " ".join(dict.fromkeys((*scope.chain, scope.focus, *columns)))
    query = f"SELECT DISTINCT {every} WHERE {{ {pattern} }}"
    return Question(query, scope.focus, tellings, needs=scope.needs if needs is None else needs)


def scopes(found: Sequence[Target], classes: Mapping[str, Sequence[str]]) -> list[Scope]:
    """The focus nodes of some targets (SHACL 2.1.3): a scope for each, and no node in two.

    Raises:
        InputError: at a target that is no IRI where only an IRI can be one.
    """
    nodes = tuple(one.value for one in found if one.kind == "targetNode")
    made: list[Scope] = []
    elsewhere: list[str] = []
    if nodes:
        values = " ".join(map(written, nodes))
        made.append(Scope(f"VALUES ?this {{ {values} }}", constants=nodes, alone=nodes))
        elsewhere.append(any_of(same("?this", node) for node in nodes))
    for number, one in enumerate(found):
        if one.kind == "targetNode":
            continue
        if not isinstance(one.value, NamedNode):
            raise InputError(f"shapes: sh:{one.kind} is {one.value}, no IRI; mend the shape")
        pattern, is_single = _pattern(one.kind, one.value, classes, f"?v__target{number}")
        barred = f" FILTER(!({any_of(elsewhere)}))" if elsewhere else ""
        way = None if barred else _way(one.kind, one.value)
        made.append(
            Scope(
                pattern + barred,
                is_single=is_single,
                way=way,
                needs=_needs(one.kind, one.value, classes),
                kind=one.value.value if is_single else "",
                repeats=one.kind == "targetObjectsOf",
            )
        )
        elsewhere.append(f"EXISTS {{ {pattern} }}")
    return made


def _way(kind: str, value: NamedNode) -> Path | None:
    """The path that every focus node of a target has."""
    step = Path("predicate", value.value)
    return {"targetSubjectsOf": step, "targetObjectsOf": step.turned()}.get(kind)


def _needs(kind: str, value: NamedNode, classes: Mapping[str, Sequence[str]]) -> tuple[Need, ...]:
    """What must be there for a target to have focus nodes."""
    if kind == "targetClass":
        return (frozenset((CLASS, name) for name in classes[value.value]),)
    return (frozenset({(PROPERTY, value.value)}),)


def _pattern(
    kind: str, value: NamedNode, classes: Mapping[str, Sequence[str]], other: str
) -> tuple[str, bool]:
    """What binds focus nodes, and whether it gives each once."""
    if kind == "targetSubjectsOf":
        return f"?this {value} {other} .", False
    if kind == "targetObjectsOf":
        return f"{other} {value} ?this .", False
    found = classes[value.value]
    if len(found) == 1:
        return f"?this <{RDF}type> {value} .", True
    values = " ".join(f"<{name}>" for name in found)
    return f"VALUES {other} {{ {values} }} ?this <{RDF}type> {other} .", False
