"""`laming diff`: what changed between two builds, in query answers."""

import argparse
from pathlib import Path

from laming_graph.verbs.printing import emit


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("old", type=Path, metavar="OLD", help="a folder of Turtle")
    parser.add_argument(
        "new", nargs="?", type=Path, metavar="NEW", help="another; the shipped data without it"
    )


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.changes import changes
    from laming_graph.ask.graph import Graph

    found = changes(Graph(options.old), Graph(options.new))
    summary = f"{len(found)} changes" if found else "nothing changed in any answer"
    emit("\n".join([*found, summary]) + "\n", None)
    return 1 if found else 0
