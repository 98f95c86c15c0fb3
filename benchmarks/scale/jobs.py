"""What is measured, each in a process of its own: `python -m benchmarks.scale.jobs JOB FILE WORK LIMIT`.

Prints one line of JSON. FILE is N-Triples; WORK a folder where jobs leave stores for each other.
"""

import json
import shutil
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat, Store, parse, serialize

from benchmarks.pyshacl_alone import let_rdflib_answer
from benchmarks.scale.size import HELD
from benchmarks.scale.tables import AGGREGATES, count_rows, load_tables
from benchmarks.scale.timing import Taken, peak_mb, taken
from laming_graph import places
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.engine import Engine
from laming_graph.ask.graph import Graph
from laming_graph.ask.on_disk import load_on_disk, open_on_disk
from laming_graph.ask.store import code_book
from laming_graph.export.stored import Stored
from laming_graph.files import write_whole
from laming_graph.namespaces import CODES
from laming_graph.turtle import to_turtle

if TYPE_CHECKING:
    from laming_graph.check.finding import Checked

ROOT = Path(__file__).resolve().parent.parent.parent
OWN_BODY = "agent/central-bedfordshire-council"
"""A body that one inquiry names, however many there are; Ofsted is named by all."""

ALONE = "validate pyshacl alone"
LOCAL = "agency-brief (a local body)"
ONE = "inquiry/laming-2009"
"""The inquiry to which a query is held besides, for what it takes where a reader wants no other."""

_START = time.monotonic()

Told = dict[str, Any]


def seconds(work: Callable[[], object]) -> Told:
    """Processor time and time on the clock of one run."""
    busy, wall = time.process_time(), time.perf_counter()
    work()
    return {"cpu": time.process_time() - busy, "wall": time.perf_counter() - wall}


def load_memory(file: Path, work: Path, limit: float) -> Told:
    """Pyoxigraph's own bulk load into memory."""
    return seconds(lambda: Store().bulk_load(path=str(file), format=RdfFormat.N_TRIPLES))


def load_disk(file: Path, work: Path, limit: float) -> Told:
    """Pyoxigraph's own bulk load onto disk."""
    folder = work / "plain"
    shutil.rmtree(folder, ignore_errors=True)

    def load() -> None:
        store = Store(str(folder))
        store.bulk_load(path=str(file), format=RdfFormat.N_TRIPLES)
        store.flush()

    told = seconds(load)
    shutil.rmtree(folder)
    return told


def load_laming(file: Path, work: Path, limit: float) -> Told:
    """`laming load --store`, which is left for other jobs."""
    told = seconds(lambda: load_on_disk(work / "store", [file, *code_book()]))
    return {**told, "disk_mb": sum(one.stat().st_size for one in (work / "store").iterdir()) / 1e6}


def load_rdflib(file: Path, work: Path, limit: float) -> Told:
    """Rdflib's parser into its own memory."""
    import rdflib

    return seconds(lambda: rdflib.Graph().parse(file, format="nt"))


def query_memory(file: Path, work: Path, limit: float) -> Told:
    """The canned queries on a store in memory."""
    store = Store()
    store.bulk_load(path=str(file), format=RdfFormat.N_TRIPLES)
    for one in code_book():
        store.bulk_load(path=str(one), format=RdfFormat.TURTLE)
    return _queries(lambda: Embedded(store), limit)


def query_disk(file: Path, work: Path, limit: float) -> Told:
    """The canned queries on the store on disk."""
    return _queries(lambda: open_on_disk(work / "store"), limit)


def query_rdflib(file: Path, work: Path, limit: float) -> Told:
    """The canned queries on rdflib."""
    from laming_graph.ask.in_rdflib import InRdflib

    engine = InRdflib()
    engine.load([file, *code_book()])
    return _queries(lambda: engine, limit, held=False)


def query_tables(file: Path, work: Path, limit: float) -> Told:
    """The aggregates on tables."""
    tables = work / "tables.duckdb"
    tables.unlink(missing_ok=True)
    told = seconds(lambda: load_tables(open_on_disk(work / "store"), tables))
    asked = {slug: taken(partial(count_rows, tables, slug), limit)._asdict() for slug in AGGREGATES}
    return {**told, "queries": asked}


def write_ours(file: Path, work: Path, limit: float) -> Told:
    """Our Turtle, in its fixed order, twice to compare the bytes."""
    triples = [quad.triple for quad in parse(path=str(file), format=RdfFormat.N_TRIPLES)]
    told = seconds(lambda: to_turtle(triples, CODES))
    return {**told, "stable": to_turtle(triples, CODES) == to_turtle(triples[::-1], CODES)}


def write_store(file: Path, work: Path, limit: float) -> Told:
    """`laming export turtle --store`: from the store on disk into a file, reading counted."""
    written = work / "store.ttl"
    told = seconds(lambda: write_whole(written, Stored(work / "store").turtle(work)))
    told["written_mb"] = written.stat().st_size / 1e6
    written.unlink()
    return told


def write_pyoxigraph(file: Path, work: Path, limit: float) -> Told:
    """Pyoxigraph's Turtle, in the order it is given."""
    triples = [quad.triple for quad in parse(path=str(file), format=RdfFormat.N_TRIPLES)]
    return seconds(lambda: serialize(triples, format=RdfFormat.TURTLE))


def write_rdflib(file: Path, work: Path, limit: float) -> Told:
    """Rdflib's Turtle."""
    import rdflib

    graph = rdflib.Graph().parse(file, format="nt")
    return seconds(lambda: graph.serialize(format="turtle"))


def validate(engine: str) -> Callable[[Path, Path, float], Told]:
    """Our shapes on an engine that reads files."""

    def job(file: Path, work: Path, limit: float) -> Told:
        from laming_graph.check.shapes import validate as held

        return _counted(lambda: held([file], engine=engine))

    return job


def validate_alone(file: Path, work: Path, limit: float) -> Told:
    """Our shapes on pySHACL by itself."""
    let_rdflib_answer()
    return validate("pyshacl")(file, work, limit)


def validate_store(file: Path, work: Path, limit: float) -> Told:
    """Our shapes as queries to a store on disk, its loading not counted."""
    from laming_graph.verbs.validate import by_queries

    load_on_disk(work / "planted", [file, *places.shipped("ontology")])
    engine = open_on_disk(work / "planted")
    return _counted(lambda: by_queries(engine, "the store", at_once=True))


def _counted(work: Callable[[], "Checked"]) -> Told:
    """What validation takes, and what it finds by kind of constraint."""
    found: list[Checked] = []
    told = seconds(lambda: found.append(work()))
    kinds = Counter(
        one.component.partition("#")[2].removesuffix("ConstraintComponent")
        for one in found[0].findings
        if one.severity == "violation"
    )
    return {**told, "components": dict(sorted(kinds.items()))}


def _queries(engine: Callable[[], Engine], limit: float, *, held: bool = True) -> Told:
    given = tomllib.loads((ROOT / "tests" / "queries" / "params.toml").read_text("utf-8"))
    asked = {}
    graph: list[Graph] = []

    def ask(slug: str, parameters: dict[str, str]) -> int:
        if not graph:  # in the process that asks, since a store on disk has threads that no fork keeps
            graph.append(Graph(engine=engine()))
        return len(graph[0].query(slug, **parameters))

    end = _START + 27 * limit
    wanted = [(file.stem, file.stem, given.get(file.stem, {})) for file in (ROOT / "queries").glob("*.rq")]
    if held:
        wanted += [(slug + HELD, slug, {**given, "inquiry": ONE}) for _, slug, given in wanted]
    wanted.append((LOCAL, "agency-brief", {"agent": OWN_BODY}))
    for name, slug, parameters in sorted(wanted, key=lambda one: one[0]):
        if time.monotonic() + limit < end:
            asked[name] = taken(partial(ask, slug, parameters), limit)._asdict()
        else:
            asked[name] = Taken(0, 0, 0, 0, "not reached")._asdict()
    return {"queries": asked}


JOBS: dict[str, Callable[[Path, Path, float], Told]] = {
    "load pyoxigraph, memory": load_memory,
    "load pyoxigraph, disk": load_disk,
    "load laming --store": load_laming,
    "load rdflib": load_rdflib,
    "query memory": query_memory,
    "query disk": query_disk,
    "query rdflib": query_rdflib,
    "query tables": query_tables,
    "write laming": write_ours,
    "write laming --store": write_store,
    "write pyoxigraph": write_pyoxigraph,
    "write rdflib": write_rdflib,
}


def jobs() -> dict[str, Callable[[Path, Path, float], Told]]:
    """All jobs by name, the engines of validation among them."""
    from laming_graph.check.engines import ENGINES

    by_file = {f"validate {name}": validate(name) for name in (*ENGINES, "sparql")}
    return JOBS | by_file | {ALONE: validate_alone, "validate --store": validate_store}


def main() -> None:
    """Do one job."""
    name, file, work, limit = sys.argv[1:]
    told = jobs()[name](Path(file), Path(work), float(limit))
    print(json.dumps({**told, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
