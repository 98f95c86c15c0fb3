"""`laming report`: what is due, undated, resting on what, carried by whom."""

import argparse
import sys
from pathlib import Path

from laming_graph.model.errors import InputError
from laming_graph.verbs.printing import data_arguments, emit, graph_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--as-of", required=True, metavar="DATE", help="the day on which one asks: 2009-12-31"
    )
    parser.add_argument("--format", choices=("terminal", "markdown"))
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE")
    data_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.terms import parse_day
    from laming_graph.show import report

    try:
        as_of = parse_day(options.as_of)
    except ValueError:
        raise InputError(f"--as-of: {options.as_of!r} is no day; write it as 2009-12-31") from None
    sections = report.report(graph_of(options), as_of)
    title = f"What was promised, as of {as_of.isoformat()}"
    plain = options.output is not None or not sys.stdout.isatty()
    if (options.format or ("markdown" if plain else "terminal")) == "markdown":
        return emit(report.to_report_markdown(sections, title), options.output)
    return emit(report.to_report_terminal(sections, title), options.output)
