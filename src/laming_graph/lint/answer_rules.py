"""Rules by which a query gives the same rows in the same order whenever and wherever it is asked."""

from collections.abc import Iterator

from laming_graph.lint.finding import Finding
from laming_graph.lint.query import Query
from laming_graph.lint.syntax import (
    Call,
    Column,
    Group,
    Iri,
    Named,
    Optional,
    Part,
    Path,
    Predicate,
    Select,
    Triple,
    Union,
    Variable,
    visible,
    walk,
)
from laming_graph.lint.vocabulary import Vocabulary

_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})


def columns(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The variables are listed."""
    del vocabulary
    for one in walk(query.shape):
        if isinstance(one, Select) and one.every:
            yield query.fault(
                "columns",
                one.line,
                "SELECT * leaves the order of columns to each engine",
                "list the variables",
            )


def order(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The rows are ordered down to the things they are about."""
    shape = query.shape
    if shape.form != "select" or (not shape.group_by and any(map(_aggregated, shape.columns))):
        return
    if not shape.order:
        yield query.fault(
            "order", shape.line, "no ORDER BY: each engine chooses an order", "add one that ends in an IRI"
        )
        return
    keys = [one.name for one in shape.order if isinstance(one, Variable)]
    shown = {one.variable.name for one in shape.columns}
    hidden = [name for name in keys if name not in shown]
    if hidden and not shape.every and (shape.distinct or shape.group_by):
        yield query.fault(
            "order",
            shape.order_line,
            f"{_listed(hidden)} orders rows that are grouped or made distinct, and is lost on the way",
            "group in a subquery that gives the key too, and order outside of it",
        )
    yield from _ties(query, frozenset(keys), vocabulary)


def _ties(query: Query, keys: frozenset[str], vocabulary: Vocabulary) -> Iterator[Finding]:
    shape = query.shape
    if shape.group_by and all(isinstance(one, Variable) and one.name in keys for one in shape.group_by):
        return
    naming = _naming(shape, vocabulary)
    loose = [one.variable.name for one in shape.columns if one.variable.name in naming - keys]
    if loose:
        yield query.fault(
            "order",
            shape.order_line,
            f"rows that differ in {_listed(loose)} only have no order",
            f"add {_listed(loose)} after the other keys",
        )
    elif not keys & naming & _always(shape.group):
        yield query.fault(
            "order",
            shape.order_line,
            "no key of ORDER BY names a thing in every row, so that two rows may be equal in all keys",
            "add the IRI or identifier that a row is about as the last key",
        )


def group_concat(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Nothing depends on the order in which GROUP_CONCAT joins."""
    del vocabulary
    for one in walk(query.shape):
        if isinstance(one, Call) and one.name == "GROUP_CONCAT":
            yield query.fault(
                "group-concat",
                one.line,
                "GROUP_CONCAT joins in no fixed order, also after an ordered subquery",
                "give one row each, or join when the graph is built (as lam:addresseeNames is)",
            )


def repeatable(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Asked again, the query answers the same."""
    del vocabulary
    if query.shape.form == "describe":
        yield query.fault(
            "repeatable",
            query.shape.line,
            "what DESCRIBE answers is left to each engine",
            "say with CONSTRUCT which triples you want",
        )
    for one in walk(query.shape):
        if isinstance(one, Call) and one.name in _CHANGING:
            yield query.fault(
                "repeatable", one.line, f"{one.name}() is another each time", "take a parameter instead"
            )
        elif isinstance(one, Call) and one.name == "SAMPLE":
            yield query.fault("repeatable", one.line, "SAMPLE takes any of the values", "use MIN or MAX")
        elif isinstance(one, Select) and one.limited and not one.order:
            yield query.fault(
                "repeatable", one.line, "LIMIT or OFFSET without an order keeps any rows", "add ORDER BY"
            )


def _aggregated(column: Column) -> bool:
    return any(isinstance(one, Call) and one.name in _AGGREGATES for one in walk(column.expression))


def _naming(shape: Select, vocabulary: Vocabulary) -> frozenset[str]:
    """Variables that hold things: subjects, graphs, values of object properties, identifiers."""
    found: set[str] = set()
    for one in walk(shape):
        if isinstance(one, Named) and isinstance(one.name, Variable):
            found.add(one.name.name)
        if not isinstance(one, Triple):
            continue
        if isinstance(one.subject, Variable):
            found.add(one.subject.name)
        if isinstance(one.object, Variable) and _leads_to_things(one.predicate, vocabulary):
            found.add(one.object.name)
    return frozenset(name for name in found if not name.startswith("_"))


def _leads_to_things(predicate: Predicate, vocabulary: Vocabulary) -> bool:
    match predicate:
        case Iri(value):
            return value in vocabulary.naming | vocabulary.identifiers
        case Path("/", parts):
            return _leads_to_things(parts[-1], vocabulary)
        case Path("^", _):
            return True
        case Path(_, parts):
            return bool(parts) and all(_leads_to_things(one, vocabulary) for one in parts)
    return False


def _always(part: Group | Part) -> frozenset[str]:
    """Variables that a group binds in every solution."""
    match part:
        case Group(parts):
            return frozenset().union(*map(_always, parts))
        case Optional():
            return frozenset()
        case Union(branches):
            return frozenset.intersection(*map(_always, branches))
        case Select():
            computed = {one.variable.name for one in part.columns if one.expression is not None}
            return visible(part) & (_always(part.group) | computed)
    return visible(part)


def _listed(found: list[str]) -> str:
    return " and ".join(f"?{name}" for name in found)
