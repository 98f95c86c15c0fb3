"""SHACL: data held against the shapes."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store, Triple

from laming_graph import places
from laming_graph.check import targets
from laming_graph.check.compiled.embedded import asking, hold, put, put_shapes
from laming_graph.check.compiled.findings import findings
from laming_graph.check.compiled.question import Ask
from laming_graph.check.compiled.seen import seen_by
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
        engine: a key of ENGINES, or "sparql": the shapes as queries to the embedded store.

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
    held = hold(data) if engine == "sparql" else [triple for file in data for triple in file.triples()]
    if not held:
        told = ", ".join(names) or "no file"
        raise InputError(f"{told}: no triple there to hold against the shapes; name Turtle that has some")
    known = [triple for file in terms for triple in file.triples()]
    asked = _asked(rules, shapes, known)
    wanted = targets.targeted(asked)
    if isinstance(held, Store):
        seen = seen_by(asking(held), wanted, known)
        put(held, known)
        found = list(findings(asking(held), asked, has_shapes=put_shapes(held, asked)))
    else:
        seen = targets.seen_in(held, known)
        found = findings_of(ENGINES[engine]([*held, *known], asked))
    return _checked([file.name for file in data], with_places(found, data, terms, known), asked, wanted, seen)


def validate_endpoint(
    ask: Ask, name: str, shapes: Path | None = None, ontology: Path | None = None, *, at_once: bool = False
) -> Checked:
    """Hold what a server or a store on disk has against the shapes, by queries that run there.

    Args:
        ask: sends a query there.
        name: what reports call it.
        shapes: a file or folder of shapes; ours without it. Others' are themselves checked first.
        ontology: a file or folder that tells subclasses too; ours without it. What else shapes look
            up in an ontology, must be there.
        at_once: whether to ask many constraints in one scan, which not every server answers.

    Returns:
        What was found; a finding has no file and no line.

    Raises:
        InputError: if the server cannot answer or has no data, or a shape cannot be used.
    """
    rules = _files_of(shapes, "shapes", "no shape there; name a file or folder of shapes in RDF")
    terms = _files_of(ontology, "ontology", "no ontology there; name a file or folder of RDF")
    known = [triple for file in terms for triple in file.triples()]
    asked = _asked(rules, shapes, known)
    if not any(True for _ in ask("SELECT ?one WHERE { ?one ?property ?value } LIMIT 1").rows):
        raise InputError(f"{name}: no triple there to hold against the shapes; load some, or name its graph")
    wanted = targets.targeted(asked)
    seen = seen_by(ask, wanted, known)
    found = list(findings(ask, asked, at_once=at_once, subclasses=known))
    return _checked([name], found, asked, wanted, seen)


def _asked(rules: Sequence[RdfFile], given: Path | None, known: Sequence[Triple]) -> list[Triple]:
    """The shapes with the ontology, once the shapes are seen to be sound."""
    asked = [triple for file in rules for triple in file.triples()]
    _check_shapes(asked, rules, given)
    return [*asked, *known]


def _checked(
    names: list[str],
    found: Iterable[Finding],
    asked: Sequence[Triple],
    wanted: dict[str, set[tuple[str, str]]],
    seen: targets.Seen,
) -> Checked:
    says = targets.messages(asked)
    return Checked(
        files=names,
        findings=sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one[2:6], one.message)),
        shapes={name: says.get(name, "") for name in sorted(wanted)},
        idle=targets.idle(wanted, seen),
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
    wanted = {RDF + "type", SH + "severity"}
    said = [part for one in rules if one.predicate.value in wanted and (part := named(one))]
    if not any(predicate == RDF + "type" and value in _SHAPES for _, predicate, value in said):
        raise InputError(f"{given}: no sh:NodeShape or sh:PropertyShape there; name a folder of shapes")
    for _, predicate, value in said:
        if predicate == SH + "severity" and value.removeprefix(SH).lower() not in SEVERITIES:
            raise InputError(f"{given}: the severity {value} is not known; use {_SEVERITIES}")
    if given is None:
        return
    found = with_places(findings_of(ENGINES["pyshacl"](rules, _shapes_of_shapes())), files)
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


def findings_of(report: "Graph") -> list[Finding]:
    """The results of a report, without file and line."""
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
