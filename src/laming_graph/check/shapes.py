"""SHACL: data held against the shapes, by pySHACL."""

import logging
from collections.abc import Iterable
from pathlib import Path

from laming_graph import places
from laming_graph.check.finding import SEVERITIES, Finding
from laming_graph.model.errors import InputError
from laming_graph.namespaces import SH


def validate(files: Iterable[Path], shapes: Path | None = None) -> list[Finding]:
    """Hold Turtle files, taken together, against the shapes.

    Args:
        files: the data.
        shapes: a folder of shapes; the shipped ones without it.

    Returns:
        Findings, the worst first, then by focus.

    Raises:
        InputError: if a file cannot be read or parsed, or there is no shape or no data.
    """
    import pyshacl
    from rdflib import Graph, URIRef
    from rdflib.term import Node

    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    shape_files = sorted((shapes or places.share() / "shapes").glob("*.ttl"))
    ontology = sorted((places.share() / "ontology").glob("*.ttl"))
    if not shape_files:
        raise InputError(f"{shapes}: no shape there; name a folder of shapes in Turtle")
    data, rules = Graph(), Graph()
    for file in [*files, *ontology]:
        _parse(data, file)
    for file in [*shape_files, *ontology]:
        _parse(rules, file)
    try:
        _, report, text = pyshacl.validate(data, shacl_graph=rules, advanced=True, inference="none")
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
            of(result, "resultPath"),
            of(result, "value"),
            of(result, "sourceShape"),
        )
        for result in report.subjects(URIRef(SH + "focusNode"), None, unique=True)
    ]
    return sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one[2:], one.message))


def _parse(graph: "object", file: Path) -> None:
    try:
        graph.parse(str(file), format="turtle")  # type: ignore[attr-defined]
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}; name a Turtle file") from None
    except UnicodeDecodeError:
        raise InputError(f"{file}: not UTF-8; save it as UTF-8") from None
    except Exception as error:  # rdflib's parser raises its own kinds for a syntax error
        line = getattr(error, "lines", None)
        place = f"{file}:{line + 1}" if isinstance(line, int) else str(file)
        reason = " ".join(str(getattr(error, "_why", error)).split())[:160]
        raise InputError(f"{place}: not Turtle ({reason}); mend it") from None
