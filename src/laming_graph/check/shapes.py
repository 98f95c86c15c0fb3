"""SHACL: data held against the shapes, by pySHACL."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from laming_graph import places
from laming_graph.check.finding import SEVERITIES, Finding
from laming_graph.model.errors import InputError
from laming_graph.namespaces import SH

if TYPE_CHECKING:
    from laming_graph.check.quick_graph import QuickGraph

_SEVERITIES = "sh:Violation, sh:Warning or sh:Info"


def validate(files: Iterable[Path], shapes: Path | None = None) -> list[Finding]:
    """Hold Turtle files, taken together, against the shapes.

    Args:
        files: the data.
        shapes: a folder of shapes; the shipped ones without it.

    Returns:
        Findings, the worst first, then by focus.

    Raises:
        InputError: if a file cannot be read or parsed, there is no shape or no data, or a shape
            has a severity of its own.
    """
    import pyshacl
    from rdflib import RDF, Graph, URIRef
    from rdflib.term import Node

    from laming_graph.check.quick_graph import QuickGraph

    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    shape_files = sorted((shapes or places.share() / "shapes").glob("*.ttl"))
    ontology = sorted((places.share() / "ontology").glob("*.ttl"))
    if not shape_files:
        raise InputError(f"{shapes}: no shape there; name a folder of shapes in Turtle")
    data, rules = QuickGraph(), QuickGraph()
    files = list(files)
    for file in files:
        _load(data, file)
    if data.is_empty():
        told = ", ".join(map(str, files)) or "no file"
        raise InputError(f"{told}: no triple there to hold against the shapes; name Turtle that has some")
    for file in shape_files:
        _load(rules, file)
    for file in ontology:
        _load(data, file)
        _load(rules, file)
    data.settle()
    rules.settle()
    kinds = (URIRef(SH + "NodeShape"), URIRef(SH + "PropertyShape"))
    if not any((None, RDF.type, kind) in rules for kind in kinds):
        raise InputError(f"{shapes}: no sh:NodeShape or sh:PropertyShape there; name a folder of shapes")
    for severity in rules.objects(None, URIRef(SH + "severity"), unique=True):
        if str(severity).removeprefix(SH).lower() not in SEVERITIES:
            raise InputError(f"{shapes}: the severity {severity} is not known; use {_SEVERITIES}")
    try:
        _, report, text = pyshacl.validate(data, shacl_graph=rules, inference="none", inplace=True)
    except (pyshacl.errors.ReportableRuntimeError, pyshacl.errors.ShapeLoadError) as error:
        raise InputError(f"shapes: {' '.join(str(error).split())}; mend the shape") from None
    if not isinstance(report, Graph):
        raise InputError(f"shapes: {' '.join(str(text).split())}; mend the shape")

    def of(result: Node, name: str) -> str:
        value = report.value(result, URIRef(SH + name))
        return "" if value is None else str(value)

    found = [
        Finding(
            of(result, "resultSeverity").removeprefix(SH).lower(),
            of(result, "resultMessage"),
            of(result, "focusNode"),
            _path(of(result, "resultPath")),
            of(result, "value"),
            of(result, "sourceShape"),
        )
        for result in report.subjects(URIRef(SH + "focusNode"), None, unique=True)
    ]
    return sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one[2:], one.message))


def _path(text: str) -> str:
    """The IRI of a property; nothing for a path that is none."""
    return text if "://" in text else ""


def _load(graph: "QuickGraph", file: Path) -> None:
    try:
        graph.load(file)
    except SyntaxError as error:
        place = f"{file}:{error.lineno}:{error.offset}" if error.lineno else str(file)
        raise InputError(f"{place}: not Turtle ({' '.join(str(error.msg).split())}); mend it") from None
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}; name a Turtle file") from None
