"""Laming Graph: who promised what, by when, in which words, and did they?

>>> import laming_graph as lg
>>> g = lg.open()
>>> g.query("due-by", by="2009-06-01").columns[:3]
('rec', 'promise_label', 'latest')
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
# As type checkers know it: importing the package costs nothing, opening a graph loads the store.
if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt

    from laming_graph.ask.answer import Answer
    from laming_graph.ask.graph import Graph


def open(  # noqa: A001
    data: "str | Path | None" = None,
    *,
    endpoint: str | None = None,
    store: "str | Path | None" = None,
    user: str = "",
    password: str = "",
    token: str = "",
) -> "Graph":
    """A graph that can be asked.

    It is held in memory, which takes some tenths of a second, and answers several times as fast as
    the store on disk that the commands open.

    Args:
        data: a folder of Turtle files; the shipped data without it.
        endpoint: URL of a SPARQL endpoint to ask in place of files.
        store: a folder that `laming load --store` filled, opened without loading.
        user: who asks there, by basic or digest authentication.
        password: that user's.
        token: a bearer token in place of both.

    Raises:
        InputError: if a file cannot be read, the endpoint is no URL, or the store cannot be opened.
        ValueError: if more than one of data, endpoint and store is given.
    """
    from pathlib import Path

    from laming_graph.ask.embedded import Embedded
    from laming_graph.ask.graph import Graph
    from laming_graph.ask.store import graph_files

    if sum(given is not None for given in (data, endpoint, store)) > 1:
        raise ValueError("give one of a folder of data, an endpoint and a store, not both")
    if store is not None:
        from laming_graph.ask.on_disk import open_on_disk

        return Graph(engine=open_on_disk(Path(store)))
    if endpoint is None:
        engine = Embedded()
        engine.load(graph_files(None if data is None else Path(data)))
        return Graph(engine=engine)
    from laming_graph.ask.endpoint import Endpoint
    from laming_graph.ask.server import Account

    return Graph(engine=Endpoint(endpoint, Account(user, password, token)))


def query(slug: str, /, **given: object) -> "Answer":
    """Answer a canned query over the shipped data: `query("overdue", as_of="2009-12-31")`.

    Raises:
        InputError: at an unknown query or parameter, or a value that does not fit.
    """
    from laming_graph.ask.graph import Graph

    return Graph().query(slug, **given)


def plot(name: str, graph: "Graph | None" = None, /, **given: object) -> "alt.LayerChart":
    """A plot as an Altair chart: `plot("slip", until="2010-06-30")`; `laming plot` lists them.

    Args:
        name: the plot.
        graph: what it draws; the shipped data without it.
        given: the plot's parameters.

    Raises:
        InputError: at an unknown plot or parameter, or if Altair is not installed.
    """
    from laming_graph.show.plots.catalogue import picture_of
    from laming_graph.show.plots.formats import to_chart

    return to_chart(picture_of(graph or open(), name, **given))
