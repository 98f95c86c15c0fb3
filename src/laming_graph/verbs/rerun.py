"""`laming rerun`: ask a cited query again, and list what is not as it was."""

import argparse
from pathlib import Path

from laming_graph.verbs.printing import data_arguments, emit, graph_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an answer written with --cite")
    data_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns 0 if the answer is the same, 1 if not."""
    from laming_graph.ask.cited import parse_cited
    from laming_graph.ask.rerun import ask_again, differences

    cited = parse_cited(options.file)
    now = ask_again(graph_of(options), cited, str(options.file))
    found = differences(cited, now)
    then, today = cited.citation, now.citation
    same_data = (then.data_version, then.data_sha256) == (today.data_version, today.data_sha256)
    on = "on the same data" if same_data else "on other data"
    told = f"{len(found)} differences" if found else f"the same {len(now)} rows"
    emit("".join(f"{line}\n" for line in [*found, f"{then.command()}: {told}, {on}"]), None)
    return 1 if found else 0
