"""`laming compare`: every voice on one recommendation."""

import argparse
import sys

from laming_graph.verbs.printing import data_arguments, emit, emit_rows, graph_of, output_arguments


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("rec", metavar="REC", help="24, or 24c for an item")
    parser.add_argument("--inquiry", metavar="IRI", help="of many, the one whose number it is")
    data_arguments(parser)
    output_arguments(parser, citable=True)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.show.comparison import to_comparison

    graph = graph_of(options)
    rows = graph.compare(options.rec, options.inquiry)
    if options.format or options.output or not sys.stdout.isatty():
        return emit_rows(rows, options)
    return emit(to_comparison(graph, options.rec, rows), None)
