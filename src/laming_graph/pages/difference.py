"""Two copies of a wording, word by word."""

from difflib import SequenceMatcher
from typing import NamedTuple


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
