"""References of recommendations and their items: "24", "24c"."""

import re
from typing import NamedTuple

_FORM = re.compile(r"([1-9][0-9]{0,2})([a-z]?)")


class Reference(NamedTuple):
    """A recommendation by its number, or one of its items by number and letter.

    Tuples compare as people sort: 2 before 2a before 2b before 10.
    """

    number: int
    letter: str = ""

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Read "24" or "24c".

        Raises:
            ValueError: for any other form.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a reference such as 24 or 24c")
        return cls(int(match[1]), match[2])

    @property
    def path(self) -> str:
        """The reference as a path of an IRI: "24" or "24/c"."""
        return f"{self.number}/{self.letter}" if self.letter else str(self.number)

    @property
    def parent(self) -> "Reference":
        """The recommendation an item belongs to; a recommendation is its own parent."""
        return Reference(self.number)

    def __str__(self) -> str:
        return f"{self.number}{self.letter}"
