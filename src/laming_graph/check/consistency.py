"""OWL: whether ontology and data agree, by HermiT (needs Java)."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, serialize

from laming_graph.check.turtle_files import quads_of
from laming_graph.model.errors import InputError


def has_java() -> bool:
    """Whether a Java runtime is at hand."""
    return shutil.which("java") is not None


class Verdict(NamedTuple):
    """What HermiT says.

    Attributes:
        consistent: whether there is no contradiction.
        unsatisfiable: IRIs of named classes that nothing can be in, sorted; none where all is a
            contradiction.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]


def is_consistent(files: Iterable[Path]) -> bool:
    """Whether some Turtle files, taken together, have no contradiction and no class that must be empty.

    Raises:
        InputError: as `reason`.
    """
    return reason(files) == Verdict(True, ())


def reason(files: Iterable[Path]) -> Verdict:
    """What HermiT says of some Turtle files, taken together, in OWL 2 DL.

    Args:
        files: ontology and, if wanted, data.

    Raises:
        InputError: without Java, or if a file is not Turtle.
    """
    if not has_java():
        raise InputError("HermiT needs Java; install a Java runtime, or leave this check out")
    triples = [quad.triple for file in files for quad in quads_of(file)]
    import owlready2

    with tempfile.TemporaryDirectory() as folder:
        merged = Path(folder) / "merged.nt"
        merged.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
        world = owlready2.World()
        world.get_ontology(merged.as_uri()).load()
        try:
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Verdict(False, ())
        empty = {str(one.iri) for one in world.inconsistent_classes() if one is not owlready2.Nothing}
        return Verdict(True, tuple(sorted(empty)))
