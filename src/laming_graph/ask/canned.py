"""Canned queries: one file each, with its question and parameters in a header.

A header is the run of lines that open with `#+`, in YAML (grlc's convention). A parameter stands
in the query as `VALUES ?_name { term }`; its value replaces the term as an RDF term and never
as text, so that no value can change the shape of a query.

Every query of ours can be held to one inquiry of many: it has lines of comment that read
`# One inquiry only: VALUES ?inquiry { term }`, or a condition with the term, which come into force
where an inquiry is given.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from laming_graph.ask.header import parse_header
from laming_graph.ask.rows import Rows, table_of
from laming_graph.ask.terms import Term, term_of, written
from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_HEADER_LINE = re.compile(r"^#\+.*\n", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_DATATYPES = ("date", "integer", "string", "iri")
_ONE_INQUIRY = re.compile(r"^( *)# One inquiry only: ([^<>\n]*)<[^<>\n]*>", re.MULTILINE)


class Parameter(NamedTuple):
    """A parameter of a canned query.

    Attributes:
        name: as in the query's VALUES block.
        datatype: date, integer, string or iri.
        meaning: what it is, in one line.
        default: its value if none is given; None where one must be given.
        kind: class of our ontology that the named thing must have, or "".
    """

    name: str
    datatype: str
    meaning: str
    default: str | None
    kind: str


class Canned(NamedTuple):
    """A canned query.

    Attributes:
        slug: its name.
        summary: one line.
        question: the reader's question.
        description: more, or "".
        tags: subjects.
        parameters: in the order of the header.
        columns: column to its meaning, in order.
        text: the SPARQL with the values that stand in the file.
        path: the file.
    """

    slug: str
    summary: str
    question: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    text: str
    path: Path


INQUIRY = Parameter(
    "inquiry", "iri", "the only inquiry that is asked about; all of them without it", None, "Inquiry"
)
"""What every query takes that can be held to one inquiry."""


def parse_canned(path: Path) -> Canned:
    """Read a query file.

    Raises:
        InputError: if the file, its header or a VALUES block is not as it should be.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; `laming queries` lists those there are") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; save it as UTF-8") from None
    try:
        header: Any = parse_header("\n".join(_HEADER.findall(text)))
        _refuse_ill_typed(header)
        parameters = tuple(_parameter(entry) for entry in header.get("params", []))
        canned = Canned(
            path.stem,
            header["summary"],
            header["question"],
            header.get("description", ""),
            tuple(header["tags"]),
            parameters,
            header["columns"],
            text,
            path,
        )
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError) as error:
        where = str(error) if type(error) is ValueError else f"{type(error).__name__}: {error}"
        raise InputError(f"{path}: header not understood ({where}); see another query's") from None
    for parameter in parameters:
        if parameter.datatype not in _DATATYPES:
            raise InputError(f"{path}: datatype {parameter.datatype!r}; use one of {', '.join(_DATATYPES)}")
        if len(_block(parameter.name).findall(text)) != 1:
            raise InputError(f"{path}: no VALUES ?_{parameter.name} {{ ... }} block; write one")
    return canned


def find_canned(folder: Path, slug: str) -> Canned:
    """The query of a name.

    Raises:
        InputError: if there is none, naming the nearest.
    """
    path = folder / f"{slug}.rq"
    if not re.fullmatch(r"[a-z0-9-]+", slug) or not path.is_file():
        import difflib

        near = difflib.get_close_matches(slug, [p.stem for p in folder.glob("*.rq")], n=1)
        hint = f"did you mean {near[0]}?" if near else "`laming queries` lists those there are"
        raise InputError(f"no query named {slug!r}; {hint}")
    return parse_canned(path)


def all_canned(folder: Path) -> list[Canned]:
    """Every query of a folder, by name."""
    return [parse_canned(path) for path in sorted(folder.glob("*.rq"))]


def listed(queries: Iterable[Canned]) -> Rows:
    """Queries as rows: name, question, parameters."""
    texts = [
        (one.slug, one.question, ", ".join(f"{p.name} ({p.datatype})" for p in one.parameters))
        for one in queries
    ]
    return table_of(("query", "question", "parameters"), texts)


def bind(canned: Canned, given: Mapping[str, str], base: str = CODES) -> tuple[str, dict[str, Term]]:
    """Bind parameters.

    Args:
        canned: the query.
        given: parameter name to value as typed.
        base: IRI against which a short IRI ("instrument/working-together") is read.

    Returns:
        The query's text with its VALUES blocks filled, and the terms that fill them.

    Raises:
        InputError: at a missing, unknown or ill-typed parameter, naming it.
    """
    names = [parameter.name for parameter in canned.parameters]
    if _ONE_INQUIRY.search(canned.text):
        names.append(INQUIRY.name)
    for name in given:
        if name not in names:
            known = ", ".join(names) or "none"
            raise InputError(f"{canned.slug} has no parameter {name!r}; its parameters: {known}")
    terms: dict[str, Term] = {}
    for parameter in canned.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise InputError(
                f"{canned.slug} needs -p {parameter.name}=... ({parameter.datatype}): {parameter.meaning}"
            )
        terms[parameter.name] = term_of(parameter.name, parameter.datatype, value, base)
    if INQUIRY.name in given and INQUIRY.name not in terms:
        terms[INQUIRY.name] = term_of(INQUIRY.name, INQUIRY.datatype, given[INQUIRY.name], base)
        canned = _held(canned, terms[INQUIRY.name])
    # The text is cut before it is filled, so that no value is searched for another's block.
    filled = (written(terms[part]) if place % 2 else part for place, part in enumerate(cut(canned)))
    return "".join(filled), terms


def _held(canned: Canned, inquiry: Term) -> Canned:
    """A query held to one inquiry."""

    def in_force(found: re.Match[str]) -> str:
        return f"{found[1]}{found[2]}{written(inquiry)}"

    return canned._replace(text=_ONE_INQUIRY.sub(in_force, canned.text))


def cut(canned: Canned) -> tuple[str, ...]:
    """The text of a query cut where its values stand.

    Returns:
        Text, name of a parameter, text, name of a parameter, and so on, to the last text.
    """
    names = "|".join(re.escape(parameter.name) for parameter in canned.parameters)
    parts = _block(names or "(?!)").split(canned.text)
    for place in range(1, len(parts), 2):
        parts[place - 1] += f"VALUES ?_{parts[place]} {{ "
        parts[place + 1] = " }" + parts[place + 1]
    return tuple(parts)


def without_header(text: str) -> str:
    """The SPARQL of a query file."""
    return _HEADER_LINE.sub("", text).strip()


def standing(canned: Canned, parameter: Parameter) -> str:
    """The value of a parameter that stands in the file, as a user would type it: an example."""
    found = _block(re.escape(parameter.name)).search(canned.text)
    assert found is not None
    term = found[0].partition("{")[2].rpartition("}")[0].strip()
    if parameter.datatype == "iri":
        return term.strip("<>").removeprefix(CODES)
    return term.rpartition("^^")[0].strip('"') if "^^" in term else term.strip('"')


def _parameter(entry: Mapping[str, Any]) -> Parameter:
    default = entry.get("default")
    return Parameter(
        _text_of("name", entry["name"]),
        _text_of("datatype", entry["datatype"]),
        _text_of("meaning", entry["meaning"]),
        None if default is None else str(_scalar("default", default)),
        _text_of("kind", entry.get("kind", "")),
    )


def _refuse_ill_typed(header: Any) -> None:
    """Hold the kinds of a header's values against what they must be.

    Raises:
        KeyError: if one that must be there is not.
        TypeError: if one is of another kind.
    """
    for key in ("summary", "question"):
        _text_of(key, header[key])
    _text_of("description", header.get("description", ""))
    if not isinstance(header["tags"], list) or not isinstance(header["columns"], dict):
        raise TypeError("tags are a list, columns a mapping")
    for one in header["tags"]:
        _text_of("a tag", one)
    for column, meaning in header["columns"].items():
        _text_of("a column", column), _text_of(f"column {column}", meaning)
    if not isinstance(header.get("params", []), list):
        raise TypeError("params are a list")
    for entry in header.get("params", []):
        if not _NAME.fullmatch(_text_of("the name of a parameter", entry["name"])):
            raise ValueError(f"{entry['name']!r} is no name of a parameter")


def _text_of(what: str, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{what} is no text")
    return value


def _scalar(what: str, value: Any) -> str | int | float:
    if not isinstance(value, str | int | float):
        raise TypeError(f"{what} is no single value")
    return value


def _block(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?_({name}) \{{ [^{{}}]* \}}")
