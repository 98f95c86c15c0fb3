"""Answers of an endpoint, in the terms of every engine: SPARQL 1.1 results in JSON to rows."""

import json
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from laming_graph.ask.rows import Cell, Rows
from laming_graph.namespaces import XSD

_MOST_EMPTY = 5_000_000
_TRUTH = {"0": "false", "1": "true"}


def to_truth(body: bytes) -> bool:
    """The answer of an ASK.

    Raises:
        ValueError: if it is none.
    """
    answer = _document(body).get("boolean")
    if not isinstance(answer, bool):
        raise ValueError("it has no truth value")
    return answer


def to_rows(body: bytes) -> Rows:
    """The rows of a SELECT; cells are spelt as `spelt` has it.

    Raises:
        ValueError: if there are none, or a cell is no RDF term.
    """
    document = _document(body)
    try:
        columns = tuple(map(str, document["head"].get("vars", ())))
        bindings = document["results"]["bindings"]
        refuse_wide(len(columns), len(bindings), len(body))
        nodes: dict[str, BlankNode] = {}
        cells = tuple(
            tuple(_cell(row[name], nodes) if name in row else None for name in columns) for row in bindings
        )
    except (KeyError, TypeError, AttributeError):
        raise ValueError("it has no rows") from None
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    return Rows(columns, cells)


def refuse_wide(columns: int, rows: int, size: int) -> None:
    """Refuse a table that is nearly all empty: a few bytes would become gigabytes.

    Args:
        columns: how many.
        rows: how many.
        size: bytes of what it is read from.

    Raises:
        ValueError: if it has more cells than its size can fill, and many.
    """
    if columns * rows > max(_MOST_EMPTY, size):
        raise ValueError(f"it has {rows} rows of {columns} columns in {size} bytes")


def spelt(literal: Literal) -> Literal:
    """A literal in the spelling of the embedded store, where engines spell one value differently.

    Virtuoso answers "1" for true; rdflib and Jena keep 5.0 where Oxigraph makes 5 of it. All else
    stays as it is.

    >>> spelt(Literal("5.0", datatype=NamedNode(XSD + "decimal"))).value
    '5'
    """
    kind = literal.datatype.value.removeprefix(XSD)
    text = literal.value
    if kind == "boolean":
        return Literal(_TRUTH.get(text, text), datatype=literal.datatype)
    if kind == "decimal" and "." in text:
        short = text.rstrip("0").rstrip(".")
        return Literal(short if short.strip("+-") else "0", datatype=literal.datatype)
    return literal


def _document(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(document, dict):
        raise ValueError("it is no object")
    return document


def _cell(term: dict[str, Any], nodes: dict[str, BlankNode]) -> Cell:
    kind, value = term["type"], term["value"]
    if kind != "triple" and not isinstance(value, str):
        raise ValueError("it has a cell that is no text")
    if kind == "uri":
        return NamedNode(value)
    if kind == "bnode":
        # A server's own labels need not be such as RDF allows.
        return nodes.setdefault(value, BlankNode(f"b{len(nodes)}"))
    if kind == "triple":
        parts = [_cell(value[part], nodes) for part in ("subject", "predicate", "object")]
        return Triple(*parts)  # type: ignore[arg-type]
    if kind not in {"literal", "typed-literal"}:
        raise ValueError(f"it has a cell of type {kind!r}")
    if language := term.get("xml:lang"):
        return Literal(value, language=language)
    datatype = term.get("datatype")
    return spelt(Literal(value, datatype=NamedNode(datatype))) if datatype else Literal(value)
