"""`laming sparql`: answer SPARQL of your own."""

import argparse
import sys
from pathlib import Path

from laming_graph.model.errors import InputError
from laming_graph.verbs.printing import data_arguments, emit, emit_rows, graph_of, output_arguments


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    data_arguments(parser)
    output_arguments(parser, citable=True)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    if options.file == "-":
        text, place = _standard_input(), "standard input"
    else:
        place = options.file
        try:
            text = Path(options.file).read_text("utf-8")
        except OSError as error:
            raise InputError(f"{place}: {error.strerror}; name a file of SPARQL, or -") from None
        except UnicodeDecodeError:
            raise InputError(f"{place}: not UTF-8; save it as UTF-8") from None
    answer = graph_of(options).sparql(text, place)
    if isinstance(answer, bool | bytes) and (options.format or options.cite):
        told = "ASK answers true or false" if isinstance(answer, bool) else "CONSTRUCT answers in Turtle"
        option = "--format" if options.format else "--cite"
        raise InputError(f"{place}: {option} is for SELECT, and {told}; leave it out")
    if isinstance(answer, bool):
        return emit(f"{str(answer).lower()}\n", options.output)
    if isinstance(answer, bytes):
        return emit(answer.decode(), options.output)
    return emit_rows(answer, options)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("standard input: not UTF-8; give it as UTF-8") from None
