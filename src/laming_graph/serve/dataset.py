"""The store a server answers from: made at its start in a folder of its own, gone at its end."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from laming_graph.model.errors import InputError


class Held(NamedTuple):
    """What the store holds.

    Attributes:
        folder: of the store.
        base: base IRI of the data.
        triples: in the default graph.
        graphs: each named graph, with its number of triples.
        datasets: what the data says of itself as a void:Dataset, in N-Triples.
    """

    folder: Path
    base: str
    triples: int
    graphs: dict[str, int]
    datasets: bytes


def hold(folder: Path, files: Sequence[Path]) -> Held:
    """Load Turtle files into a store on disk: all into the default graph, and each into a graph of its own.

    It is done in another process, since loading takes memory that a process would keep.

    Args:
        folder: an empty folder.
        files: Turtle files.

    Raises:
        InputError: if a file cannot be read or is not Turtle.
    """
    task = json.dumps([str(folder), *map(str, files)]).encode()
    command = [sys.executable, "-m", "laming_graph.serve.dataset"]
    done = subprocess.run(command, input=task, stdout=subprocess.PIPE, check=False)  # noqa: S603
    if done.returncode:
        told = done.stdout.decode().strip()
        raise InputError(told or f"{folder}: loading broke off; give it more memory or disk")
    said = json.loads(done.stdout)
    return Held(folder, said["base"], said["triples"], said["graphs"], said["datasets"].encode())


def load(folder: Path, files: Sequence[Path]) -> Held:
    """Load the files in this process; for the rest see `hold`."""
    from pyoxigraph import NamedNode, QueryTriples, RdfFormat, Store

    from laming_graph.ask.embedded import Embedded
    from laming_graph.ask.source import Source
    from laming_graph.ask.store import load_files
    from laming_graph.namespaces import PREFIXES

    store = load_files(Store(str(folder)), files)
    triples = len(store)
    base = Source(Embedded(store)).base
    graphs: dict[str, int] = {}
    for file in files:
        before = len(store)
        name = NamedNode(f"{base}graph/{file.stem}")
        store.bulk_load(path=str(file), format=RdfFormat.TURTLE, to_graph=name)
        graphs[name.value] = graphs.get(name.value, 0) + len(store) - before
    said = store.query("CONSTRUCT { ?d ?p ?o } WHERE { ?d a void:Dataset ; ?p ?o }", prefixes=PREFIXES)
    assert isinstance(said, QueryTriples)
    datasets = said.serialize(format=RdfFormat.N_TRIPLES) or b""
    store.flush()
    store.optimize()
    return Held(folder, base, triples, graphs, datasets)


def main() -> int:
    """Load what standard input names; say on standard output what it is, or what is wrong with status 2."""
    folder, *files = map(Path, json.load(sys.stdin))
    try:
        held = load(folder, files)
    except (InputError, OSError) as error:
        sys.stdout.write(f"{error}\n")
        return 2
    said = {
        "base": held.base,
        "triples": held.triples,
        "graphs": held.graphs,
        "datasets": held.datasets.decode(),
    }
    json.dump(said, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
