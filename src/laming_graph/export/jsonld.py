"""JSON-LD that reads well: short terms, names relative to the base, small nodes inside large ones.

The context is written by hand (`ontology/context.jsonld`) and put into the file, so that nobody
has to fetch it. A node stands inside the one node that it belongs to: a deadline in its promise, the
promise in its reply, the reply in its recommendation. Nothing is left out, nothing said twice.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from laming_graph import places
from laming_graph.export.release import Release, by_subject
from laming_graph.namespaces import CODES, DCAT, LAM, PREFIXES, RDF, XSD

_INSIDE = (
    *(
        LAM + name
        for name in (
            "hasItem deadline when firstDue hasCommitment judgedBy hasWording span evidence placeA placeB"
        ).split()
    ),
    *(LAM + name for name in ("hasVersion", "hasReport")),
    PREFIXES["oa"] + "hasSelector",
    PREFIXES["spdx"] + "checksum",
)
"""A node to which only one other points by these stands inside that other."""
_UNDER = (LAM + "respondsTo", LAM + "about")
"""A statement that has one of these stands inside what it is about, under a reversed term."""
_FIRST = tuple(
    DCAT + "Dataset" if name == "Dataset" else LAM + name
    for name in "Dataset Inquiry Requirement Commitment Agent Instrument Document Passage".split()
)
"""Kinds of node in the order in which they stand at the top; the rest follows."""
_SAFE_NUMBER = 2**53


class Term(NamedTuple):
    """A term of the context.

    Attributes:
        name: as it stands in the file.
        type: datatype IRI, "@id", "@vocab" or "".
        language: of its texts, or "".
    """

    name: str
    type: str
    language: str


class _Context:
    """The hand-made context, read for writing."""

    def __init__(self, context: Mapping[str, Any], base: str) -> None:
        self.base = base
        self._taken = set(context)
        prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and "://" in iri}
        self.terms: dict[str, Term] = {}
        self.reversed: dict[str, str] = {}
        for name, given in context.items():
            if name in prefixes or name.startswith("@"):
                continue
            told = {"@id": given} if isinstance(given, str) else given
            if "@reverse" in told:
                self.reversed[_whole(told["@reverse"], prefixes)] = name
                continue
            type_ = told.get("@type", "")
            self.terms[_whole(told["@id"], prefixes)] = Term(
                name, _whole(type_, prefixes), told.get("@language", "")
            )
        self.order = {iri: place for place, iri in enumerate(self.terms)}

    def name(self, iri: str) -> str:
        """An IRI against the base, where that cannot be misread."""
        short = iri.removeprefix(self.base)
        plain = re.fullmatch(r"[A-Za-z][^:?#\\\s]*", short) and not re.search(r"/\.\.?(/|$)", short)
        return short if short != iri and plain else iri

    def word(self, iri: str) -> str:
        """A class or property as its term."""
        if iri in self.terms:
            return self.terms[iri].name
        short = iri.removeprefix(LAM)
        return short if short != iri and short.isalnum() and short not in self._taken else iri

    def value(self, property_: str, value: NamedNode | Literal) -> Any:
        """A value that is read back as it was, with as little around it as the term allows."""
        _, type_, language = self.terms.get(property_, ("", "", ""))
        if isinstance(value, NamedNode):
            if type_ == "@vocab":
                return self.word(value.value)
            return self.name(value.value) if type_ == "@id" else {"@id": self.name(value.value)}
        if value.language:
            same = value.language == language
            return value.value if same else {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype == XSD + "boolean" and value.value in {"true", "false"} and type_ in {"", datatype}:
            return value.value == "true"
        if datatype == XSD + "integer" and type_ in {"", datatype}:
            number = int(value.value) if re.fullmatch(r"-?[0-9]{1,16}", value.value) else _SAFE_NUMBER
            if str(number) == value.value and abs(number) < _SAFE_NUMBER:
                return number
        plain = datatype == XSD + "string"
        if type_ == datatype or (plain and not type_ and not language):
            return value.value
        return {"@value": value.value} if plain else {"@value": value.value, "@type": datatype}


class _Nodes:
    """The nodes of a graph, and where each stands."""

    def __init__(self, triples: Iterable[Triple], context: _Context) -> None:
        self._context = context
        self._about = by_subject(triples)
        self._kinds = {
            name: {t.object.value for t in said if _is(t, RDF + "type") and isinstance(t.object, NamedNode)}
            for name, said in self._about.items()
        }
        self._home: dict[str, str] = {}
        self._by: dict[str, str] = {}
        self._find_homes()
        self._held: dict[str, list[str]] = {}
        for name in self._about:
            if name in self._home and self._by[name] in _UNDER:
                self._held.setdefault(self._home[name], []).append(name)

    def tops(self) -> list[Any]:
        """The nodes that stand in no other, each with those inside it."""
        tops = [name for name in self._about if name not in self._home]
        return [self._written(name) for name in sorted(tops, key=self._rank)]

    def _rank(self, name: str) -> int:
        # Sorting is stable: within a kind the natural order of names is kept.
        kinds = self._kinds[name]
        return next((place for place, kind in enumerate(_FIRST) if kind in kinds), len(_FIRST))

    def _find_homes(self) -> None:
        hosts: dict[str, dict[str, str]] = {}
        for host, said in self._about.items():
            for triple in said:
                if triple.predicate.value in _INSIDE and isinstance(triple.object, NamedNode):
                    hosts.setdefault(triple.object.value, {}).setdefault(host, triple.predicate.value)
        for name in self._about:
            if len(found := hosts.get(name, {})) == 1:
                ((host, property_),) = found.items()
                self._settle(name, host, property_)
        requirement = LAM + "Requirement"
        for property_ in _UNDER:
            for name, said in self._about.items():
                for triple in said:
                    host = triple.object.value if isinstance(triple.object, NamedNode) else ""
                    if _is(triple, property_) and requirement in self._kinds.get(host, ()):
                        self._settle(name, host, property_)

    def _settle(self, name: str, host: str, property_: str) -> None:
        """Put a node into another, unless it has a place or would come to stand in itself."""
        above: str | None = host
        while above is not None and above != name:
            above = self._home.get(above)
        if above is None and name not in self._home:
            self._home[name], self._by[name] = host, property_

    def _written(self, name: str) -> dict[str, Any]:
        context = self._context
        node: dict[str, Any] = {"@id": context.name(name)}
        for property_, values in self._said(name).items():
            written = [self._value(name, property_, value) for value in values]
            key = "@type" if property_ == RDF + "type" else context.word(property_)
            node[key] = written[0] if len(written) == 1 else written
        for property_ in _UNDER:
            if held := [one for one in self._held.get(name, ()) if self._by[one] == property_]:
                node[context.reversed[property_]] = [self._written(one) for one in held]
        return node

    def _said(self, name: str) -> dict[str, list[NamedNode | Literal]]:
        said: dict[str, list[NamedNode | Literal]] = {}
        for triple in self._about[name]:
            value = triple.object
            assert isinstance(value, NamedNode | Literal)
            # What the place of a node says already is not said again.
            told = self._by.get(name) == triple.predicate.value and self._home[name] == value.value
            if not told or triple.predicate.value not in _UNDER:
                said.setdefault(triple.predicate.value, []).append(value)
        order, last = self._context.order, len(self._context.order)
        return dict(
            sorted(said.items(), key=lambda one: (one[0] != RDF + "type", order.get(one[0], last), one[0]))
        )

    def _value(self, name: str, property_: str, value: NamedNode | Literal) -> Any:
        if property_ == RDF + "type":
            return self._context.word(value.value)
        held = isinstance(value, NamedNode) and self._home.get(value.value) == name
        if held and self._by[value.value] == property_:
            return self._written(value.value)
        return self._context.value(property_, value)


def _is(triple: Triple, property_: str) -> bool:
    return triple.predicate.value == property_


def _whole(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name


def context_of(base: str = CODES) -> dict[str, Any]:
    """The context as it is put into a file: the one made by hand, and the base."""
    text = (places.share() / "ontology" / "context.jsonld").read_text("utf-8")
    made: dict[str, Any] = json.loads(text)["@context"]
    return {"@base": base, **made}


def document_of(triples: Iterable[Triple], base: str) -> dict[str, Any]:
    """Triples as a JSON-LD document: its context, and its nodes in the order given."""
    context = context_of(base)
    return {"@context": context, "@graph": _Nodes(triples, _Context(context, base)).tops()}


def to_jsonld(release: Release) -> bytes:
    """The whole graph in one JSON-LD document."""
    document = document_of(release.triples, release.data_set.base)
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()
