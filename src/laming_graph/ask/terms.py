"""Terms of RDF: what a typed value stands for, and how it is written in a query."""

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from laming_graph.model.errors import InputError
from laming_graph.namespaces import XSD, whole_iri

if TYPE_CHECKING:
    from datetime import date

_ESCAPE = re.compile(r"\\\\([uU])|\\u([0-9A-Fa-f]{4})|\\.", re.DOTALL)
Term = NamedNode | Literal


def written(term: Term) -> str:
    r"""A term as it may stand in a query.

    Some parsers (rdflib, Jena) turn each \uXXXX into its letter before they look for strings, so
    that a backslash and "u" of a value could close its string. Here the "u" after a backslash
    is itself written as such a sequence, which all parsers read alike; with eight digits, since
    rdflib takes eight wherever it finds them.

    >>> print(written(Literal(r"\u0022")))
    "\\\U000000750022"
    """

    def eight(match: re.Match[str]) -> str:
        letter, digits = match.groups()
        if letter:
            return rf"\\\U{ord(letter):08X}"
        return rf"\U0000{digits}" if digits else match[0]

    return _ESCAPE.sub(eight, str(term))


def parse_day(text: str) -> "date":
    """A day as a user types it: 2009-12-31, and no other form of ISO 8601.

    Raises:
        ValueError: if it is none.
    """
    from datetime import date

    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def term_of(name: str, datatype: str, value: str, base: str) -> Term:
    """The term that the value of a parameter stands for.

    Args:
        name: of the parameter, for what is told.
        datatype: date, integer, string or iri.
        value: as typed.
        base: IRI against which a short IRI is read.

    Raises:
        InputError: if it is none of the datatype.
    """

    def refuse(form: str) -> InputError:
        return InputError(f"parameter {name}: {value!r} is no {form}")

    try:
        value.encode()
    except UnicodeEncodeError:
        raise refuse("text in Unicode") from None
    if datatype == "date":
        try:
            return Literal(parse_day(value).isoformat(), datatype=NamedNode(XSD + "date"))
        except ValueError:
            raise refuse("day; write it as 2009-12-31") from None
    if datatype == "integer":
        if not re.fullmatch(r"-?[0-9]{1,18}", value):
            raise refuse("whole number") from None
        return Literal(value, datatype=NamedNode(XSD + "integer"))
    if datatype == "iri":
        try:
            return NamedNode(whole_iri(value, base))
        except ValueError:
            raise refuse("IRI; write it whole, or as instrument/working-together") from None
    return Literal(value)
