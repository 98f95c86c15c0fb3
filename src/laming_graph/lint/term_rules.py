"""Rules on the terms a query uses: declared ones, functions of the standard, dates as xsd:date."""

from collections.abc import Iterable, Iterator
from typing import Literal

from laming_graph.lint.finding import Finding
from laming_graph.lint.query import Query
from laming_graph.lint.syntax import (
    Bind,
    Call,
    Column,
    Expression,
    Iri,
    Path,
    Predicate,
    Triple,
    Value,
    Values,
    Variable,
    walk,
)
from laming_graph.lint.vocabulary import Vocabulary
from laming_graph.namespaces import RDF, XSD

_CASTS = frozenset(XSD + name for name in "boolean double float decimal integer dateTime string".split())
_VENDORS = (
    "bif:",
    "java:",
    "tag:stardog:",
    "http://www.openlinksw.com/",
    "http://jena.apache.org/",
    "http://jena.hpl.hp.com/",
    "http://oxigraph.org/",
    "http://www.opengis.net/",
    "http://www.ontotext.com/",
    "http://www.bigdata.com/",
    "http://qlever.cs.uni-freiburg.de/",
    "http://wikiba.se/",
)
_PORTABLE = frozenset(
    {"", *(XSD + one for one in "string boolean integer decimal double float date dateTime".split())}
)
_ARITHMETIC = frozenset({"+", "-", "*", "/"})
_COMPARISONS = frozenset({"<", ">", "<=", ">=", "=", "!=", "IN", "NOT IN"})
_DURATIONS = frozenset(XSD + one for one in ("duration", "dayTimeDuration", "yearMonthDuration"))
_PARTS = frozenset({"YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "TIMEZONE", "TZ"})
_PASSING = frozenset({"MIN", "MAX", "SAMPLE"})
_CHOOSING = frozenset({"COALESCE", "IF"})

Kind = Literal["date", "other", "unknown"]


def term(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Every class, property and code is declared."""
    told: set[str] = set()
    for iri, role in _roles(query):
        if iri in vocabulary.terms or iri in told or iri.startswith((XSD, *_VENDORS)):
            continue
        if role != "name" or vocabulary.must_be_declared(iri):
            told.add(iri)
            known = "code" if role == "name" else role
            yield query.fault(
                "term",
                query.words.iri(iri),
                f"the ontology declares no {known} <{iri}>",
                "correct its spelling, or declare it in ontology/",
            )


def _roles(query: Query) -> Iterator[tuple[str, str]]:
    """Each IRI in a pattern or expression with what it must be: property, class or any name."""
    for one in walk(query.shape):
        if isinstance(one, Triple):
            for inner in walk(one.predicate):
                if isinstance(inner, Iri):
                    yield inner.value, "property"
            if one.predicate == Iri(RDF + "type") and isinstance(one.object, Iri):
                yield one.object.value, "class"
    for one in walk(query.shape):
        if isinstance(one, Iri):
            yield one.value, "name"


def function(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Only functions of SPARQL 1.1 and its seven casts are called."""
    del vocabulary
    for one in walk(query.shape):
        if isinstance(one, Call) and one.iri and one.iri not in _CASTS:
            mend = "use a function of SPARQL 1.1, or compute it when the graph is built"
            if one.iri == XSD + "date":
                mend = 'write the day as "2009-12-31"^^xsd:date, or as STRDT(?text, xsd:date)'
            yield query.fault("function", one.line, f"<{one.iri}> is no function of SPARQL 1.1", mend)
        elif isinstance(one, Triple) and (vendor := _vendor(one.predicate)):
            yield query.fault(
                "function",
                one.line,
                f"<{vendor}> is a function of one engine in the place of a property",
                "use what SPARQL 1.1 has, such as CONTAINS or a path",
            )


def _vendor(predicate: Predicate) -> str:
    iris = [one.value for one in walk(predicate) if isinstance(one, Iri)]
    return next((iri for iri in iris if iri.startswith(_VENDORS)), "")


def datatype(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Literals have datatypes that all engines compare alike."""
    del vocabulary
    for one in walk(query.shape):
        if isinstance(one, Value) and one.datatype not in _PORTABLE:
            yield query.fault(
                "datatype",
                query.words.iri(one.datatype),
                f"engines do not agree on values of <{one.datatype}>",
                "use xsd:date, integer, decimal, boolean or plain text; for a period its first and last day",
            )


def date_arithmetic(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """No days are added or taken away, and no part of a day is asked for."""
    dates = _Dates(query, vocabulary)
    for one in walk(query.shape):
        if not isinstance(one, Call):
            continue
        if one.name in _ARITHMETIC and any(map(dates.counts_days, one.arguments)):
            yield query.fault(
                "date-arithmetic",
                one.line,
                f"{one.name!r} on a date or duration is not in SPARQL 1.1",
                "compare dates, take the day as a parameter, or compute it when the graph is built",
            )
        elif one.name in _PARTS and any(dates.kind(inner) == "date" for inner in one.arguments):
            yield query.fault(
                "date-arithmetic",
                one.line,
                f"{one.name}() is defined for xsd:dateTime, and engines differ on xsd:date",
                "compare with the first and last day, or take SUBSTR(STR(?day), 1, 4)",
            )


def date_comparison(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A date is compared with a date only."""
    dates = _Dates(query, vocabulary)
    for one in walk(query.shape):
        if isinstance(one, Call) and one.name in _COMPARISONS:
            kinds = {dates.kind(inner) for inner in one.arguments}
            if {"date", "other"} <= kinds:
                yield query.fault(
                    "date-comparison",
                    one.line,
                    f"{one.name!r} compares a date with what is none",
                    'compare with "2009-12-31"^^xsd:date or another date',
                )


class _Dates:
    """What is known of the kinds of values in one query: from the shapes, literals and functions."""

    def __init__(self, query: Query, vocabulary: Vocabulary) -> None:
        self._kinds: dict[str, set[Kind]] = {}
        nodes = list(walk(query.shape))
        for one in nodes:
            if isinstance(one, Triple) and isinstance(one.object, Variable):
                last = _last(one.predicate)
                known: Kind = "date" if last <= vocabulary.dates else "unknown"
                self._add(one.object.name, "other" if last <= vocabulary.texts else known)
            elif isinstance(one, Values):
                for row in one.rows:
                    for variable, value in zip(one.variables, row, strict=True):
                        self._add(variable.name, self.kind(value) if value else "unknown")
        # Twice, as a column of a subquery may be passed on by another.
        for one in (*nodes, *nodes):
            if isinstance(one, Bind | Column) and one.expression is not None:
                self._kinds[one.variable.name] = {self.kind(one.expression)}

    def _add(self, name: str, kind: Kind) -> None:
        self._kinds.setdefault(name, set()).add(kind)

    def kind(self, expression: Expression) -> Kind:
        """Whether an expression is surely a date, surely none, or not known."""
        match expression:
            case Value(_, datatype):
                return "date" if datatype == XSD + "date" else "other"
            case Variable(name):
                return _agreed(self._kinds.get(name, {"unknown"}))
            case Call("STRDT", (_, Iri(datatype))):
                return "date" if datatype == XSD + "date" else "other"
            case Call(name, arguments) if name in _PASSING:
                return _agreed(map(self.kind, arguments))
            case Call(name, arguments) if name in _CHOOSING:
                return _agreed(map(self.kind, arguments[1:] if name == "IF" else arguments))
            case Call("function", _, _, iri):
                return "date" if iri == XSD + "date" else "other"
            case Call(name) if name in _ARITHMETIC:
                return "unknown"
            case Call():
                return "other"
        return "unknown"

    def counts_days(self, expression: Expression) -> bool:
        """Whether an expression is a date or a duration."""
        if isinstance(expression, Value) and expression.datatype in _DURATIONS:
            return True
        return self.kind(expression) == "date"


def _agreed(kinds: Iterable[Kind]) -> Kind:
    found = set(kinds)
    return found.pop() if len(found) == 1 else "unknown"


def _last(predicate: Predicate) -> frozenset[str]:
    """The properties by which a path ends; {""} where it is not known."""
    match predicate:
        case Iri(value):
            return frozenset({value})
        case Path("/", parts):
            return _last(parts[-1])
        case Path("|", parts):
            return frozenset().union(*map(_last, parts))
    return frozenset({""})
