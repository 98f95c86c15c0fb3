"""The parser of the command line: every command by name, the arguments of the one that is given."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from laming_graph import __version__

TYPE_CHECKING = False
# As type checkers know it, without the import of `typing`, a tenth of the time of `laming --help`.
if TYPE_CHECKING:
    from typing import Protocol

    class Verb(Protocol):
        """A module of `verbs/`: a command."""

        def arguments(self, parser: argparse.ArgumentParser) -> None:
            """Add what the command takes."""

        def run(self, options: argparse.Namespace) -> int:
            """Run it; returns the exit status."""


VERBS: Mapping[str, str] = {
    "build": "build the graph from the documents",
    "validate": "hold data against the shapes",
    "gaps": "what is missing in the answers, by who answers and who is to act",
    "check-ontology": "hold the ontology against what a good one has",
    "infer": "write what follows from the data by OWL 2 RL",
    "queries": "list the canned queries, or show one",
    "query": "answer a canned query",
    "sparql": "answer SPARQL of your own",
    "lint-queries": "hold queries against the rules of portable, fast SPARQL",
    "compare": "every voice on one recommendation",
    "why": "what a statement rests on",
    "plot": "draw timelines, stances, instruments, a slip or the network",
    "report": "what is due, undated, resting on what, carried by whom",
    "reference": "write the page of all terms, or of all shapes",
    "agreement": "how far two readers' codings agree (Cohen's kappa)",
    "rerun": "ask a cited query again, and list what is not as it was",
    "load": "put the graph on a SPARQL server",
    "diff": "what changed between two builds, in query answers",
    "export": "take the data set away, as RDF, tables, a network and more",
    "serve": "answer SPARQL over HTTP, and show every page and IRI",
    "site": "write the pages as files that need no server",
    "completion": "print a completion script for your shell",
}
"""Each command and its help; `lint-queries` is the module `verbs/lint_queries.py`."""


def module_of(verb: str) -> "Verb":
    """The module of a command."""
    module: Verb = import_module(f"laming_graph.verbs.{verb.replace('-', '_')}")
    return module


def parser(
    named: Sequence[str] = tuple(VERBS), known: Sequence[str] = tuple(VERBS)
) -> argparse.ArgumentParser:
    """The parser of the command line.

    Args:
        named: the commands it names; all without it.
        known: those of them whose arguments it knows; all without it. A start that names and
            knows one command only is several milliseconds quicker.
    """
    whole = argparse.ArgumentParser(
        prog="laming",
        formatter_class=_formatter,
        description="Who promised what, by when, in which words, after Lord Laming's 2009 report.",
    )
    whole.add_argument("--version", action="version", version=f"laming {__version__}")
    whole.add_argument("--debug", action="store_true", help="show the traceback of an error")
    commands = whole.add_subparsers(
        title="commands", prog="laming", required=True, metavar="COMMAND", dest="verb"
    )
    for verb in named:
        told = VERBS[verb]
        one = commands.add_parser(
            verb, help=told, description=f"{told[0].upper()}{told[1:]}.", formatter_class=_formatter
        )
        if verb in known:
            module_of(verb).arguments(one)
    return whole


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of a command line; leaves Python with status 2 where they are wrong."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    given = next((word for word in words if not word.startswith("-")), "")
    # The others are named where they are to be listed: for help, or for a slip in the name.
    first = words[:1] == [given] and given in VERBS
    return parser([given] if first else tuple(VERBS), [given]).parse_args(words)


def _formatter(prog: str) -> argparse.HelpFormatter:
    """As argparse has it, but the width is measured without `shutil`, a tenth of the time of a start."""
    told = os.environ.get("COLUMNS", "")
    columns = int(told) if told.isdecimal() else 0
    if not columns:
        try:
            columns = os.get_terminal_size().columns
        except (OSError, ValueError):
            columns = 80  # No terminal.
    return argparse.HelpFormatter(prog, width=columns - 2)
