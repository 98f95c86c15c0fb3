"""File and line of findings, as near as the files tell."""

import re
from collections.abc import Iterable, Sequence, Set

from pyoxigraph import Triple

from laming_graph.check.finding import Finding
from laming_graph.check.line_search import statements_naming
from laming_graph.check.rdf_files import LINED, RdfFile
from laming_graph.check.turtle_scan import BLANK, Said, statements
from laming_graph.namespaces import ONTOLOGY, RDF

_TYPE = RDF + "type"
_OF_ONTOLOGY = 6
"""The rank of what the ontology says of a thing; what data says of it is above."""

_STEP = re.compile(r"(\^?)<([^>]*)>")


class _Wanted:
    """What is looked for on behalf of one finding, and the best place so far."""

    def __init__(self, finding: Finding) -> None:
        focus = BLANK if finding.terms.focus.startswith("_:") else finding.focus
        value = BLANK if finding.terms.value.startswith("_:") else finding.value
        # A check of the whole graph, or of pairs of nodes, has the thing at fault in its value.
        is_aside = finding.focus == ONTOLOGY or not finding.path
        swapped = is_aside and finding.terms.value.startswith("<") and value != focus
        self.about, self.value, self.aside = (value, "", focus) if swapped else (focus, value, "")
        self.predicate = _first_step(finding.path)
        self.rank, self.file, self.line, self.ties = 0, "", 0, 0

    def meet(self, said: Said, file: str, *, is_data: bool) -> None:
        """Take a statement's place, if it is nearer than the best so far."""
        rank, line = self._rank(said)
        if not is_data and rank:
            # What the ontology says of a thing is nearer than where data names it, and no nearer.
            rank = _OF_ONTOLOGY if rank > _OF_ONTOLOGY else 1
        if rank > self.rank:
            self.rank, self.file, self.line, self.ties = rank, file, line, 0
        elif rank == self.rank and rank and (file, line) != (self.file, self.line):
            self.ties += 1

    def _rank(self, said: Said) -> tuple[int, int]:
        if self.about == said.subject:
            if self.predicate and said.predicate == self.predicate:
                return (10, said.valued) if said.value == self.value else (9, said.at)
            if self.about == BLANK:
                # A node without a name is told from others by what it says, and by nothing else.
                return 0, 0
            return (8 if said.predicate == _TYPE else 7), said.begins
        if BLANK not in {self.about, said.subject} and self.about == said.predicate:
            return 5, said.at
        if self.about == said.value != BLANK:
            return 4, said.valued
        if self.aside and self.aside == said.subject:
            return 3, said.begins
        return 0, 0

    def names(self, *, is_data: bool) -> set[str]:
        """What a statement must name to be nearer than the best so far."""
        if self.about == BLANK:
            return {BLANK, self.aside} - {""}
        if not is_data and self.rank:
            return {self.about} if self.rank < _OF_ONTOLOGY else set()
        return {self.about, self.aside} - {""}

    def place(self) -> tuple[str, int]:
        """File and line; nothing where several nodes without a name would fit."""
        if self.about == BLANK and (self.ties or self.rank == 9):
            return "", 0
        return self.file, self.line


def with_places(
    findings: Iterable[Finding],
    data: Sequence[RdfFile],
    ontology: Sequence[RdfFile] = (),
    known: Iterable[Triple] | None = None,
) -> list[Finding]:
    """Findings with file and line, in the order given.

    The line is that of the value found, else of the property, else of the block of the focus
    node. A check of the whole graph has its fault in the value, and is placed there. In formats
    other than Turtle, TriG, N-Triples and N-Quads only the file is told.

    Args:
        findings: what was found.
        data: the files that were held against the shapes.
        ontology: those of the ontology.
        known: what these say, if it was read before; they are not scanned where that tells nothing more.
    """
    findings = list(findings)
    if not findings:
        return []
    wanted = [_Wanted(one) for one in findings]
    for file in data:
        _meet(wanted, file, is_data=True)
    named = None if known is None else {BLANK}.union(*map(_terms, known))
    if named is None or any(one.names(is_data=False) & named for one in wanted):
        for file in ontology:
            _meet(wanted, file, is_data=False)
    only = data[0].name if len(data) == 1 else ""
    placed = []
    for finding, one in zip(findings, wanted, strict=True):
        name, line = one.place()
        placed.append(finding._replace(file=name or only, line=line))
    return placed


def _terms(one: Triple) -> set[str]:
    """The names and texts in a triple."""
    return {getattr(term, "value", "") for term in one}


def _meet(wanted: Sequence[_Wanted], file: RdfFile, *, is_data: bool) -> None:
    """Show a file's statements to those that look for what they name."""
    by_name: dict[str, list[_Wanted]] = {}
    for one in wanted:
        for name in one.names(is_data=is_data):
            by_name.setdefault(name, []).append(one)
    if not by_name:
        return
    for said in _said(file, by_name.keys()):
        for name in {said.subject, said.predicate, said.value} & by_name.keys():
            for one in by_name[name]:
                one.meet(said, file.name, is_data=is_data)


def _said(file: RdfFile, names: Set[str]) -> Iterable[Said]:
    """What a file says of some things, and perhaps of others."""
    if file.format in {"ntriples", "nquads"}:
        yield from statements_naming(names, file.data)
        return
    if file.format in LINED:
        yield from statements(file.data.decode("utf-8"))
        return
    for one in file.triples():
        subject, value = (getattr(node, "value", "") for node in (one.subject, one.object))
        yield Said(subject, one.predicate.value, value, 0, 0, 0)


def _first_step(path: str) -> str:
    """The property by which a path leaves its focus node; "" if it comes to it backwards."""
    found = _STEP.search(path)
    if found is None:
        return path
    return "" if found[1] else found[2]
