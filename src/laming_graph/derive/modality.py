"""Modality: how strongly a recommendation is worded, read from its first sentence."""

import re

from laming_graph.model.flow import Flow
from laming_graph.model.span import Span

_MODAL = re.compile(r"\b(must|should)\b")
_SENTENCE_END = re.compile(r"[.:](?=\s|$)")


def modality(wording: Flow) -> tuple[str, tuple[Span, ...]]:
    """The modality of a wording and the words that show it.

    Returns:
        `must` or `should` with the place of that word, or `other` with the first sentence,
        where it has neither ("a unit be established").
    """
    text = wording.folded
    ended = _SENTENCE_END.search(text)
    end = ended.end() if ended else len(text)
    match = _MODAL.search(text, 0, end)
    if match is None:
        return "other", wording.spans(0, end)
    return match[1], wording.spans(match.start(), match.end())
