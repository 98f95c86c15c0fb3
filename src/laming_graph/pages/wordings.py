"""The copies of a recommendation's wording, held against each other word by word."""

from collections import defaultdict
from difflib import SequenceMatcher
from typing import NamedTuple

from laming_graph.pages.holdings import Holdings, first, values


class Piece(NamedTuple):
    """Words that follow each other.

    Attributes:
        both: words of both copies, or "".
        first: words that only the first copy has, or "".
        second: words that only the second has, or "".
    """

    both: str
    first: str
    second: str


class Compared(NamedTuple):
    """Two copies of a wording that differ.

    Attributes:
        one, other: keys of the documents.
        pieces: the words, in order.
    """

    one: str
    other: str
    pieces: list[Piece]


def texts_of_copies(held: Holdings) -> dict[str, dict[str, str]]:
    """The wording of each recommendation and item by the key of the document, where the words are at hand."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for facts in held.things("lam:Wording").values():
        text = first(held.things("lam:Passage").get(first(facts, "passage"), {}), "text")
        key = first(held.things("lam:Document").get(first(facts, "inDocument"), {}), "identifier")
        for rec in held.recs_of(values(facts, "about")):
            if text:
                found[rec][key] = text
    return dict(found)


def compared(held: Holdings, rec: str, texts: dict[str, str]) -> list[Compared]:
    """The copies of a wording that the graph says differ, word by word.

    Args:
        held: the graph.
        rec: number of the recommendation or item.
        texts: its wording by the key of the document.
    """
    rows = held.rows_on("wording-variants", rec)
    pairs = dict.fromkeys((row["document_a"] or "", row["document_b"] or "") for row in rows)
    return [
        Compared(one, other, difference(texts[one], texts[other]))
        for one, other in pairs
        if one in texts and other in texts
    ]


def difference(first: str, second: str) -> list[Piece]:
    """Where two texts are the same and where they differ, word by word; layout does not count.

    >>> difference("within six months of it", "within  nine months")
    [Piece(both='within', first='', second=''), Piece(both='', first='six', second='nine'), \
Piece(both='months', first='', second=''), Piece(both='', first='of it', second='')]
    """
    one, other = first.split(), second.split()
    return [
        Piece(" ".join(one[a:b]), "", "")
        if same == "equal"
        else Piece("", " ".join(one[a:b]), " ".join(other[c:d]))
        for same, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    ]
