"""Many constraints asked in one scan: of the values of a property shape, or of the focus nodes of many.

Before values are scanned, cheap looks at all values of the property, whoever has them, tell which of
the constraints nothing can violate; shapes that look at one property share them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import BlankNode, Triple

from laming_graph.check.compiled.looks import MOST_FOUND, Looks
from laming_graph.check.compiled.path import Path
from laming_graph.check.compiled.question import Need, Question, Row, Telling
from laming_graph.check.compiled.scope import Scope, reaching, select
from laming_graph.check.compiled.term import Term, any_of, written

_SOME = f"LIMIT {MOST_FOUND}"


class Part(NamedTuple):
    """One constraint of a scan.

    Attributes:
        kind: "value" if a value can violate it by itself, "several" if only one of several values
            can, "other" if it depends on the focus node in another way.
        test: an expression, true of a row at fault.
        flag: column of the test.
        telling: what a row at fault tells.
    """

    kind: str
    test: str
    flag: str
    telling: Telling


class Lack(NamedTuple):
    """A constraint on focus nodes that can be asked with others on the same.

    Attributes:
        scope: the focus nodes.
        part: the constraint.
    """

    scope: Scope
    part: Part

    @property
    def needs(self) -> tuple[Need, ...]:
        """What must be there for there to be focus nodes."""
        return self.scope.needs


def lacking(found: Iterable[Lack]) -> Iterator[Question]:
    """The questions of such constraints, one for each scope."""

    def pattern(one: Lack) -> tuple[str, str]:
        return one.scope.once(), one.scope.columns()

    for _, same in groupby(sorted(found, key=pattern), pattern):
        together = list(same)
        scope = together[0].scope
        yield _asked(scope, scope.once(), [one.part for one in together], "", scope.needs)


class Scan(NamedTuple):
    """Constraints on the values of a property shape, yet to be cut down to what can be violated.

    Attributes:
        scope: the focus nodes.
        values: their values as a scope.
        path: from focus node to value; None if they are the same.
        parts: the constraints.
    """

    scope: Scope
    values: Scope
    path: Path | None
    parts: Sequence[Part]

    @property
    def needs(self) -> tuple[Need, ...]:
        """What must be there for there to be values."""
        return self.values.needs

    def questions(self, looks: Looks) -> Iterator[Question]:
        """The questions that may find something."""
        pattern = self.scope.once() if self.path is None else self.values.pattern
        left = list(self.parts)
        for kind, variable, named in self._at_fault(looks) if self._is_dear() else ():
            if named is None:
                continue
            parts = [part for part in left if part.kind == kind]
            left = [part for part in left if part.kind != kind]
            if named:
                known = f"VALUES {variable} {{ {' '.join(named)} }} {pattern}"
                yield _asked(self.scope, known, parts, self.values.focus, self.needs)
        if left:
            yield _asked(self.scope, pattern, left, self.values.focus, self.needs)

    def _is_dear(self) -> bool:
        """Whether looks are cheaper than the scan: not of a few focus nodes, nor along many steps."""
        return self.path is not None and self.path.is_step() and not self.scope.constants

    def _at_fault(self, looks: Looks) -> Iterator[tuple[str, str, list[str] | None]]:
        """Of each kind of constraint that looks can judge: the kind, a variable, and what of it is at fault.

        What is at fault is as queries write it; None where the scan must look for it.
        """
        judging = [part for part in self.parts if part.kind == "value"]
        if judging:
            yield "value", self.values.focus, self._faulty(looks, judging)
        if any(part.kind == "several" for part in self.parts):
            yield "several", self.scope.focus, self._having_several(looks)

    def _faulty(self, looks: Looks, parts: Sequence[Part]) -> list[str] | None:
        """The values of the property, whoever has them, that violate some constraints.

        Each value is judged once; values are grouped, as the embedded store moves a filter into a
        SELECT DISTINCT.
        """
        value, test = self.values.focus, any_of(part.test for part in parts)
        grouped = f"SELECT {value} WHERE {{ {self._all()} }} GROUP BY {value}"
        return _named(looks.find(f"SELECT {value} WHERE {{ {{ {grouped} }} FILTER({test}) }} {_SOME}"))

    def _having_several(self, looks: Looks) -> list[str] | None:
        """What has several values of the property.

        It is counted first, which takes a fifth of the time, and is all where nothing has.
        """
        counted = "(COUNT(*) AS ?all) (COUNT(DISTINCT ?start) AS ?starts)"
        different = f"SELECT {counted} WHERE {{ {self._all()} }}"
        if not looks.find(f"SELECT ?all WHERE {{ {{ {different} }} FILTER(?all != ?starts) }}"):
            return []
        grouped = f"SELECT ?start WHERE {{ {self._all()} }} GROUP BY ?start HAVING(COUNT(*) > 1)"
        return _named(looks.find(f"{grouped} {_SOME}"))

    def _all(self) -> str:
        return "" if self.path is None else reaching("?start", self.path, self.values.focus)


def _named(found: Sequence[Term]) -> list[str] | None:
    """Some terms as queries write them; None if they are too many, or one cannot be written."""
    if len(found) == MOST_FOUND or any(isinstance(one, BlankNode | Triple) for one in found):
        return None
    return [written(one) for one in found]


def _asked(
    scope: Scope, pattern: str, parts: Sequence[Part], value: str, needs: tuple[Need, ...]
) -> Question:
    """A question for what is at fault, with a flag for each constraint.

    Flags are columns, since these are worked out for the rows at fault only.
    """
    columns = [value] if value else []
    if len(parts) == 1:
        telling, test = parts[0].telling, parts[0].test
        return select(scope, f"{pattern} FILTER({test})", columns, [telling], needs)
    columns += [f"({part.test} AS {part.flag})" for part in parts]
    faulty = any_of(part.test for part in parts)
    tellings = [part.telling._replace(when=_flagged(part.flag)) for part in parts]
    return select(scope, f"{pattern} FILTER({faulty})", columns, tellings, needs)


def _flagged(flag: str) -> Callable[[Row], bool]:
    """Whether a row has a flag."""
    return lambda row: getattr(row.get(flag), "value", "") in {"true", "1"}
