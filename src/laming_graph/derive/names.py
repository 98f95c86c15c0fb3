"""Names in running text: agents and instruments by any form the tables give them."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Named(NamedTuple):
    """A name and where it stands in the text that was searched.

    Attributes:
        start, end: in characters of that text.
        ids: what it names; several for a coordinated phrase.
    """

    start: int
    end: int
    ids: tuple[str, ...]


class Names:
    """Finds names, the longest form first, so that a longer name hides the shorter one in it.

    Args:
        forms: form of words to the ids it names. Upper and lower case differ; apostrophes
            are straight.
    """

    def __init__(self, forms: Mapping[str, tuple[str, ...]]) -> None:
        self._forms = forms
        longest = sorted(forms, key=lambda form: (-len(form), form))
        # A footnote's number may follow a name without a space; a letter may not.
        self._pattern = re.compile(
            rf"(?<![A-Za-z])(?:{'|'.join(map(_form, longest))})(?![A-Za-z])" if longest else "(?!)"
        )

    def find(self, text: str) -> list[Named]:
        """Every name in a text with straight apostrophes, in order."""
        return [
            Named(match.start(), match.end(), self._forms[match[0]]) for match in self._pattern.finditer(text)
        ]


def names_of(
    things: Iterable[tuple[str, Iterable[str]]], phrases: Mapping[str, tuple[str, ...]] | None = None
) -> Names:
    """Names from a table: (id, forms) pairs, and phrases that name several things at once."""
    forms = {form: (name,) for name, every in things for form in every if form}
    return Names({**forms, **(phrases or {})})


def _form(form: str) -> str:
    """A form as a pattern; one that ends in a figure is not followed by another figure."""
    return re.escape(form) + (r"(?!\d)" if form[-1].isdigit() else "")
