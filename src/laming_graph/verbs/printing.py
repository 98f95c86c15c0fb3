"""Answers go to standard output or a file, all else to standard error."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from laming_graph.model.errors import InputError

if TYPE_CHECKING:
    from laming_graph.ask.graph import Graph
    from laming_graph.ask.rows import Rows

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "xlsx", "parquet")
_BINARY = ("xlsx", "parquet")


def say(text: str) -> None:
    """Tell what is going on."""
    print(text, file=sys.stderr)


def emit(text: str, output: Path | None) -> int:
    """Write an answer; returns the exit status 0.

    Raises:
        InputError: if the file cannot be written; the old one stands.
    """
    # UTF-8 in any locale. A half of a surrogate pair, as JSON may hold, can be written in no encoding.
    data = text.encode("utf-8", "backslashreplace")
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        from laming_graph.files import write_whole

        write_whole(output, data)
    return 0


def emit_rows(rows: "Rows", options: argparse.Namespace) -> int:
    """Write rows in the format asked for: a table on a terminal, else CSV.

    Raises:
        InputError: if a workbook is to go to a terminal, or a library is not installed.
    """
    from laming_graph.ask.formats import to_bytes

    on_terminal = options.output is None and sys.stdout.isatty()
    name = options.format or ("table" if on_terminal else "csv")
    if name in _BINARY and on_terminal:
        raise InputError(f"--format {name} is no text; name a file with -o")
    cited = getattr(rows, "citation", None) if getattr(options, "cite", False) else None
    data = to_bytes(rows, name, cited)
    if options.output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        from laming_graph.files import write_whole

        write_whole(options.output, data)
    return 0


def output_arguments(parser: argparse.ArgumentParser, *, citable: bool = False) -> None:
    """Arguments of a command that answers with rows."""
    parser.add_argument("--format", choices=FORMATS, help="table on a terminal, else csv")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write to a file")
    if citable:
        parser.add_argument("--cite", action="store_true", help="add what it takes to cite the answer")


def given_parameters(assignments: Iterable[str]) -> dict[str, str]:
    """Parameters as typed: name=value.

    Raises:
        InputError: at what is no assignment, or a name given twice.
    """
    given: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or not name:
            raise InputError(f"-p {assignment!r} is no assignment; write it as name=value")
        if name in given:
            raise InputError(f"parameter {name} is given twice; keep one")
        given[name] = value
    return given


def data_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of a command that asks a graph."""
    from laming_graph.verbs.connecting import ENGINES, connection_arguments

    whence = parser.add_mutually_exclusive_group()
    folder_argument(whence)
    whence.add_argument("--store", type=Path, metavar="DIR", help="a store of `laming load`, opened unloaded")
    whence.add_argument("--endpoint", metavar="URL", help="a SPARQL endpoint in place of files")
    parser.add_argument("--engine", choices=ENGINES, help="what answers from files; embedded without it")
    connection_arguments(parser)


def folder_argument(parser: argparse._ActionsContainer) -> None:
    """The argument of a command that reads a folder of Turtle itself."""
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of Turtle; ours without it")


def graph_of(options: argparse.Namespace) -> "Graph":
    """The graph that a command asks.

    Raises:
        InputError: if its files cannot be read, or its endpoint is no URL.
    """
    from laming_graph.ask.graph import Graph
    from laming_graph.verbs.connecting import engine_of

    return Graph(options.data, engine=engine_of(options))
