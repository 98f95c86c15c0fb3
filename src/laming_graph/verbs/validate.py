"""`laming validate`: hold data against the shapes."""

import argparse
from pathlib import Path

from laming_graph import places
from laming_graph.verbs.printing import emit


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="Turtle; the shipped data without it"
    )
    parser.add_argument("--shapes", type=Path, metavar="DIR", help="a folder of shapes; ours without it")
    parser.add_argument("--all", action="store_true", help="list warnings and info too")


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.check.shapes import validate

    files = options.files or sorted((places.share() / "data" / "ttl").glob("*.ttl"))
    found = validate(files, options.shapes)
    counts = {name: sum(f.severity == name for f in found) for name in ("violation", "warning", "info")}
    lines = [one.line() for one in found if options.all or one.severity == "violation"]
    verdict = "does not conform" if counts["violation"] else "conforms"
    hint = "" if options.all or not counts["warning"] + counts["info"] else " (--all lists them)"
    lines.append(
        f"{len(files)} files: {verdict}; {counts['violation']} violations, "
        f"{counts['warning']} warnings, {counts['info']} info{hint}"
    )
    emit("\n".join(lines) + "\n", None)
    return 1 if counts["violation"] else 0
