"""Turtle files read for a reference page: what they say of a name, and in which order they name things."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple, parse
from pyoxigraph import Literal as Text

from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES, PREFIXES, RDF, SH

Node = NamedNode | BlankNode | Text | Triple
_MORE = {"lsh": "https://w3id.org/laming/shapes#", "vann": "http://purl.org/vocab/vann/"}


class Facts:
    """What some files say, and which names each file describes.

    Args:
        files: Turtle.

    Raises:
        InputError: if a file cannot be read or is not Turtle.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._store = Store()
        self.subjects: dict[Path, list[str]] = {}
        for file in files:
            try:
                quads = list(parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True))
            except SyntaxError as error:
                raise InputError(f"{file}:{error.lineno}: {error.msg}; mend the Turtle") from None
            except OSError as error:
                raise InputError(f"{file}: {error.strerror or error}; name a Turtle file") from None
            self._store.extend(quads)
            named = (quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))
            self.subjects[file] = list(dict.fromkeys(named))

    def nodes(self, subject: Node | str, predicate: str) -> list[Node]:
        """The values of a property, sorted."""
        node = NamedNode(subject) if isinstance(subject, str) else subject
        if isinstance(node, Text):
            return []
        found: Iterable[Quad] = self._store.quads_for_pattern(node, NamedNode(predicate), None, None)
        return sorted((quad.object for quad in found), key=str)

    def texts(self, subject: Node | str, predicate: str) -> list[str]:
        """The values of a property, as text or IRI, but for nodes without a name."""
        return [one.value for one in self.nodes(subject, predicate) if isinstance(one, NamedNode | Text)]

    def text(self, subject: Node | str, predicate: str) -> str:
        """The first value of a property; "" where there is none."""
        return next(iter(self.texts(subject, predicate)), "")

    def pointing_at(self, predicate: str, value: str) -> list[str]:
        """The names whose property has a value, sorted."""
        found = self._store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), None)
        return sorted(quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))

    def keys_of(self, subject: str) -> list[str]:
        """The properties that a name has, sorted."""
        found = self._store.quads_for_pattern(NamedNode(subject), None, None, None)
        return sorted({quad.predicate.value for quad in found})

    def members(self, node: Node) -> list[Node]:
        """The members of an RDF list."""
        found: list[Node] = []
        while node != NamedNode(RDF + "nil"):
            found += self.nodes(node, RDF + "first")
            (node,) = self.nodes(node, RDF + "rest")
        return found

    def path(self, node: Node) -> str:
        """A property path of SHACL, written as in SPARQL.

        Raises:
            InputError: at a kind of path that is not known.
        """
        if isinstance(node, NamedNode):
            return name(node.value)
        for kind, form in (("inversePath", "^{}"), ("zeroOrOnePath", "{}?"), ("zeroOrMorePath", "{}*")):
            for inner in self.nodes(node, SH + kind):
                told = self.path(inner)
                return form.format(told if isinstance(inner, NamedNode) else f"({told})")
        for inner in self.nodes(node, SH + "alternativePath"):
            return " | ".join(self.path(one) for one in self.members(inner))
        if self.nodes(node, RDF + "first"):
            return " / ".join(self.path(one) for one in self.members(node))
        raise InputError("shapes: a path of a kind that the page does not know; teach it in show/facts.py")


def name(iri: str) -> str:
    """An IRI in short: with its prefix, or behind the base of the codes."""
    for prefix, namespace in {**PREFIXES, **_MORE}.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(CODES)


def written(node: Node) -> str:
    """A value as one reads it: a name in short, a text in quotation marks."""
    if isinstance(node, NamedNode):
        return f"`{name(node.value)}`"
    return f'"{node.value}"' if isinstance(node, Text | BlankNode) else str(node)
