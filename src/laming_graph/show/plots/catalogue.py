"""The plots by name."""

import inspect
from collections.abc import Callable, Mapping
from typing import NamedTuple

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import Rows, table_of
from laming_graph.model.errors import InputError
from laming_graph.show.plots.instruments import instruments
from laming_graph.show.plots.network import network
from laming_graph.show.plots.picture import Picture
from laming_graph.show.plots.slip import slip
from laming_graph.show.plots.stances import stances
from laming_graph.show.plots.timeline import timeline


class Plot(NamedTuple):
    """A plot that can be asked for.

    Attributes:
        draw: makes the picture; what it takes besides the graph are the plot's parameters.
        shows: what it shows, in one line.
    """

    draw: Callable[..., Picture]
    shows: str

    @property
    def defaults(self) -> Mapping[str, str]:
        """Each parameter with its default."""
        taken = inspect.signature(self.draw).parameters.values()
        return {one.name: str(one.default) for one in taken if one.default is not one.empty}


PLOTS: Mapping[str, Plot] = {
    "timeline": Plot(timeline, "every promise with its days, by the body that is to deliver it"),
    "stances": Plot(stances, "who takes which stance on what, silence included"),
    "instruments": Plot(instruments, "how many recommendations rest on which instrument"),
    "slip": Plot(slip, "what a late instrument does to the calendar, by month"),
    "network": Plot(network, "bodies and instruments, joined by recommendations"),
}


def picture_of(graph: Graph, name: str, /, **given: object) -> Picture:
    """The picture of a name.

    Args:
        graph: the graph.
        name: one of PLOTS.
        given: its parameters.

    Raises:
        InputError: at an unknown name or parameter, or a value that does not fit.
    """
    if name not in PLOTS:
        raise InputError(f"no plot named {name!r}; the plots: {', '.join(PLOTS)}")
    plot = PLOTS[name]
    for one in given:
        if one not in plot.defaults:
            known = ", ".join(plot.defaults) or "none"
            raise InputError(f"plot {name} has no parameter {one!r}; its parameters: {known}")
    return plot.draw(graph, **given)


def listed() -> Rows:
    """Plots as rows: name, what it shows, parameters with their defaults."""
    return table_of(
        ("plot", "shows", "parameters"),
        (
            (name, plot.shows, ", ".join(f"{one}={value}" for one, value in plot.defaults.items()))
            for name, plot in PLOTS.items()
        ),
    )
