"""A picture: marks in the grammar of Vega-Lite, the rows behind them, and the same in words."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import Rows
from laming_graph.show.plots.palette import FONT, INK, LINE, QUIET

Spec = dict[str, Any]
Datum = Mapping[str, Any]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


class Picture(NamedTuple):
    """A plot, ready to be written in any format.

    Attributes:
        name: as the plot is asked for.
        title: what it shows.
        subtitle: how to read it, in lines.
        source: the data behind it, with its version, in one line.
        description: the picture in words, for those who do not see it.
        rows: its table twin: what is drawn, row by row.
        width: of the plotting area, in pixels.
        height: of the plotting area.
        layers: what is drawn, from the bottom up, in Vega-Lite.
    """

    name: str
    title: str
    subtitle: tuple[str, ...]
    source: str
    description: str
    rows: Rows
    width: int
    height: int
    layers: Sequence[Spec]

    def spec(self) -> Spec:
        """The whole in Vega-Lite; the same picture gives the same text."""
        return {
            "$schema": _SCHEMA,
            "title": {"text": self.title, "subtitle": [*self.subtitle, self.source]},
            "description": self.description,
            "width": self.width,
            "height": self.height,
            # Wide enough for a font that is a little wider than the one measured.
            "padding": {"left": 18, "top": 12, "right": 26, "bottom": 12},
            "layer": list(self.layers),
            "resolve": {"scale": {"color": "independent"}},
            "config": {
                "font": FONT,
                "background": "white",
                "view": {"stroke": None},
                "text": {"color": INK, "fontSize": 10},
                "axis": {"labelFontSize": 10, "titleFontSize": 11, "labelColor": INK, "titleColor": INK},
                "title": {
                    "anchor": "start",
                    "frame": "bounds",
                    "fontSize": 16,
                    "color": INK,
                    "subtitleFontSize": 11,
                    "subtitleColor": QUIET,
                    "subtitleLineHeight": 15,
                    "subtitlePadding": 6,
                    "offset": 16,
                },
            },
        }


def source_of(graph: Graph, asked: str) -> str:
    """One line on where a picture comes from.

    Args:
        graph: the graph that answered.
        asked: the queries behind it.
    """
    version = graph.source.version
    content = f", content {version.sha256[:12]}" if version.sha256 else ""
    return f"Source: {version.iri} version {version.version}{content}; {asked}."


def pixels(field: str) -> Spec:
    """A position that the rows give in pixels."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def layer(values: Sequence[Datum], mark: Spec, **encoding: Any) -> Spec:
    """One layer: its rows, its mark and what the rows mean.

    A row's "told" is what a reader hears, or sees when pointing at the mark. Without it the marks are
    decoration, and passed over by those who read aloud.

    Args:
        values: the rows.
        mark: the mark and what is the same for all rows.
        encoding: channel to a field, or to a part of Vega-Lite.
    """
    told = bool(values) and "told" in values[0]
    channels = {
        name: pixels(how) if isinstance(how, str) and name in {"x", "x2", "y", "y2"} else how
        for name, how in encoding.items()
    }
    for name in ("x2", "y2"):
        if name in channels and isinstance(encoding[name], str):
            channels[name] = {"field": encoding[name]}
    if told:
        channels["description"] = {"field": "told", "type": "nominal"}
        channels["tooltip"] = {"field": "told", "type": "nominal"}
    return {
        "data": {"values": list(values)},
        "mark": {**mark, "aria": told},
        "encoding": {name: _plain(how) for name, how in channels.items()},
    }


def boxes(values: Sequence[Datum]) -> Spec:
    """A layer of rimmed rectangles: rows with x, x2, y, y2 (pixels) and fill."""
    return layer(
        values,
        {"type": "rect", "stroke": LINE, "strokeWidth": 0.8},
        x="x",
        x2="x2",
        y="y",
        y2="y2",
        fill=one_by_one("fill"),
    )


def words(values: Sequence[Datum], **mark: Any) -> Spec:
    """A layer of texts: rows with x, y (pixels) and text."""
    return layer(
        values,
        {"type": "text", "baseline": "middle", **mark},
        x="x",
        y="y",
        text={"field": "text", "type": "nominal"},
    )


def rims(values: Sequence[Datum], **mark: Any) -> Spec:
    """White rims of texts, to be drawn below them, so that lines do not cross the letters."""
    bare = [{name: one[name] for name in ("x", "y", "text")} for one in values]
    return words(bare, **{**mark, "stroke": "white", "strokeWidth": 3})


def one_by_one(field: str) -> Spec:
    """A colour, size or the like that each row gives itself."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def counted(number: int, one: str, more: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "promise"), counted(2, "promise"), counted(0, "body", "bodies")
    ('1 promise', '2 promises', '0 bodies')
    """
    return f"{number} {one if number == 1 else more or one + 's'}"


def _plain(how: Any) -> Any:
    return {"field": how, "type": "nominal"} if isinstance(how, str) else how
