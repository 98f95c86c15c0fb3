"""The shipped graph in stamps, sound and with a defect of each kind, and how often each must be found."""

import shutil
import tempfile
from collections import Counter
from functools import cached_property
from pathlib import Path

from benchmarks.scale.shipped import Stamps, read, shared_by_all, stamps
from laming_graph.namespaces import CODES
from tests.defects import DEFECTS, plant

TOLD_TWICE = frozenset[str]()
"""Shapes whose planted defect other shapes rightly tell too; left out, so that counts are exact."""
CHOSEN = tuple(one for one in DEFECTS if one.shape not in TOLD_TWICE)
"""The defects that are planted."""


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
        """What must be found in a graph whose first inquiries have the defects: kind and shape to count."""
        components: Counter[str] = Counter()
        shapes: Counter[str] = Counter()
        for one in CHOSEN if defects else ():
            times = 1 if CODES + one.block in self._shared else defects
            components[one.component] += times
            shapes[one.shape] += times
        return {"components": dict(sorted(components.items())), "shapes": dict(sorted(shapes.items()))}
