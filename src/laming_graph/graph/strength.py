"""How firmly a reply binds itself to what was asked."""

from laming_graph.graph.judgements import Judgements
from laming_graph.graph.mint import concept, term
from laming_graph.graph.sheet import Evidence, string
from laming_graph.model.strength import Strength


def describe_strength(say: Judgements, evidence: Evidence, strength: Strength) -> None:
    """The judgement of one row of asked against answered.

    Args:
        say: says the judgements of the document that replies.
        evidence: where spans are kept.
        strength: the row.
    """
    ways = [concept("weakening", code) for code in strength.weakenings]
    say.judgement(
        strength,
        say.judged(strength.reference),
        "StrengthCoding",
        "strength",
        "strengthChange",
        [
            (term("strengthChange"), concept("strength-change", strength.change)),
            (term("askedWords"), string(strength.asked)),
            (term("answeredWords"), string(strength.answered) if strength.answered else None),
            *((term("weakening"), way) for way in ways),
            *((term("mainWeakening"), way) for way in ways[:1]),
            *evidence.point(strength.spans),
        ],
    )
