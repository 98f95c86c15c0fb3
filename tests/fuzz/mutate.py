"""Mutations of inputs: seeded, so that a finding can be had again."""

import random

from tests.fuzz.seeds import WORDS


def mutated(data: bytes, chance: random.Random, most: int = 4000) -> bytes:
    """Some bytes changed, dropped, doubled, swapped, or words put in."""
    for _ in range(chance.randint(1, 6)):
        place = chance.randint(0, len(data))
        end = min(len(data), place + chance.randint(1, 30))
        match chance.randrange(6):
            case 0:
                data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
            case 1:
                data = data[:place] + data[end:]
            case 2:
                data = data[:place] + data[place:end] * chance.choice((2, 3, 40)) + data[end:]
            case 3:
                other = chance.randint(0, len(data))
                data = data[:place] + data[other : other + (end - place)] + data[place:]
            case _:
                data = (
                    data[:place] + chance.choice(WORDS).encode() * chance.choice((1, 1, 1, 9)) + data[place:]
                )
    return data[:most]
