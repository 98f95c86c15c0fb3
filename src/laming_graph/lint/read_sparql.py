"""SPARQL read by rdflib's parser of SPARQL 1.1, and turned into our records (`syntax.py`).

The only module of the room that knows rdflib. What rdflib's tree calls a thing is said here once.
"""

import functools
import logging
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import Store

from laming_graph.ask.form import one_line, refuse_unfit, told_syntax
from laming_graph.lint import syntax
from laming_graph.lint.lines import Lines
from laming_graph.model.errors import InputError
from laming_graph.namespaces import PREFIXES, RDF, XSD

_FORMS: Mapping[str, Any] = {
    "SelectQuery": "select",
    "SubSelect": "select",
    "AskQuery": "ask",
    "ConstructQuery": "construct",
    "DescribeQuery": "describe",
}
_AGGREGATES = {"GroupConcat": "GROUP_CONCAT"}
_CHAINS = {"ConditionalOrExpression": "||", "ConditionalAndExpression": "&&"}
_UNARY = {"UnaryNot": "!", "UnaryMinus": "-", "UnaryPlus": "+"}


def read_sparql(text: str, place: str) -> tuple[syntax.Select, Lines]:
    """Read a query; the project's prefixes need no declaration.

    Args:
        text: the query.
        place: what an error calls it.

    Raises:
        InputError: at a syntax error with line and column, an update, a SERVICE clause, or what is
            newer than SPARQL 1.1.
    """
    _refuse_broken(text, place)
    from pyparsing import ParseException
    from rdflib.plugins.sparql.algebra import translatePName, translatePrologue, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    # rdflib tells of an ill-formed literal with a traceback in its log.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    try:
        prologue, query = parseQuery(text)
        known = translatePrologue(prologue, None, PREFIXES)
        tree = traverse(query, visitPost=functools.partial(translatePName, prologue=known))
        lines = Lines(text, PREFIXES)
        return _Reader(lines).query(tree), lines
    except ParseException as error:
        where = f"{place}:{error.lineno}:{error.column}"
        raise InputError(f"{where}: not SPARQL 1.1 ({one_line(error.msg)}); write it without") from None
    except RecursionError:
        raise InputError(f"{place}:1: brackets too deep to be read; write it flatter") from None
    except Exception as error:
        # rdflib raises plain exceptions, such as ValueError at an IRI it cannot join to its base.
        told = one_line(str(error)) or type(error).__name__
        raise InputError(f"{place}:1: not understood as SPARQL 1.1 ({told}); write it plainer") from error


def _refuse_broken(text: str, place: str) -> None:
    refuse_unfit(text, place)
    try:
        Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise InputError(told_syntax(error, place)) from None
    except (OSError, RuntimeError):
        # Well formed, and only this engine cannot run it; the rules tell why.
        pass


class _Reader:
    """Turns rdflib's tree into records, in the order of the text.

    Args:
        lines: the words of the text, which are used up on the way.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._line = 1

    def query(self, tree: Any) -> syntax.Select:
        """A query or subquery."""
        form = _FORMS[tree.name]
        line = self._line = self._lines.take(form.upper())
        columns = tuple(self._column(one) for one in tree.projection or ())
        if form == "describe":
            described = [self._term(one) for one in tree.var or ()]
            columns = tuple(syntax.Column(one, None) for one in described if isinstance(one, syntax.Variable))
        for s, p, o in _threes(tree.template or ()):
            self._triple(s, p, o)
        parts = self._parts(tree.where) if tree.where else ()
        group_by: list[syntax.Expression] = []
        for one in (tree.groupby or {}).get("condition", ()):
            if getattr(one, "name", "") == "GroupAs":
                bound = self._expression(one.expr)
                named = syntax.Variable(str(one.var)) if one.var is not None else None
                group_by.append(named or bound)
                parts += (syntax.Bind(bound, named, self._line),) if named else ()
            else:
                group_by.append(self._expression(one))
        having = tuple(self._expression(one) for one in (tree.having or {}).get("condition", ()))
        order_line = self._line = self._lines.take("ORDER") if tree.orderby else 0
        order = tuple(self._expression(one.expr) for one in (tree.orderby or {}).get("condition", ()))
        if tree.valuesClause:
            parts += (self._values(tree.valuesClause),)
        return syntax.Select(
            form,
            bool(tree.modifier),
            form == "select" and not tree.projection,
            columns,
            syntax.Group(parts),
            tuple(group_by),
            having,
            order,
            bool(tree.limitoffset),
            line,
            order_line,
        )

    def _column(self, one: Any) -> syntax.Column:
        if one.expr is None:
            return syntax.Column(syntax.Variable(str(one.var)), None)
        return syntax.Column(syntax.Variable(str(one.evar)), self._expression(one.expr))

    def _group(self, tree: Any) -> syntax.Group:
        if tree.name == "SubSelect":
            return syntax.Group((self.query(tree),))
        return syntax.Group(self._parts(tree))

    def _parts(self, tree: Any) -> tuple[syntax.Part, ...]:
        if tree.name == "SubSelect":
            return (self.query(tree),)
        found: list[syntax.Part] = []
        for part in tree.part or ():
            if part.name == "TriplesBlock":
                found += [self._triple(s, p, o) for s, p, o in _threes(part.triples)]
            else:
                found.append(self._part(part))
        return tuple(found)

    def _part(self, part: Any) -> syntax.Part:
        match part.name:
            case "OptionalGraphPattern":
                line = self._lines.take("OPTIONAL")
                return syntax.Optional(self._group(part.graph), line)
            case "MinusGraphPattern":
                line = self._lines.take("MINUS")
                return syntax.Minus(self._group(part.graph), line)
            case "GraphGraphPattern":
                line = self._lines.take("GRAPH")
                return syntax.Named(self._term(part.term), self._group(part.graph), line)
            case "Filter":
                line = self._line = self._lines.take("FILTER")
                return syntax.Filter(self._expression(part.expr), line)
            case "Bind":
                line = self._line = self._lines.take("BIND")
                return syntax.Bind(self._expression(part.expr), syntax.Variable(str(part.var)), line)
            case "InlineData":
                return self._values(part)
            case "GroupOrUnionGraphPattern":
                return self._union(part)
        raise ValueError(f"a part {part.name}")

    def _union(self, part: Any) -> syntax.Part:
        first, *rest = part.graph
        branches = [self._group(first)]
        line = 0
        for one in rest:
            between = self._lines.take("UNION")
            line = line or between
            branches.append(self._group(one))
        only = branches[0].parts
        if not rest and len(only) == 1 and isinstance(only[0], syntax.Select):
            return only[0]
        return syntax.Union(tuple(branches), line or self._line)

    def _values(self, part: Any) -> syntax.Values:
        line = self._lines.take("VALUES")
        variables = tuple(syntax.Variable(str(one)) for one in part.var or ())
        rows = [one if isinstance(one, list) else [one] for one in part.value or ()]
        known = tuple(tuple(None if one == "UNDEF" else self._term(one) for one in row) for row in rows)
        return syntax.Values(variables, known, line)

    def _triple(self, subject: Any, predicate: Any, value: Any) -> syntax.Triple:
        path = self._predicate(predicate)
        known = self._term(value)
        step = next((one for one in syntax.walk(path) if isinstance(one, syntax.Iri | syntax.Variable)), path)
        line = self._at(step)
        if isinstance(known, syntax.Variable) and not known.name.startswith("_:"):
            self._at(known)
        return syntax.Triple(self._term(subject), path, known, line)

    def _at(self, one: object) -> int:
        match one:
            case syntax.Variable(name):
                return self._lines.advance(name, "")
            case syntax.Iri(value):
                return self._lines.advance("", value)
        return self._line

    def _predicate(self, tree: Any) -> syntax.Predicate:
        if isinstance(found := self._path(tree), syntax.Path | syntax.Iri):
            return found
        return syntax.Variable(str(tree))

    def _path(self, tree: Any) -> Any:
        name = getattr(tree, "name", "")
        if not name:
            term = self._term(tree)
            return term if isinstance(term, syntax.Iri) else None
        listed = tree.part if isinstance(tree.part, list) else [tree.part]
        parts = tuple(one for one in map(self._path, listed) if one is not None)
        if name in {"PathAlternative", "PathSequence"}:
            sign = "|" if name == "PathAlternative" else "/"
            return parts[0] if len(parts) == 1 else syntax.Path(sign, parts)
        if name == "PathElt":
            return syntax.Path(str(tree.mod), parts) if tree.mod else parts[0]
        return syntax.Path("^" if name == "PathEltOrInverse" else "!", parts)

    def _term(self, node: Any) -> syntax.Term:
        from rdflib import BNode, Literal, URIRef

        if isinstance(node, Literal):
            return syntax.Value(str(node), "" if node.language else str(node.datatype or XSD + "string"))
        if isinstance(node, URIRef):
            return syntax.Iri(str(node))
        return syntax.Variable(f"_:{node}" if isinstance(node, BNode) else str(node))

    def _expression(self, tree: Any) -> syntax.Expression:
        name = getattr(tree, "name", "")
        if not name:
            return self._term(tree)
        if name in _CHAINS or name in {"AdditiveExpression", "MultiplicativeExpression"}:
            found = self._expression(tree.expr)
            others = _listed(tree.other)
            for sign, other in zip(
                [_CHAINS[name]] * len(others) if name in _CHAINS else _listed(tree.op), others, strict=True
            ):
                found = syntax.Call(str(sign), (found, self._expression(other)), self._line)
            return found
        if name == "RelationalExpression":
            left = self._expression(tree.expr)
            if tree.op is None:
                return left
            right = [] if str(tree.other) == RDF + "nil" else _listed(tree.other)
            return syntax.Call(tree.op, (left, *map(self._expression, right)), self._line)
        if name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"}:
            line = self._lines.take("EXISTS")
            return syntax.Exists(self._group(tree.graph), name == "Builtin_NOTEXISTS", line)
        if name in _UNARY:
            return syntax.Call(_UNARY[name], (self._expression(tree.expr),), self._line)
        if name == "Function":
            iri = str(tree.iri)
            return syntax.Call("function", self._below(tree.expr), self._lines.iri(iri), iri)
        kind, _, word = name.partition("_")
        called = _AGGREGATES.get(word, word.upper()) if kind in {"Builtin", "Aggregate"} else name
        return syntax.Call(called, self._below(list(tree.values())), self._lines.take(called))

    def _below(self, value: Any) -> tuple[syntax.Expression, ...]:
        """The expressions among what rdflib keeps below a call; words such as DISTINCT are none."""
        from rdflib.term import Identifier

        if isinstance(value, list):
            return tuple(one for inner in value for one in self._below(inner))
        if getattr(value, "name", "") or isinstance(value, Identifier):
            return (self._expression(value),)
        return ()


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _threes(blocks: Iterable[Any]) -> Iterable[tuple[Any, Any, Any]]:
    for block in blocks:
        flat = list(block)
        yield from zip(flat[::3], flat[1::3], flat[2::3], strict=True)
