"""Which named graphs of a server are the graph: one small graph says so."""

from laming_graph.namespaces import CODES

GRAPHS = f"{CODES}graph/"
"""Start of the name of every graph that is put on a server."""
CURRENT = f"{GRAPHS}current"
"""The graph that names, and is replaced in one step by, what is current."""
PENDING = f"{GRAPHS}pending"
"""The graph that names what a load that has begun may leave behind."""
