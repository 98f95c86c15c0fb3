"""How many inquiries, responses and reports there are, and their triples one after another."""

import random
from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from benchmarks.scale.shipped import COUNCIL, Hand, Stamps
from benchmarks.scale.stamp import filled
from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES

COUNCILS = 150
"""How many councils there are to answer; England has about as many with duties for children."""


class World(NamedTuple):
    """What is generated.

    Attributes:
        inquiries: how many, the shipped one among them.
        responses: further responses of councils, dealt out over the inquiries in turn.
        reports: further yearly reports of progress, dealt out in turn too.
    """

    inquiries: int
    responses: int = 0
    reports: int = 0

    def triples(self, stamps: Stamps) -> int:
        """How many it comes to."""
        return (
            stamps.shared.triples
            + stamps.council.triples * len(_answering(self))
            + stamps.inquiry.triples * self.inquiries
            + stamps.response.triples * self.responses
            + stamps.report.triples * self.reports
        )


def world_of(triples: int, stamps: Stamps) -> World:
    """As many whole inquiries as fit, then responses, then reports.

    Raises:
        InputError: if not one inquiry fits.
    """
    one = World(1).triples(stamps)
    if triples < one:
        raise InputError(
            f"--triples {triples}: the smallest graph is one inquiry, {one} triples; ask for that"
        )
    world = World(1 + (triples - one) // (stamps.inquiry.triples + stamps.council.triples))
    while (more := world._replace(responses=world.responses + 1)).triples(stamps) <= triples:
        world = more
    rest = triples - world.triples(stamps)
    return world._replace(reports=rest // stamps.report.triples)


def written(world: World, clean: Stamps, planted: Stamps, defects: int, seed: int) -> Iterator[bytes]:
    """The triples, a stamp at a time, so that memory stays as it is however many there are.

    Args:
        world: how many of what.
        clean: the stamps.
        planted: the stamps with a defect of each kind in them.
        defects: how many inquiries have the defects, the first of all.
        seed: the same seed gives the same bytes.
    """
    base = {b"base": CODES.encode()}
    yield (planted if defects else clean).shared.copy(base)
    for council in sorted(_answering(world)):
        yield clean.council.copy({**base, **_council(council)})
    for inquiry in range(world.inquiries):
        stamps = planted if inquiry < defects else clean
        values = _values(inquiry, stamps, seed)
        yield stamps.inquiry.copy(values)
        for nth in range(1, _share(world.responses, inquiry, world.inquiries) + 1):
            key = {b"key": f"{COUNCIL}-{nth + 1}".encode()}
            theirs = {**values, **key, **_council(_who(inquiry, nth))}
            yield clean.response.copy({**theirs, **_dealt(clean.hands, theirs, f"{seed}/{inquiry}/{nth}")})
        for nth in range(1, _share(world.reports, inquiry, world.inquiries) + 1):
            later = _years(clean, _shift(inquiry, seed) + nth)
            yield clean.report.copy({**values, **later, b"key": f"progress-{nth}".encode()})


def _values(inquiry: int, stamps: Stamps, seed: int) -> Mapping[bytes, bytes]:
    """What stands in the slots of an inquiry; in the first, what the shipped graph has there."""
    base = f"https://w3id.org/laming/inquiry/{inquiry}/id/" if inquiry else CODES
    values = {
        b"base": base.encode(),
        b"of": f"-{inquiry}".encode() if inquiry else b"",
        b"which": f" {inquiry}".encode() if inquiry else b"",
        **_council(_who(inquiry, 0)),
        **_years(stamps, _shift(inquiry, seed)),
    }
    return {**values, **_dealt(stamps.hands, values, f"{seed}/{inquiry}" if inquiry else "")}


def _dealt(hands: Iterable[Hand], values: Mapping[bytes, bytes], seed: str) -> Mapping[bytes, bytes]:
    """Codes and leads dealt out by chance; as they were, without a seed."""
    chance = random.Random(seed)
    dealt: dict[bytes, bytes] = {}
    for hand in hands:
        things = chance.sample(hand.values, len(hand.values)) if seed else hand.values
        for names, thing in zip(hand.places, things, strict=True):
            dealt.update(zip(names, (filled(value, values) for value in thing), strict=True))
    return dealt


def _years(stamps: Stamps, shift: int) -> Mapping[bytes, bytes]:
    """The years of the stamps, moved; where a year has no leap day, the day before."""
    moved = {}
    for year in stamps.years:
        then = int(year[:4]) + shift
        day = "-02-28" if year[4:] and not isleap(then) else year[4:]
        moved[f"year {year}".encode()] = f"{then}{day}".encode()
    return moved


def _shift(inquiry: int, seed: int) -> int:
    """By how many years an inquiry's dates differ from the shipped ones."""
    return random.Random(f"{seed}/{inquiry}/year").randint(-15, 15) if inquiry else 0


def _who(inquiry: int, nth: int) -> int:
    """Which council gives the nth response to an inquiry; the shipped one gives the first to the first."""
    return (7 * inquiry + nth) % COUNCILS


def _council(number: int) -> Mapping[bytes, bytes]:
    if not number:
        return {b"council": b"", b"council-name": b""}
    return {b"council": f"{number}-".encode(), b"council-name": f" {number}".encode()}


def _share(things: int, inquiry: int, inquiries: int) -> int:
    """How many of some things an inquiry has, where they are dealt out in turn."""
    return (things - inquiry + inquiries - 1) // inquiries


def _answering(world: World) -> set[int]:
    """The councils that answer."""
    counts = ((one, _share(world.responses, one, world.inquiries)) for one in range(world.inquiries))
    return {_who(one, nth) for one, count in counts for nth in range(count + 1)}
