"""A query file as the rules see it: its header, its shape, its words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from laming_graph.lint.finding import Finding
from laming_graph.lint.lines import Lines
from laming_graph.lint.read_sparql import read_sparql
from laming_graph.lint.syntax import Select
from laming_graph.model.errors import InputError

_HEADER = re.compile(r"#\+ ?(.*)")


@dataclass(frozen=True, slots=True)
class Query:
    """A query file.

    Attributes:
        path: the file.
        header: its header, empty without one.
        canned: whether it is one of a library, so that rules on headers hold for it.
        shape: the query.
        words: of the text, for lines.
        header_lines: key of the header to its line.
    """

    path: Path
    header: Mapping[str, Any]
    canned: bool
    shape: Select
    words: Lines
    header_lines: Mapping[str, int]

    def fault(self, rule: str, line: int, message: str, mend: str) -> Finding:
        """A finding in this file."""
        return Finding(self.path, line, rule, message, mend)

    def in_header(self, key: str) -> int:
        """The line of a key of the header, or 1."""
        return self.header_lines.get(key, 1)


def read_query(path: Path, canned: bool = False) -> Query:
    """Read a query file.

    Args:
        path: the file.
        canned: whether it is known to be one of a library; else it is if its header says more
            than what it excuses.

    Raises:
        InputError: if it cannot be read, or its header or SPARQL cannot be parsed.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name a file of SPARQL") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8; save it as UTF-8") from None
    listed = [
        (number, match[1])
        for number, line in enumerate(text.split("\n"), 1)
        if (match := _HEADER.match(line.rstrip("\r")))
    ]
    header = _header(path, listed)
    shape, words = read_sparql(text, str(path))
    keys = {line.partition(":")[0]: number for number, line in reversed(listed) if line[:1].strip()}
    return Query(path, header, canned or bool(header.keys() - {"lint"}), shape, words, keys)


def _header(path: Path, listed: list[tuple[int, str]]) -> Mapping[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    first = listed[0][0] if listed else 1
    try:
        found: Any = yaml.load("\n".join(line for _, line in listed), Loader=loader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # ValueError: YAML takes 2009-13-45 for a day of the calendar.
        mark = getattr(error, "problem_mark", None)
        line = listed[min(mark.line, len(listed) - 1)][0] if mark else first
        told = getattr(error, "problem", None) or f"{type(error).__name__}: {error}"
        told = " ".join(str(told).split())
        raise InputError(f"{path}:{line}: header not understood ({told}); see another query's") from None
    if found is None:
        return {}
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise InputError(f"{path}:{first}: header not understood (no keys); see another query's")
    return found
