"""`laming agreement`: how far two readers' codings agree (Cohen's kappa)."""

import argparse
from pathlib import Path

from laming_graph import places
from laming_graph.model.errors import InputError
from laming_graph.verbs.printing import emit_rows, output_arguments, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("first", nargs="?", type=Path, metavar="DIR", help="one reader's tables")
    parser.add_argument("second", nargs="?", type=Path, metavar="DIR", help="the other reader's")
    parser.add_argument("--codes", action="store_true", help="every code by itself too")
    parser.add_argument("--differences", action="store_true", help="list the rows that differ instead")
    output_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.rows import table_of
    from laming_graph.curate import agreement

    codings = places.share() / "data" / "curation" / "codings"
    if (options.first is None) != (options.second is None):
        raise InputError("agreement: two folders are needed; name both or neither")
    first, second = options.first or codings / "first", options.second or codings / "second"
    alone = agreement.unmatched(first, second)
    if alone:
        more = f", and {len(alone) - 5} more" if len(alone) > 5 else ""
        say(f"rows of one reader only, not compared: {len(alone)} ({', '.join(alone[:5])}{more})")
    if options.differences:
        rows = table_of(agreement.Difference._fields, agreement.differences(first, second))
        return emit_rows(rows, options)
    found = [one for one in agreement.agreements(first, second) if options.codes or not one.code]
    texts = [(*map(str, one[:-1]), f"{one.kappa:.2f}") for one in found]
    return emit_rows(table_of(agreement.Agreement._fields, texts), options)
