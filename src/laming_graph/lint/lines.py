"""Where the words of a query stand. Comments and strings are passed over."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from laming_graph.namespaces import RDF

_TOKEN = re.compile(
    r'''
    (?P<comment>\#[^\n\r]*)
  | (?P<string>"""(?:"{0,2}(?:[^"\\]|\\.))*"""|\'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<variable>[?$]\w+)
  | (?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)
  | (?P<word>[^\W\d]\w*)
  | (?P<sign>\S)
    ''',
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


class Lines:
    """The words of a query with their lines, read from first to last.

    Args:
        text: of a query known to be well formed.
        prefixes: declared besides those in the text.
    """

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        line, end = 1, 0
        self._tokens: list[_Token] = []
        for match in _TOKEN.finditer(text):
            line += text.count("\n", end, match.start())
            end = match.start()
            if match.lastgroup not in {None, "comment", "string"}:
                self._tokens.append(_Token(str(match.lastgroup), match[0], line))
        self.declared = {
            name.text[:-1]: iri.text[1:-1]
            for word, name, iri in zip(self._tokens, self._tokens[1:], self._tokens[2:], strict=False)
            if word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri"
        }
        self._prefixes = {**prefixes, **self.declared}
        self._next: dict[str, int] = {}
        self._triple = 0

    def take(self, word: str) -> int:
        """The line of a keyword: of the first one, then of the second one, and so on."""
        found = [one.line for one in self._tokens if one.kind == "word" and one.text.upper() == word]
        place = self._next.get(word, 0)
        self._next[word] = place + 1
        return found[min(place, len(found) - 1)] if found else 1

    def advance(self, name: str, iri: str) -> int:
        """The line of a triple's predicate or object, after that of the triple before it.

        Args:
            name: of a variable, or "".
            iri: or "".
        """
        for place in range(self._triple, len(self._tokens)):
            if self._is(self._tokens[place], name, iri):
                self._triple = place
                break
        return self._tokens[min(self._triple, len(self._tokens) - 1)].line if self._tokens else 1

    def variable(self, name: str) -> int:
        """The line where a variable first stands, or 1."""
        return next((one.line for one in self._tokens if self._is(one, name, "")), 1)

    def iri(self, value: str) -> int:
        """The line where an IRI first stands outside of the prefixes, or 1."""
        places = [place for place, one in enumerate(self._tokens) if self._is(one, "", value)]
        return next(
            (self._tokens[place].line for place in places if not self._declares(place)), self.variable("")
        )

    def prefix(self, name: str) -> int:
        """The line where a prefix is first used, or 1."""
        named = [one for one in self._tokens if one.kind == "name"]
        return next((one.line for one in named if one.text.startswith(f"{name}:")), 1)

    def prefixes_used(self) -> list[str]:
        """Every prefix used, in order, once each; those of blank nodes are none."""
        found = [
            one.text.partition(":")[0]
            for place, one in enumerate(self._tokens)
            if one.kind == "name" and not (place and self._tokens[place - 1].text.upper() == "PREFIX")
        ]
        return [name for name in dict.fromkeys(found) if name != "_"]

    def _declares(self, place: int) -> bool:
        return self._tokens[max(0, place - 2)].text.upper() == "PREFIX"

    def _is(self, token: _Token, name: str, iri: str) -> bool:
        if token.kind == "variable":
            return bool(name) and token.text[1:] == name
        if not iri:
            return False
        if token.kind == "iri":
            return token.text[1:-1] == iri
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            start = self._prefixes.get(prefix)
            return start is not None and start + re.sub(r"\\(.)", r"\1", local) == iri
        return token.text == "a" and iri == RDF + "type"
