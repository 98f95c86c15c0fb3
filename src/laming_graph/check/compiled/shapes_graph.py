"""The shapes graph, looked up by node and property."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from laming_graph.check.compiled.term import Term
from laming_graph.model.errors import InputError
from laming_graph.namespaces import RDF, RDFS, SH

_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", RDF + "nil"


class ShapesGraph:
    """What the triples of shapes say.

    Args:
        triples: the shapes, with the ontology if that tells classes.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._said: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._saying: dict[tuple[str, Term], list[Term]] = defaultdict(list)
        self._components: list[Term] | None = None
        for subject, predicate, value in dict.fromkeys(triples):
            name = predicate.value
            self._said[subject][name].append(value)
            if name.startswith(SH):
                self._saying[name, value].append(subject)

    def nodes(self) -> Iterable[Term]:
        """Every node of which something is said."""
        return list(self._said)

    def said(self, node: Term) -> dict[str, list[Term]]:
        """Property to values of a node."""
        return self._said.get(node, {})

    def values(self, node: Term, name: str) -> list[Term]:
        """The values of a property of SHACL, in the order of the file."""
        return list(self.said(node).get(SH + name, ()))

    def value(self, node: Term, name: str) -> Term | None:
        """The one value of a property of SHACL.

        Raises:
            InputError: if there are several.
        """
        found = self.values(node, name)
        if len(found) > 1:
            raise InputError(f"shapes: {node} has more than one sh:{name}; keep one")
        return found[0] if found else None

    def having(self, name: str, value: Term) -> list[Term]:
        """The nodes that have a value of a property of SHACL."""
        return self._saying.get((SH + name, value), [])

    def true(self, node: Term, name: str) -> bool:
        """Whether a property is `true`; no other spelling counts, as the test suite has it."""
        return any(isinstance(one, Literal) and one.value == "true" for one in self.values(node, name))

    def number(self, node: Term, name: str) -> int | None:
        """The whole number that a property has.

        Raises:
            InputError: if it is none.
        """
        found = self.value(node, name)
        if found is None:
            return None
        if not isinstance(found, Literal) or not found.value.lstrip("+").isdecimal():
            raise InputError(f"shapes: sh:{name} of {node} is no whole number; mend the shape")
        return int(found.value)

    def items(self, head: Term) -> list[Term]:
        """The members of a list.

        Raises:
            InputError: if it is not well formed.
        """
        found: list[Term] = []
        seen = set()
        while head != NamedNode(_NIL):
            first, rest = (self.said(head).get(name, []) for name in (_FIRST, _REST))
            if head in seen or len(first) != 1 or len(rest) != 1:
                raise InputError(f"shapes: {head} is no well-formed list; mend the shape")
            seen.add(head)
            found += first
            head = rest[0]
        return found

    def components(self) -> list[Term]:
        """The constraint components that are described here (SHACL 6.2)."""
        if self._components is None:
            kind = SH + "ConstraintComponent"
            self._components = [one for one in self._said if self.is_a(one, kind)]
        return self._components

    def parameters(self, component: Term) -> list[tuple[NamedNode, bool]]:
        """The parameters of a component, each with whether it may be left out (SHACL 6.2.1).

        Raises:
            InputError: if one has no IRI as its path.
        """
        found = []
        for one in self.values(component, "parameter"):
            path = self.value(one, "path")
            if not isinstance(path, NamedNode):
                raise InputError(f"shapes: a parameter of {component} has no property; mend the component")
            found.append((path, self.true(one, "optional")))
        return found

    def is_a(self, node: Term, *classes: str) -> bool:
        """Whether a node is an instance of one of some classes, as the shapes graph tells subclasses."""
        waiting, seen = list(self.said(node).get(RDF + "type", ())), set[Term]()
        while waiting:
            kind = waiting.pop()
            if isinstance(kind, NamedNode) and kind.value in classes:
                return True
            if kind not in seen:
                seen.add(kind)
                waiting += self.said(kind).get(RDFS + "subClassOf", ())
        return False


def name_of(node: Term) -> str:
    """A node as findings name it: an IRI, or the label of a node without one."""
    assert isinstance(node, NamedNode | BlankNode | Literal)
    return node.value
