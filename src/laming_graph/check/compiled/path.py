"""Property paths (SHACL 2.3.1): read from shapes, written for SPARQL, Turtle and people."""

from collections.abc import Callable
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode

from laming_graph.check.compiled.shapes_graph import ShapesGraph
from laming_graph.check.compiled.term import Term, any_of
from laming_graph.model.errors import InputError
from laming_graph.namespaces import RDF, SH

_REPEATS = {"zeroOrMore": "*", "oneOrMore": "+", "zeroOrOne": "?"}
_KINDS = ("inverse", "alternative", *_REPEATS)


class Path(NamedTuple):
    """A path.

    Attributes:
        kind: predicate, inverse, sequence, alternative, or a key of _REPEATS.
        iri: of a predicate, else "".
        parts: of any other kind.
    """

    kind: str
    iri: str = ""
    parts: tuple["Path", ...] = ()

    def sparql(self) -> str:
        """As SPARQL writes it (SHACL 2.3.2)."""
        if self.kind == "predicate":
            return f"<{self.iri}>"
        inner = [part._bracketed() for part in self.parts]
        if self.kind == "sequence":
            return "/".join(inner)
        if self.kind == "alternative":
            return "(" + "|".join(part.sparql() for part in self.parts) + ")"
        return f"^{inner[0]}" if self.kind == "inverse" else inner[0] + _REPEATS[self.kind]

    def _bracketed(self) -> str:
        return self.sparql() if self.kind in {"predicate", "alternative"} else f"({self.sparql()})"

    def told(self) -> str:
        """As findings tell it: a lone property as its bare IRI."""
        if self.kind == "predicate":
            return self.iri
        return self._told()

    def _told(self) -> str:
        if self.kind == "predicate":
            return f"<{self.iri}>"
        if self.kind == "alternative":
            return "(" + "|".join(part._told() for part in self.parts) + ")"

        def bracketed(part: "Path") -> str:
            return f"({part._told()})" if part._is_broad() else part._told()

        inner = list(map(bracketed, self.parts))
        if self.kind == "sequence":
            return "/".join(inner)
        return f"^{inner[0]}" if self.kind == "inverse" else inner[0] + _REPEATS[self.kind]

    def _is_broad(self) -> bool:
        """Whether it has a sequence or a choice somewhere in it."""
        return self.kind in {"sequence", "alternative"} or any(part._is_broad() for part in self.parts)

    def turtle(self) -> str:
        """As Turtle writes it."""
        if self.kind == "predicate":
            return f"<{self.iri}>"
        members = f"( {' '.join(part.turtle() for part in self.parts)} )"
        if self.kind == "sequence":
            return members
        inner = members if self.kind == "alternative" else self.parts[0].turtle()
        return f"[ <{SH}{self.kind}Path> {inner} ]"

    def is_step(self) -> bool:
        """Whether it is one property, walked either way."""
        return self.kind == "predicate" or (self.kind == "inverse" and self.parts[0].kind == "predicate")

    def may_stay(self) -> bool:
        """Whether it leads from a node to itself without a step."""
        if self.kind in {"predicate", "zeroOrMore", "zeroOrOne"}:
            return self.kind != "predicate"
        return (any if self.kind == "alternative" else all)(part.may_stay() for part in self.parts)

    def needs(self) -> tuple[frozenset[tuple[str, str]], ...]:
        """The properties without which it leads from no node to any."""
        if self.kind == "predicate":
            return (frozenset({("property", self.iri)}),)
        if self.kind in {"inverse", "sequence", "oneOrMore"}:
            return tuple(need for part in self.parts for need in part.needs())
        return ()

    def turned(self) -> "Path":
        """The same path walked backwards."""
        if self.kind == "predicate":
            return Path("inverse", parts=(self,))
        if self.kind == "inverse":
            return self.parts[0]
        parts = [part.turned() for part in self.parts]
        return Path(self.kind, parts=tuple(parts[::-1] if self.kind == "sequence" else parts))


def some(
    start: str,
    path: Path,
    fresh: Callable[[], str],
    test: Callable[[str], str] = lambda value: "true",
    end: str = "",
) -> str:
    """An expression: does a path lead from a node to a value that passes a test?

    Each step is an EXISTS of its own within that of the step before. Engines walk these from the
    node; of a whole sequence in one EXISTS, the embedded store makes a join over all the data.

    Args:
        start: the node, a variable that is bound where the expression stands.
        path: the path.
        fresh: gives a name that no variable has yet.
        test: an expression on a value, of its variable.
        end: a variable or term that the value must be, in place of any.
    """
    if path.kind == "inverse" and path.parts[0].kind != "predicate":
        return some(start, path.parts[0].turned(), fresh, test, end)
    if path.kind == "sequence":
        first, rest = path.parts[0], path.parts[1:]
        then = rest[0] if len(rest) == 1 else Path("sequence", parts=rest)
        return some(start, first, fresh, lambda value: some(value, then, fresh, test, end))
    if path.kind == "alternative":
        return any_of(some(start, part, fresh, test, end) for part in path.parts)
    if path.kind in {"zeroOrMore", "zeroOrOne"}:
        here = f"sameTerm({start}, {end})" if end else test(start)
        onwards = path.parts[0] if path.kind == "zeroOrOne" else Path("oneOrMore", parts=path.parts)
        return any_of([here, some(start, onwards, fresh, test, end)])
    value = end or fresh()
    asked = "" if end else test(value)
    filtered = f" FILTER({asked})" if asked not in {"", "true"} else ""
    if path.kind == "inverse":
        return f"EXISTS {{ {value} {path.parts[0].sparql()} {start}{filtered} }}"
    return f"EXISTS {{ {start} {path.sparql()} {value}{filtered} }}"


def parse_path(graph: ShapesGraph, node: Term, above: tuple[Term, ...] = ()) -> Path:
    """The path that a node of the shapes graph describes.

    Raises:
        InputError: if it describes none (SHACL 2.3.1).
    """
    if isinstance(node, NamedNode):
        return Path("predicate", node.value)
    if not isinstance(node, BlankNode) or node in above:
        raise InputError(f"shapes: {node} is no path; mend the shape")
    above = (*above, node)

    def members(head: Term) -> tuple[Path, ...]:
        found = tuple(parse_path(graph, one, above) for one in graph.items(head))
        if len(found) < 2:
            raise InputError("shapes: a path of fewer than two members; mend the shape")
        return found

    if RDF + "first" in graph.said(node):
        return Path("sequence", parts=members(node))
    kinds = [kind for kind in _KINDS if graph.values(node, f"{kind}Path")]
    if len(kinds) != 1:
        raise InputError(f"shapes: {node} is no path; mend the shape")
    inner = graph.value(node, f"{kinds[0]}Path")
    assert inner is not None
    if kinds[0] == "alternative":
        return Path("alternative", parts=members(inner))
    return Path(kinds[0], parts=(parse_path(graph, inner, above),))
