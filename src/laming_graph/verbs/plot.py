"""`laming plot`: draw what the graph answers."""

import argparse
import sys
from pathlib import Path

from laming_graph.model.errors import InputError
from laming_graph.verbs.printing import data_arguments, emit, given_parameters, graph_of, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="a plot; without it, all are listed")
    parser.add_argument("-p", dest="parameters", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--table", action="store_true", help="the rows behind the plot, as CSV")
    parser.add_argument(
        "-o", dest="output", type=Path, metavar="FILE", help="FILE.svg, .png, .html or .json (Vega-Lite)"
    )
    data_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.formats import to_csv, to_table
    from laming_graph.show.plots.catalogue import listed, picture_of
    from laming_graph.show.plots.formats import WRITERS

    given = given_parameters(options.parameters)
    if options.name is None:
        if options.output or options.table or given:
            raise InputError("which plot? name it before the options; `laming plot` lists them")
        return emit((to_table if sys.stdout.isatty() else to_csv)(listed()), None)
    writer = WRITERS.get(options.output.suffix.lower()) if options.output else None
    if not options.table and writer is None:
        ending = f"{options.output} has none of its endings" if options.output else "a plot is a file"
        raise InputError(f"{ending}; name one with -o: FILE{', FILE'.join(WRITERS)}, or ask for --table")
    if options.table and writer is not None:
        raise InputError(f"--table writes CSV; {options.output} is for a picture, so leave one of them out")
    picture = picture_of(graph_of(options), options.name, **given)
    if options.table:
        return emit(to_csv(picture.rows), options.output)
    assert writer is not None
    from laming_graph.files import write_whole

    write_whole(options.output, writer(picture))
    say(f"{options.output}: {picture.title}")
    return 0
