"""Source documents: found, decoded, checked against their registered hash, cut into lines."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from laming_graph.model.document import Document
from laming_graph.model.errors import InputError, SourceError
from laming_graph.model.flow import Flow
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference

_WORD = re.compile(r"[a-z0-9]+")


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _numbers(value: object) -> bool:
    return isinstance(value, list) and all(type(one) is int for one in value)


def _headings(value: object) -> bool:
    """A list of headings, or a table from heading to name."""
    return _texts(value) or (isinstance(value, dict) and _texts(list(value.values())))


_SETTINGS: dict[str, tuple[str, Callable[[object], bool]]] = {
    **dict.fromkeys(
        ("table-from", "navigation-from", "heading", "ends-before", "quote-attribution"),
        ("a text", lambda value: isinstance(value, str)),
    ),
    **dict.fromkeys(
        ("furniture", "witnesses", "box-headings", "table-furniture"), ("a list of texts", _texts)
    ),
    **dict.fromkeys(
        ("response-width", "by-when-width"), ("a whole number", lambda value: type(value) is int)
    ),
    "item-cells": ("a list of whole numbers", _numbers),
    "headings": ("a list or table of texts", _headings),
}
"""What each setting must be, in words and as a test."""


class Line(NamedTuple):
    """One line of a document.

    Attributes:
        number: from 1.
        start: position of its first character, in code points.
        end: position after its last character, the line feed not counted.
        text: its characters.
        opens_page: whether a page of the document starts with it.
    """

    number: int
    start: int
    end: int
    text: str
    opens_page: bool = False

    @property
    def words(self) -> str:
        """The line with each run of white space as one space, and none around it."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Source:
    """The decoded text of a registered document.

    Attributes:
        document: the registration.
        path: where the file is.
        text: its content decoded as UTF-8.
    """

    document: Document
    path: Path
    text: str

    def lines(self) -> Iterator[Line]:
        """Every line with its position."""
        start = 0
        for number, text in enumerate(self.text.split("\n"), start=1):
            # The text of a PDF has a space where its page break was.
            yield Line(number, start, start + len(text), text, text.startswith(" ") and bool(text.strip()))
            start += len(text) + 1

    def flow(self, fragments: Sequence[tuple[int, int]], left_out: Iterable[int] = ()) -> Flow:
        """A flow of this document's text."""
        return Flow(self.document.key, self.text, fragments, left_out)

    def flow_of(self, lines: Sequence[Line], left_out: Iterable[int] = ()) -> Flow:
        """The flow of some lines; neighbours with only white space between are one fragment."""
        fragments: list[tuple[int, int]] = []
        for line in lines:
            if not line.words:
                continue
            if fragments and not self.text[fragments[-1][1] : line.start].strip():
                fragments[-1] = (fragments[-1][0], line.end)
            else:
                fragments.append((line.start, line.end))
        return self.flow(fragments, left_out)

    def fail(self, problem: str, *, line: Line | None = None, offset: int | None = None) -> NoReturn:
        """Stop because the layout is not understood here.

        Raises:
            SourceError: always.
        """
        raise SourceError(
            self.path,
            problem,
            f"the reader {self.document.layout!r} does not know this form",
            line=line.number if line else None,
            offset=line.start if line else offset,
        )

    def next_item(self, before: Reference, line: Line) -> Reference:
        """The item after another, or the first of a recommendation.

        Raises:
            SourceError: after item z.
        """
        if before.letter == "z":
            self.fail(f"recommendation {before.number} has more than 26 items", line=line)
        return Reference(before.number, chr(ord(before.letter or "`") + 1))

    def setting(self, name: str) -> Any:
        """A setting of the layout, from `inquiry.toml`.

        Raises:
            InputError: if the document's registration does not give it, or gives another kind of
                value.
        """
        if name not in self.document.reading:
            raise InputError(
                f"inquiry.toml: document {self.document.key} lacks reading.{name}, which the layout "
                f"{self.document.layout!r} needs; add it"
            )
        value = self.document.reading[name]
        if name not in _SETTINGS:
            return value
        told, fits = _SETTINGS[name]
        if not fits(value):
            raise InputError(
                f"inquiry.toml: document {self.document.key}: reading.{name} is {value!r}; give {told}"
            )
        return value

    def expect(self, name: str, count: int) -> None:
        """Hold a count against the one registered beside the document.

        Raises:
            SourceError: if they differ or none is registered.
        """
        expected = self.document.expect.get(name)
        if expected != count:
            self.fail(f"{count} {name} read, {expected} expected")


def open_source(document: Document, folder: Path) -> Source:
    """Read a registered document and prove that it is the copy that was registered.

    Raises:
        SourceError: if it is missing, not UTF-8, or another copy.
    """
    path = folder / document.file
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(path, "no such document", f"put {document.file} there") from None
    except ValueError:
        raise SourceError(path, "no name of a file", "mend it in inquiry.toml") from None
    except OSError as error:
        raise SourceError(path, error.strerror or "cannot be read", "make it readable") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            path,
            f"byte {error.start} is not UTF-8",
            "put the registered copy there, unconverted",
        ) from None
    found = hashlib.sha256(data).hexdigest()
    if found != document.sha256:
        difference = len(text) - document.code_points
        size = f"{difference:+d} code points" if difference else "same length"
        raise SourceError(
            path,
            f"not the registered copy: SHA-256 {found[:12]}..., {document.sha256[:12]}... registered, {size}",
            "put the registered copy there, or register this one in inquiry.toml",
        )
    if len(text) != document.code_points:
        raise SourceError(
            path,
            f"{len(text)} code points, {document.code_points} registered",
            "correct code-points in inquiry.toml",
        )
    return Source(document, path, text)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes and marks dropped.

    >>> words_of("Children’s Trusts, 0–5")
    ['childrens', 'trusts', '0', '5']
    """
    return _WORD.findall(text.lower().replace("’", "").replace("'", ""))


class Furniture(NamedTuple):
    """What a reader skips on purpose: a list mark, a number, a running header.

    Attributes:
        name: what it is.
        start, end: where it stands, in code points.
    """

    name: str
    start: int
    end: int


def furniture_line(name: str, line: Line) -> Furniture:
    """A whole line as furniture."""
    return Furniture(name, line.start, line.end)


def finish(
    source: Source, passages: Sequence[Passage], furniture: Sequence[Furniture], end: int | None = None
) -> tuple[Passage, ...]:
    """Passages in the order of the document, once each character is proven to be claimed.

    Args:
        source: the document.
        passages: what was read.
        furniture: what was skipped on purpose.
        end: where reading stops for good, in code points; the whole document without it.

    Raises:
        SourceError: if a character other than white space is nobody's, or is two passages'.
    """
    owners: list[str | None] = [None] * (len(source.text) if end is None else end)
    for name, start, stop in furniture:
        owners[start:stop] = [name] * (stop - start)
    names: set[str] = set()
    for passage in passages:
        if passage.name in names:
            source.fail(f"two passages are named {passage.name}", offset=passage.spans[0].start)
        names.add(passage.name)
        for start, stop in passage.flow.fragments:
            taken = next((o for o in owners[start:stop] if o in names), None)
            if taken:
                source.fail(f"{passage.name} and {taken} claim the same words", offset=start)
            owners[start:stop] = [passage.name] * (stop - start)
    for offset, owner in enumerate(owners):
        if owner is None and not source.text[offset].isspace():
            words = source.text[offset : offset + 30].split("\n")[0]
            line = next(ln for ln in source.lines() if ln.end >= offset)
            source.fail(f"nobody claims the words {words!r}", line=line)
    return tuple(sorted(passages, key=lambda passage: passage.flow.fragments[0]))
