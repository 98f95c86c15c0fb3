"""`laming gaps`: what is missing in the answers, by who answers and by who is to act."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from laming_graph import places
from laming_graph.verbs.printing import FORMATS, emit, emit_rows

if TYPE_CHECKING:
    from laming_graph.check.gaps import Gap


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="RDF, or a folder of it; the shipped data without it"
    )
    parser.add_argument(
        "--by", choices=("responder", "body"), default="responder", help="how Markdown is grouped"
    )
    parser.add_argument("--format", choices=(*FORMATS, "turtle"), help="table on a terminal, else csv")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write to a file")


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status 0: a gap is no defect."""
    from laming_graph.ask.rows import table_of
    from laming_graph.check.checksums import refuse_mixture
    from laming_graph.check.gaps import COLUMNS, gaps
    from laming_graph.check.rdf_files import read, spread
    from laming_graph.check.report_turtle import to_turtle
    from laming_graph.check.shapes import validate

    if not options.files:
        refuse_mixture(places.share() / "data" / "ttl")
    files = options.files or places.shipped("data", "ttl")
    names = spread(map(str, files))
    checked = validate(names)
    warnings = [one for one in checked.findings if one.severity == "warning"]
    if options.format == "turtle":
        return emit(to_turtle(checked._replace(findings=warnings), "warning"), options.output)
    found = gaps(checked, [triple for name in names for triple in read(name).triples()])
    if options.format == "markdown":
        return emit(_markdown(found, options.by), options.output)
    return emit_rows(table_of(COLUMNS, found), options)


def _markdown(found: "list[Gap]", by: str) -> str:
    """A report with a table of counts and a section for each responder or body."""
    from laming_graph.ask.formats import FORMATS as WRITERS
    from laming_graph.ask.rows import table_of
    from laming_graph.check.gaps import COLUMNS

    groups = sorted({getattr(one, by) for one in found})
    kept = tuple(name for name in COLUMNS if name not in {by, "statement"})
    counts = [
        (group, str(len({one.statement for one in found if getattr(one, by) == group}))) for group in groups
    ]
    parts = [f"# Gaps in the answers, by {by}\n", WRITERS["markdown"](table_of((by, "with gaps"), counts))]
    for group in groups:
        rows = [tuple(getattr(one, name) for name in kept) for one in found if getattr(one, by) == group]
        parts.append(f"## {group}\n\n{WRITERS['markdown'](table_of(kept, rows))}")
    return "\n".join(parts)
