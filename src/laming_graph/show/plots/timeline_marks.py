"""The marks of the timeline: a bar, a point at the end of a dotted line, an arrow, and their key."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from laming_graph.show.plots.palette import BLACK, BLUE, FAINT, INK, LINE, QUIET, WHITE
from laming_graph.show.plots.picture import Datum, Spec, layer, one_by_one, rims, words

KEY = 58
"""Pixels of the key above the first body."""
LEFT = -345
"""Where the names of the longest bodies begin."""
_MONTH = 15
"""Pixels of a month."""
_OPEN = 34
"""Length of an arrow that stands for an end nobody gave."""

Row = Mapping[str, str]


class Ruler(NamedTuple):
    """Where days stand: the first day at 0, each month equally wide."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Pixels from the left of the morning of a day."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return round((months + (day.day - 1) / (following - day.replace(day=1)).days) * _MONTH, 2)

    @property
    def width(self) -> int:
        """Pixels from the first to the last month, that one included."""
        return int(self.at((self.last.replace(day=1) + timedelta(days=32)).replace(day=1)))


def recs_of(of: Sequence[Row]) -> str:
    """The recommendations of some promises, in short: each once, and how many concern none."""
    recs = sorted(
        {one["rec"] for one in of if one["rec"]}, key=lambda rec: (int(re.sub(r"\D", "", rec)), rec)
    )
    none = sum(not one["rec"] for one in of)
    told = ["rec. " + ", ".join(recs)] if recs else []
    if none:
        told.append(f"{none} on no recommendation" if recs or none > 1 else "on no recommendation")
    return "; ".join(told)


def draw(
    values: dict[str, list[Datum]], of: Sequence[Row], y: float, ruler: Ruler, made: Mapping[str, float]
) -> None:
    """One line: a bar, a point at the end of a dotted line, or an arrow."""
    one = of[0]
    waits = one["subject_to"].replace("-", " ")
    start = ruler.at(date.fromisoformat(one["earliest"])) if one["earliest"] else None
    end = ruler.at(date.fromisoformat(one["latest"]) + timedelta(days=1)) if one["latest"] else None
    days = " to ".join(filter(None, (one["earliest"], one["latest"])))
    kind = "" if start is not None and end is not None else "by " if start is None else "from "
    told = f"{one['lead_label']}: {one['promise_label']}, {kind}{days} ({recs_of(of)})"
    told += f"; waits on {waits}" if waits else ""
    drawn = {"y": y, "fill": WHITE if waits else BLUE, "promises": len(of), "told": told}
    if start is not None and end is not None:
        values["windows"].append({**drawn, "x": start, "x2": end, "y": y - 4, "y2": y + 4})
        if waits:
            values["hatching"] += _hatched(start, end, y)
        after = end
    elif end is not None:
        values["runs"].append({"x": min(made.get(one["responder"], 0.0), end), "x2": end, "y": y})
        values["last"].append({**drawn, "x": end})
        after = end + 5
    else:
        assert start is not None
        values["open"].append({"x": start, "x2": start + _OPEN - 6, "y": y})
        values["heads"].append({"x": start + _OPEN - 4, "y": y})
        values["first"].append({**drawn, "x": start})
        after = start + _OPEN
    if other := one["elsewhere_latest"]:
        at = ruler.at(date.fromisoformat(other) + timedelta(days=1))
        values["elsewhere"].append({"x": at, "y": y, "told": f"Another place of the document gives {other}"})
        after = max(after, at + 4)
    beside = recs_of(of).removeprefix("rec. ") + (f" – waits on {waits}" if waits else "")
    values["beside"].append({"x": after + 5, "y": y, "text": beside})


def _hatched(start: float, end: float, y: float) -> Iterator[Datum]:
    """Slanted lines across a bar."""
    x = start
    while x + 4 <= end:
        yield {"x": x, "x2": round(x + 4, 2), "y": y + 4, "y2": y - 4}
        x += 4


def months(ruler: Ruler, height: int) -> list[Spec]:
    """Lines at the months, with their names above and the years above these."""
    lines: list[Datum] = []
    names: list[Datum] = []
    years: list[Datum] = []
    month = ruler.first
    while ruler.at(month) < ruler.width:
        x = ruler.at(month)
        lines.append({"x": x, "y": KEY - 8, "y2": height, "colour": LINE if month.month == 1 else FAINT})
        names.append({"x": x + _MONTH / 2, "y": KEY - 14, "text": f"{month:%B}"[0]})
        if month.month == 1 or not years:
            years.append({"x": x + 1, "y": KEY - 27, "text": str(month.year)})
        month = (month + timedelta(days=32)).replace(day=1)
    ruled = layer(
        lines, {"type": "rule", "strokeWidth": 0.7}, x="x", y="y", y2="y2", stroke=one_by_one("colour")
    )
    return [
        ruled,
        words(names, align="center", fontSize=9, color=QUIET),
        words(years, align="left", fontSize=11, fontWeight="bold"),
    ]


def _key() -> dict[str, list[Datum]]:
    """What each mark means, in one line above."""
    values: dict[str, list[Datum]] = defaultdict(list)
    x, y = float(LEFT), 8.0
    for kind, told, room in (
        ("window", "first to last day", 100),
        ("last", "last day only", 100),
        ("first", "first day only, no end given", 165),
        ("waits", "hollow or hatched: waits on something else", 262),
        ("elsewhere", "another day given elsewhere", 0),
    ):
        if kind in {"window", "waits"}:
            fill = BLUE if kind == "window" else WHITE
            values["windows"].append({"x": x, "x2": x + 18, "y": y - 4, "y2": y + 4, "fill": fill})
        if kind == "waits":
            values["hatching"] += _hatched(x, x + 18, y)
            values["last"].append({"x": x + 28, "y": y, "fill": WHITE})
        if kind == "last":
            values["runs"].append({"x": x, "x2": x + 18, "y": y})
            values["last"].append({"x": x + 18, "y": y, "fill": BLUE})
        if kind == "first":
            values["open"].append({"x": x, "x2": x + 18, "y": y})
            values["heads"].append({"x": x + 20, "y": y})
            values["first"].append({"x": x, "y": y, "fill": BLUE})
        if kind == "elsewhere":
            values["elsewhere"].append({"x": x, "y": y})
        gap = {"waits": 38, "elsewhere": 9}.get(kind, 27)
        values["beside"].append({"x": x + gap, "y": y, "text": told})
        x += gap + room
    return values


def layers(values: Mapping[str, list[Datum]]) -> list[Spec]:
    """The marks of the promises and, apart, those of the key."""
    whole = [
        layer(values["rules"], {"type": "rule", "color": LINE, "strokeWidth": 0.7}, x="x", x2="x2", y="y"),
        words(values["bodies"], align="right", fontWeight="bold", fontSize=11),
        words(values["labels"], align="right"),
        rims(values["undated"], align="left", fontStyle="italic"),
        words(values["undated"], align="left", color=INK, fontStyle="italic"),
    ]
    for marks in (_key(), values):
        whole += _marks(marks)
    return whole


def _marks(values: Mapping[str, list[Datum]]) -> list[Spec]:
    thin = {"type": "rule", "color": BLUE, "strokeWidth": 1}
    edge = {"stroke": BLUE, "strokeWidth": 1.3, "opacity": 1}
    fill = one_by_one("fill")
    drawn: tuple[tuple[str, Spec, dict[str, Any]], ...] = (
        ("runs", {**thin, "strokeDash": [1, 3]}, {"x2": "x2"}),
        ("open", thin, {"x2": "x2"}),
        ("windows", {"type": "rect", **edge}, {"x2": "x2", "y2": "y2", "fill": fill}),
        ("hatching", thin, {"x2": "x2", "y2": "y2"}),
        ("heads", {"type": "point", "shape": "triangle-right", "size": 30, "fill": BLUE, **edge}, {}),
        ("last", {"type": "point", "shape": "diamond", "size": 55, **edge}, {"fill": fill}),
        ("first", {"type": "point", "shape": "circle", "size": 40, **edge}, {"fill": fill}),
        (
            "elsewhere",
            {
                "type": "point",
                "shape": "cross",
                "size": 48,
                "fill": BLACK,
                "stroke": WHITE,
                "strokeWidth": 1,
                "opacity": 1,
                "angle": 45,
            },
            {},
        ),
    )
    found = [layer(values[name], mark, x="x", y="y", **more) for name, mark, more in drawn if values[name]]
    beside = {"align": "left", "fontSize": 9, "color": QUIET}
    return [rims(values["beside"], **beside), *found, words(values["beside"], **beside)]
