"""Which line of a Turtle file says what: a scan of its tokens, since parsers drop lines.

It reads Turtle, TriG, N-Triples and N-Quads that a parser has accepted, and so does not check
them. A test holds its statements against the parser's, for every file of the project.
"""

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from laming_graph.check.relative_iri import resolve

BLANK = "[]"
"""Stands for every node without a name."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAME = r"[^\s<>\"'{}|^`\\()\[\];,.\#@~%]"
_PREFIX = _NAME.replace("[^", "[^:")
_ESCAPED = r"(?:%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])"
_DIGITS = r"[0-9]++"
_TOKEN = re.compile(
    rf"""
    (?P<blank>[ \t\r\n]+ | \#[^\r\n]*)
  | (?P<iri><[^\x00-\x20<>"{{}}|^`]*>)
  | (?P<long>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*''')
  | (?P<text>"(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)
  | (?P<mark>\^\^ | <<\( | \)>> | << | >> | \{{\| | \|\}} | [\[\](){{}};,~])
  | (?P<number>[+-]?(?:
        (?:{_DIGITS}(?:\.[0-9]*+)?|\.{_DIGITS})[eE][+-]?{_DIGITS} | [0-9]*+\.{_DIGITS} | {_DIGITS}
    )(?![^\s;,.\])}}\#]))
  | (?P<named>(?:{_PREFIX}++(?:\.++{_PREFIX}++)*+)?:
        (?:{_NAME}|{_ESCAPED}|\.++(?={_NAME}|{_ESCAPED}))*+)
  | (?P<word>[A-Za-z]+)
  | (?P<stop>\.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OF_LINES = frozenset({"blank", "long", "text"})
"""The tokens in which a line may end."""

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Said(NamedTuple):
    """A statement and its lines, from 1.

    Attributes:
        subject: an IRI, or BLANK.
        predicate: an IRI.
        value: an IRI, BLANK, or the text of a literal.
        begins: line on which the subject's block begins.
        at: line of the predicate.
        valued: line of the value.
    """

    subject: str
    predicate: str
    value: str
    begins: int
    at: int
    valued: int


class _Frame:
    """Where in a block the scan is: of a file, or inside brackets."""

    def __init__(self, subject: str | None = None, line: int = 0, *, is_list: bool = False) -> None:
        self.subject, self.line, self.is_list = subject, line, is_list
        self.predicate: str | None = None
        self.predicate_line = 0

    def put(self, term: str, line: int) -> Said | None:
        """Take the next term; with the third, a statement is whole."""
        if self.is_list:
            return None
        if self.subject is None:
            self.subject, self.line = term, line
        elif self.predicate is None:
            self.predicate, self.predicate_line = term, line
        else:
            return Said(self.subject, self.predicate, term, self.line, self.predicate_line, line)
        return None


def statements(text: str) -> Iterator[Said]:
    """Every statement of a file, lists left out, with its lines.

    Args:
        text: Turtle, TriG, N-Triples or N-Quads that a parser has accepted.
    """
    scan = _Scan()
    for kind, seen, line in _tokens(text):
        if (scan.directive or kind in {"word", "language"}) and scan.is_directive(kind, seen):
            continue
        said = scan.mark(seen, line) if kind in {"mark", "stop"} else scan.term(kind, seen, line)
        if said is not None:
            yield said


class _Scan:
    """What is known at a place of a file: base, prefixes, the brackets one is in, and the directive."""

    def __init__(self) -> None:
        self.base = ""
        self.prefixes: dict[str, str] = {}
        self.frames = [_Frame()]
        self.directive, self._prefix = "", ""
        self._is_after_text, self._skips = False, False

    def is_directive(self, kind: str, seen: str) -> bool:
        """Take a token that belongs to `@prefix`, `@base` or the like; whether it did."""
        if self.directive:
            if kind == "named":
                self._prefix = seen[:-1]
                return True
            if kind == "iri" and self.directive == "base":
                self.base = resolve(self.base, _plain(seen[1:-1]))
            elif kind == "iri":
                self.prefixes[self._prefix] = resolve(self.base, _plain(seen[1:-1]))
            self.directive = ""
            return True
        name = seen.removeprefix("@").lower()
        starts = kind == "word" or (kind == "language" and not self._is_after_text)
        if starts and name in {"prefix", "base", "version"}:
            self.directive = name
        return bool(self.directive)

    def mark(self, seen: str, line: int) -> Said | None:
        """Take a punctuation mark."""
        self._is_after_text = False
        frame = self.frames[-1]
        said = None
        if seen in {".", "{", "}"}:
            self.frames = [_Frame()]
        elif seen in {"^^", "~"}:
            self._skips = True
        elif seen == ";":
            frame.predicate = None
        elif seen in {"[", "(", "<<", "<<("}:
            said = frame.put(BLANK, line)
            self.frames.append(_Frame(BLANK, line, is_list=seen != "["))
        elif seen == "{|":
            self.frames.append(_Frame(BLANK, line))
        elif seen in {"]", ")", ">>", ")>>", "|}"} and len(self.frames) > 1:
            self.frames.pop()
        return said

    def term(self, kind: str, seen: str, line: int) -> Said | None:
        """Take a name, a literal, or what belongs to one."""
        self._is_after_text = kind in {"text", "long"}
        if self._skips or kind == "language" or (kind == "word" and seen.upper() == "GRAPH"):
            # The datatype of a literal, or the name of a reifier: no value of its own.
            self._skips = False
            return None
        return self.frames[-1].put(self._value(kind, seen), line)

    def _value(self, kind: str, seen: str) -> str:
        if kind == "iri":
            name = _plain(seen[1:-1])
            return resolve(self.base, name) if self.base else name
        if kind == "long":
            return _plain(seen[3:-3])
        if kind == "text":
            return _plain(seen[1:-1])
        if kind == "named":
            prefix, _, local = seen.partition(":")
            whole = self.prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
            return BLANK if prefix == "_" else whole
        frame = self.frames[-1]
        is_verb = seen == "a" and frame.subject is not None and frame.predicate is None
        return _RDF + "type" if is_verb else seen


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """The tokens with their lines. What is no token is passed over: what a parser accepts has no such."""
    line = 1
    for found in _TOKEN.finditer(text):
        kind, token = found.lastgroup or "", found[0]
        if kind != "blank":
            yield kind, token, line
        if kind in _OF_LINES:
            line += token.count("\n")


def _plain(text: str) -> str:
    """A text with its escapes undone."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda found: (
            _letter(int(found[1] or found[2], 16)) if found[3] is None else _LETTERS.get(found[3], found[3])
        ),
        text,
    )


def _letter(code: int) -> str:
    return chr(code) if code <= sys.maxunicode else "\N{REPLACEMENT CHARACTER}"
