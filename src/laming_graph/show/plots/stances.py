"""The matrix of stances: every voice on every recommendation, and on items where it answers them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import table_of
from laming_graph.namespaces import shortened
from laming_graph.show.plots.palette import (
    BLACK,
    BLUE,
    FAINT,
    GREEN,
    INK,
    LINE,
    ORANGE,
    PURPLE,
    QUIET,
    SKY,
    VERMILION,
    WHITE,
    YELLOW,
    text_on,
)
from laming_graph.show.plots.picture import Datum, Picture, Spec, counted, layer, one_by_one, source_of, words

_ACROSS = 20
"""Recommendations side by side."""
_WIDE, _TALL = 32, 24
"""Pixels of a cell."""
_BAND_GAP = 40
_TABLE = ("rec", "responder_label", "stance_label", "departs", "confidence", "of_label", "claimed")
_TABLE_REST = ("rationale", "coder", "statement")

Row = Mapping[str, str]


class Look(NamedTuple):
    """How a stance is drawn: a letter on a fill, within an edge."""

    letter: str
    fill: str
    told: str
    edge: str = LINE
    dashed: bool = False


LOOKS: Mapping[str, Look] = {
    "stance/commits": Look("C", BLUE, "commits"),
    "stance/commits-in-part": Look("I", SKY, "commits in part"),
    "stance/supports": Look("S", GREEN, "supports, undertakes nothing itself"),
    "stance/defers": Look("D", YELLOW, "defers to a process not finished"),
    "stance/passes-on": Look("P", ORANGE, "passes on to somebody else"),
    "stance/no-commitment": Look("N", PURPLE, "speaks, no commitment, no side"),
    "stance/doubts": Look("Q", VERMILION, "doubts (questions it)"),
    "stance/opposes": Look("O", BLACK, "opposes or refuses"),
    "claimed-treatment/called-for-via-working-together": Look("W", FAINT, "claimed: via Working Together"),
    "claimed-treatment/new-proposal": Look("+", FAINT, "claimed: a new proposal"),
    "stance/silent": Look("–", WHITE, "said nothing", BLACK),
    "silence-kind/silent": Look("–", WHITE, "said nothing", BLACK),
    "silence-kind/not-covered": Look("·", WHITE, "does not cover it", FAINT),
    "silence-kind/lost-in-copy": Look("?", WHITE, "lost in our copy", BLACK, dashed=True),
    "reach/by-item": Look("↓", WHITE, "answered by item, see the last band"),
}
"""Each stance and each kind of nothing. What is nothing is white; a refusal is black."""

_ALWAYS = ("stance/silent", "silence-kind/not-covered", "silence-kind/lost-in-copy", "reach/by-item")
"""In the key even where no cell has them, so that nobody takes one for another."""


def stances(graph: Graph) -> Picture:
    """Every voice on every recommendation, one cell each, and items in a band of their own."""
    given = [
        {name: value or "" for name, value in row.items()} for row in graph.query("stance-matrix").dicts()
    ]
    for row in given:
        row["code"] = shortened(row["stance"], graph.base)
    voices = _voices(given)
    columns = list(dict.fromkeys(row["rec"] for row in given if row["rec"].isdigit()))
    items = list(dict.fromkeys(row["rec"] for row in given if not row["rec"].isdigit()))
    bands = [part[at : at + _ACROSS] for part in (columns, items) for at in range(0, len(part), _ACROSS)]
    cells, corners, names, heads, drawn = _placed(given, voices, bands)
    height = len(bands) * (len(voices) * _TALL + _BAND_GAP) - _BAND_GAP + 20
    key, key_height = _key(Counter(row["code"] for row in given), height + 26, any(corners))
    uses = Counter((row["responder_label"], _look(row).told) for row in given)
    told = "; ".join(
        f"{voice}: " + ", ".join(f"{look} {number}" for (who, look), number in uses.items() if who == voice)
        for voice in voices
    )
    return Picture(
        "stances",
        "Who takes which stance on what",
        (
            f"{counted(len(voices), 'voice')} on {counted(len(columns), 'recommendation')} and, below, on "
            f"{counted(len(items), 'item')} where a voice answers them; {len(given)} statements in all.",
            "Coloured: what a voice says. White: where it says nothing, and which kind of nothing that is. "
            "In the last band, no cell: the voice does not speak to that item apart.",
        ),
        source_of(graph, "query stance-matrix"),
        f"A grid of {len(voices)} voices by {len(columns)} recommendations and {len(items)} items, a letter "
        f"in each cell. Statements by voice: {told}.",
        table_of(
            (*_TABLE, *_TABLE_REST),
            (tuple(row[name] for name in (*_TABLE, *_TABLE_REST)) for row in drawn),
        ),
        _ACROSS * _WIDE,
        key_height,
        [
            *_cells(cells),
            *_corners(corners),
            words(heads, align="center", fontWeight="bold"),
            words(names, align="right", fontSize=11),
            *key,
        ],
    )


def _voices(given: Sequence[Row]) -> list[str]:
    """Those that say most come first."""
    says = Counter(row["responder_label"] for row in given if row["code"].startswith("stance/"))
    return sorted({row["responder_label"] for row in given}, key=lambda voice: (-says[voice], voice))


def _look(row: Row) -> Look:
    return LOOKS.get(row["code"]) or Look(row["stance_label"][:1].upper(), FAINT, row["stance_label"])


def _placed(
    given: Sequence[Row], voices: Sequence[str], bands: Sequence[Sequence[str]]
) -> tuple[list[Datum], list[Datum], list[Datum], list[Datum], list[Row]]:
    """Cells, corners, names of voices and heads of columns, with their places; and the rows in that order."""
    by_cell: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in given:
        by_cell[row["responder_label"], row["rec"]].append(row)
    cells: list[Datum] = []
    corners: list[Datum] = []
    names: list[Datum] = []
    heads: list[Datum] = []
    drawn: list[Row] = []
    y = 20
    for band in bands:
        heads += [{"x": (at + 0.5) * _WIDE, "y": y - 9, "text": rec} for at, rec in enumerate(band)]
        for voice in voices:
            names.append({"x": -8, "y": y + _TALL / 2, "text": voice})
            for at, rec in enumerate(band):
                said = by_cell[voice, rec]
                drawn += said
                cells += [_cell(row, at, y, place, len(said)) for place, row in enumerate(said)]
                corners += [
                    {
                        "x": (at + 1) * _WIDE - 6,
                        "y": y + 6,
                        "fill": BLACK if row["departs"] == "yes" else WHITE,
                    }
                    for row in said
                    if row["departs"] in {"yes", "partly"}
                ]
            y += _TALL
        y += _BAND_GAP
    return cells, corners, names, heads, drawn


def _cell(row: Row, at: int, y: int, place: int, of: int) -> Datum:
    look = _look(row)
    wide = (_WIDE - 2) / of
    left = at * _WIDE + 1 + place * wide
    claims = f" (of {row['of_label']})" if row["of_label"] else ""
    departs = {"yes": "; departs from what was asked", "partly": "; departs in part"}.get(row["departs"], "")
    return {
        "x": round(left, 2),
        "x2": round(left + wide, 2),
        "middle": round(left + wide / 2, 2),
        "y": y + 1,
        "y2": y + _TALL - 1,
        "centre": y + _TALL / 2,
        "fill": look.fill,
        "edge": look.edge,
        "dashed": look.dashed,
        "letter": look.letter,
        "ink": text_on(look.fill) if look.told != "does not cover it" else QUIET,
        "told": f"{row['rec']}, {row['responder_label']}: {row['stance_label']}{claims}{departs}. "
        f"{row['rationale']}",
    }


def _cells(cells: Sequence[Datum]) -> list[Spec]:
    told = layer(
        cells,
        {"type": "rect", "strokeWidth": 1},
        x="x",
        x2="x2",
        y="y",
        y2="y2",
        fill=one_by_one("fill"),
        stroke=one_by_one("edge"),
        strokeDash={"condition": {"test": "datum.dashed", "value": [3, 2]}, "value": [1, 0]},
    )
    letters = [
        {"x": one["middle"], "y": one["centre"], "text": one["letter"], "ink": one["ink"]} for one in cells
    ]
    inked = words(letters, align="center", fontSize=12, fontWeight="bold")
    inked["encoding"]["color"] = one_by_one("ink")
    return [told, inked]


def _corners(corners: Sequence[Datum]) -> list[Spec]:
    mark = {"type": "point", "shape": "circle", "size": 16, "stroke": BLACK, "strokeWidth": 1, "opacity": 1}
    return [layer(corners, mark, x="x", y="y", fill=one_by_one("fill"))] if corners else []


def _key(uses: Counter[str], y: int, departing: bool) -> tuple[list[Spec], int]:
    """Every look with its meaning and how often it is drawn, in three columns; and where it ends."""
    known = [code for code in LOOKS if uses[code] or code in _ALWAYS]
    shown = [
        *((LOOKS[code], uses[code]) for code in known),
    ]
    column = 225
    deep = -(-(len(shown) + 2 * departing) // 3)
    cells: list[Datum] = []
    told: list[Datum] = []
    for place, (look, number) in enumerate(shown):
        x, top = (place // deep) * column, y + (place % deep) * 22
        cells.append(
            {
                "x": x,
                "x2": x + 22,
                "middle": x + 11,
                "y": top,
                "y2": top + 18,
                "centre": top + 9,
                "fill": look.fill,
                "edge": look.edge,
                "dashed": look.dashed,
                "letter": look.letter,
                "ink": text_on(look.fill),
            }
        )
        told.append({"x": x + 28, "y": top + 9, "text": f"{look.told} ({number})"})
    corners: list[Datum] = []
    if departing:
        for more, (fill, text) in enumerate(
            ((BLACK, "departs from what was asked"), (WHITE, "departs from it in part"))
        ):
            place = len(shown) + more
            x, top = (place // deep) * column, y + (place % deep) * 22
            corners.append({"x": x + 11, "y": top + 9, "fill": fill})
            told.append({"x": x + 28, "y": top + 9, "text": text})
    return [*_cells(cells), *_corners(corners), words(told, align="left", color=INK)], y + deep * 22
