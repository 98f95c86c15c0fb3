"""How long each canned query takes inside one process, in memory as `lg.open()` has it, and on rdflib.

Run `make bench`. Medians of processor time, so that a busy machine counts less; the first answer,
which warms it, is not counted. rdflib is timed once a query, for it can take long.
"""

import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import laming_graph as lg
from laming_graph.ask.graph import Graph
from laming_graph.ask.in_rdflib import InRdflib
from laming_graph.ask.store import graph_files

RUNS = 15
PARAMETERS = Path(__file__).parent.parent / "tests" / "queries" / "params.toml"


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """Median processor time."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


def main() -> None:
    """Print a line a query, the slowest first, then the median and the slowest."""
    parameters: dict[str, dict[str, str]] = tomllib.loads(PARAMETERS.read_text("utf-8"))
    embedded, other = lg.open(), None
    if "--rdflib" in sys.argv:
        engine = InRdflib()
        engine.load(graph_files())
        other = Graph(engine=engine)
    rows = []
    for slug, *_ in embedded.catalogue().texts():
        given = parameters.get(slug, {})
        embedded.query(slug, **given)
        ours = milliseconds(lambda: embedded.query(slug, **given), RUNS)  # noqa: B023 (called here)
        theirs = milliseconds(lambda: other.query(slug, **given), 1) if other else None  # noqa: B023
        rows.append((ours, theirs, slug))
    print(f"Python {sys.version.split()[0]}, {RUNS} runs each, medians of processor time")
    for ours, theirs, slug in sorted(rows, reverse=True):
        beside = f"  rdflib {theirs:9.1f} ms, {theirs / ours:6.0f} times" if theirs is not None else ""
        print(f"{ours:8.1f} ms  {slug:24}{beside}")
    every = [ours for ours, _, _ in rows]
    print(f"median {statistics.median(every):.1f} ms, slowest {max(every):.1f} ms, {len(every)} queries")


if __name__ == "__main__":
    main()
