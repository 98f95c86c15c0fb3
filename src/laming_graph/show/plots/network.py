"""The network: who was asked, through what it is answered, a line for each recommendation."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import table_of
from laming_graph.show.plots.families import labels, numbers, resting, whole_number
from laming_graph.show.plots.palette import BLUE, INK, LINE, ORANGE, QUIET, SKY, VERMILION
from laming_graph.show.plots.picture import Datum, Picture, Spec, counted, layer, one_by_one, source_of, words

_UNIT = 4
"""Pixels between two lines at a node."""
_GAP = 13
_BETWEEN = 360
_NODE = 10
_NOBODY = "Names nobody"
_NOTHING = "Reply names no instrument"
_BENDS = 24
"""Points of a line between its ends."""


class Edge(NamedTuple):
    """A recommendation that asks a body, and whose reply rests on an instrument."""

    number: int
    body: str
    instrument: str


def network(graph: Graph, top: object = 16) -> Picture:
    """Bodies and instruments, joined by recommendations.

    Args:
        graph: the graph.
        top: how many bodies, and how many instruments, are drawn by themselves.

    Raises:
        InputError: if that is no number.
    """
    most = whole_number(top, "top")
    bodies = _asked(graph)
    rests = _answered(graph)
    everything = numbers(graph)
    few_bodies, others = _pooled(bodies, most, "other body", "other bodies")
    few_instruments, more = _pooled(rests, most, "other instrument")
    edges = sorted(
        {
            Edge(number, few_bodies.get(body, others), few_instruments.get(instrument, more))
            for number in everything
            for body in bodies.get(number, [_NOBODY])
            for instrument in rests.get(number, [_NOTHING])
        }
    )
    last = {others: 1, more: 1, _NOBODY: 2, _NOTHING: 2}
    left = sorted({edge.body for edge in edges}, key=lambda node: _rank(node, edges, last))
    right = sorted({edge.instrument for edge in edges}, key=lambda node: _middle(node, edges, left, last))
    layers, height = _drawn(edges, left, right, last)
    pairs = Counter(
        (edge.body, edge.instrument) for edge in edges if {edge.body, edge.instrument}.isdisjoint(last)
    )
    thick = "; ".join(f"{body} and {instrument}, {n}" for (body, instrument), n in pairs.most_common(3))
    return Picture(
        "network",
        "Whom the report asks, and what the answers rest on",
        (
            f"{len(everything)} recommendations as {len(edges)} lines from the bodies they address to the "
            "instruments the Government's replies rest on.",
            "One that addresses several, or is answered through several, is several lines. In brackets: "
            "how many recommendations. Parts and versions count with their whole.",
        ),
        source_of(graph, "query addressees and lam:restsOn"),
        f"A network of two columns. Left, {len(left)} bodies or groups of bodies; right, {len(right)} "
        f"instruments or groups of instruments; between them {len(edges)} lines, each a recommendation. "
        f"Most lines run between: {thick}.",
        table_of(
            ("rec", "body_label", "instrument_label"),
            ((str(edge.number), edge.body, edge.instrument) for edge in edges),
        ),
        _BETWEEN,
        height,
        layers,
    )


def _asked(graph: Graph) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in graph.query("addressees").dicts():
        number = int((row["rec"] or "").rstrip("abcdefghijklmnopqrstuvwxyz"))
        found[number].append(row["agent_label"] or "")
    return found


def _answered(graph: Graph) -> Mapping[int, list[str]]:
    names = labels(graph)
    found: dict[int, list[str]] = defaultdict(list)
    for one in resting(graph):
        found[one.number].append(names[one.family])
    return found


def _pooled(
    of: Mapping[int, list[str]], most: int, one: str, more: str = ""
) -> tuple[Mapping[str, str], str]:
    """The nodes that stand by themselves, and what all others are called together."""
    counts = Counter(name for names in of.values() for name in set(names))
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    # What one recommendation alone has is no hub of a network.
    kept = [name for name in ordered[:most] if counts[name] > 1]
    pool = counted(len(ordered) - len(kept), one, more)
    return {**{name: name for name in kept}, _NOBODY: _NOBODY, _NOTHING: _NOTHING}, pool


def _rank(node: str, edges: Sequence[Edge], last: Mapping[str, int]) -> tuple[int, int, str]:
    return (last.get(node, 0), -len({edge.number for edge in edges if edge.body == node}), node)


def _middle(
    node: str, edges: Sequence[Edge], left: Sequence[str], last: Mapping[str, int]
) -> tuple[int, float, str]:
    """Instruments stand where the bodies they answer for stand, on average, so that few lines cross."""
    places = [left.index(edge.body) for edge in edges if edge.instrument == node]
    return (last.get(node, 0), round(sum(places) / len(places), 6), node)


def _drawn(
    edges: Sequence[Edge], left: Sequence[str], right: Sequence[str], last: Mapping[str, int]
) -> tuple[list[Spec], int]:
    starts, low = _ports(left, right, edges, by_body=True)
    ends, lower = _ports(right, left, edges, by_body=False)
    shift = (max(low, lower) - low) / 2, (max(low, lower) - lower) / 2
    curves: list[Datum] = []
    for edge in edges:
        colour = SKY if {edge.body, edge.instrument} & set(last) else BLUE
        told = f"Recommendation {edge.number}: {edge.body} – {edge.instrument}"
        for step in range(_BENDS + 1):
            part = step / _BENDS
            smooth = part * part * (3 - 2 * part)
            y = (starts[edge] + shift[0]) * (1 - smooth) + (ends[edge] + shift[1]) * smooth
            curves.append(
                {
                    "x": round(part * _BETWEEN, 2),
                    "y": round(y, 2),
                    "step": step,
                    "colour": colour,
                    "edge": "|".join(map(str, edge)),
                    "told": told,
                }
            )
    drawn = layer(
        curves,
        {"type": "line", "strokeWidth": 1.3, "strokeOpacity": 0.8},
        x="x",
        y="y",
        order={"field": "step", "type": "quantitative"},
        detail={"field": "edge", "type": "nominal"},
        stroke=one_by_one("colour"),
    )
    nodes: list[Datum] = []
    names: list[list[Datum]] = [[], []]
    for side, of, ports in ((0, left, starts), (1, right, ends)):
        for node in of:
            here = [edge for edge in edges if (edge.body, edge.instrument)[side] == node]
            ys = [ports[edge] + shift[side] for edge in here]
            number = len({edge.number for edge in here})
            edge_of = -_NODE if side == 0 else _BETWEEN
            nodes.append(
                {
                    "x": edge_of,
                    "x2": edge_of + _NODE,
                    "y": min(ys) - 3,
                    "y2": max(ys) + 3,
                    "fill": LINE if node in last else (ORANGE if side == 0 else VERMILION),
                    "told": f"{node}: {counted(number, 'recommendation')}, {counted(len(here), 'line')}",
                }
            )
            text = f"{node} ({number})"
            names[side].append(
                {
                    "x": -_NODE - 7 if side == 0 else _BETWEEN + _NODE + 7,
                    "y": (min(ys) + max(ys)) / 2,
                    "text": text,
                }
            )
    bars = layer(nodes, {"type": "rect"}, x="x", x2="x2", y="y", y2="y2", fill=one_by_one("fill"))
    heads = [
        words([{"x": -_NODE - 7, "y": 0, "text": "Asked"}], align="right", fontWeight="bold", fontSize=11),
        words(
            [{"x": _BETWEEN + _NODE + 7, "y": 0, "text": "Answered through"}],
            align="left",
            fontWeight="bold",
            fontSize=11,
        ),
        words(
            [
                {
                    "x": _BETWEEN / 2,
                    "y": 0,
                    "text": "dark: between two that are named; light: an end is pooled or missing",
                }
            ],
            align="center",
            fontSize=9,
            color=QUIET,
        ),
    ]
    return [
        drawn,
        bars,
        words(names[0], align="right", color=INK),
        words(names[1], align="left", color=INK),
        *heads,
    ], int(max(low, lower))


def _ports(
    nodes: Sequence[str], others: Sequence[str], edges: Sequence[Edge], *, by_body: bool
) -> tuple[dict[Edge, float], float]:
    """Where each line leaves its node: below one another, in the order of their other ends."""
    ports: dict[Edge, float] = {}
    y = 22.0
    for node in nodes:
        here = [edge for edge in edges if (edge.body if by_body else edge.instrument) == node]
        for edge in sorted(
            here, key=lambda edge: (others.index(edge.instrument if by_body else edge.body), edge.number)
        ):
            ports[edge] = y
            y += _UNIT
        y += max(_GAP, 16 - _UNIT * len(here))
    return ports, y
