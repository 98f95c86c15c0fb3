"""`laming queries`: list the canned queries, or show one."""

import argparse

from laming_graph import places
from laming_graph.model.errors import InputError
from laming_graph.verbs.printing import emit, emit_rows, output_arguments


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("slug", nargs="?", metavar="QUERY")
    whole = parser.add_mutually_exclusive_group()
    whole.add_argument("--reference", action="store_true", help="write docs/queries.md, the page of all")
    whole.add_argument("--turtle", action="store_true", help="write queries/queries.ttl, all of them as RDF")
    output_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.canned import all_canned, find_canned, listed

    folder = places.share() / "queries"
    if options.reference or options.turtle:
        if options.slug or options.format:
            raise InputError("--reference and --turtle write all queries; leave out QUERY and --format")
        from laming_graph.ask.library import to_library
        from laming_graph.ask.reference import to_reference

        return emit((to_library if options.turtle else to_reference)(all_canned(folder)), options.output)
    if options.slug:
        return emit(find_canned(folder, options.slug).text, options.output)
    return emit_rows(listed(all_canned(folder)), options)
