"""`laming queries`: list the canned queries, or show one."""

import argparse

from laming_graph import places
from laming_graph.verbs.printing import emit, emit_rows, output_arguments


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("slug", nargs="?", metavar="QUERY")
    output_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.canned import all_canned, find_canned, listed

    folder = places.share() / "queries"
    if options.slug:
        return emit(find_canned(folder, options.slug).text, options.output)
    return emit_rows(listed(all_canned(folder)), options)
