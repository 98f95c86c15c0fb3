"""The plots on the pages: each with its description, its rows and its files."""

import re
from functools import cache
from typing import NamedTuple

from laming_graph.ask.formats import to_bytes
from laming_graph.model.errors import InputError
from laming_graph.pages.holdings import Holdings
from laming_graph.pages.links import DATA, Links
from laming_graph.pages.templates import fill
from laming_graph.show.plots.catalogue import PLOTS, picture_of
from laming_graph.show.plots.formats import can_draw, png_of
from laming_graph.show.plots.picture import Picture
from laming_graph.show.plots.shipped import svg_of

PATH = "/plots"
_SIZE = re.compile(rb'<svg [^>]*?\bwidth="(\d+)" height="(\d+)"')
_HIDDEN = ("commitment", "statement", "instrument")
"""Columns of IRIs; what they name stands in others."""


class Drawn(NamedTuple):
    """A plot on a page.

    Attributes:
        picture: with its words and rows.
        svg: the picture as a file, or b"" where it cannot be drawn here.
        missing: why not, or "".
    """

    picture: Picture
    svg: bytes
    missing: str

    @property
    def size(self) -> tuple[str, str]:
        """Width and height in pixels, as the file says."""
        found = _SIZE.match(self.svg)
        return (found[1].decode(), found[2].decode()) if found else ("", "")


class Plots:
    """Plots as pages.

    Args:
        held: the graph.
        static: whether the pages are files. Those have no PNG, which would be two thirds of the whole.
    """

    def __init__(self, held: Holdings, *, static: bool) -> None:
        self._held = held
        self._formats = ("svg", "csv", "json") if static else ("svg", "png", "csv", "json")
        self.drawn = cache(self._drawn)
        self._png = cache(png_of)

    def names(self) -> list[str]:
        """The plots that this graph has something for."""
        return [name for name in PLOTS if self.drawn(name)]

    def files(self) -> list[str]:
        """The path of each file of a plot."""
        plots = [plot for name in PLOTS if (plot := self.drawn(name))]
        return [
            f"{DATA}plots/{plot.picture.name}.{kind}" for plot in plots for kind in self._formats_of(plot)
        ]

    def index(self, links: Links) -> bytes:
        """All plots."""
        found = [plot for name in PLOTS if (plot := self.drawn(name))]
        return fill("plots.html", links, held=self._held, plots=found, shows=PLOTS)

    def page(self, links: Links, name: str) -> bytes | None:
        """The page of a plot: the picture, its words, its rows; None if there is no such plot."""
        plot = self.drawn(name)
        if plot is None:
            return None
        rows = plot.picture.rows
        return fill(
            "plot.html",
            links,
            held=self._held,
            plot=plot,
            others={other: PLOTS[other].shows for other in self.names() if other != name},
            formats=self._formats_of(plot),
            columns=[column for column in rows.columns if column not in _HIDDEN],
            rows=list(rows.dicts()),
        )

    def file(self, name: str, kind: str) -> bytes | None:
        """A plot as a file; None if it cannot be had.

        Args:
            name: of the plot.
            kind: ending of the file.
        """
        plot = self.drawn(name)
        if plot is None or kind not in self._formats_of(plot):
            return None
        if kind in {"csv", "json"}:
            return to_bytes(plot.picture.rows, kind)
        return plot.svg if kind == "svg" else self._png(plot.svg)

    def _formats_of(self, plot: Drawn) -> list[str]:
        can = {"csv": True, "json": True, "svg": bool(plot.svg), "png": bool(plot.svg) and can_draw()}
        return [kind for kind in self._formats if can[kind]]

    def _drawn(self, name: str) -> Drawn | None:
        if name not in PLOTS:
            return None
        try:
            picture = picture_of(self._held.graph, name)
        except InputError:
            # Another inquiry may lack what the plot is about.
            return None
        try:
            return Drawn(picture, svg_of(picture), "") if len(picture.rows) else None
        except InputError as error:
            return Drawn(picture, b"", str(error))
