"""The slip: what a late instrument does to the calendar, before and after."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import table_of
from laming_graph.namespaces import shortened
from laming_graph.show.plots.families import labels
from laming_graph.show.plots.palette import BLUE, FAINT, INK, LINE, ORANGE, QUIET
from laming_graph.show.plots.picture import Datum, Picture, Spec, boxes, counted, layer, source_of, words

_MONTH = 22
_UNIT = 5
"""Pixels of a month across and of a promise up."""
_GROUPS = {"stays": FAINT, "whole": BLUE, "part": ORANGE}
_TOLD = {
    "stays": "not moved by it",
    "whole": "moved: of the instrument itself or a version",
    "part": "moved: of a part, which may come out before the whole",
}

Row = Mapping[str, str]


def slip(
    graph: Graph, instrument: object = "instrument/working-together", until: object = "2010-03-31"
) -> Picture:
    """The calendar by month if an instrument is on time, and if it is late until a day.

    Args:
        graph: the graph.
        instrument: its IRI, whole or short.
        until: the day until which it is late.

    Raises:
        InputError: if there is no such instrument, or the day is none.
    """
    answer = graph.query("slip", instrument=instrument, until=until)
    late = date.fromisoformat(answer.asked.parameters["until"])
    iri = answer.asked.parameters["instrument"]
    parts = _parts(graph, iri)
    moved: dict[str, str] = {}
    for row in answer.dicts():
        group = "part" if row["instrument_label"] in parts else "whole"
        # A promise that produces both the whole and a part waits for the whole.
        commitment = row["commitment"] or ""
        moved[commitment] = "whole" if moved.get(commitment) == "whole" else group
    given: list[Row] = [
        {name: value or "" for name, value in row.items()} for row in graph.query("deadlines").dicts()
    ]
    dated = {row["commitment"]: row for row in given if row["latest"]}.values()
    rows: list[tuple[str, ...]] = []
    before: Counter[tuple[str, str]] = Counter()
    after: Counter[tuple[str, str]] = Counter()
    for one in sorted(dated, key=lambda row: (row["latest"], row["commitment"])):
        group = moved.get(one["commitment"], "stays")
        new = one["latest"] if group == "stays" else late.isoformat()
        before[one["latest"][:7], group] += 1
        after[new[:7], group] += 1
        rows.append(
            (
                one["rec"],
                one["promise_label"],
                one["lead_label"],
                one["latest"],
                new,
                group,
                one["commitment"],
            )
        )
    months = _between([*(month for month, _ in before), *(month for month, _ in after)])
    name = labels(graph).get(iri, iri)
    acts = len({(row[1], row[2]) for row in rows if row[5] != "stays"})
    both = Counter(group for group in moved.values())
    layers, height = _panels(
        months, [("If it is on time", before), (f"If it is late until {late:%-d %B %Y}", after)]
    )
    peak = Counter({month: sum(after[month, group] for group in _GROUPS) for month in months})
    top = peak.most_common(1)
    told = f" The fullest month is then {_long(top[0][0])}, with {top[0][1]}." if top else ""
    return Picture(
        "slip",
        f"If it slips: {name}",
        (
            f"Promises by the month of their last day. {len(moved)} of {len(rows)} dated promises move "
            f"({both['whole']} with the whole, {both['part']} with a part);",
            f"they promise {counted(acts, 'act')}, some in reply to several recommendations. "
            "Promises without a last day are not shown.",
        ),
        source_of(graph, f"queries slip ({shortened(iri, graph.base)}, {late}) and deadlines"),
        f"Two bar charts of promises by month, one above the other: as promised, and if {name} is late until "
        f"{late:%-d %B %Y}. {len(moved)} of {len(rows)} promises move.{told}",
        table_of(("rec", "promise_label", "lead_label", "before", "after", "moves", "commitment"), rows),
        len(months) * _MONTH,
        height,
        layers,
    )


def _parts(graph: Graph, iri: str) -> set[str]:
    """Names of what belongs to an instrument as a part, or as a version of a part."""
    rows = graph.select(
        f"""SELECT DISTINCT ?label WHERE {{
            ?part (lam:partOfInstrument|lam:versionOfInstrument)* ?piece .
            ?piece lam:partOfInstrument/(lam:partOfInstrument|lam:versionOfInstrument)* <{iri}> .
              ?part rdfs:label ?label }} ORDER BY ?label"""
    )
    return {label for (label,) in rows.texts()}


def _between(months: Sequence[str]) -> list[str]:
    """Every month from the first to the last."""
    if not months:
        return []
    found, month = [], date.fromisoformat(f"{min(months)}-01")
    while f"{month:%Y-%m}" <= max(months):
        found.append(f"{month:%Y-%m}")
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def _long(month: str) -> str:
    return f"{date.fromisoformat(month + '-01'):%B %Y}"


def _panels(
    months: Sequence[str], panels: Sequence[tuple[str, Counter[tuple[str, str]]]]
) -> tuple[list[Spec], int]:
    """Both charts on one scale, one above the other, with the key on top."""
    most = max(
        (sum(of[month, group] for group in _GROUPS) for _, of in panels for month in months), default=0
    )
    tall = most * _UNIT + 8
    bars: list[Datum] = []
    sums: list[Datum] = []
    rules: list[Datum] = []
    names: list[Datum] = []
    years: list[Datum] = []
    titles: list[Datum] = []
    foot = 78
    for title, of in panels:
        titles.append({"x": 0, "y": foot - 16, "text": title})
        foot += tall
        for place, month in enumerate(months):
            y, x = float(foot), place * _MONTH
            for group, fill in _GROUPS.items():
                if number := of[month, group]:
                    bars.append(
                        {
                            "x": x + 2,
                            "x2": x + _MONTH - 2,
                            "y": y,
                            "y2": y - number * _UNIT,
                            "fill": fill,
                            "promises": number,
                            "month": month,
                            "group": group,
                            "told": f"{title}: {_long(month)}, {counted(number, 'promise')} {_TOLD[group]}",
                        }
                    )
                    y -= number * _UNIT
            if total := sum(of[month, group] for group in _GROUPS):
                sums.append({"x": x + _MONTH / 2, "y": y - 7, "text": str(total)})
            names.append({"x": x + _MONTH / 2, "y": foot + 9, "text": _long(month)[0]})
            if month.endswith("-01") or place == 0:
                years.append({"x": x + 4, "y": foot + 23, "text": month[:4]})
                rules.append({"x": x, "x2": x, "y": foot, "y2": foot + 28})
        rules.append({"x": 0, "x2": len(months) * _MONTH, "y": foot, "y2": foot})
        foot += 62
    drawn = boxes(bars)
    key = [
        {"x": 0, "x2": 14, "y": 16 * place, "y2": 16 * place + 12, "fill": fill}
        for place, fill in enumerate(_GROUPS.values())
    ]
    told = [
        {"x": 20, "y": 16 * place + 6, "text": f"promises {_TOLD[group]}"}
        for place, group in enumerate(_GROUPS)
    ]
    keyed = boxes(key)
    return [
        layer(rules, {"type": "rule", "color": LINE}, x="x", x2="x2", y="y", y2="y2"),
        drawn,
        words(sums, align="center", fontSize=10),
        words(names, align="center", fontSize=9, color=QUIET),
        words(years, align="left", fontSize=10),
        words(titles, align="left", fontSize=12, fontWeight="bold", color=INK),
        keyed,
        words(told, align="left"),
    ], foot - 34
