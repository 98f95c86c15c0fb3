"""PySHACL as it is by itself, to measure ours against."""


def let_rdflib_answer() -> None:
    """From here on, in this process, pySHACL's queries are answered by rdflib, and not by our store."""
    from rdflib import Graph

    from laming_graph.check.quick_graph import QuickGraph

    QuickGraph.query = Graph.query  # type: ignore[method-assign]
