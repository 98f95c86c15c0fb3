"""Collation: each kind of difference on invented copies, and all variants as read by people."""

import csv
from collections import Counter

import pytest

from laming_graph.derive.collation import content_words, tokens, variants
from laming_graph.model.document import Reading
from laming_graph.model.variant import VARIANT_KINDS, Variant
from tests.conftest import ROOT
from tests.making import copy_of, flow_of

ENOUGH = "safe safe harbour harbour lead lead"
"""Words that stand more than once, and so cannot be typing errors of one another."""


def between(a: str, b: str, lost_a: tuple[str, ...] = (), lost_b: tuple[str, ...] = ()) -> list[Variant]:
    """The differences of two copies of recommendation 1; a second one makes common words known."""
    return [
        variant
        for variant in variants(
            [copy_of("a", {"1": a, "2": ENOUGH}, lost_a), copy_of("b", {"1": b, "2": ENOUGH}, lost_b)]
        )
        if variant.reference.number == 1
    ]


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("The board, it seems, met.", "The board it seems, met.", "punctuation"),
        ("The fog - thick - fell.", "The fog – thick - fell.", "punctuation"),
        ("The co-operating board met.", "The cooperating board met.", "punctuation"),
        ("The life boat met.", "The lifeboat met.", "punctuation"),
        ("The board met (at sea).", "The board met at sea.", "punctuation"),
        ("The board met (at sea), twice.", "The board met (at sea) twice.", "punctuation"),
        ("The harbour was mended.", "The harbuor was mended.", "typing-error"),
        ("The harbour was mended.", "The harbou was mended.", "typing-error"),
        ("The boards met.", "The board met.", "wording"),
        ("The board met in a hall.", "The board met in the hall.", "wording"),
        ("The board met the crew.", "The board met with the crew.", "wording"),
        ("The board met twice.", "The board met.", "substance"),
        ("The board met gladly.", "The board met loudly.", "substance"),
        ("They must go.", "They should go.", "substance"),
        ("They can go.", "They can not go.", "substance"),
        ("All boards met.", "Every boards met.", "substance"),
        ("Within 3 days.", "Within 5 days.", "substance"),
        ("Within 12 days.", "Within 1 days.", "substance"),
        ("Within days.", "Within 5 days.", "substance"),
        ("A safe lead to harbour.", "A safe leads to harbour.", "wording"),
    ],
)
def test_each_kind(a: str, b: str, kind: str) -> None:
    """One difference of each kind is found, in either order, and graded by its kind."""
    for one, other in ((a, b), (b, a)):
        found = between(one, other)
        assert [variant.kind for variant in found] == [kind]
        assert found[0].severity == ("substantive" if kind == "substance" else "minor")
        assert found[0].kind in VARIANT_KINDS


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The board met at sea.", "The  board\nmet at\n\nsea."),
        ("A day-to-day matter.", "A day-to-\nday matter."),
        ("The board’s bell.", "The board's bell."),
        ("“Fog”, it said.", '"Fog", it said.'),
        ("The Board MET.", "the board met."),
        ("The board met.", "The board met"),
        ("The board met;", "The board met; "),
    ],
)
def test_layout_case_and_the_last_mark_do_not_count(a: str, b: str) -> None:
    """Line ends, forms of marks, capitals, and the mark after the last word make no variant."""
    assert between(a, b) == []


def test_a_common_word_is_no_typing_error() -> None:
    """Two words a letter apart that both stand elsewhere differ in substance."""
    (found,) = between("A safe lead was found.", "A safe lean was found.")
    assert found.kind == "typing-error"
    (found,) = between("A safe lead was found in a lean year.", "A safe lean was found in a lean year.")
    assert found.kind == "substance"


def test_lost_words_of_a_copy_that_loses_them() -> None:
    """Words missing at the end of a copy that is known to lose its ends are lost, not changed."""
    whole, lossy = "The board must hang a bell.", "The board must hang"
    (found,) = between(whole, lossy, lost_b=("1",))
    assert (found.kind, found.severity, found.words_a, found.words_b) == ("lost-in-copy", "minor", 2, 0)
    (found,) = between(lossy, whole, lost_a=("1",))
    assert (found.kind, found.words_a, found.words_b) == ("lost-in-copy", 0, 2)


def test_words_missing_elsewhere_are_not_lost() -> None:
    """Without that knowledge, in the middle, or with other words there, it is a change."""
    whole = "The board must hang a bell."
    assert [v.kind for v in between(whole, "The board must hang")] == ["substance"]
    assert [v.kind for v in between(whole, "The board must a bell.", lost_b=("1",))] == ["substance"]
    assert [v.kind for v in between(whole, "The board must hang a flag", lost_b=("1",))] == ["substance"]


def test_words_missing_in_the_copy_that_loses_none_are_not_lost() -> None:
    """What the whole copy lacks and the lossy one has cannot be lost in the lossy one."""
    whole, lossy = "The board must hang", "The board must hang a bell"
    assert [v.kind for v in between(whole, lossy, lost_b=("1",))] == ["substance"]


def test_the_place_is_pointed_at() -> None:
    """Spans and counts are those of the differing words; where one has none, of the word before."""
    a, b = "The board must hang a loud bell.", "The board must hang a bell."
    (found,) = between(a, b)
    assert (found.words_a, found.words_b) == (1, 0)
    assert [a[s.start : s.end] for s in found.spans_a] == ["loud"]
    assert [b[s.start : s.end] for s in found.spans_b] == ["a"]
    assert (found.document_a, found.document_b) == ("a", "b")


def test_a_place_at_the_start_is_pointed_at() -> None:
    """Where the first words are missing, the first word there is pointed at."""
    (found,) = between("Every board met.", "board met.")
    assert [(s.start, s.end) for s in found.spans_b] == [(0, 5)]


def test_differences_are_counted_along_the_text() -> None:
    """The differences of two copies are numbered from 1 in the order of the text."""
    found = between("One bell, two ropes and a flag.", "One bell two ropes and the red flag.")
    assert [(v.ordinal, v.kind) for v in found] == [(1, "punctuation"), (2, "substance")]


def test_every_two_copies_are_compared() -> None:
    """Three copies make three pairs; a recommendation that two print makes one; order is by reference."""
    copies = [
        copy_of("a", {"10": "One bell.", "2": "A flag.", "2a": "red;"}),
        copy_of("b", {"10": "Two bells.", "2": "A mast."}),
        copy_of("c", {"10": "Six bells.", "2a": "blue;"}),
    ]
    assert [(str(v.reference), v.document_a, v.document_b) for v in variants(copies)] == [
        ("2", "a", "b"),
        ("2a", "a", "c"),
        ("10", "a", "b"),
        ("10", "a", "c"),
        ("10", "b", "c"),
    ]


def test_tokens_are_words_and_marks() -> None:
    """Words keep their letters and figures only; every mark is a token of its own."""
    text = "The Board’s 3rd bell – it's (old)."
    assert [t.form for t in tokens(flow_of(text))] == [
        "the",
        "boards",
        "3rd",
        "bell",
        "–",
        "its",
        "(",
        "old",
        ")",
        ".",
    ]
    assert [t.form for t in tokens(flow_of("'"))] == ["'"]
    assert [t.is_word for t in tokens(flow_of("a - 1"))] == [True, False, True]


def test_content_words_leave_out_grammar() -> None:
    """The different words of content of a text."""
    assert content_words(flow_of("The board and the crew, the Board!")) == {"board", "crew"}


def test_all_variants_are_those_that_people_read(readings: dict[str, Reading]) -> None:
    """Every variant but punctuation is in the table made by reading, and no row of it is missing."""
    copies = [reading for _, reading in sorted(readings.items()) if reading.wordings]
    found = Counter(
        (str(v.reference), v.document_a, v.document_b, v.kind, v.severity)
        for v in variants(copies)
        if v.kind != "punctuation"
    )
    with (ROOT / "tests/queries/wording-variants.csv").open(encoding="utf-8") as stream:
        expected = Counter(tuple(row[:5]) for row in list(csv.reader(stream))[1:])
    assert found == expected


def test_every_variant_points_at_words_that_differ(readings: dict[str, Reading]) -> None:
    """Where both copies have words at the place, the words there are not the same."""
    copies = [reading for _, reading in sorted(readings.items()) if reading.wordings]
    both = [v for v in variants(copies) if v.words_a and v.words_b]
    assert both
    assert all({s.sha256 for s in v.spans_a} != {s.sha256 for s in v.spans_b} for v in both)
