"""The text of a query that shapes bring along: read word by word, and changed where SHACL says so.

Prefixes are written out, so that a part of the query can stand in another. Variables that SHACL
knows beforehand (5.2.1, appendix A) are replaced by their values, or by a variable that is bound.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from laming_graph.model.errors import InputError

_WORD = re.compile(
    r"""(?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<comment>\#[^\n]*)
    |(?P<blank>_:[\w.-]+)
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[A-Za-z][\w.-]*)?:(?:[\w:-]|\.(?=[\w:-])|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<keyword>@?[A-Za-z_][\w-]*)
    |(?P<space>\s+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)")
_REFUSED = {"MINUS", "VALUES", "SERVICE"}
_ENDS_LIST = {"WHERE", "FROM", "HAVING", "ORDER", "LIMIT", "OFFSET", "GROUP"}


class Word(NamedTuple):
    """A word of a query: string, iri, blank, variable, name, keyword, space or sign."""

    kind: str
    text: str

    @property
    def variable(self) -> str:
        """Name of a variable, or ""."""
        return self.text[1:] if self.kind == "variable" else ""

    @property
    def keyword(self) -> str:
        """A keyword in capitals, or ""."""
        return self.text.upper() if self.kind == "keyword" else ""


class Place(NamedTuple):
    """Where a word stands.

    Attributes:
        groups: kind of each group around it: "main", "exists" or "inner".
        brackets: how many brackets are open.
        is_column: whether it stands in the list of a SELECT.
        is_key: whether it stands in GROUP BY or ORDER BY.
    """

    groups: tuple[str, ...]
    brackets: int
    is_column: bool
    is_key: bool


class QueryText:
    """A SELECT or ASK of the shapes graph.

    Args:
        text: the query.
        prefixes: prefix to namespace.
        path: what `$PATH` stands for, or "".
        place: what errors call it.

    Raises:
        InputError: if it has what SHACL forbids, or a prefix that is not declared.
    """

    def __init__(self, text: str, prefixes: Mapping[str, str], path: str, place: str) -> None:
        self._place = place
        words = [
            Word(str(found.lastgroup), found[0]) if found.lastgroup != "comment" else Word("space", " ")
            for found in _WORD.finditer(text)
        ]
        words, known = _without_prologue(words)
        known = {**prefixes, **known}
        self.words = [self._whole(word, known, path) for word in words]
        self._refuse()

    def _whole(self, word: Word, prefixes: Mapping[str, str], path: str) -> Word:
        if word.variable == "PATH":
            if not path:
                raise InputError(f"shapes: {self._place} has $PATH and its shape no path; mend the query")
            return Word("iri", path)
        if word.kind != "name":
            return word
        prefix, _, local = word.text.partition(":")
        if prefix not in prefixes:
            raise InputError(f"shapes: {self._place} has the prefix {prefix}: and does not declare it")
        plain = _ESCAPED.sub(r"\1", local)
        return Word("iri", f"<{prefixes[prefix]}{plain}>")

    def _refuse(self) -> None:
        """See that it has nothing that SHACL forbids (5.2.1)."""
        places = self.places()
        given = {"this", "currentShape", "shapesGraph", *(["value"] if self.has("ASK") else [])}
        for at, word in enumerate(self.words):
            if word.keyword in _REFUSED:
                raise InputError(
                    f"shapes: {self._place} has {word.keyword}, which SHACL forbids; mend the query"
                )
            if word.variable in given and self._before(at).keyword == "AS":
                raise InputError(f"shapes: {self._place} binds ${word.variable}; mend the query")
            if word.keyword == "SELECT" and places[at].groups and "this" not in self._listed(at):
                raise InputError(f"shapes: a SELECT inside {self._place} does not give $this; mend the query")

    def _before(self, at: int) -> Word:
        return next((word for word in reversed(self.words[:at]) if word.kind != "space"), Word("space", ""))

    def _listed(self, at: int) -> set[str]:
        """The columns of the SELECT at a word; those of expressions too."""
        found = set()
        for word in self.words[at + 1 :]:
            if word.keyword in _ENDS_LIST or word.text == "{":
                break
            found.add(word.variable)
        return found - {""}

    def places(self) -> list[Place]:
        """Where each word stands."""
        found: list[Place] = []
        groups: list[str] = []
        brackets: list[int] = [0]
        is_column = is_key = False
        for at, word in enumerate(self.words):
            if word.keyword == "SELECT":
                is_column, is_key = True, False
            elif word.keyword == "BY":
                is_column, is_key = False, True
            elif word.keyword in _ENDS_LIST or word.text in {"{", "}"}:
                is_column = is_key = False
            if word.text == "}" and groups:
                groups.pop()
                brackets.pop()
            if word.text == ")":
                brackets[-1] -= 1
            found.append(Place(tuple(groups), sum(brackets), is_column, is_key))
            if word.text == "(":
                brackets[-1] += 1
            if word.text == "{":
                exists = self._before(at).keyword == "EXISTS" and groups[-1:] == ["main"]
                inside = exists or groups[-1:] == ["exists"]
                groups.append("exists" if inside else "inner" if groups else "main")
                brackets.append(0)
        return found

    def has(self, *keywords: str) -> bool:
        """Whether a keyword is in it."""
        return any(word.keyword in keywords for word in self.words)

    def uses(self, name: str) -> bool:
        """Whether a variable is in it."""
        return any(word.variable == name for word in self.words)

    def joins(self) -> bool:
        """Whether focus nodes may be joined to it, in place of asking of each by itself.

        It may if `$this` is a column, and stands in triples, or in expressions of the outermost
        group, where a join makes it known; and if nothing counts rows off.
        """
        if self.has("LIMIT", "OFFSET") or "this" not in self._listed(-1):
            return False
        return not any(
            word.variable == "this"
            and place.groups[-1:] == ("inner",)
            and place.brackets
            and not (place.is_column or place.is_key)
            for word, place in zip(self.words, self.places(), strict=True)
        )

    def renamed(self, names: Mapping[str, str]) -> str:
        """The query with other variables."""
        return "".join(names.get(word.variable, word.text) for word in self.words)

    def joined(self, pattern: str, names: Mapping[str, str]) -> str:
        """The query with a pattern at the beginning of its outermost group, and other variables."""
        at = next(number for number, word in enumerate(self.words) if word.text == "{")
        parts = [names.get(word.variable, word.text) for word in self.words]
        parts[at] = f"{{ {pattern} "
        return "".join(parts)

    def with_values(self, values: Mapping[str, str]) -> "QueryText":
        """The query with values in place of variables, as if they had been bound beforehand."""
        if not values:
            return self
        changed, number, skipped = [], 0, 0
        for at, (word, place) in enumerate(zip(self.words, self.places(), strict=True)):
            if skipped:
                skipped -= word.kind != "space"
                continue
            value = values.get(word.variable)
            if word.keyword == "BOUND" and self._argument(at) in values:
                changed.append(Word("sign", "(true)"))
                skipped = 3
            elif value is None:
                changed.append(word)
            elif place.is_column and not place.brackets:
                number += 1
                name = word.variable if not place.groups else f"{word.variable}__{number}"
                changed.append(Word("sign", f"({value} AS ?{name})"))
            else:
                changed.append(Word("iri", f"({value})" if place.is_key and not place.brackets else value))
        copy = object.__new__(QueryText)
        copy._place, copy.words = self._place, changed
        return copy

    def _argument(self, at: int) -> str:
        solid = [word for word in self.words[at + 1 :] if word.kind != "space"][:3]
        whole = len(solid) == 3 and solid[0].text == "(" and solid[2].text == ")"
        return solid[1].variable if whole else ""

    def body(self) -> str:
        """What stands in its outermost group.

        Raises:
            InputError: if more than that group decides its answer, so that it cannot be a condition.
        """
        if (
            self.has("LIMIT", "OFFSET", "GROUP", "HAVING")
            or sum(w.keyword == "SELECT" for w in self.words) > 1
        ):
            raise InputError(f"shapes: {self._place} counts or chooses rows, which cannot be compiled there")
        first = next(number for number, word in enumerate(self.words) if word.text == "{")
        last = max(number for number, word in enumerate(self.words) if word.text == "}")
        return "".join(word.text for word in self.words[first + 1 : last])

    def text(self) -> str:
        """The query."""
        return "".join(word.text for word in self.words)


def _without_prologue(words: list[Word]) -> tuple[list[Word], dict[str, str]]:
    """The query proper, and the prefixes that it declares itself."""
    known: dict[str, str] = {}
    solid = [number for number, word in enumerate(words) if word.kind != "space"]
    while len(solid) > 3 and words[solid[0]].keyword == "PREFIX":
        known[words[solid[1]].text.removesuffix(":")] = words[solid[2]].text[1:-1]
        solid = solid[3:]
    return words[solid[0] :] if solid else words, known
