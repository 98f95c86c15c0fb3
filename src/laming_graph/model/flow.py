"""A flow: words as a person reads them, each character knowing where it stands.

The text of a document comes broken into lines and pages, with numbers and marks inside.
A flow is the running text without these: white space is folded to one space, a hyphen or
slash at a line's end joins the next word, and left-out marks are gone. Rules search the
flow; what they find is turned back into spans of the document.
"""

from collections.abc import Iterable, Sequence

from laming_graph.model.span import Span, span_of

_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


class Flow:
    """Running text made from one or more fragments of a document.

    Args:
        document: key of the document.
        source: the whole text of the document.
        fragments: (start, end) pairs in code points, in reading order.
        left_out: positions inside the fragments that are no part of the words
            (a displaced paragraph number, a mark of emphasis).
    """

    __slots__ = ("_source", "document", "folded", "fragments", "offsets", "text")

    def __init__(
        self,
        document: str,
        source: str,
        fragments: Sequence[tuple[int, int]],
        left_out: Iterable[int] = (),
    ) -> None:
        self.document = document
        self._source = source
        skipped = frozenset(left_out)
        trimmed = (_trimmed(source, start, end) for start, end in fragments)
        self.fragments = tuple(pair for pair in trimmed if pair[0] < pair[1])
        characters: list[str] = []
        offsets: list[int] = []
        gap: list[int] = []
        for start, end in self.fragments:
            broken = bool(characters)
            for position in range(start, end):
                character = source[position]
                if position in skipped:
                    continue
                if character.isspace():
                    gap.append(position)
                    broken = broken or character == "\n"
                    continue
                if (gap or broken) and characters and not (broken and characters[-1] in "-/"):
                    characters.append(" ")
                    offsets.append(gap[0] if gap else position - 1)
                gap, broken = [], False
                characters.append(character)
                offsets.append(position)
        self.text = "".join(characters)
        self.folded = self.text.translate(_FOLDED)
        self.offsets = tuple(offsets)

    def __bool__(self) -> bool:
        return bool(self.text)

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Spans of the document behind `text[start:end]`, one a fragment touched.

        Raises:
            ValueError: if the slice is empty.
        """
        part = zip(self.offsets[start:end], self.text[start:end], strict=True)
        positions = [offset for offset, character in part if character != " "]
        found, place = [], 0
        for first, last in self.fragments:
            begin = place
            while place < len(positions) and first <= positions[place] < last:
                place += 1
            if place > begin:
                found.append(span_of(self.document, self._source, positions[begin], positions[place - 1] + 1))
        if not found:
            raise ValueError(f"nothing of {self.document} stands at {start}-{end} of this flow")
        return tuple(found)

    def words_at(self, start: int, end: int) -> str:
        """The words between two positions of the document, white space folded."""
        return " ".join(self._source[start:end].split())

    def part(self, start: int, end: int) -> "Flow":
        """The flow of `text[start:end]` alone."""
        inside = set(self.offsets[start:end])
        pieces = [(s.start, s.end) for s in self.spans(start, end)]
        left_out = (p for a, b in pieces for p in range(a, b) if p not in inside)
        skipped = [p for p in left_out if not self._source[p].isspace()]
        return Flow(self.document, self._source, pieces, skipped)


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    while start < end and source[start].isspace():
        start += 1
    while start < end and source[end - 1].isspace():
        end -= 1
    return start, end
