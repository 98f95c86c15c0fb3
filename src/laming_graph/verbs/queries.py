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
    from laming_graph.ask.canned import all_canned, find_canned
    from laming_graph.ask.rows import table_of

    folder = places.share() / "queries"
    if options.slug:
        return emit(find_canned(folder, options.slug).text, options.output)
    listed = [
        (one.slug, one.question, ", ".join(f"{p.name} ({p.datatype})" for p in one.parameters))
        for one in all_canned(folder)
    ]
    return emit_rows(table_of(("query", "question", "parameters"), listed), options)
