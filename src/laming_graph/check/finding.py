"""Findings: what a check found, as one line a person can act on, and what a whole check found."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from laming_graph.namespaces import PREFIXES

SEVERITIES = ("violation", "warning", "info")
"""From worst to least. A violation is a defect of the data; a warning is a gap in what the
documents promise, and no defect; info is worth knowing."""


class Terms(NamedTuple):
    """Focus, path and value of a finding, each written in Turtle; "" where there is none."""

    focus: str = ""
    path: str = ""
    value: str = ""


class Finding(NamedTuple):
    """One result of a check.

    Attributes:
        severity: one of SEVERITIES.
        message: the shape's, in plain words: what is wrong, and how to mend it.
        focus: IRI of the thing it is about.
        path: IRI of the property, or the path as SPARQL writes it, or "".
        value: the value found, or "".
        shape: IRI of the shape that speaks.
        component: IRI of the kind of constraint, or "".
        terms: focus, path and value in Turtle.
        file: the file it was found in, or "".
        line: the line there, from 1; 0 where it is not known.
    """

    severity: str
    message: str
    focus: str
    path: str
    value: str
    shape: str
    component: str = ""
    terms: Terms = Terms()
    file: str = ""
    line: int = 0

    def place(self) -> str:
        """File and line, as far as they are known."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def told(self) -> str:
        """The finding in one line."""
        value = f" ({self.value})" if self.value else ""
        place = f" at {self.place()}" if self.file else ""
        text = f"{self.severity}: {self.focus}: {self.message}{value} [{self.shape}]{place}"
        # Split, since a pattern with white space on both sides of a line's end takes quadratic time.
        first, *more = re.split(r"[\r\n]+", text)
        if not more:
            return text
        *between, last = more
        return " ".join([first.rstrip(), *filter(None, (one.strip() for one in between)), last.lstrip()])

    def key(self) -> "Key":
        """What the finding is known by from one check to the next: no line, no wording."""
        return Key(self.shape, _steady(self.focus, self.terms.focus), self.path, self._steady_value())

    def _steady_value(self) -> str:
        return _steady(self.value, self.terms.value)


class Key(NamedTuple):
    """What a finding is known by: shape, focus, path, value. A node without a name is `[]`."""

    shape: str
    focus: str
    path: str
    value: str


class Checked(NamedTuple):
    """What a check of some files found.

    Attributes:
        files: names of the files that were checked.
        findings: what was found and is not accepted, the worst first.
        shapes: every shape that has a target, and its message.
        idle: the shapes among them that had nothing to look at in the files.
        accepted: what was found and is in the baseline.
        gone: what the baseline accepts and was not found.
    """

    files: Sequence[str]
    findings: Sequence[Finding]
    shapes: dict[str, str]
    idle: Sequence[str] = ()
    accepted: Sequence[Finding] = ()
    gone: Sequence[Key] = ()

    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        counted = Counter(one.severity for one in self.findings)
        return {severity: counted[severity] for severity in SEVERITIES}

    def fails(self, level: str) -> bool:
        """Whether a finding is as bad as a level, or worse."""
        return any(at_or_above(one.severity, level) for one in self.findings)


def at_or_above(severity: str, level: str) -> bool:
    """Whether a severity is as bad as a level, or worse.

    >>> at_or_above("violation", "warning"), at_or_above("info", "warning")
    (True, False)
    """
    return SEVERITIES.index(severity) <= SEVERITIES.index(level)


def short(iri: str) -> str:
    """An IRI with its namespace shortened to a prefix, where the project has one.

    >>> short("http://www.w3.org/ns/shacl#Warning"), short("https://example.org/1")
    ('sh:Warning', 'https://example.org/1')
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not set(local) & set("/#<>()"):
            return f"{prefix}:{local}"
    return iri


def _steady(text: str, term: str) -> str:
    return "[]" if term.startswith("_:") else text
