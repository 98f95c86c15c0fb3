"""`laming why`: what a statement rests on."""

import argparse
from pathlib import Path

from laming_graph import places
from laming_graph.verbs.printing import data_arguments, emit, graph_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("iri", metavar="IRI", help="whole, or short: commitment/action-plan/37/2")
    parser.add_argument(
        "--sources", type=Path, metavar="DIR", help="folder of the documents, to see the words"
    )
    data_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.why import to_text, why

    graph = graph_of(options)
    return emit(to_text(why(graph, options.iri, places.sources(options.sources))), None)
