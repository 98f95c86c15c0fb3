"""`laming completion`: print a completion script for your shell."""

import argparse

from laming_graph.verbs.printing import emit


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"))


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    import shtab

    from laming_graph.arguments import parser

    return emit(shtab.complete(parser(), options.shell) + "\n", None)
