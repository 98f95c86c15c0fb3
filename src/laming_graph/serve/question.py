"""A request read by the SPARQL 1.1 Protocol: what is asked, of which graphs."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from laming_graph.serve.refusal import RefusedError

METHODS = "GET, HEAD, POST, OPTIONS"
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
_FIELDS = 200
"""How many parameters a request may have."""


class Question(NamedTuple):
    """A query and the dataset it is asked of.

    Attributes:
        query: the text.
        default: graphs that together are the default graph; None for the data's own.
        named: the named graphs; None for the data's own.
    """

    query: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


def read_question(
    method: str, query_string: bytes, content_types: Sequence[str], body: bytes
) -> Question | None:
    """Read a request.

    Args:
        method: GET, HEAD or POST.
        query_string: what follows `?` in the address, as sent.
        content_types: the Content-Type headers.
        body: of a POST.

    Returns:
        What is asked; None for a GET that asks nothing, which is answered with the service description.

    Raises:
        RefusedError: if the protocol does not allow it, or it would change data.
    """
    given = _parameters(query_string, "the address")
    if method == "POST":
        given += _posted(content_types, body)
    names = [name for name, _ in given]
    if "update" in names:
        raise _read_only()
    queries = [value for name, value in given if name == "query"]
    if len(queries) > 1:
        raise RefusedError(400, f"{len(queries)} queries were sent; send one")
    default = tuple(value for name, value in given if name == "default-graph-uri")
    named = tuple(value for name, value in given if name == "named-graph-uri")
    if not queries:
        if method == "POST" or default or named:
            raise RefusedError(400, "no query was sent; send one as the parameter query")
        return None
    if not default and not named:
        return Question(queries[0])
    return Question(queries[0], default, named)


def _posted(content_types: Sequence[str], body: bytes) -> list[tuple[str, str]]:
    if len(content_types) != 1:
        raise _unsupported("without a Content-Type" if not content_types else "with several Content-Types")
    kind, *settings = (part.strip().lower() for part in content_types[0].split(";"))
    if kind == _UPDATE:
        raise _read_only()
    if kind not in {_FORM, _DIRECT}:
        raise _unsupported(f"as {kind}")
    for setting in settings:
        name, _, value = setting.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in {"utf-8", "utf8"}:
            raise _unsupported(f"in {value.strip()}")
    if kind == _FORM:
        return _parameters(body, "the form")
    try:
        return [("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"the query is not UTF-8 from byte {error.start}; send it as UTF-8") from None


def _parameters(raw: bytes, place: str) -> list[tuple[str, str]]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"{place} is not UTF-8 from byte {error.start}; send it as UTF-8") from None
    broken = _BROKEN.search(text)
    if broken:
        bad = text[broken.start() : broken.start() + 3]
        raise RefusedError(
            400, f"{place} has {bad!r}, which is no percent-encoding; write a percent sign as %25"
        )
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(
            400, f"{place} is percent-encoded, but not from UTF-8; encode it from UTF-8"
        ) from None
    except ValueError:
        raise RefusedError(400, f"{place} has more than {_FIELDS} parameters; send fewer") from None


def _read_only() -> RefusedError:
    return RefusedError(403, "this endpoint is read-only; it takes queries, not updates")


def _unsupported(what: str) -> RefusedError:
    told = f"a query cannot be sent {what}; send it in UTF-8 as {_DIRECT} or {_FORM}"
    return RefusedError(415, told, {"Accept-Post": f"{_DIRECT}, {_FORM}"})
