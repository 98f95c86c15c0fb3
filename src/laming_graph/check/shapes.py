"""SHACL: data held against the shapes."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Triple

from laming_graph import places
from laming_graph.check import targets
from laming_graph.check.engines import ENGINES
from laming_graph.check.finding import SEVERITIES, Checked, Finding, Terms, short
from laming_graph.check.located import with_places
from laming_graph.check.property_path import sparql_path, turtle_path
from laming_graph.check.rdf_files import RdfFile, named, read, spread
from laming_graph.model.errors import InputError
from laming_graph.namespaces import RDF, SH

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SEVERITIES = "sh:Violation, sh:Warning or sh:Info"
_SHAPES = {SH + "NodeShape", SH + "PropertyShape"}


def validate(
    files: Iterable[Path | str],
    shapes: Path | None = None,
    ontology: Path | None = None,
    *,
    data_format: str | None = None,
    engine: str = "pyshacl",
) -> Checked:
    """Hold files of RDF, taken together, against the shapes.

    Args:
        files: the data: files, folders, or "-" for standard input.
        shapes: a file or folder of shapes; ours without it. Others' are themselves checked first.
        ontology: a file or folder, for subclasses and codes; ours without it.
        data_format: of standard input, and of files whose ending tells no format.
        engine: a key of ENGINES.

    Returns:
        What was found, the worst first, then by focus.

    Raises:
        InputError: if a file cannot be read or parsed, there is no shape or no data, a shape is
            malformed, or a shape has a severity of its own.
    """
    names = spread(map(str, files))
    data = [read(name, data_format) for name in names]
    rules = _files_of(shapes, "shapes", "no shape there; name a file or folder of shapes in RDF")
    terms = _files_of(ontology, "ontology", "no ontology there; name a file or folder of RDF")
    held = [triple for file in data for triple in file.triples()]
    if not held:
        told = ", ".join(names) or "no file"
        raise InputError(f"{told}: no triple there to hold against the shapes; name Turtle that has some")
    known = [triple for file in terms for triple in file.triples()]
    asked = [triple for file in rules for triple in file.triples()]
    _check_shapes(asked, rules, shapes)
    asked += known
    report = ENGINES[engine]([*held, *known], asked)
    found = with_places(_findings(report), data, terms)
    wanted, says = targets.targeted(asked), targets.messages(asked)
    return Checked(
        files=[file.name for file in data],
        findings=sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one[2:6], one.message)),
        shapes={name: says.get(name, "") for name in sorted(wanted)},
        idle=targets.idle(wanted, held, known),
    )


def _files_of(given: Path | None, folder: str, problem: str) -> list[RdfFile]:
    if given is not None and given.is_file():
        return [read(str(given))]
    names = sorted((given or places.share() / folder).glob("*.*"))
    endings = {".ttl", ".nt", ".trig", ".nq", ".rdf", ".owl", ".jsonld"}
    files = [read(str(name)) for name in names if name.suffix.lower() in endings]
    if not files:
        raise InputError(f"{given}: {problem}")
    return files


def _check_shapes(rules: Sequence[Triple], files: Sequence[RdfFile], given: Path | None) -> None:
    """See that there are shapes, that they are well formed, and that their severities are known.

    Raises:
        InputError: where they are not. Ours were checked by the tests, and are not checked again.
    """
    said = [part for part in map(named, rules) if part is not None]
    if not any(predicate == RDF + "type" and value in _SHAPES for _, predicate, value in said):
        raise InputError(f"{given}: no sh:NodeShape or sh:PropertyShape there; name a folder of shapes")
    for _, predicate, value in said:
        if predicate == SH + "severity" and value.removeprefix(SH).lower() not in SEVERITIES:
            raise InputError(f"{given}: the severity {value} is not known; use {_SEVERITIES}")
    if given is None:
        return
    found = with_places(_findings(ENGINES["pyshacl"](rules, _shapes_of_shapes())), files)
    if found:
        one = min(found, key=lambda one: (one.file, one.line, one[:6]))
        about = " ".join(part for part in (short(one.path), one.value and f"({one.value})") if part)
        problem = f"a malformed shape: {about or one.focus}: {one.message}"
        raise InputError(f"{one.place() or given}: {problem}; mend the shape")


@cache
def _shapes_of_shapes() -> list[Triple]:
    """SHACL's own shapes for shapes, as pySHACL ships them."""
    import pyshacl

    file = Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl"
    return read(str(file)).triples()


def _findings(report: "Graph") -> list[Finding]:
    from rdflib import URIRef

    def of(result: "Node", name: str) -> "Node | None":
        return report.value(result, URIRef(SH + name))

    def text(result: "Node", name: str) -> str:
        node = of(result, name)
        return "" if node is None else str(node)

    found = []
    for result in report.objects(None, URIRef(SH + "result"), unique=True):
        path = of(result, "resultPath")
        focus, value = of(result, "focusNode"), of(result, "value")
        said = sorted(map(str, report.objects(result, URIRef(SH + "resultMessage"))))
        found.append(
            Finding(
                severity=text(result, "resultSeverity").removeprefix(SH).lower(),
                message=said[0] if said else "",
                focus=text(result, "focusNode"),
                path="" if path is None else sparql_path(report, path),
                value=text(result, "value"),
                shape=text(result, "sourceShape"),
                component=text(result, "sourceConstraintComponent"),
                terms=Terms(_n3(focus), "" if path is None else turtle_path(report, path), _n3(value)),
            )
        )
    # Two paths to one value can give the same result twice; it is one finding.
    return list(dict.fromkeys(found))


def _n3(node: "Node | None") -> str:
    from rdflib.term import Identifier

    return node.n3() if isinstance(node, Identifier) else ""
