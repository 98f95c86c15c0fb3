"""The shipped graph as what one inquiry holds, cut into stamps.

A stamp each for what all inquiries share (national bodies, instruments that several documents name, rules
and coders), for a council, for an inquiry, for one more council's response to it, and for one more yearly
report of progress.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from benchmarks.scale.stamp import Stamp, cut, slot
from laming_graph.namespaces import CODES, DCTERMS, LAM, RDF, RDFS, SKOS, VOID
from laming_graph.turtle import in_order

COUNCIL, PLAN = "council-response", "action-plan"
_COUNCIL = tuple(
    f"{CODES}agent/{name}"
    for name in (
        "central-bedfordshire-council",
        "assistant-directors-of-central-bedfordshire",
        "central-bedfordshire-link-officer",
    )
)
_SHARED_KINDS = frozenset({"coder", "rule", "software", "table"})
_REPORTED = frozenset({"progress", "passage", "span", "document", "document-version", "checksum"})
"""Kinds of things a report of progress is made of."""
_DATED = frozenset(
    {
        *(LAM + name for name in ("edtf", "earliest", "latest", "elsewhereLatest", "doneOn", "phrase")),
        f"{DCTERMS}date",
    }
)
_NAMES = frozenset({f"{RDFS}label", f"{SKOS}altLabel"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?:-02-29)?")
"""A year, with the day that not every year has."""
_DEALT = (
    ("StanceCoding", ("stance", "broadStance")),
    ("TreatmentCoding", ("treatment", "broadStance")),
    ("Commitment", ("lead",)),
)
"""What is dealt out anew: values of some properties of a class, among things alike."""

Parts = list[tuple[str, Triple]]


class Hand(NamedTuple):
    """Slots among which values are dealt out.

    Attributes:
        places: the names of a thing's slots, thing by thing.
        values: what the shipped graph has there, written as in N-Triples, slots inside.
    """

    places: tuple[tuple[bytes, ...], ...]
    values: tuple[tuple[bytes, ...], ...]


class Stamps(NamedTuple):
    """The shipped graph in stamps.

    Attributes:
        shared: what stands once.
        council: a council, once however many inquiries it answers.
        inquiry: one inquiry with the answers that the shipped one has.
        response: one more council's response to an inquiry.
        report: one more yearly report of progress on an inquiry.
        hands: what is dealt out anew in each inquiry.
        years: the years that stand in slots, some with a leap day.
    """

    shared: Stamp
    council: Stamp
    inquiry: Stamp
    response: Stamp
    report: Stamp
    hands: tuple[Hand, ...]
    years: frozenset[str]


def read(folder: Path) -> dict[str, list[Triple]]:
    """File stem to its triples, in order, each in the first file that has it."""
    seen: set[Triple] = set()
    files: dict[str, list[Triple]] = {}
    for path in sorted(folder.glob("*.ttl")):
        triples = {quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)} - seen
        seen |= triples
        files[path.stem] = in_order(triples)
    return files


def stamps(
    files: Mapping[str, list[Triple]],
    sound: Mapping[str, list[Triple]] | None = None,
    kept: Collection[str] = (),
    *,
    graphs: bool = False,
) -> Stamps:
    """Cut the shipped graph.

    Args:
        files: file stem to its triples, with defects or without.
        sound: the same without, which tell what all inquiries share.
        kept: subjects whose values are never dealt out anew, as whole IRIs.
        graphs: whether the copies are N-Quads.
    """
    return _Cutter(files, sound or files, frozenset(kept), graphs).stamps()


def shared_by_all(files: Mapping[str, list[Triple]]) -> frozenset[str]:
    """What all inquiries share: bodies and instruments that several documents name, and all they point to.

    Councils are among it: what is planted there stands once, too.
    """
    return _shared(_parts(files)) | frozenset(_COUNCIL)


class _Cutter:
    def __init__(
        self,
        files: Mapping[str, list[Triple]],
        sound: Mapping[str, list[Triple]],
        kept: frozenset[str],
        graphs: bool,
    ) -> None:
        self._parts = _parts(files)
        self._kinds = {_kind(_iri(triple.subject)) for _, triple in _parts(sound)}
        self._shared = _shared(_parts(sound))
        self._graphs = graphs
        self._years: set[str] = set()
        self._slots: dict[Triple, str] = {}
        self._hands = tuple(self._deal(kept))

    def stamps(self) -> Stamps:
        """All of them."""
        by_place: dict[str, Parts] = {"shared": [], "council": [], "inquiry": []}
        for name, triple in self._parts:
            subject = _iri(triple.subject)
            place = "council" if subject in _COUNCIL else "shared" if subject in self._shared else "inquiry"
            by_place[place].append((name, triple))
        own = by_place["inquiry"]
        response = {_iri(t.subject) for name, t in own if name == COUNCIL} - _requirements(own)
        return Stamps(
            self._cut(by_place["shared"]),
            self._cut(by_place["council"]),
            self._cut(own),
            self._again(own, response, COUNCIL),
            self._again(own, _reported(own), PLAN),
            self._hands,
            frozenset(self._years),
        )

    def _cut(self, parts: Parts) -> Stamp:
        lines = [(self._line(triple), f"<{slot('base')}graph/{name}>") for name, triple in parts]
        return cut(lines, graphs=self._graphs)

    def _again(self, parts: Parts, things: Collection[str], key: str) -> Stamp:
        """Another document of the same layout: its things have its key in their names."""
        things = frozenset(things)
        lines = []
        for name, triple in parts:
            subject, value = _iri(triple.subject), triple.object
            if subject in things or (name == key == COUNCIL and _iri(value) in things):
                lines.append((self._line(triple, things, key), f"<{slot('base')}graph/{slot('key')}>"))
        return cut(lines, graphs=self._graphs)

    def _line(self, triple: Triple, again: Collection[str] = (), key: str = "") -> str:
        def name(iri: str) -> str:
            if iri in _COUNCIL:
                return f"<{CODES}agent/{slot('council')}{iri.removeprefix(f'{CODES}agent/')}>"
            if iri in self._shared or not iri.startswith(CODES) or _kind(iri) not in self._kinds:
                return f"<{iri}>"
            short = iri.removeprefix(CODES)
            return f"<{slot('base')}{short.replace(key, slot('key'), 1) if iri in again else short}>"

        subject, predicate, value = _iri(triple.subject), triple.predicate.value, triple.object
        if dealt := self._slots.get(triple):
            written = slot(dealt)
        elif isinstance(value, NamedNode):
            written = name(value.value)
        elif again and _kind(subject) == "document" and predicate == f"{DCTERMS}identifier":
            written = f'"{slot("key")}{slot("of")}"'
        else:
            written = self._literal(subject, predicate, str(value))
        return f"{name(subject)} <{predicate}> {written}"

    def _literal(self, subject: str, predicate: str, text: str) -> str:
        kind = _kind(subject)
        if predicate in _DATED:
            words, mark, of = text.rpartition('"')
            return _YEAR.sub(lambda found: self._noted(found[0]), words) + mark + of
        if predicate in _NAMES and subject in _COUNCIL:
            return text.replace('"@en', f'{slot("council-name")}"@en')
        if predicate in _NAMES and kind in {"agent", "instrument"} and subject not in self._shared:
            return text.replace('"@en', f'{slot("which")}"@en')
        if kind == "document" and predicate == f"{DCTERMS}identifier":
            return f'{text[:-1]}{slot("of")}"'
        return text.replace(CODES, slot("base")) if predicate == f"{VOID}uriSpace" else text

    def _noted(self, year: str) -> str:
        self._years.add(year)
        return slot(f"year {year}")

    def _deal(self, kept: frozenset[str]) -> Iterator[Hand]:
        """Gather the things that say the same kinds of things, and open slots for what is dealt out."""
        said: dict[str, Parts] = defaultdict(list)
        for name, triple in self._parts:
            said[_iri(triple.subject)].append((name, triple))
        for kind, properties in _DEALT:
            wanted = [LAM + one for one in properties]
            alike: dict[tuple[str, ...], list[list[Triple]]] = defaultdict(list)
            for subject, parts in said.items():
                if subject in kept or not _is_a(parts, LAM + kind):
                    continue
                moved = [t for p in wanted for _, t in parts if t.predicate.value == p]
                if len(moved) == len(wanted):
                    alike[_likeness(parts)].append(moved)
            for things in alike.values():
                if len(things) > 1:
                    yield self._hand(things)

    def _hand(self, things: list[list[Triple]]) -> Hand:
        values = [tuple(self._line(t).split(" ", 2)[2].encode() for t in moved) for moved in things]
        places = []
        for moved in things:
            names = [f"dealt {len(self._slots) + place}" for place, _ in enumerate(moved)]
            self._slots.update(zip(moved, names, strict=True))
            places.append(tuple(name.encode() for name in names))
        return Hand(tuple(places), tuple(values))


def _parts(files: Mapping[str, list[Triple]]) -> Parts:
    return [(name, triple) for name, triples in files.items() for triple in triples]


def _shared(parts: Parts) -> frozenset[str]:
    """What all inquiries share: bodies and instruments that several documents name, and all they point to."""
    named: dict[str, set[str]] = defaultdict(set)
    points: dict[str, set[str]] = defaultdict(set)
    shared = set()
    for name, triple in parts:
        subject, value = _iri(triple.subject), _iri(triple.object)
        points[subject].add(value)
        if _kind(subject) in _SHARED_KINDS:
            shared.add(subject)
        if _kind(value) in {"agent", "instrument"} and name not in {"agents", "instruments"}:
            named[value].add(name)
    waiting = [iri for iri, files in named.items() if len(files) > 1]
    while waiting:
        iri = waiting.pop()
        if iri not in shared:
            shared.add(iri)
            waiting += [one for one in points[iri] if _kind(one) in {"agent", "instrument"}]
    return frozenset(shared)


def _reported(parts: Parts) -> set[str]:
    """The progress that the plan tells, and the passages, spans and document it stands on."""
    points: dict[str, set[str]] = defaultdict(set)
    for _, triple in parts:
        points[_iri(triple.subject)].add(_iri(triple.object))
    found: set[str] = set()
    waiting = [iri for iri in points if _kind(iri) == "progress"]
    while waiting:
        iri = waiting.pop()
        if iri not in found and _kind(iri) in _REPORTED and PLAN in iri:
            found.add(iri)
            waiting += points[iri]
    return found


def _requirements(parts: Parts) -> set[str]:
    return {_iri(triple.subject) for _, triple in parts if _kind(_iri(triple.subject)) == "recommendation"}


def _likeness(parts: Parts) -> tuple[str, ...]:
    """What a thing is, in which file, which properties it has, and whether it is a main code."""
    told = [name for name, _ in parts[:1]]
    for _, triple in parts:
        telling = triple.predicate.value in {f"{RDF}type", f"{LAM}isMain"}
        told.append(str(triple.predicate) + (str(triple.object) if telling else ""))
    return tuple(told)


def _is_a(parts: Iterable[tuple[str, Triple]], kind: str) -> bool:
    return any(t.predicate.value == f"{RDF}type" and _iri(t.object) == kind for _, t in parts)


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _kind(iri: str) -> str:
    """The first word of a name of ours: agent, recommendation; "" for names of others."""
    return iri.removeprefix(CODES).partition("/")[0] if iri.startswith(CODES) else ""
