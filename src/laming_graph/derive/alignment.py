"""Alignment of summaries and bullets with the recommendations they restate.

A numbered summary restates the recommendation of its number. A bullet restates the one (or the
item) it has most words in common with, each word weighted by how few of them use it (inverse
document frequency) and the whole set against the words of both (Dice's coefficient), so that a
long recommendation has no advantage. Where the best is weak, or hardly better than the second,
nothing is said.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from laming_graph.derive.collation import content_words
from laming_graph.model.alignment import Alignment
from laming_graph.model.document import Reading
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference

LEAST_SCORE = Decimal("0.33")
"""Below this a bullet is left unaligned."""
LEAST_LEAD = Decimal("0.10")
"""The best recommendation must lead the second by this much."""


def align_summaries(readings: Sequence[Reading], summaries: Iterable[Passage]) -> list[Alignment]:
    """Each numbered summary with the recommendation of its number."""
    words, weights = _vocabulary(readings)
    found = []
    for passage in summaries:
        if passage.reference in words:
            parts = [own for reference, own in words.items() if reference.parent == passage.reference]
            found.append(_aligned(passage, passage.reference, set().union(*parts), weights))
    return found


def align_bullets(readings: Sequence[Reading], bullets: Iterable[Passage]) -> list[Alignment]:
    """Each bullet with the one recommendation it clearly restates, if there is one."""
    words, weights = _vocabulary(readings)
    found = []
    for bullet in bullets:
        ranked = sorted(
            (_aligned(bullet, reference, words[reference], weights) for reference in words),
            key=lambda alignment: (-alignment.score, alignment.reference),
        )
        scores = [alignment.score for alignment in ranked] + [Decimal(0), Decimal(0)]
        if scores[0] >= LEAST_SCORE and scores[0] - scores[1] >= LEAST_LEAD:
            found.append(ranked[0])
    return found


def _vocabulary(readings: Sequence[Reading]) -> tuple[dict[Reference, set[str]], dict[str, float]]:
    """The words of each recommendation and item, and the weight of each word."""
    words: dict[Reference, set[str]] = {}
    for reading in readings:
        for reference, passage in reading.wordings.items():
            words.setdefault(reference, set()).update(content_words(passage.flow))
    spread = Counter(word for used in words.values() for word in used)
    return words, {word: math.log((1 + len(words)) / count) for word, count in spread.items()}


def _aligned(
    passage: Passage, reference: Reference, wording: set[str], weights: Mapping[str, float]
) -> Alignment:
    said = content_words(passage.flow)
    heaviest = max(weights.values(), default=1.0)

    def weight(words: set[str]) -> float:
        return math.fsum(sorted(weights.get(word, heaviest) for word in words))

    both = weight(said) + weight(wording)
    score = 2 * weight(said & wording) / both if both else 0.0
    return Alignment(passage, reference, len(said), len(said & wording), Decimal(f"{score:.2f}"))
