"""How long each engine of validation takes, and how much memory: a process each.

`python benchmarks/validating.py [--times N] [ENGINE...]` holds the shipped data against the shapes, the
data N times over under other names; finding the lines of findings is left out, being the same for all.
"plain" is pySHACL on a graph of rdflib's own, without the store that answers its queries for us.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyoxigraph import NamedNode, parse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.pyshacl_alone import let_rdflib_answer  # noqa: E402 (the folder is found by the line above)

BASE = "https://w3id.org/laming/id/"
ENGINES = ("sparql", "shifty", "pyshacl", "plain")


def multiply(times: int, target: Path) -> int:
    """Write the shipped data so many times over, as N-Triples; returns how many lines there are."""
    files = sorted((ROOT / "data" / "ttl").glob("*.ttl"))
    triples = [quad.triple for file in files for quad in parse(path=str(file))]
    own = {one.subject.value for one in triples if isinstance(one.subject, NamedNode)}

    def renamed(term: object, number: int) -> str:
        is_own = isinstance(term, NamedNode) and term.value in own and term.value.startswith(BASE)
        if not (is_own and number):
            return str(term)
        return f"<{BASE}copy-{number}/{str(term)[len(BASE) + 1 :]}"

    with target.open("w", encoding="utf-8") as out:
        for number in range(times):
            for one in triples:
                subject, value = renamed(one.subject, number), renamed(one.object, number)
                out.write(f"{subject} {one.predicate} {value} .\n")
    return times * len(triples)


def measure(engine: str, place: Path) -> None:
    """Validate in this process, and tell seconds of processor, peak memory and findings."""
    from laming_graph.check import shapes

    shapes.with_places = lambda found, *_: list(found)  # type: ignore[attr-defined]
    if engine == "plain":
        let_rdflib_answer()
    began = time.process_time()
    checked = shapes.validate([place], engine="pyshacl" if engine == "plain" else engine)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {engine} | {seconds:.1f} s, {peak:.0f} MB | {len(checked.findings)} findings |", flush=True)


def main() -> None:
    """Run each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*", metavar="ENGINE", default=list(ENGINES))
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.engines[0], options.here)
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "data.nt"
        print(f"{multiply(options.times, place)} triples", flush=True)
        for engine in options.engines:
            subprocess.run([sys.executable, __file__, engine, "--here", str(place)], check=True)


if __name__ == "__main__":
    main()
