"""Flows: running text whose every character knows where it stands in the document."""

import hashlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from laming_graph.model.flow import Flow
from laming_graph.model.span import Span, span_of
from tests.making import flow_of

TEXTS = st.text(alphabet=st.sampled_from("abZ9-/*£’‘“”é😀. \t\n\r\u00a0"), max_size=60)
CUTS = st.lists(st.integers(0, 60), max_size=6)


def cut(text: str, places: list[int]) -> list[tuple[int, int]]:
    """Fragments of a text between every second pair of places."""
    inside = sorted({min(place, len(text)) for place in places})
    return list(zip(inside[::2], inside[1::2], strict=False))


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, Flow, int, int]:
    """A text, a flow of some of its fragments, and a slice of the flow that holds a word."""
    text = draw(TEXTS.filter(lambda text: bool(text.strip())))
    flow = Flow("paper", text, cut(text, draw(CUTS)))
    flow = flow if flow else flow_of(text)
    word = draw(st.sampled_from([at for at, character in enumerate(flow.text) if character != " "]))
    return text, flow, draw(st.integers(0, word)), draw(st.integers(word + 1, len(flow.text)))


@given(TEXTS)
def test_each_character_stands_at_its_offset(text: str) -> None:
    """Every character but the space is the source's at its offset; all of them are there, in order."""
    flow = flow_of(text)
    assert len(flow.text) == len(flow.offsets) == len(flow.folded)
    assert all(
        text[at] == character
        for character, at in zip(flow.text, flow.offsets, strict=True)
        if character != " "
    )
    assert flow.text.replace(" ", "") == "".join(text.split())
    assert list(flow.offsets) == sorted(set(flow.offsets))


@given(TEXTS)
def test_white_space_is_one_space_or_none(text: str) -> None:
    """A space stands for a run of white space inside the words, never at an end or twice."""
    flow = flow_of(text)
    assert flow.text == " ".join(flow.text.split())
    assert all(
        text[at].isspace() for character, at in zip(flow.text, flow.offsets, strict=True) if character == " "
    )
    assert bool(flow) is bool(text.strip())


@given(TEXTS)
def test_only_a_hyphen_or_slash_at_a_line_end_joins(text: str) -> None:
    """White space vanishes only after a hyphen or slash and only where a line ends."""
    flow = flow_of(text)
    for index in range(1, len(flow.text)):
        between = text[flow.offsets[index - 1] + 1 : flow.offsets[index]]
        if " " not in flow.text[index - 1 : index + 1] and between:
            assert "\n" in between
            assert flow.text[index - 1] in "-/"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the har-\n\nbour", "the har-bour"),
        ("spring/ \n summer", "spring/summer"),
        ("the har- bour", "the har- bour"),
        ("one –\ntwo", "one – two"),
        ("  one\t two\n\n\nthree ", "one two three"),
        ("one\u00a0two", "one two"),
        ("-\n-", "--"),
        (" \n ", ""),
    ],
)
def test_line_ends(text: str, words: str) -> None:
    """Lines join with a space, and without one after a hyphen or slash."""
    assert flow_of(text).text == words


def test_fragments_join_like_lines() -> None:
    """The end of a fragment counts as a line's end, with and without a hyphen."""
    text = "day-to- [5] day [6] work"
    assert Flow("paper", text, [(0, 7), (12, 15), (20, 24)]).text == "day-to-day work"


@given(TEXTS, CUTS, st.sets(st.integers(0, 60)))
def test_left_out_marks_are_gone(text: str, places: list[int], marks: set[int]) -> None:
    """What is left out stands neither in the words nor in the offsets; all else does."""
    fragments = cut(text, places)
    flow = Flow("paper", text, fragments, marks)
    positions = [p for a, b in fragments for p in range(a, b) if p not in marks and not text[p].isspace()]
    assert [
        at for at, character in zip(flow.offsets, flow.text, strict=True) if character != " "
    ] == positions


def test_apostrophes_and_quotation_marks_are_folded_for_searching() -> None:
    """The folded text has straight marks at the same places."""
    flow = flow_of("“The Board’s ‘Answer’”")
    assert flow.folded == "\"The Board's 'Answer'\""
    assert flow.text == "“The Board’s ‘Answer’”"


@given(slices())
def test_spans_point_at_the_words(sliced: tuple[str, Flow, int, int]) -> None:
    """The spans of a slice hold its words and nothing more, with the hash of what stands there."""
    text, flow, start, end = sliced
    spans = flow.spans(start, end)
    there = [text[span.start : span.end] for span in spans]
    assert "".join("".join(there).split()) == "".join(flow.text[start:end].split())
    assert [span.sha256 for span in spans] == [hashlib.sha256(one.encode()).hexdigest() for one in there]
    assert all(any(a <= s.start < s.end <= b for a, b in flow.fragments) for s in spans)


@given(TEXTS, CUTS, st.sets(st.integers(0, 60)))
def test_spans_of_the_whole_lead_back_to_the_flow(text: str, places: list[int], marks: set[int]) -> None:
    """A flow made anew of its own spans, without the same marks, has the same words."""
    flow = Flow("paper", text, cut(text, places), marks)
    assume(flow)
    again = Flow("paper", text, [(span.start, span.end) for span in flow.spans()], marks)
    assert (again.text, again.offsets) == (flow.text, flow.offsets)


@given(slices())
def test_part_is_the_flow_of_a_slice(sliced: tuple[str, Flow, int, int]) -> None:
    """A part has the words of its slice at the same offsets."""
    _, flow, start, end = sliced
    part = flow.part(start, end)
    assert part.text == flow.text[start:end].strip()
    assert set(part.offsets) <= set(flow.offsets[start:end])


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("the *fog* code", 4, 12, "fog code"),
        ("a fog*-*code", 0, 8, "a fog-co"),
        ("the *fog* code", 0, 7, "the fog"),
        ("the *fog* code", 0, 4, "the"),
    ],
)
def test_part_leaves_out_the_same_marks(text: str, start: int, end: int, words: str) -> None:
    """A mark that is no part of the words is no part of a part either."""
    marks = [at for at, character in enumerate(text) if character == "*"]
    assert flow_of(text, left_out=marks).part(start, end).text == words


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (20, 30), (3, 2)])
def test_no_words_no_span(start: int, end: int) -> None:
    """A slice without words has no span and raises with the document's key."""
    with pytest.raises(ValueError, match="nothing of paper stands"):
        flow_of("a fog code").spans(start, end)


def test_span_of_counts_code_points_and_hashes_utf8() -> None:
    """A character outside the first plane counts as one; the hash is that of UTF-8."""
    text = "a😀’b"
    assert span_of("paper", text, 1, 3) == Span("paper", 1, 3, hashlib.sha256("😀’".encode()).hexdigest())


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 4)])
def test_span_outside_the_text_is_refused(start: int, end: int) -> None:
    """A span that is empty or reaches outside the text raises."""
    with pytest.raises(ValueError, match="no span"):
        span_of("paper", "abc", start, end)


def test_words_at_folds_white_space() -> None:
    """The words between two positions of the document, as one line."""
    assert flow_of("one  two\n three").words_at(5, 15) == "two three"
