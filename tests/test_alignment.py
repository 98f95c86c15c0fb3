"""Alignment: summaries by number, bullets by their rarer words, and nothing where it is unclear."""

from decimal import Decimal

import pytest

from laming_graph.derive.alignment import LEAST_LEAD, LEAST_SCORE, align_bullets, align_summaries
from laming_graph.model.document import Reading
from laming_graph.model.reference import Reference
from tests.making import answer_to, copy_of, passage_of

COPIES = [
    copy_of(
        "a",
        {
            "1": "The board must hang a loud bell on the mole.",
            "2": "The crew must count every passenger before the ramp is raised.",
            "2a": "A list of passengers must be kept ashore;",
            "3": "The board must buy a second lifeboat.",
        },
    ),
    copy_of("b", {"1": "The board must hang a very loud bell on the outer mole."}),
]


def aligned(text: str) -> list[str]:
    """The recommendation that a bullet restates, if any."""
    return [str(one.reference) for one in align_bullets(COPIES, [passage_of(text, "bullet")])]


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Hanging a loud bell on the mole.", "1"),
        ("A very loud bell on the outer mole.", "1"),
        ("Count each passenger before the ramp is raised.", "2"),
        ("A list of passengers kept ashore.", "2a"),
        ("A second lifeboat.", "3"),
    ],
)
def test_a_bullet_restates_the_one_it_shares_most_with(text: str, reference: str) -> None:
    """A bullet is aligned with the recommendation or item that its rarer words stand in."""
    assert aligned(text) == [reference]


@pytest.mark.parametrize(
    "text",
    [
        "Free tea on the quay for visiting sailors.",
        "The board must.",
        "A loud bell on the mole; a second lifeboat.",
        "The and of.",
    ],
)
def test_an_unclear_bullet_restates_nothing(text: str) -> None:
    """A bullet that shares nothing, little, or as much with two, is left unaligned."""
    assert aligned(text) == []


def test_what_is_said_of_an_alignment() -> None:
    """Words of content, those shared, and a score of two decimals that meets the limits."""
    bullet = passage_of("A second lifeboat, painted red.", "bullet")
    (found,) = align_bullets(COPIES, [bullet])
    assert (found.passage, found.words, found.shared) == (bullet, 4, 2)
    assert LEAST_SCORE <= found.score < 1
    assert found.score.as_tuple().exponent == -2


def test_the_same_words_score_one() -> None:
    """A bullet with all the words and no others has Dice's coefficient 1."""
    (found,) = align_bullets(COPIES, [passage_of("The board must buy a second lifeboat.", "bullet")])
    assert found.score == Decimal("1.00")


def test_a_bullet_without_words_scores_nothing() -> None:
    """No words of content on either side make a score of 0 and no error."""
    (found,) = align_summaries([copy_of("a", {"1": "The."})], [answer_to("1", "And", "summary")])
    assert (found.score, found.words, found.shared) == (Decimal("0.00"), 0, 0)


def test_a_summary_is_aligned_by_its_number() -> None:
    """A numbered summary restates its number, whatever its words; an unknown number restates nothing."""
    summaries = [answer_to("3", "A loud bell on the mole.", "summary"), answer_to("9", "Tea.", "summary")]
    found = align_summaries(COPIES, summaries)
    assert [one.reference for one in found] == [Reference(3)]
    assert found[0].score < LEAST_SCORE


def test_an_inquiry_of_one_recommendation_can_be_aligned() -> None:
    """With a single recommendation there is no second to lead, and no error."""
    copies = [copy_of("a", {"1": "The board must hang a loud bell."})]
    found = align_bullets(copies, [passage_of("A loud bell hung.", "bullet")])
    assert [one.reference for one in found] == [Reference(1)]


def test_a_lead_of_nothing_is_no_lead() -> None:
    """Two recommendations with the same words leave their bullet unaligned."""
    copies = [copy_of("a", {"1": "Hang a loud bell.", "2": "Hang a loud bell.", "3": "Count heads."})]
    assert align_bullets(copies, [passage_of("Hang a loud bell.", "bullet")]) == []
    assert LEAST_LEAD > 0


READ = """
recommendations/bullet/3 26b, recommendations/bullet/5 31, recommendations/bullet/6 28,
recommendations/bullet/8 7, recommendations/bullet/11 24c, recommendations/bullet/12 15,
recommendations/bullet/13 24a, recommendations/bullet/14 16, recommendations/bullet/15 17,
recommendations/bullet/17 38, recommendations/bullet/18 58, recommendations/bullet/20 44,
recommendations/bullet/21 51, recommendations/bullet/24 56, government-response/bullet/11 15,
government-response/bullet/12 24a, government-response/bullet/13 11, government-response/bullet/14 16,
government-response/bullet/15 19a, government-response/bullet/17 51, government-response/bullet/18 14,
government-response/bullet/19 29
"""
"""Bullets that are aligned, each with the recommendation it restates, as read by a person."""


def test_aligned_bullets_are_those_that_people_read(readings: dict[str, Reading]) -> None:
    """In the documents each bullet that is aligned restates what a reader says it does."""
    copies = [reading for _, reading in sorted(readings.items()) if reading.wordings]
    bullets = [p for reading in readings.values() for p in reading.of_kind("bullet")]
    found = align_bullets(copies, bullets)
    assert [f"{a.passage.name} {a.reference}" for a in found] == " ".join(READ.split()).split(", ")
    assert len(bullets) == 43
    assert all(a.score >= LEAST_SCORE and 0 < a.shared <= a.words for a in found)


def test_summaries_are_aligned_with_their_numbers(readings: dict[str, Reading]) -> None:
    """In the documents every one of the 58 summaries is aligned, in order."""
    copies = [reading for _, reading in sorted(readings.items()) if reading.wordings]
    summaries = [p for reading in readings.values() for p in reading.of_kind("summary")]
    assert [a.reference for a in align_summaries(copies, summaries)] == [Reference(n) for n in range(1, 59)]
