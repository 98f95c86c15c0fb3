"""The timeline: every promise with its days, by the body that is to deliver it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pyoxigraph import NamedNode

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import table_of
from laming_graph.model.errors import InputError
from laming_graph.namespaces import whole_iri
from laming_graph.show.plots.palette import BLUE, FAINT, INK, LINE, QUIET, VERMILION, WHITE
from laming_graph.show.plots.picture import Datum, Picture, Spec, counted, layer, one_by_one, source_of, words

_MONTH = 15
_STEP = 13
"""Pixels of a month across and of a line down."""
_LEFT = -345
"""Where the names of the longest bodies begin."""
_KEY = 58
"""Pixels of the key above the first body."""
_OPEN = 34
"""Length of an arrow that stands for an end nobody gave."""
_TABLE = ("line", "lead_label", "promise_label", "rec", "kind", "earliest", "latest", "elsewhere_latest")
_TABLE_REST = ("subject_to", "phrase", "place", "commitment")

Row = Mapping[str, str]
Line = tuple[str, ...]
"""What promises that are drawn together have in common."""


class _Ruler(NamedTuple):
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


def timeline(graph: Graph, body: object = "") -> Picture:
    """Promises by body, in the order of their last days; those without a day are listed under the body.

    Args:
        graph: the graph.
        body: IRI of one body, whole or short, to draw its promises alone.

    Raises:
        InputError: if nothing is promised of the body.
    """
    given = [{name: value or "" for name, value in row.items()} for row in graph.query("deadlines").dicts()]
    promises = _of_body(graph, given, str(body)) if body else given
    ruler = _ruler(promises)
    bodies = _by_body(promises)
    values: dict[str, list[Datum]] = defaultdict(list)
    rows: list[tuple[str, ...]] = []
    y, number = float(_KEY), 0
    made = _made(graph, ruler)
    for place, (lead, lines) in enumerate(bodies):
        undated = [one for line, of in lines.items() if not _dated(line) for one in of]
        alone = len(undated) == sum(map(len, lines.values()))
        if not (alone and place and all(not _dated(line) for line in bodies[place - 1][1])):
            y += 7
            values["rules"].append({"x": _LEFT, "x2": ruler.width, "y": y - 9})
        number += 1
        values["bodies"].append({"x": -8, "y": y, "text": lead})
        if undated:
            rows += [_table_row(number, one) for one in undated]
            no_date = f"no date: {counted(len(undated), 'promise')}"
            told = f"{lead}, {no_date} ({_recs(undated)})"
            text = f"{no_date} ({_recs(undated)})"
            values["undated"].append({"x": 2, "y": y, "text": text, "promises": len(undated), "told": told})
        y += _STEP
        for line, of in lines.items():
            if not _dated(line):
                continue
            number += 1
            rows += [_table_row(number, one) for one in of]
            values["labels"].append({"x": -8, "y": y, "text": of[0]["promise_label"]})
            _draw(values, of, y, ruler, made)
            y += _STEP
    height = int(y)
    dated = sum(bool(one["earliest"] or one["latest"]) for one in promises)
    started = sum(bool(one["earliest"] and not one["latest"]) for one in promises)
    waiting = sum(bool(one["subject_to"]) for one in promises)
    return Picture(
        "timeline",
        f"What was promised of {promises[0]['lead_label']}, by when"
        if body
        else "What was promised by when, and by whom",
        (
            f"{counted(len(promises), 'promise')} by the body that is to deliver: {dated} with a day ({started} "
            f"of them with a first day only), {len(promises) - dated} without.",
            "Promises alike in body, words and days share a line; their recommendations stand beside it. "
            f"{waiting} wait on something else.",
        ),
        source_of(graph, "query deadlines"),
        f"A chart of {counted(len(promises), 'promise')} in {counted(len(bodies), 'group')}, one for each body "
        f"that is to deliver, by month from {ruler.first:%B %Y} to {ruler.last:%B %Y}. {dated} have a day; "
        f"{started} of these have a first day only. {len(promises) - dated} have none and are listed by body. "
        f"{waiting} wait on something else and are drawn hollow or hatched.",
        table_of((*_TABLE, *_TABLE_REST), rows),
        ruler.width,
        height,
        [*_months(ruler, height), *_layers(values)],
    )


def _of_body(graph: Graph, promises: Sequence[Row], body: str) -> Sequence[Row]:
    """The promises that a body is to deliver."""
    try:
        iri = NamedNode(whole_iri(body, graph.base))
    except ValueError:
        raise InputError(f"parameter body: {body!r} is no IRI; write it as agent/ofsted") from None
    rows = graph.select(f"SELECT ?commitment WHERE {{ ?commitment lam:lead {iri} }} ORDER BY ?commitment")
    theirs = {commitment for (commitment,) in rows.texts()}
    found = [one for one in promises if one["commitment"] in theirs]
    if not found:
        raise InputError(f"parameter body: no promise is to be delivered by {body!r}; see query deadlines")
    return found


def _ruler(promises: Sequence[Row]) -> _Ruler:
    days = [date.fromisoformat(one[name]) for one in promises for name in ("earliest", "latest") if one[name]]
    return _Ruler(min(days, default=date(2009, 1, 1)).replace(day=1), max(days, default=date(2009, 12, 1)))


def _made(graph: Graph, ruler: _Ruler) -> Mapping[str, float]:
    """Where the document of each voice stands, from which its promises run."""
    dated = graph.select(
        """SELECT ?voice (MIN(?day) AS ?first) WHERE {
           ?document lam:voice ?voice ; dcterms:date ?given . BIND(STR(?given) AS ?day) }
           GROUP BY ?voice ORDER BY ?voice"""
    )
    found = {}
    for voice, given in dated.texts():
        whole = "-".join([*given.split("-"), "01", "01"][:3])
        found[voice] = max(0.0, ruler.at(date.fromisoformat(whole)))
    return found


def _by_body(promises: Sequence[Row]) -> list[tuple[str, dict[Line, list[Row]]]]:
    """Bodies by the number of their promises, and in each the lines by their last day."""
    lines: dict[str, dict[Line, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for one in promises:
        key = tuple(
            one[name]
            for name in ("latest", "earliest", "promise_label", "kind", "subject_to", "elsewhere_latest")
        )
        lines[one["lead_label"]][key].append(one)
    ordered = {
        body: dict(sorted(of.items(), key=lambda item: (item[0][0] or "9", item[0][1] or "9", item[0])))
        for body, of in lines.items()
    }
    # Those of which nothing is dated come last, together.
    return sorted(
        ordered.items(),
        key=lambda item: (not any(map(_dated, item[1])), -sum(map(len, item[1].values())), item[0]),
    )


def _dated(line: Line) -> bool:
    return bool(line[0] or line[1])


def _recs(of: Sequence[Row]) -> str:
    """The recommendations of some promises, in short: each once, and how many concern none."""
    recs = sorted(
        {one["rec"] for one in of if one["rec"]}, key=lambda rec: (int(re.sub(r"\D", "", rec)), rec)
    )
    none = sum(not one["rec"] for one in of)
    told = ["rec. " + ", ".join(recs)] if recs else []
    if none:
        told.append(f"{none} on no recommendation" if recs or none > 1 else "on no recommendation")
    return "; ".join(told)


def _draw(
    values: dict[str, list[Datum]], of: Sequence[Row], y: float, ruler: _Ruler, made: Mapping[str, float]
) -> None:
    """One line: a bar, a point at the end of a dotted line, or an arrow."""
    one = of[0]
    waits = one["subject_to"].replace("-", " ")
    start = ruler.at(date.fromisoformat(one["earliest"])) if one["earliest"] else None
    end = ruler.at(date.fromisoformat(one["latest"]) + timedelta(days=1)) if one["latest"] else None
    days = " to ".join(filter(None, (one["earliest"], one["latest"])))
    kind = "" if start is not None and end is not None else "by " if start is None else "from "
    told = f"{one['lead_label']}: {one['promise_label']}, {kind}{days} ({_recs(of)})"
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
    beside = _recs(of).removeprefix("rec. ") + (f" – waits on {waits}" if waits else "")
    values["beside"].append({"x": after + 5, "y": y, "text": beside})


def _hatched(start: float, end: float, y: float) -> Iterator[Datum]:
    """Slanted lines across a bar."""
    x = start
    while x + 4 <= end:
        yield {"x": x, "x2": round(x + 4, 2), "y": y + 4, "y2": y - 4}
        x += 4


def _months(ruler: _Ruler, height: int) -> list[Spec]:
    """Lines at the months, with their names above and the years above these."""
    lines: list[Datum] = []
    names: list[Datum] = []
    years: list[Datum] = []
    month = ruler.first
    while ruler.at(month) < ruler.width:
        x = ruler.at(month)
        lines.append({"x": x, "y": _KEY - 8, "y2": height, "colour": LINE if month.month == 1 else FAINT})
        names.append({"x": x + _MONTH / 2, "y": _KEY - 14, "text": f"{month:%B}"[0]})
        if month.month == 1 or not years:
            years.append({"x": x + 1, "y": _KEY - 27, "text": str(month.year)})
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
    x, y = float(_LEFT), 8.0
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


def _layers(values: Mapping[str, list[Datum]]) -> list[Spec]:
    """The marks of the promises and, apart, those of the key."""
    whole = [
        layer(values["rules"], {"type": "rule", "color": LINE, "strokeWidth": 0.7}, x="x", x2="x2", y="y"),
        words(values["bodies"], align="right", fontWeight="bold", fontSize=11),
        words(values["labels"], align="right"),
        words(values["undated"], align="left", color=INK, fontStyle="italic"),
    ]
    for marks in (_key(), values):
        whole += _marks(marks)
    return whole


def _marks(values: Mapping[str, list[Datum]]) -> list[Spec]:
    thin = {"type": "rule", "color": BLUE, "strokeWidth": 1}
    edge = {"stroke": BLUE, "strokeWidth": 1.3, "opacity": 1}
    fill = one_by_one("fill")
    drawn = (
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
                "size": 32,
                "fill": VERMILION,
                "stroke": WHITE,
                "strokeWidth": 0.4,
                "opacity": 1,
                "angle": 45,
            },
            {},
        ),
    )
    layers = [layer(values[name], mark, x="x", y="y", **more) for name, mark, more in drawn if values[name]]
    return [*layers, words(values["beside"], align="left", fontSize=9, color=QUIET)]


def _table_row(number: int, one: Row) -> tuple[str, ...]:
    return (str(number), *(one[name] for name in (*_TABLE[1:], *_TABLE_REST)))
