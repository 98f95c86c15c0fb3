"""`laming check-ontology`: hold the ontology against what a good one has."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from laming_graph.model.errors import InputError
from laming_graph.verbs.printing import emit, say

if TYPE_CHECKING:
    from laming_graph.check.quality import Check, Fault


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE|DIR", help="Turtle; our ontology without it"
    )
    parser.add_argument("--exceptions", type=Path, metavar="FILE", help="CSV of check, term and reason")
    parser.add_argument("--reason", action="store_true", help="ask HermiT too (needs Java)")
    parser.add_argument("--list", action="store_true", help="list the checks instead")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write to a file")


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.check import beyond_queries as beyond
    from laming_graph.check.consistency import has_java
    from laming_graph.check.material import Material, ours
    from laming_graph.check.quality import (
        can_be_made,
        check_queries,
        checks_folder,
        pardon,
        read_checks,
        read_pardons,
    )

    checks = read_checks(checks_folder())
    if options.list:
        return emit(_listed([*checks, *beyond.CHECKS], options.format), options.output)
    material = Material(_turtle(options.files)) if options.files else ours()
    table = options.exceptions or (None if options.files else checks_folder() / "exceptions.csv")
    pardons = [] if table is None else read_pardons(table)
    faults = [*check_queries(material, checks), *beyond.check_shapes(material.shapes)]
    made = [one for one in (*checks, beyond.WELL_FORMED) if can_be_made(one, material)]
    if options.reason and has_java():
        made += [beyond.INCONSISTENT, beyond.UNSATISFIABLE]
        faults += beyond.check_logic([*material.ontology, *material.data])
    elif options.reason:
        say("not asked: HermiT needs Java, and there is none; install a Java runtime")
    left = faults if table is None else pardon(faults, pardons, table)
    counts = {name: sum(one.check.severity == name for one in left) for name in ("error", "warning", "info")}
    if options.format == "json":
        emit(_to_json(left), options.output)
    else:
        emit(
            "".join(f"{one.line()}\n" for one in left)
            + f"{len(material.ontology)} files, {len(made)} checks: "
            f"{counts['error']} errors, {counts['warning']} warnings, {counts['info']} info; "
            f"{len(pardons)} exceptions with their reasons\n",
            options.output,
        )
    return 1 if counts["error"] + counts["warning"] else 0


def _turtle(given: list[Path]) -> tuple[Path, ...]:
    """The files given, and those of the folders given.

    Raises:
        InputError: at a folder without Turtle.
    """
    files: list[Path] = []
    for path in given:
        inside = sorted(path.glob("*.ttl")) if path.is_dir() else [path]
        if not inside:
            raise InputError(f"{path}: no Turtle file there; name a folder that has some")
        files += inside
    return tuple(files)


def _to_json(faults: list["Fault"]) -> str:
    import json

    rows = [
        {
            "check": one.check.name,
            "severity": one.check.severity,
            "term": one.term,
            "detail": one.detail,
            "problem": one.check.problem,
            "mend": one.check.mend,
            "after": one.check.after,
        }
        for one in faults
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _listed(checks: list["Check"], form: str) -> str:
    import json

    if form == "json":
        rows = [{key: value for key, value in one._asdict().items() if key != "text"} for one in checks]
        return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    return "".join(f"{one.severity}: {one.name}: {one.problem} (after {one.after})\n" for one in checks)
