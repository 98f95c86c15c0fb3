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
    """Whether a variable is this very term; `=` would take 1 and 1.0 for one."""
    return f"sameTerm({variable}, {written(term)})"


def one_of(variable: str, terms: Iterable[Term]) -> str:
    """Whether a variable is one of some terms."""
    terms = list(terms)
    if terms and all(isinstance(term, NamedNode) for term in terms):
        # Of IRIs, `=` is the same, and engines look them up at once.
        return f"{variable} IN ({', '.join(map(written, terms))})"
    return any_of(same(variable, term) for term in terms)


def any_of(tests: Iterable[str]) -> str:
    """One of some tests; none of none."""
    found = list(dict.fromkeys(tests))
    return found[0] if len(found) == 1 else "(" + (" || ".join(found) or "false") + ")"


def all_of(tests: Iterable[str]) -> str:
    """All of some tests."""
    found = list(dict.fromkeys(tests))
    return found[0] if len(found) == 1 else "(" + (" && ".join(found) or "true") + ")"
