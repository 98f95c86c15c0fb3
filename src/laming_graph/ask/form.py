"""The form of a query, known by parsing it; what would reach outside the graph is refused here."""

import re
from typing import Literal

from pyoxigraph import QueryBoolean, QuerySolutions, Store

from laming_graph.model.errors import InputError
from laming_graph.namespaces import PREFIXES

Form = Literal["select", "ask", "construct"]

_VARIABLE = re.compile(r"[?$]\w+")
_DEEPEST = 100
_WHERE = re.compile(r"error at (\d+):(\d+): (.+)")
_GAP = r"(?:\s|\#[^\n\r]*[\n\r])*"
_FEDERATION = re.compile(
    rf"""SERVICE {_GAP} (?:SILENT {_GAP})? (?:<[^<>\s]*>|\?v|[^\s:<>{{}}"]*:[^\s{{}}]*?) {_GAP} \{{""",
    re.VERBOSE | re.IGNORECASE,
)
"""A whole SERVICE clause, wherever it stands: what is a string or a comment is only known to a
parser of SPARQL, so that one written inside a string is refused as well."""
_CODE_POINT = re.compile(r"\\(?:U([0-9A-Fa-f]{8})|[uU]([0-9A-Fa-f]{4}))")


def _letter(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]


def refuse_federation(text: str, place: str) -> None:
    r"""Refuse a query that asks another server.

    Jena and rdflib turn \uXXXX into its letter before they look for strings, so that a clause can
    hide in what is a string here. So the text is looked at both ways.

    Raises:
        InputError: at a SERVICE clause.
    """
    if any(_FEDERATION.search(_VARIABLE.sub("?v", one)) for one in (text, _CODE_POINT.sub(_letter, text))):
        raise InputError(f"{place}: SERVICE would ask another server; only the graph itself can be asked")


def refuse_deep(text: str, place: str) -> None:
    """Refuse brackets so deep that a parser runs out of stack, which no exception tells of.

    Raises:
        InputError: at the line where they are too deep.
    """
    depth = 0
    for match in re.finditer(r"[({\[]|[)}\]]", text):
        depth = depth + 1 if match[0] in "({[" else max(0, depth - 1)
        if depth > _DEEPEST:
            line = text.count("\n", 0, match.start()) + 1
            raise InputError(f"{place}:{line}: brackets more than {_DEEPEST} deep; write it flatter")


def form_of(text: str, place: str) -> Form:
    """The form of a query; DESCRIBE counts as "construct", since both answer with a graph.

    It is parsed by running it over nothing. The project's prefixes need no declaration.

    Raises:
        InputError: at a syntax error with line and column, an update, a SERVICE clause, or brackets
            too deep to be parsed.
    """
    refuse_federation(text, place)
    refuse_deep(text, place)
    try:
        answer = Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise InputError(told_syntax(error, place)) from None
    except (OSError, RuntimeError) as error:
        raise InputError(f"{place}: {one_line(str(error))}; only the graph itself can be asked") from None
    if isinstance(answer, QuerySolutions):
        return "select"
    return "ask" if isinstance(answer, QueryBoolean) else "construct"


def told_syntax(error: SyntaxError, place: str) -> str:
    """One line for a syntax error, with line and column where the parser says them in its message."""
    where = f"{place}:{error.lineno}:{error.offset}" if error.lineno else place
    message = one_line(error.msg)
    if told := _WHERE.match(message):
        where, message = f"{place}:{told[1]}:{told[2]}", told[3]
    return f"{where}: {message}; mend the SPARQL"


def one_line(text: str) -> str:
    """A message without line breaks."""
    return " ".join(str(text).split())
