"""Terms of RDF as they are written in a query."""

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from laming_graph.model.errors import InputError

Term = NamedNode | BlankNode | Literal | Triple


def written(term: Term) -> str:
    r"""A term as SPARQL writes it.

    A backslash and "u" of a value is written with an escaped "u", as parsers may turn the two into
    a letter before they look for strings.

    Raises:
        InputError: at a node without a name, which no query can name.

    >>> written(Literal("a\\u0022"))
    '"a\\\\\\u00750022"'
    """
    if isinstance(term, BlankNode | Triple):
        raise InputError("shapes: a node without a name is a value there, and no query can name it; name it")
    return str(term).replace("\\\\u", "\\\\\\u0075").replace("\\\\U", "\\\\\\u0055")


def same(variable: str, term: Term) -> str:
    """Whether a variable is this very term.

    Of literals, `=` would take 1 and 1.0 for one. Of IRIs it is the same, and Virtuoso answers
    wrongly to sameTerm with one of them.
    """
    if isinstance(term, NamedNode):
        return f"{variable} = {written(term)}"
    return f"sameTerm({variable}, {written(term)})"


def one_of(variable: str, terms: Iterable[Term]) -> str:
    """Whether a variable is one of some terms."""
    return any_of(same(variable, term) for term in terms)


def any_of(tests: Iterable[str]) -> str:
    """One of some tests; none of none."""
    found = [one for one in dict.fromkeys(tests) if one != "false"]
    if "true" in found:
        return "true"
    return found[0] if len(found) == 1 else f"({' || '.join(found)})" if found else "false"


def all_of(tests: Iterable[str]) -> str:
    """All of some tests."""
    found = [one for one in dict.fromkeys(tests) if one != "true"]
    if "false" in found:
        return "false"
    return found[0] if len(found) == 1 else f"({' && '.join(found)})" if found else "true"


class _Negated(str):
    """A test that is the contrary of another."""

    __slots__ = ("whole",)
    whole: str


def negated(test: str) -> str:
    """The contrary of a test; of a contrary, the test.

    >>> negated("?a"), negated(negated("?a")), negated("true")
    ('!(?a)', '?a', 'false')
    """
    if isinstance(test, _Negated):
        return test.whole
    if test in {"true", "false"}:
        return "false" if test == "true" else "true"
    found = _Negated(f"!({test})")
    found.whole = test
    return found
