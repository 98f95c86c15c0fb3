"""The checks of an ontology that no query can make: shapes held against SHACL's own, and HermiT's verdict."""

from collections.abc import Iterable
from pathlib import Path

from laming_graph.check.consistency import reason
from laming_graph.check.quality import Check, Fault
from laming_graph.model.errors import InputError
from laming_graph.namespaces import SH

WELL_FORMED = Check(
    "shapes-well-formed",
    "error",
    "a shape is not well formed in SHACL",
    "mend the shape as the standard says",
    "SHACL 1.0, SHACL-SHACL",
    ("shapes",),
    "",
)
INCONSISTENT = Check(
    "inconsistent",
    "error",
    "ontology and data contradict each other",
    "take one of the statements away; `laming infer` names contradictions that OWL 2 RL finds",
    "OWL 2 DL, HermiT",
    (),
    "",
)
UNSATISFIABLE = Check(
    "unsatisfiable-class",
    "error",
    "nothing can be in a class without a contradiction",
    "take away a superclass, or a disjointness",
    "OWL 2 DL, HermiT",
    (),
    "",
)
CHECKS = (WELL_FORMED, INCONSISTENT, UNSATISFIABLE)


def check_shapes(files: Iterable[Path]) -> list[Fault]:
    """Hold shapes against the shapes of SHACL itself.

    Args:
        files: the shapes, in Turtle; none give no fault.

    Raises:
        InputError: if a file cannot be read or is not Turtle.
    """
    files = list(files)
    if not files:
        return []
    import pyshacl
    from rdflib import Graph, URIRef

    shapes = Graph()
    for file in files:
        try:
            shapes.parse(file, format="turtle")
        except (OSError, SyntaxError) as error:
            raise InputError(f"{file}: {' '.join(str(error).split())}; mend the Turtle") from None
    of_shapes = Graph().parse(Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl", format="turtle")
    _, report, _ = pyshacl.validate(shapes, shacl_graph=of_shapes, inference="none")
    assert isinstance(report, Graph)
    found = {
        (str(focus), str(report.value(result, URIRef(SH + "resultMessage"))))
        for result, focus in report.subject_objects(URIRef(SH + "focusNode"))
    }
    return [Fault(WELL_FORMED, focus, " ".join(message.split())) for focus, message in sorted(found)]


def check_logic(files: Iterable[Path]) -> list[Fault]:
    """Ask HermiT.

    Args:
        files: ontology and, if wanted, data, in Turtle.

    Raises:
        InputError: without Java, or if a file is not Turtle.
    """
    files = list(files)
    verdict = reason(files)
    if not verdict.consistent:
        return [Fault(INCONSISTENT, ", ".join(str(file) for file in files[:3]), f"{len(files)} files")]
    return [Fault(UNSATISFIABLE, iri, "") for iri in verdict.unsatisfiable]
