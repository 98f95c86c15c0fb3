"""What is worked out from statements at the build, so that queries over many inquiries need not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from laming_graph.graph.mint import term
from laming_graph.graph.sheet import TYPE, Sheet, Value


def draw_shortcuts(sheets: Iterable[Sheet], inquiry: NamedNode) -> None:
    """Add to each sheet what queries would otherwise work out again each time.

    - The inquiry (`lam:inInquiry`) of whatever is said in a document, of each document, and of each
      requirement: a number such as 24 means something within one inquiry only.
    - The first other last day that other words give a promise (`lam:elsewhereLatest`).
    """
    found = list(sheets)
    for sheet in found:
        for subject in _in_inquiry(sheet.triples):
            sheet.add(subject, term("inInquiry"), inquiry)
    _draw_elsewhere_latest(found)


def _in_inquiry(triples: Iterable[Triple]) -> set[NamedNode]:
    kinds = {term("Document"), term("Requirement")}
    return {
        one.subject
        for one in triples
        if isinstance(one.subject, NamedNode)
        and (one.predicate == term("inDocument") or (one.predicate == TYPE and one.object in kinds))
    }


def _draw_elsewhere_latest(sheets: Sequence[Sheet]) -> None:
    """The first last day among those of restatements that is not the promise's own."""
    own, restates, when, latest = (
        _values(sheets, name) for name in ("deadline", "restates", "when", "latest")
    )
    others: dict[Value, set[Value]] = defaultdict(set)
    for restatement, restated in restates.items():
        days = {day for time in when.get(restatement, ()) for day in latest.get(time, ())}
        for promise in restated:
            others[promise] |= days
    for sheet in sheets:
        for node in {one.subject for one in sheet.triples if one.predicate == term("deadline")}:
            assert isinstance(node, NamedNode)
            said = {day for deadline in own[node] for day in latest.get(deadline, ())}
            if left := others.get(node, set()) - said:
                sheet.add(node, term("elsewhereLatest"), min(left, key=lambda day: day.value))


def _values(sheets: Sequence[Sheet], name: str) -> dict[Value, set[Value]]:
    """What a property leads to, by what it leads from."""
    found: dict[Value, set[Value]] = defaultdict(set)
    for sheet in sheets:
        for one in sheet.triples:
            if one.predicate == term(name):
                assert isinstance(one.subject, NamedNode)
                assert isinstance(one.object, NamedNode | Literal)
                found[one.subject].add(one.object)
    return found
