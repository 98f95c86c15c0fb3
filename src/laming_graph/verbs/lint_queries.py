"""`laming lint-queries`: hold queries against the rules of portable, fast SPARQL."""

import argparse
from pathlib import Path

from laming_graph.verbs.printing import emit, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="a query, or a folder of them; ours without it"
    )
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write to a file")


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.lint.finding import FORMATS
    from laming_graph.lint.rules import lint

    found = lint(options.files)
    emit(FORMATS[options.format](found), options.output)
    queries = len({one.path for one in found})
    say(f"{len(found)} findings in {queries} queries" if found else "no findings")
    return 1 if found else 0
