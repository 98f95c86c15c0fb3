"""Rules on shapes that some engine answers slowly, each with the form that all answer fast.

What was measured is told in docs/linting.md. A rule speaks of the shape; whether a query is slow
also depends on the data, so each may be excused with a reason.
"""

from collections.abc import Iterator

from laming_graph.lint.finding import Finding
from laming_graph.lint.query import Query
from laming_graph.lint.syntax import (
    Bind,
    Exists,
    Filter,
    Group,
    Iri,
    Minus,
    Named,
    Optional,
    Part,
    Path,
    Select,
    Triple,
    Union,
    Values,
    Variable,
    names,
    visible,
    walk,
)
from laming_graph.lint.vocabulary import Vocabulary

_NONE_OF = "write OPTIONAL { ... } GROUP BY ... HAVING(COUNT(?x) = 0), or !BOUND(?x) after an OPTIONAL"


def not_exists(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """No EXISTS or NOT EXISTS joins patterns anew for each row."""
    del vocabulary
    for one, outside in _exists(query.shape):
        triples = [inner for inner in walk(one.group) if isinstance(inner, Triple)]
        joins = len(triples) > 1 or any(isinstance(inner.predicate, Path) for inner in triples)
        if joins and names(one.group) & outside:
            word = "NOT EXISTS" if one.negated else "EXISTS"
            yield query.fault(
                "not-exists",
                one.line,
                f"{word} over a join is answered anew for each row",
                _NONE_OF if one.negated else "join the patterns, and take DISTINCT rows",
            )


def minus(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """No MINUS."""
    del vocabulary
    for one in walk(query.shape):
        if isinstance(one, Minus):
            yield query.fault("minus", one.line, "MINUS takes minutes on some engines", _NONE_OF)


def union_join(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """No UNION is joined with other patterns."""
    del vocabulary
    for group in _groups(query.shape):
        unions = [one for one in group.parts if isinstance(one, Union) and len(one.branches) > 1]
        joined = [one for one in group.parts if isinstance(one, Triple | Select | Optional | Named | Union)]
        for one in unions:
            if len(joined) > 1:
                yield query.fault(
                    "union-join",
                    one.line,
                    "a UNION joined with other patterns is answered whole before the join",
                    "write a path (a|b), a VALUES table of what differs, or the whole pattern in each branch",
                )


def open_path(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A path of any length starts or ends at something known."""
    del vocabulary
    for group, given in _scopes(query.shape, frozenset()):
        known = given.union(*(visible(one) for one in group.parts if not _is_open(one)))
        for one in group.parts:
            if isinstance(one, Triple) and _is_open(one) and not any(_bound(one, known)):
                yield query.fault(
                    "open-path",
                    one.line,
                    "a path of any length has two open ends, and is followed from everything to everything",
                    "bind one end: by VALUES, by its class, or by another pattern",
                )


def cartesian(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """All patterns of a group hang together by variables."""
    del vocabulary
    for group, given in _scopes(query.shape, frozenset()):
        for variables in _loose(group, given):
            shown = sorted(name for name in variables if not name.startswith("_:")) or ["_"]
            told = ", ".join(f"?{name}" for name in shown)
            yield query.fault(
                "cartesian",
                query.words.variable(shown[0]),
                f"the patterns of {told} share no variable with the others: every row meets every row",
                "join them by a variable; use one name in both in place of FILTER(?a = ?b)",
            )


def _exists(select: Select) -> Iterator[tuple[Exists, frozenset[str]]]:
    """Each EXISTS with the variables known outside of it."""
    for group in _groups(select):
        outside = visible(group)
        for part in group.parts:
            if isinstance(part, Filter | Bind):
                yield from ((one, outside) for one in walk(part.expression) if isinstance(one, Exists))
    for one in walk(select):
        if isinstance(one, Select):
            outside = visible(one.group)
            rest = (one.columns, one.having, one.order)
            yield from ((inner, outside) for inner in walk(rest) if isinstance(inner, Exists))


def _groups(node: object) -> Iterator[Group]:
    yield from (one for one in walk(node) if isinstance(one, Group))


def _scopes(node: Select | Group, given: frozenset[str]) -> Iterator[tuple[Group, frozenset[str]]]:
    """Each group with the variables that are known where it begins; a subquery begins with none."""
    group = node.group if isinstance(node, Select) else node
    yield group, given
    known = given | visible(group)
    for part in group.parts:
        match part:
            case Select():
                yield from _scopes(part, frozenset())
            case Optional() | Named() | Minus():
                yield from _scopes(part.group, known - _only(part, group, given))
            case Union():
                for branch in part.branches:
                    yield from _scopes(branch, known - _only(part, group, given))


def _only(part: Part, group: Group, given: frozenset[str]) -> frozenset[str]:
    """The variables that no other part of the group binds."""
    others = given.union(*(visible(one) for one in group.parts if one is not part))
    return visible(part) - others


def _is_open(part: Part) -> bool:
    return isinstance(part, Triple) and _any_length(part.predicate)


def _any_length(path: object) -> bool:
    """Whether a path is of any length at its start and at its end, no step of one length between."""
    match path:
        case Path("*" | "+"):
            return True
        case Path("/", parts):
            return all(map(_any_length, parts))
        case Path("|" | "^" | "?", parts):
            return any(map(_any_length, parts))
    return False


def _bound(triple: Triple, known: frozenset[str]) -> Iterator[bool]:
    for end in (triple.subject, triple.object):
        yield not isinstance(end, Variable) or end.name in known


def _loose(group: Group, given: frozenset[str]) -> list[frozenset[str]]:
    """What must be joined and hangs on nothing: the variables of each such heap but the first."""
    heaps: list[frozenset[str]] = [given] if given else []
    optional: list[frozenset[str]] = []
    for part in group.parts:
        variables = visible(part)
        if isinstance(part, Bind):
            variables = names(part)
        if isinstance(part, Triple) and isinstance(part.predicate, Iri | Path):
            variables = names(part.subject, part.object)
        if isinstance(part, Filter | Minus) or not variables:
            continue
        if isinstance(part, Optional):
            optional.append(variables)
        else:
            single = (isinstance(part, Values) and len(part.rows) == 1) or isinstance(part, Bind)
            heaps = _merged(heaps, variables, alone=not single)
    together = frozenset[str]().union(*heaps)
    found = heaps[1:]
    for variables in optional:
        if together and not variables & together:
            found.append(variables)
        together |= variables
    return found


def _merged(heaps: list[frozenset[str]], variables: frozenset[str], *, alone: bool) -> list[frozenset[str]]:
    touching = [heap for heap in heaps if heap & variables]
    if not touching and not alone:
        return heaps
    first = touching[0] if touching else None
    whole = variables.union(*touching)
    if first is None:
        return [*heaps, whole]
    return [whole if heap is first else heap for heap in heaps if heap is first or heap not in touching]
