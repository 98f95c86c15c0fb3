"""The timeline: every promise with its days, by the body that is to deliver it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from pyoxigraph import NamedNode

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import table_of
from laming_graph.model.errors import InputError
from laming_graph.namespaces import whole_iri
from laming_graph.show.plots.picture import Datum, Picture, counted, source_of
from laming_graph.show.plots.timeline_marks import KEY, LEFT, Row, Ruler, draw, layers, months, recs_of

_STEP = 13
"""Pixels of a line down."""
_TABLE = ("line", "lead_label", "promise_label", "rec", "kind", "earliest", "latest", "elsewhere_latest")
_TABLE_REST = ("subject_to", "phrase", "place", "commitment")

Line = tuple[str, ...]
"""What promises that are drawn together have in common."""


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
    # One body stands on the months of all, so that two such pictures can be laid side by side.
    ruler = _ruler(given)
    bodies = _by_body(promises)
    values: dict[str, list[Datum]] = defaultdict(list)
    rows: list[tuple[str, ...]] = []
    y, number = float(KEY), 0
    made = _made(graph, ruler)
    for place, (lead, lines) in enumerate(bodies):
        undated = [one for line, of in lines.items() if not _dated(line) for one in of]
        alone = len(undated) == sum(map(len, lines.values()))
        if not (alone and place and all(not _dated(line) for line in bodies[place - 1][1])):
            y += 7
            values["rules"].append({"x": LEFT, "x2": ruler.width, "y": y - 9})
        number += 1
        values["bodies"].append({"x": -8, "y": y, "text": lead})
        if undated:
            rows += [_table_row(number, one) for one in undated]
            no_date = f"no date: {counted(len(undated), 'promise')}"
            told = f"{lead}, {no_date} ({recs_of(undated)})"
            text = f"{no_date} ({recs_of(undated)})"
            values["undated"].append({"x": 2, "y": y, "text": text, "promises": len(undated), "told": told})
        y += _STEP
        for line, of in lines.items():
            if not _dated(line):
                continue
            number += 1
            rows += [_table_row(number, one) for one in of]
            values["labels"].append({"x": -8, "y": y, "text": of[0]["promise_label"]})
            draw(values, of, y, ruler, made)
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
            f"{counted(len(promises), 'promise')} by the body that is to deliver: {dated} with a day "
            f"({started} of them with a first day only), {len(promises) - dated} without.",
            "Promises alike in body, words and days share a line; their recommendations stand beside it. "
            f"{waiting} wait on something else.",
        ),
        source_of(graph, "query deadlines"),
        f"A chart of {counted(len(promises), 'promise')} in {counted(len(bodies), 'group')}, one for each "
        f"body that is to deliver, by month from {ruler.first:%B %Y} to {ruler.last:%B %Y}. {dated} have a "
        f"day; {started} of these have a first day only. {len(promises) - dated} have none and are listed by "
        f"body. {waiting} wait on something else and are drawn hollow or hatched.",
        table_of((*_TABLE, *_TABLE_REST), rows),
        ruler.width,
        height,
        [*months(ruler, height), *layers(values)],
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


def _ruler(promises: Sequence[Row]) -> Ruler:
    days = [date.fromisoformat(one[name]) for one in promises for name in ("earliest", "latest") if one[name]]
    return Ruler(min(days, default=date(2009, 1, 1)).replace(day=1), max(days, default=date(2009, 12, 1)))


def _made(graph: Graph, ruler: Ruler) -> Mapping[str, float]:
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


def _table_row(number: int, one: Row) -> tuple[str, ...]:
    return (str(number), *(one[name] for name in (*_TABLE[1:], *_TABLE_REST)))
