"""How many recommendations rest on which instrument: a square for each recommendation."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import table_of
from laming_graph.show.plots.families import Resting, labels, numbers, resting, whole_number
from laming_graph.show.plots.palette import BLUE, QUIET, SKY, WHITE, text_on
from laming_graph.show.plots.picture import (
    Datum,
    Picture,
    Spec,
    boxes,
    counted,
    one_by_one,
    source_of,
    words,
)

_CELL = 22
_ACROSS = 26
"""Squares side by side before a line breaks."""
_TOP = 34
_OTHERS = "others"
_NONE = "none"

Squares = Mapping[int, list[Resting]]


def instruments(graph: Graph, top: object = 12) -> Picture:
    """Recommendations by the instrument their replies rest on.

    Args:
        graph: the graph.
        top: how many instruments are drawn in lines of their own.

    Raises:
        InputError: if that is no number.
    """
    most = whole_number(top, "top")
    found = resting(graph)
    names = labels(graph)
    everything = numbers(graph)
    by_family: dict[str, dict[int, list[Resting]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        by_family[one.family][one.number].append(one)
    ordered = sorted(by_family, key=lambda family: (-len(by_family[family]), names[family]))
    shown, pooled = ordered[:most], ordered[most:]
    lines: list[tuple[str, str, Squares]] = [(family, names[family], by_family[family]) for family in shown]
    if pooled:
        others: dict[int, list[Resting]] = defaultdict(list)
        for family in pooled:
            for number, of in by_family[family].items():
                others[number] += of
        lines.append((_OTHERS, _others(pooled, by_family), dict(sorted(others.items()))))
    if without := [number for number in everything if not any(number in by_family[f] for f in ordered)]:
        lines.append((_NONE, "Reply names no instrument", {number: [] for number in without}))
    squares, told, height = _placed(lines, names)
    partly = sum(bool(square["part"]) for square in squares)
    first = ", ".join(f"{name} {len(of)}" for _, name, of in lines[: min(5, len(shown))])
    return Picture(
        "instruments",
        "What the Government's replies rest on",
        (
            f"{len(everything)} recommendations by instrument, a square for each; parts and versions count "
            "with their whole, once for each recommendation.",
            f"The {len(shown)} that carry most of {len(ordered)}, then the others together. "
            "A recommendation may rest on several.",
        ),
        source_of(graph, "lam:restsOn, as in query resting-on"),
        f"Lines of numbered squares, one line for each of {len(shown)} instruments, one for {len(pooled)} "
        f"others, and one for {counted(len(without), 'recommendation')} whose reply names none. "
        f"Most first: {first}. {counted(partly, 'square')} stand for replies that rest on a part only.",
        table_of(
            ("line", "rec", "family_label", "instrument_label", "instrument"),
            _rows(lines, names),
        ),
        _ACROSS * _CELL,
        height,
        [*_drawn(squares), words(told, align="right"), *_key()],
    )


def _rows(lines: Sequence[tuple[str, str, Squares]], names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for _, name, of in lines:
        for number, several in of.items():
            if not several:
                yield (name, str(number), "", "", "")
            for one in several:
                yield (name, str(number), names[one.family], names[one.instrument], one.instrument)


def _others(pooled: Sequence[str], by_family: Mapping[str, Squares]) -> str:
    sizes = sorted({len(by_family[family]) for family in pooled})
    each = "one" if sizes == [1] else f"{sizes[0]} to {sizes[-1]}"
    return f"{counted(len(pooled), 'other')}, {each} recommendation{'' if sizes == [1] else 's'} each"


def _placed(
    lines: Sequence[tuple[str, str, Squares]], names: Mapping[str, str]
) -> tuple[list[Datum], list[Datum], int]:
    squares: list[Datum] = []
    told: list[Datum] = []
    y = _TOP
    for code, name, of in lines:
        if code == _OTHERS:
            y += 8
        told.append({"x": -8, "y": y + _CELL / 2, "text": f"{name} ({len(of)})"})
        for place, (number, several) in enumerate(of.items()):
            apart = bool(several) and code != _OTHERS and all(one.apart for one in several)
            x, top = place % _ACROSS * _CELL, y + place // _ACROSS * _CELL
            fill = (SKY if apart else BLUE) if several else WHITE
            on = "; ".join(names[one.instrument] for one in several) or "no instrument"
            squares.append(
                {
                    "x": x + 1,
                    "x2": x + _CELL - 1,
                    "middle": x + _CELL / 2,
                    "y": top + 1,
                    "y2": top + _CELL - 1,
                    "centre": top + _CELL / 2,
                    "fill": fill,
                    "ink": text_on(fill),
                    "part": apart,
                    "number": str(number),
                    "told": f"Recommendation {number}: {on}",
                }
            )
        y += -(-len(of) // _ACROSS) * _CELL + 3
    return squares, told, y


def _drawn(squares: Sequence[Datum]) -> list[Spec]:
    told = boxes(squares)
    texts = [
        {"x": one["middle"], "y": one["centre"], "text": one["number"], "ink": one["ink"]} for one in squares
    ]
    inked = words(texts, align="center", fontSize=10)
    inked["encoding"]["color"] = one_by_one("ink")
    return [told, inked]


def _key() -> list[Spec]:
    squares = [
        {
            "x": x,
            "x2": x + 18,
            "middle": x + 9,
            "y": 0,
            "y2": 18,
            "centre": 9,
            "fill": fill,
            "ink": text_on(fill),
            "number": "8",
        }
        for x, fill in ((0, BLUE), (220, SKY))
    ]
    told = [
        {"x": 25, "y": 9, "text": "rests on the whole or a version"},
        {"x": 245, "y": 9, "text": "rests on a part of it only"},
        {"x": -8, "y": 9, "text": "Instrument (how many recommendations)"},
    ]
    return [
        *_drawn(squares),
        words(told[:2], align="left", color=QUIET),
        words(told[2:], align="right", fontWeight="bold"),
    ]
