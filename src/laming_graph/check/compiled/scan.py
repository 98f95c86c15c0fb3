"""Many constraints of a property shape, asked in one scan of the values.

Before it is asked, cheap looks at all values of its property, whoever has them, tell which of the
constraints nothing can violate; shapes that look at one property share them.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from laming_graph.check.compiled.looks import Looks
from laming_graph.check.compiled.path import Path
from laming_graph.check.compiled.question import Need, Question, Row, Telling
from laming_graph.check.compiled.scope import Scope, reaching, select
from laming_graph.check.compiled.term import any_of


class Part(NamedTuple):
    """One constraint of a scan.

    Attributes:
        kind: "few" if a focus node without a value violates it, "many" if one with another value
            does, "value" if a value does by itself, "other" if by itself and its focus node.
        test: an expression, true of a row at fault.
        flag: column of the test.
        telling: what a row at fault tells.
    """

    kind: str
    test: str
    flag: str
    telling: Telling


class Scan(NamedTuple):
    """A question yet to be cut down to what can be violated.

    Attributes:
        scope: the focus nodes.
        values: their values as a scope.
        value: variable of the value.
        path: from focus node to value; None if they are the same.
        parts: the constraints.
        none: an expression: a focus node has no value.
    """

    scope: Scope
    values: Scope
    value: str
    path: Path | None
    parts: Sequence[Part]
    none: str

    @property
    def needs(self) -> tuple[Need, ...]:
        """What it asks about."""
        return self.values.needs

    def question(self, looks: Looks) -> Question | None:
        """The question; None if nothing can be violated."""
        if not looks.meet(self.scope.needs):
            return None
        parts = [part for part in self.parts if part.kind == "few"]
        if looks.meet(self.values.needs):
            judging = [part for part in self.parts if part.kind == "value"]
            if judging and self._may_be_faulty(looks, judging):
                parts += judging
            several = [part for part in self.parts if part.kind == "many"]
            if several and self._may_have_several(looks):
                parts += several
            parts += [part for part in self.parts if part.kind == "other"]
        if not parts:
            return None
        if all(part.kind == "few" for part in parts):
            return select(self.scope, f"{self.scope.once()} FILTER({self.none})", [], [parts[0].telling])
        pattern = self.values.pattern if self.path else self.scope.once()
        if parts[0].kind == "few":
            assert self.path is not None
            pattern = f"{self.scope.pattern} OPTIONAL {{ {self.scope.reaching(self.path, self.value)} }}"
        flags = [f"({part.test} AS {part.flag})" for part in parts]
        faulty = any_of(part.test for part in parts)
        tellings = [
            part.telling._replace(when=_flagged(part.flag, "" if part.kind == "few" else self.value))
            for part in parts
        ]
        # Flags are columns, since these are worked out for the rows at fault only.
        return select(self.scope, f"{pattern} FILTER({faulty})", [self.value, *flags], tellings)

    def _is_dear(self) -> bool:
        """Whether looks are cheaper than the scan: not of a few focus nodes, nor along many steps."""
        return self.path is not None and self.path.is_step() and not self.scope.constants

    def _may_be_faulty(self, looks: Looks, parts: Sequence[Part]) -> bool:
        """Whether a value of the property, whoever has it, violates one of some constraints.

        Each value is judged once; values are grouped, as the embedded store moves a filter into a
        SELECT DISTINCT.
        """
        test = any_of(part.test for part in parts)
        return not self._is_dear() or looks.find(
            f"SELECT {self.value} WHERE {{ {{ SELECT {self.value} WHERE {{ {self._all()} }} "
            f"GROUP BY {self.value} }} FILTER({test}) }} LIMIT 1"
        )

    def _may_have_several(self, looks: Looks) -> bool:
        """Whether something has two values of the property."""
        return not self._is_dear() or looks.find(
            f"SELECT ?all WHERE {{ {{ SELECT (COUNT(*) AS ?all) (COUNT(DISTINCT ?start) AS ?starts) "
            f"WHERE {{ {self._all()} }} }} FILTER(?all != ?starts) }}"
        )

    def _all(self) -> str:
        return "" if self.path is None else reaching("?start", self.path, self.value)


def _flagged(flag: str, value: str) -> Callable[[Row], bool]:
    """Whether a row has a flag, and a value where one is needed."""

    def when(row: Row) -> bool:
        return (not value or value in row) and getattr(row.get(flag), "value", "") in {"true", "1"}

    return when
