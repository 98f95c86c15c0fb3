"""`laming validate`: hold data against the shapes."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from laming_graph import places
from laming_graph.model.errors import InputError
from laming_graph.verbs.connecting import connection_arguments, engine_of
from laming_graph.verbs.printing import emit, say

if TYPE_CHECKING:
    from laming_graph.ask.engine import Engine
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
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument(
        "--endpoint", metavar="URL", help="check what a server has, by queries that run there, and no files"
    )
    asked.add_argument("--store", type=Path, metavar="DIR", help="the same for a store of `laming load`")
    connection_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    reports = [_report(told) for told in options.report]
    from laming_graph.check.baseline import parse_baseline, to_baseline, with_baseline
    from laming_graph.check.formats import FORMATS as WRITERS
    from laming_graph.check.reports import to_text
    from laming_graph.files import write_together

    accepted = parse_baseline(options.baseline) if options.baseline else None
    by_queries = options.endpoint is not None or options.store is not None
    checked = _by_queries(options) if by_queries else _of_files(options)
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


def _by_queries(options: argparse.Namespace) -> "Checked":
    """What a server or a store has; its findings have no line.

    Raises:
        InputError: if files or another engine are named besides.
    """
    place = options.endpoint or str(options.store)
    for name, given in (("FILE", options.files), ("--data-format", options.data_format)):
        if given:
            raise InputError(f"{place}: is checked as it is, without files; leave {name} out")
    if options.engine not in {None, "sparql"}:
        raise InputError(f"{place}: is asked queries; leave --engine {options.engine} out")
    options.engine = None
    engine = engine_of(options)
    assert engine is not None

    at_once = options.store is not None
    return by_queries(engine, place, options.shapes, options.ontology, at_once=at_once)


def by_queries(
    engine: "Engine",
    place: str,
    shapes: Path | None = None,
    ontology: Path | None = None,
    *,
    at_once: bool = False,
) -> "Checked":
    """What an engine has against the shapes, by queries that it answers; see `validate_endpoint`."""
    from laming_graph.check.compiled.question import Answer
    from laming_graph.check.shapes import validate_endpoint

    def ask(query: str) -> Answer:
        rows = engine.select(query, "shapes")
        return Answer(rows.columns, rows.cells)

    return validate_endpoint(ask, place, shapes, ontology, at_once=at_once)


def _report(told: str) -> tuple[str, Path]:
    """Format and file of one --report.

    Raises:
        InputError: where it names no format or no file.
    """
    name, _, file = told.partition("=")
    if name not in FORMATS or not file:
        raise InputError(f"--report {told}: write FORMAT=FILE, the format one of {', '.join(FORMATS)}")
    return name, Path(file)
