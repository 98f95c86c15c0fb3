"""The shipped graph in stamps, sound and with a defect of each kind, and how often each must be found."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

from benchmarks.scale.shipped import Stamps, read, shared_by_all, stamps
from laming_graph.namespaces import CODES
from laming_graph.places import share
from tests.defects import DEFECTS, plant

CHOSEN = tuple(one for one in DEFECTS if one.shape != "addressing-states")
"""The defects that are planted.

Left out is one that makes the same finding as another ("shortcut-carried" of the same recommendation): the
standard does not say whether an engine tells two equal rows of a query once or twice.
"""
ALSO: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("recommendation-report", "MinCount"): (
        ("report-recommends-back", "Equals"),
        ("shortcut-requirement-inquiry", "Equals"),
        ("shortcut-requirement-inquiry", "MinCount"),
    ),
    ("addressing-agent", "MinCount"): (("shortcut-carried", "SPARQL"),),
    ("commitment-deadline", "MinCount"): (("time-window-used", "MinCount"),),
    ("blanket-position-code", "MaxCount"): (("reaction-position", "MaxCount"),),
    ("claim-about", "Class"): (("claim-about-voice", "Equals"),),
    ("requirement-number", "Datatype"): (
        ("requirement-number", "MaxInclusive"),
        ("requirement-number", "MinInclusive"),
    ),
    ("agent-kind", "Node"): (("body-class-kind", "HasValue"),),
    ("requirement-reference", "Pattern"): (
        ("recommendation-reference", "Pattern"),
        ("requirement-reference-number", "SPARQL"),
    ),
    ("requirement-page", "MinInclusive"): (("shortcut-carried", "SPARQL"),),
    ("requirement-number", "MaxInclusive"): (("requirement-reference-number", "SPARQL"),),
    ("variant-documents", "Disjoint"): (
        ("discrepancy-documents", "Equals"),
        ("discrepancy-place-a-document", "Equals"),
        ("discrepancy-place-a-document", "Equals"),
    ),
    ("reaction-about", "Equals"): (
        ("reaction-about", "Equals"),
        ("shortcut-drawn", "SPARQL"),
        ("shortcut-rests-on", "SPARQL"),
    ),
    ("claim-claimant", "Equals"): (("claim-claimant", "Equals"),),
    ("time-window-order", "LessThanOrEquals"): (("time-window-days", "SPARQL"),),
    ("agent-class", "QualifiedMaxCount"): (("role-kind", "HasValue"),),
    ("commitment-dated", "Or"): (("deadline-binds-one", "MaxCount"), ("time-window-used", "MinCount")),
    ("agent-one-name", "SPARQL"): (("agent-one-name", "SPARQL"),),
}
"""What else is rightly told where a defect stands: shape and kind of constraint, to the others.

Seen by planting each alone, which `tests/test_generate.py` holds against what engines find.
"""
ONCE = frozenset({"declared-class", "declared-property"})
"""Shapes that tell a misspelt term once, however often it is used."""
WARNINGS = frozenset({"commitment-dated"})
"""Shapes of the least bad defects, which the real graph has too."""


@cache
def shipped_stamps(*, graphs: bool = False) -> "Planted":
    """The shipped graph in stamps, cut once."""
    return Planted(share() / "data" / "ttl", graphs=graphs)


class Planted:
    """Stamps with defects and without.

    Args:
        data: the shipped Turtle files.
        graphs: whether copies are N-Quads.
    """

    def __init__(self, data: Path, *, graphs: bool = False) -> None:
        self._data, self._graphs = data, graphs
        self._sound = read(data)
        self._shared = shared_by_all(self._sound)
        self._kept = {CODES + one.block for one in CHOSEN}
        self.clean = stamps(self._sound, kept=self._kept, graphs=graphs)

    @cached_property
    def stamps(self) -> Stamps:
        """Those with a defect of each kind."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "ttl"
            shutil.copytree(self._data, folder)
            plant(folder, CHOSEN)
            return stamps(read(folder), self._sound, self._kept, graphs=self._graphs)

    def expected(self, defects: int) -> dict[str, dict[str, int]]:
        """The violations that must be found where the first inquiries have the defects.

        Returns:
            "components" and "shapes": kind of constraint, and shape, to count.
        """
        components: Counter[str] = Counter()
        shapes: Counter[str] = Counter()
        for one in CHOSEN if defects else ():
            at = (one.shape, one.component)
            shared = one.shape in ONCE or CODES + one.block in self._shared
            for shape, component in (at, *ALSO.get(at, ())):
                if shape not in WARNINGS:
                    components[component] += 1 if shared else defects
                    shapes[shape] += 1 if shared else defects
        return {"components": dict(sorted(components.items())), "shapes": dict(sorted(shapes.items()))}
