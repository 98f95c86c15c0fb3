"""Results as findings, in the words that all engines have."""

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from laming_graph.check.compiled.question import Ask
from laming_graph.check.compiled.term import Term
from laming_graph.check.compiled.validation import Result, results
from laming_graph.check.finding import Finding, Terms
from laming_graph.namespaces import SH


def findings(
    ask: Ask,
    rules: Iterable[Triple],
    *,
    has_shapes: bool = False,
    at_once: bool = True,
    subclasses: Sequence[Triple] = (),
) -> Iterator[Finding]:
    """Hold data against shapes, as `results` does; each finding once, without file and line.

    Raises:
        InputError: if a shape cannot be used, or the store cannot answer.
    """
    told = set[Finding]()
    for one in results(ask, rules, has_shapes=has_shapes, at_once=at_once, subclasses=subclasses):
        found = _finding(one)
        # Two paths to one value can give the same result twice; it is one finding.
        if found not in told:
            told.add(found)
            yield found


def _finding(one: Result) -> Finding:
    return Finding(
        severity=one.severity.removeprefix(SH).lower(),
        message=one.messages[0],
        focus=_text(one.focus),
        path="" if one.path is None else one.path.told(),
        value=_text(one.value),
        shape=one.shape,
        component=one.component,
        terms=Terms(
            str(one.focus),
            "" if one.path is None else one.path.turtle(),
            "" if one.value is None else str(one.value),
        ),
    )


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | BlankNode | Literal) else ""
