"""`laming validate`: hold data against the shapes."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from laming_graph import places
from laming_graph.model.errors import InputError
from laming_graph.verbs.connecting import account_of, connection_arguments
from laming_graph.verbs.printing import emit, say

if TYPE_CHECKING:
    from laming_graph.check.compiled.question import Ask
    from laming_graph.check.finding import Checked

LEVELS = ("violation", "warning", "info")
FORMATS = ("text", "markdown", "json", "junit", "sarif", "github", "turtle")
DATA_FORMATS = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="RDF, a folder of it, or - for standard input; the shipped data without it",
    )
    parser.add_argument(
        "--shapes", type=Path, metavar="PLACE", help="file or folder of shapes; ours without it"
    )
    parser.add_argument("--ontology", type=Path, metavar="PLACE", help="file or folder; ours without it")
    parser.add_argument(
        "--data-format", choices=DATA_FORMATS, help="of standard input, or where a file's ending tells none"
    )
    parser.add_argument(
        "--fail-on", choices=LEVELS, default="violation", help="the least bad finding that gives status 1"
    )
    parser.add_argument(
        "--strict-targets", action="store_true", help="fail where a shape has nothing to look at"
    )
    parser.add_argument("--all", action="store_true", help="in text, list what does not fail too")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write to a file")
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help="write a report to a file as well; may be given again",
    )
    parser.add_argument(
        "--baseline", type=Path, metavar="FILE", help="findings that are known, and do not fail"
    )
    parser.add_argument(
        "--write-baseline", type=Path, metavar="FILE", help="accept what is found: write it there, status 0"
    )
    parser.add_argument(
        "--engine", choices=("pyshacl", "shifty", "sparql"), help="what checks files; pyshacl without it"
    )
    parser.add_argument(
        "--endpoint", metavar="URL", help="check what a server has, by queries that run there, and no files"
    )
    parser.add_argument(
        "--store", type=Path, metavar="DIR", help="check what an Oxigraph store on disk has, and no files"
    )
    connection_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    reports = [_report(told) for told in options.report]
    from laming_graph.check.baseline import parse_baseline, to_baseline, with_baseline
    from laming_graph.check.formats import FORMATS as WRITERS
    from laming_graph.check.reports import to_text
    from laming_graph.files import write_together

    accepted = parse_baseline(options.baseline) if options.baseline else None
    is_elsewhere = options.endpoint is not None or options.store is not None
    checked = _of_elsewhere(options) if is_elsewhere else _of_files(options)
    if options.write_baseline:
        write_together({options.write_baseline: to_baseline(checked.findings).encode()})
        say(f"{len(checked.findings)} findings accepted in {options.write_baseline}")
        return 0
    if accepted is not None:
        checked = with_baseline(checked, accepted)
    level = options.fail_on
    if options.format == "text":
        text = to_text(checked, level, everything=options.all)
    else:
        text = WRITERS[options.format](checked, level)
    written = {path: WRITERS[name](checked, level).encode() for name, path in reports}
    if options.output:
        written[options.output] = text.encode()
    write_together(written)
    if not options.output:
        emit(text, None)
    if options.strict_targets and checked.idle:
        say("status 1: shapes had nothing to look at, and --strict-targets was given (--all lists them)")
        return 1
    return 1 if checked.fails(level) else 0


def _of_files(options: argparse.Namespace) -> "Checked":
    from laming_graph.check.checksums import refuse_mixture
    from laming_graph.check.shapes import validate

    if not options.files:
        refuse_mixture(places.share() / "data" / "ttl")
    return validate(
        options.files or places.shipped("data", "ttl"),
        options.shapes,
        options.ontology,
        data_format=options.data_format,
        engine=options.engine or "pyshacl",
    )


def _of_elsewhere(options: argparse.Namespace) -> "Checked":
    """What a server or a store on disk has; its findings have no line.

    Raises:
        InputError: if files or another engine are named besides, or it cannot be asked.
    """
    from laming_graph.check.compiled.embedded import asking, opened
    from laming_graph.check.shapes import validate_there

    option = "--endpoint" if options.endpoint is not None else "--store"
    others = {"FILE": options.files, "--data-format": options.data_format}
    others["--store"] = options.store if option == "--endpoint" else None
    for name, given in others.items():
        if given:
            raise InputError(f"{option}: checks what is there; leave {name} out")
    if options.engine not in {None, "sparql"}:
        raise InputError(f"{option}: asks queries; leave --engine {options.engine} out")
    if option == "--store":
        ask, place = asking(opened(options.store)), str(options.store)
    else:
        ask, place = _sending(options), options.endpoint
    return validate_there(ask, place, options.shapes, options.ontology, at_once=option == "--store")


def _sending(options: argparse.Namespace) -> "Ask":
    """What sends a query to the endpoint."""
    from laming_graph.ask.endpoint import Endpoint
    from laming_graph.check.compiled.question import Answer

    endpoint = Endpoint(options.endpoint, account_of(options), options.timeout)

    def ask(query: str) -> Answer:
        rows = endpoint.select(query, "shapes")
        return Answer(rows.columns, rows.cells)

    return ask


def _report(told: str) -> tuple[str, Path]:
    """Format and file of one --report.

    Raises:
        InputError: where it names no format or no file.
    """
    name, _, file = told.partition("=")
    if name not in FORMATS or not file:
        raise InputError(f"--report {told}: write FORMAT=FILE, the format one of {', '.join(FORMATS)}")
    return name, Path(file)
