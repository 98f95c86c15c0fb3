"""`laming query`: answer a canned query."""

import argparse

from laming_graph.verbs.printing import (
    data_arguments,
    emit_rows,
    given_parameters,
    graph_of,
    output_arguments,
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("slug", metavar="QUERY")
    parser.add_argument("-p", dest="parameters", action="append", default=[], metavar="NAME=VALUE")
    data_arguments(parser)
    output_arguments(parser, citable=True)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    given = given_parameters(options.parameters)
    return emit_rows(graph_of(options).query(options.slug, **given), options)
