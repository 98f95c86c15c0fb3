"""Collation: the copies of a recommendation aligned word by word, and their differences named.

Layout (line ends, hyphens at line ends, list marks) does not count. What is left is sorted by
rule: punctuation and hyphens; a typing error (a word that stands nowhere else in the documents,
one or two letters from the word beside it); words lost at the end of a copy that is known to
lose them; a change of substance (a figure, a negation, a modal verb, or a word of content that
only one copy has); and all other changes of wording.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import OSA

from laming_graph.model.document import Reading
from laming_graph.model.flow import Flow
from laming_graph.model.reference import Reference
from laming_graph.model.variant import Variant

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z]+)?|[^\w\s]")
_WORD = re.compile(r"[a-z0-9]")
_FUNCTION_WORDS = frozenset(
    # The small words of grammar.
    "a an and any are as at be been by do for from has have if in into is it its of on or so such "
    "than that the their them then there these they this those to was were which who "
    "will with".split()
)
_WEIGHTY = frozenset(
    # Words whose change is one of substance, however small.
    "must should may shall will can could not no never only all every".split()
)


class Token(NamedTuple):
    """A word or mark of a wording.

    Attributes:
        form: in lower case, without apostrophes.
        start, end: in characters of the flow.
    """

    form: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or figure and not a mark."""
        return bool(_WORD.match(self.form))


def tokens(flow: Flow) -> list[Token]:
    """The words and marks of a flow."""
    return [
        Token(match[0].lower().replace("'", "") or "'", match.start(), match.end())
        for match in _TOKEN.finditer(flow.folded)
    ]


def variants(readings: Sequence[Reading]) -> list[Variant]:
    """Every difference between each two copies of each recommendation and item.

    Args:
        readings: the readings whose documents print recommendations in full.
    """
    known = Counter(
        token.form for reading in readings for passage in reading.passages for token in tokens(passage.flow)
    )
    found: list[Variant] = []
    for reference in sorted({ref for reading in readings for ref in reading.wordings}):
        for a, b in combinations(readings, 2):
            if reference in a.wordings and reference in b.wordings:
                found += _between(reference, a, b, known)
    return found


def _between(reference: Reference, a: Reading, b: Reading, known: Mapping[str, int]) -> list[Variant]:
    flow_a, flow_b = a.wordings[reference].flow, b.wordings[reference].flow
    all_a, all_b = tokens(flow_a), tokens(flow_b)
    words_a, words_b = [t for t in all_a if t.is_word], [t for t in all_b if t.is_word]
    lossy_a, lossy_b = reference in a.lost_ends, reference in b.lost_ends
    found: list[Variant] = []

    def add(kind: str, ta: Sequence[Token], tb: Sequence[Token], before: tuple[int, int]) -> None:
        severity = "substantive" if kind == "substance" else "minor"
        place_a, place_b = _place(words_a, ta, before[0]), _place(words_b, tb, before[1])
        found.append(
            Variant(
                reference,
                len(found) + 1,
                a.document.key,
                b.document.key,
                kind,
                severity,
                sum(token.is_word for token in ta),
                sum(token.is_word for token in tb),
                flow_a.spans(*place_a),
                flow_b.spans(*place_b),
            )
        )

    matcher = SequenceMatcher(None, [t.form for t in words_a], [t.form for t in words_b], autojunk=False)
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                marks = _marks_after(all_a, words_a[i]), _marks_after(all_b, words_b[j])
                at_end = i + 1 == len(words_a) or j + 1 == len(words_b)
                if [t.form for t in marks[0]] != [t.form for t in marks[1]] and not at_end:
                    add("punctuation", marks[0], marks[1], (i, j))
            continue
        ta, tb = words_a[i1:i2], words_b[j1:j2]
        at_end = i2 == len(words_a) and j2 == len(words_b)
        lost = at_end and ((lossy_a and not ta) or (lossy_b and not tb))
        kind = "lost-in-copy" if lost else _kind(ta, tb, known)
        add(kind, ta, tb, (i1 - 1, j1 - 1))
    return found


def _kind(ta: Sequence[Token], tb: Sequence[Token], known: Mapping[str, int]) -> str:
    """The kind of a difference between two runs of words, one of which may be empty."""
    if "".join(t.form for t in ta) == "".join(t.form for t in tb):
        return "punctuation"
    if len(ta) == len(tb) == 1:
        one, other = ta[0].form, tb[0].form
        rare = min(known[one], known[other]) <= 1 and not (one + other).isdigit()
        if rare and OSA.distance(one, other) <= 2 and not _inflected(one, other):
            return "typing-error"
        if _inflected(one, other):
            return "wording"
    changed = Counter(t.form for t in ta)
    changed.subtract(t.form for t in tb)
    forms = {form for form, count in changed.items() if count}
    if forms & _WEIGHTY or any(form.isdigit() for form in forms):
        return "substance"
    return "substance" if forms - _FUNCTION_WORDS else "wording"


def _inflected(one: str, other: str) -> bool:
    """Whether two words differ only by a plural s."""
    return one.removesuffix("s") == other.removesuffix("s")


def _marks_after(every: Sequence[Token], word: Token) -> list[Token]:
    """The punctuation between a word and the next one."""
    index = every.index(word) + 1
    marks = []
    while index < len(every) and not every[index].is_word:
        marks.append(every[index])
        index += 1
    return marks


def _place(words: Sequence[Token], run: Sequence[Token], before: int) -> tuple[int, int]:
    """Where a run stands; the word before it where the run is empty."""
    if run:
        return run[0].start, run[-1].end
    neighbour = words[max(before, 0)]
    return neighbour.start, neighbour.end


def content_words(flow: Flow) -> set[str]:
    """The different words of a flow, without the small words of grammar."""
    return {t.form for t in tokens(flow) if t.is_word and t.form not in _FUNCTION_WORDS}
