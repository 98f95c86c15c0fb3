"""Numerals: whole numbers in running text, in figures or spelt out."""

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    **{
        f"{ten}-{unit}": 10 * i + j
        for i, ten in enumerate(_TENS, 2)
        for j, unit in enumerate(_UNITS[1:10], 1)
    },
}
_LONGEST = 30
"""Figures of the longest numeral; a longer run of figures counts nothing."""
_NUMERAL = re.compile(
    rf"(?<![\w£$€.,])\d{{1,3}}(?:,\d{{3}}){{1,{_LONGEST // 3}}}+(?![\d,])"
    rf"|(?<![\w£$€.,])\d{{1,{_LONGEST}}}(?![\dA-Za-z]|[.,]\d)"
    rf"|\b(?ai:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b"
)


def numerals(text: str) -> list[int]:
    """The whole numbers of a text, in order; up to ninety-nine they may be spelt out.

    >>> numerals("Twenty-four of 1,200 places, four workshops, £3 million")
    [24, 1200, 4]
    """
    return [
        int(found.replace(",", "")) if found[0].isdigit() else _WORDS[found.lower()]
        for found in _NUMERAL.findall(text)
    ]
