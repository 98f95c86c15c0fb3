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
_WINDOW = 300
_GAP = r"(?:\s|\#[^\n\r]*+(?:[\n\r]|\Z))*+"
_LOCAL = r"(?:[^\s{}]*+|[^\s{}\#]*+|(?:[^\s{}\#\\]|\\.)*+)"
_FEDERATION = rf"""SERVICE {_GAP} (?:SILENT {_GAP})?
    (?:(?:<[^<>\s]*+>|\?v|[^\s:<>{{}}"]*+:{_LOCAL}) {_GAP} (?:\{{|\Z) | <[^<>\s]*+\Z | [^\s:<>{{}}"]*+\Z)"""
"""A whole SERVICE clause, wherever it stands: what is a string or a comment is only known to a
parser of SPARQL, so that one written inside a string is refused as well. A local name may have a
comment behind it, or a `#` in it; both are tried. What is still open at the end of a window counts as a
clause, so that each place takes bounded time and nothing hides behind a long comment. It is compiled
only for a query that has the word."""
_MOST_JOINTS = 500
_JOINT = r"""
    \\. | <[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\\\s]*+>
  | (?P<odd> <[^<>"{}|^`\\\s'/]*+'[^<>"{}|^`\\\s]*+> )
  | \"\"\"(?:"{0,2}(?:[^"\\]|\\.))*+\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*+'''
  | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+'
  | (?P<relative> <[^<>"{}|^`\\\s]*+> ) | \#[^\n\r]*+
  | (?P<word> \b(?:OPTIONAL|UNION|MINUS|FILTER|BIND|VALUES|GRAPH|SELECT|EXISTS)\b )
  | [?$]\w++ | [^\W\d][\w.-]{0,60}+:[\w.:%-]*+ | \w++(?:\.\d++)?+
  | (?P<joint> [-.;/|+*!&=<^>] )
    """
"""What joins the parts of a query, with what it may stand in passed over. A relative IRI may be a
comparison, so that the marks in it count too; where one has an apostrophe, all of the text counts."""
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
    if any(_asks_outside(_VARIABLE.sub("?v", one)) for one in (text, _CODE_POINT.sub(_letter, text))):
        raise InputError(f"{place}: SERVICE would ask another server; only the graph itself can be asked")


def _asks_outside(text: str) -> bool:
    padded = text + "\n}"  # The end of the text is not the end of a window.
    places = (match.start() for match in re.finditer("SERVICE", text, re.IGNORECASE))
    return any(
        re.match(_FEDERATION, padded[place : place + _WINDOW], re.VERBOSE | re.IGNORECASE) for place in places
    )


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


def refuse_unfit(text: str, place: str) -> None:
    """Refuse what must not reach a parser: what is no Unicode, SERVICE, what is too deep or too long.

    Raises:
        InputError: at any of these.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InputError(f"{place}: not Unicode, it has half of a surrogate pair; mend the SPARQL") from None
    refuse_federation(text, place)
    refuse_deep(text, place)
    refuse_long(text, place)


def refuse_long(text: str, place: str) -> None:
    """Refuse chains so long that a parser or a planner runs out of stack, which ends the process.

    Raises:
        InputError: at a query with more than some hundreds of patterns and operators; values in
            a VALUES block or a list do not count.
    """
    if len(text) <= _MOST_JOINTS:
        return
    joints = 0
    for match in re.finditer(_JOINT, text, re.VERBOSE | re.DOTALL | re.IGNORECASE):
        if match["odd"]:
            joints = sum(text.count(mark) for mark in "-.;/|+*!&=<^>")
            break
        if match["relative"]:
            joints += sum(match[0].count(mark) for mark in "-.;/|+*!&=^") + 1
        elif match["joint"] or match["word"]:
            joints += 1
    if joints > _MOST_JOINTS:
        raise InputError(
            f"{place}: {joints} patterns and operators, more than {_MOST_JOINTS}; ask in several queries, "
            "or list values in a VALUES block"
        )


def form_of(text: str, place: str) -> Form:
    """The form of a query; DESCRIBE counts as "construct", since both answer with a graph.

    It is parsed by running it over nothing. The project's prefixes need no declaration.

    Raises:
        InputError: at a syntax error with line and column, an update, a SERVICE clause, or what is too
            deep or too long to be parsed.
    """
    refuse_unfit(text, place)
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
