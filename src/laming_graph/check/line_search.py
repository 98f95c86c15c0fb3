"""Statements of N-Triples and N-Quads that name something wanted, found without a look at other lines.

There a line is a statement, so that a line without a wanted name need not be read. A name stands in
its line letter by letter, unless something in the line is escaped; such lines are read too.
"""

import re
from collections.abc import Collection, Iterator
from itertools import groupby
from os.path import commonprefix

from laming_graph.check.turtle_scan import BLANK, Said, statements

_IRI = r"<([^<>\\]*)>"
_PLAIN = re.compile(rf'{_IRI} {_IRI} (?:{_IRI}|"([^"\\]*)"(?:@[\w-]+|\^\^<[^<>]*>)?) \.\r?')
"""A line as most writers have it, with nothing escaped and no node without a name."""


def statements_naming(names: Collection[str], data: bytes) -> Iterator[Said]:
    """The statements that name one of some things, and perhaps others, with their lines.

    Args:
        names: IRIs, texts of literals, or BLANK.
        data: N-Triples or N-Quads that a parser has accepted.
    """
    counted, line = 0, 1
    for begin in sorted({data.rfind(b"\n", 0, place) + 1 for place in _places(names, data)}):
        line += data.count(b"\n", counted, begin)
        counted = begin
        end = data.find(b"\n", begin)
        text = data[begin : None if end < 0 else end].decode("utf-8")
        if plain := _PLAIN.fullmatch(text):
            subject, predicate, value, words = plain.groups()
            yield Said(subject, predicate, words if value is None else value, line, line, line)
            continue
        for said in statements(text):
            yield said._replace(begins=line, at=line, valued=line)


def _places(names: Collection[str], data: bytes) -> Iterator[int]:
    """Where something wanted is named, or something is escaped."""
    # One search for each kind of place: of a search for either, the engine cannot skip ahead.
    searches = [rb"\\"]
    if BLANK in names:
        searches += [b"_:", b"<<"]
    if whole := sorted(set(names) - {BLANK}):
        searches.append(f'{_one_of(whole)}(?=[>"])'.encode())
    for search in searches:
        for found in re.finditer(search, data):
            yield found.start()


def _one_of(words: list[str]) -> str:
    """An expression for some words, in order, that reads what they begin with alike once."""
    start = commonprefix([words[0], words[-1]])  # noqa: RUF071 (letter by letter is what is meant)
    endings = groupby((word[len(start) :] for word in words), lambda ending: ending[:1])
    parts = [_one_of(list(found)) if first else "" for first, found in endings]
    return re.escape(start) + (f"(?:{'|'.join(parts)})" if len(parts) > 1 else "")
