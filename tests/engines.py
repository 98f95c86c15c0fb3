"""Every canned query on every engine at hand, and docs/engines.md that says how they compare.

`python -m tests.engines` asks all and writes the page.
"""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from laming_graph.ask.canned import bind, parse_canned
from laming_graph.ask.embedded import Embedded
from laming_graph.ask.endpoint import Endpoint
from laming_graph.ask.engine import Engine
from laming_graph.ask.graph import Graph
from laming_graph.ask.graph_store import GraphStore
from laming_graph.ask.in_rdflib import InRdflib
from laming_graph.ask.loading import load, parts_of
from laming_graph.ask.results_json import to_rows
from laming_graph.ask.rows import Rows
from laming_graph.ask.store import graph_files
from laming_graph.model.errors import InputError
from tests.expected import QUERIES, ROOT, SLUGS, parameters
from tests.servers import AbsentError, Running, oxigraph, running, virtuoso

PAGE = ROOT / "docs" / "engines.md"
MODULES = Path(os.environ.get("LAMING_NPM") or ROOT / "build" / "npm") / "node_modules"
_JARS = Path("/usr/share/java")
_CLASS_PATH = (
    "caffeine commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 "
    "dexx.collection failureaccess gson guava httpclient httpcore jackson-annotations "
    "jackson-core jackson-databind jena-arq jena-base jena-core jena-iri jena-shacl jsonld-java "
    "protobuf slf4j-api slf4j-nop thrift titanium-json-ld"
).split()

MORE: Mapping[str, tuple[dict[str, str], ...]] = {
    "agency-brief": ({"agent": "agent/department-for-children-schools-and-families"},),
    "compare": ({"rec": "24"}, {"rec": "2"}, {"rec": "19c"}),
    "due-by": ({"by": "2009-03-12"}, {"by": "2012-12-31"}),
    "evidence": ({"rec": "24"}, {"rec": "19c"}),
    "overdue": ({"as_of": "2009-05-06"}, {"as_of": "2012-12-31"}),
    "progress": ({"as_of": "2009-04-30"},),
    "resting-on": ({"instrument": "instrument/national-safeguarding-delivery-unit"},),
    "stances-by-scale": ({"scale": "scale/upr"},),
    "slip": ({"instrument": "instrument/working-together-2009-revision", "until": "2011-01-01"},),
}
"""Further values of parameters, beside those for which rows were read."""

Answers = Mapping[str, Rows | str]
"""Case to its rows, or to what went wrong."""


class Answered(NamedTuple):
    """What an engine gave.

    Attributes:
        version: its name and version.
        answers: of every case.
    """

    version: str
    answers: Answers


def cases() -> dict[str, dict[str, str]]:
    """Name of a case, as in "compare rec=24", to its parameters; the query's name comes first."""
    found = {}
    for slug in SLUGS:
        for given in (parameters(slug), *MORE.get(slug, ())):
            found[" ".join((slug, *(f"{name}={value}" for name, value in given.items())))] = given
    return found


def texts() -> dict[str, str]:
    """Case to its query, bound."""
    base = Graph(engine=loaded(Embedded())).base
    return {
        case: bind(parse_canned(QUERIES / f"{case.split()[0]}.rq"), given, base)[0]
        for case, given in cases().items()
    }


def loaded(engine: Engine) -> Engine:
    """An engine with the shipped graph, without the documents' words."""
    engine.load(files())
    return engine


def files() -> list[Path]:
    """The files of the shipped graph."""
    return graph_files(ROOT / "data" / "ttl")


def answers_of(engine: Engine, asked: Mapping[str, str]) -> dict[str, Rows | str]:
    """Ask an engine all cases."""
    found: dict[str, Rows | str] = {}
    for case, text in asked.items():
        try:
            found[case] = engine.select(text, case)
        except InputError as error:
            found[case] = str(error)
    return found


def embedded(_: Path, asked: Mapping[str, str]) -> Answered:
    """The embedded store."""
    return Answered(f"pyoxigraph {version('pyoxigraph')}", answers_of(loaded(Embedded()), asked))


def in_rdflib(_: Path, asked: Mapping[str, str]) -> Answered:
    """The rdflib engine."""
    return Answered(f"rdflib {version('rdflib')}", answers_of(loaded(InRdflib()), asked))


def served(server: Running, asked: Mapping[str, str]) -> Answered:
    """A server filled by `laming load` and asked by the endpoint engine."""
    with running(server):
        load(GraphStore(server.store, server.account), parts_of(files()), lambda _: None)
        return Answered(server.version, answers_of(Endpoint(server.queries, timeout=240), asked))


def on_oxigraph(folder: Path, asked: Mapping[str, str]) -> Answered:
    """The Oxigraph server."""
    return served(oxigraph(folder), asked)


def on_virtuoso(folder: Path, asked: Mapping[str, str]) -> Answered:
    """Virtuoso."""
    return served(virtuoso(folder), asked)


def in_jena(folder: Path, asked: Mapping[str, str]) -> Answered:
    """Jena's ARQ over the files, in one start of Java."""
    core = _JARS / "jena-core.jar"
    if not core.is_file():
        raise AbsentError("no Jena; apt-get install libapache-jena-java default-jdk-headless")
    try:
        modules = subprocess.run(["java", "--list-modules"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        raise AbsentError("no Java; apt-get install default-jdk-headless") from None
    if "jdk.compiler" not in modules.stdout:
        raise AbsentError("no Java compiler; apt-get install default-jdk-headless")
    # Debian's jar looks for these in xerces/ and ships them elsewhere.
    with zipfile.ZipFile(core) as jar:
        for name in jar.namelist():
            if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
                place = folder / "mended" / name.removeprefix("org/apache/jena/ext/")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(jar.read(name))
    path = os.pathsep.join([str(folder / "mended"), *(str(_JARS / f"{name}.jar") for name in _CLASS_PATH)])
    names, inside, outside = _written(folder, asked)
    told = _run("java", "-cp", path, ROOT / "tests/jena/Answers.java", inside, outside, *files())
    return Answered(told.split("\n", 1)[0], _read(names, outside))


def in_comunica(folder: Path, asked: Mapping[str, str]) -> Answered:
    """Comunica, a client in JavaScript, asking an Oxigraph server's default graph."""
    package = MODULES / "@comunica" / "query-sparql" / "package.json"
    if not package.is_file():
        raise AbsentError(f"no Comunica; npm install --prefix {MODULES.parent} @comunica/query-sparql@4")
    with running(oxigraph(folder)) as server:
        for part in parts_of(files()):
            _post_default(server.store, part.turtle)
        names, inside, outside = _written(folder, asked)
        _run("node", ROOT / "tests/comunica/answers.mjs", MODULES, server.queries, inside, outside)
        told = f"Comunica {json.loads(package.read_text('utf-8'))['version']} on {server.version}"
    return Answered(told, _read(names, outside))


ENGINES: Mapping[str, Callable[[Path, Mapping[str, str]], Answered]] = {
    "embedded": embedded,
    "rdflib": in_rdflib,
    "oxigraph-server": on_oxigraph,
    "virtuoso": on_virtuoso,
    "jena-arq": in_jena,
    "comunica": in_comunica,
}
"""Every engine; the first is what the others are held against."""


def _post_default(store: str, turtle: bytes) -> None:
    from urllib.request import Request, urlopen

    request = Request(f"{store}?default", data=turtle, headers={"Content-Type": "text/turtle"})
    with urlopen(request, timeout=60):
        pass


def _written(folder: Path, asked: Mapping[str, str]) -> tuple[dict[str, str], Path, Path]:
    """The queries as files: case to file name, their folder, a folder for the answers."""
    inside, outside = folder / "asked", folder / "answered"
    inside.mkdir()
    outside.mkdir()
    names = {case: f"{number:03}" for number, case in enumerate(asked)}
    for case, name in names.items():
        (inside / f"{name}.rq").write_text(asked[case], "utf-8")
    return names, inside, outside


def _run(*command: object) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, timeout=280
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def _read(names: Mapping[str, str], outside: Path) -> Answers:
    return {case: to_rows((outside / f"{name}.json").read_bytes()) for case, name in names.items()}


def compared(answers: Answers, first: Answers) -> dict[str, str]:
    """Query to "same", or how its rows differ from those of the first engine, over all its cases."""
    verdicts: dict[str, str] = {}
    for case, rows in answers.items():
        slug = case.split()[0]
        if rows != first[case]:
            verdicts[slug] = "error" if isinstance(rows, str) else "differs"
        verdicts.setdefault(slug, "same")
    return verdicts


def page(answered: Mapping[str, Answered | str]) -> str:
    """docs/engines.md.

    Args:
        answered: engine to what it gave, or to why it is absent.
    """
    present = {name: one for name, one in answered.items() if isinstance(one, Answered)}
    first = next(iter(present.values())).answers
    verdicts = {name: compared(one.answers, first) for name, one in present.items()}
    number = len(first)
    lines = [
        "# The queries on every engine",
        "",
        "<!-- Written by `make matrix`; do not edit by hand. -->",
        "",
        f"{len(SLUGS)} queries were asked, with further values of their parameters {number} in all.",
        "*same*: in every one of them the same columns, rows and order as the embedded store gives,",
        "and each cell the same RDF term. Servers were filled by `laming load`; Jena and rdflib read the",
        "Turtle files; Comunica asked an Oxigraph server.",
        "How to fill a server of your own: [servers.md](servers.md).",
        "",
        "| engine | version |",
        "|---|---|",
        *(f"| {name} | {one.version} |" for name, one in present.items()),
        "",
        f"| query | {' | '.join(present)} |",
        f"|---|{'---|' * len(present)}",
        *(f"| `{slug}` | {' | '.join(verdicts[name][slug] for name in present)} |" for slug in SLUGS),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Ask every engine, write the page, tell what differs; returns the exit status."""
    asked = texts()
    answered: dict[str, Answered | str] = {}
    for name, ask in ENGINES.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                answered[name] = ask(Path(folder), asked)
            except AbsentError as absent:
                print(f"{name}: left out, {absent}", file=sys.stderr)
    if missing := set(ENGINES) - set(answered):
        print(
            f"nothing written: the page needs every engine, {', '.join(sorted(missing))} too", file=sys.stderr
        )
        return 2
    PAGE.write_text(page(answered), "utf-8")
    first = answered[next(iter(ENGINES))].answers  # type: ignore[union-attr]
    status = 0
    for name, one in answered.items():
        for case, rows in one.answers.items():  # type: ignore[union-attr]
            if rows != first[case]:
                print(f"{name}: {case}: {rows if isinstance(rows, str) else 'other rows'}", file=sys.stderr)
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
