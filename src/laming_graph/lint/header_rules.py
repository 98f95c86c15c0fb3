"""Rules on the header of a canned query, and on how it agrees with the query below it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from laming_graph.lint.finding import Finding
from laming_graph.lint.query import Query
from laming_graph.lint.syntax import Value, Values, Variable, walk
from laming_graph.lint.vocabulary import Vocabulary
from laming_graph.namespaces import XSD

_KEYS = frozenset({"summary", "question", "description", "tags", "params", "columns", "lint"})
_DATATYPES = ("date", "integer", "string", "iri")


def header(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The header is complete: summary, question, tags, and the columns as SELECT gives them."""
    del vocabulary
    told = query.header

    def fault(key: str, message: str, mend: str) -> Finding:
        return query.fault("header", query.in_header(key), message, mend)

    for key in sorted(told.keys() - _KEYS):
        yield fault(key, f"the header has no key {key!r}", f"use one of {', '.join(sorted(_KEYS))}")
    for key in ("summary", "question"):
        if not _line(told.get(key)):
            yield fault(key, f"the header has no {key} in one line", f"add `#+ {key}: ...`")
    if _line(told.get("question")) and not told["question"].endswith("?"):
        yield fault("question", "the question does not end with a question mark", "ask it as a reader would")
    if "description" in told and not _line(told["description"]):
        yield fault("description", "the description is no line of text", "write one, or take the key away")
    tags = told.get("tags")
    if not isinstance(tags, list) or not tags or not all(_line(one) for one in tags):
        yield fault("tags", "the header has no list of tags", "add `#+ tags: [...]`, the main one first")
    if query.shape.form != "select":
        yield query.fault("header", query.shape.line, "a canned query answers with rows", "write a SELECT")
        return
    columns = told.get("columns")
    if not isinstance(columns, dict):
        yield fault("columns", "the header lists no columns", "add `#+ columns:` and a line for each")
        return
    given = [column.variable.name for column in query.shape.columns]
    if list(columns) != given:
        yield fault(
            "columns",
            f"the header lists {', '.join(map(str, columns))} but SELECT gives {', '.join(given) or '*'}",
            "list the same columns in the same order",
        )
    for column, meaning in columns.items():
        if not _line(meaning):
            yield fault("columns", f"the column {column} has no meaning", "say in one line what it holds")


def params(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Each parameter is declared, has one VALUES block with one value of its datatype, and is used."""
    del vocabulary
    line = query.in_header("params")
    entries = query.header.get("params") or []
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        yield query.fault("params", line, "params is no list", "write `#+   - name: ...` for each")
        return
    declared = [str(one.get("name")) for one in entries]
    for name, count in Counter(declared).items():
        if count > 1:
            yield query.fault("params", line, f"the parameter {name} is declared twice", "keep one")
    for entry in entries:
        yield from _parameter(query, entry, line)
    used = {one.name: one for one in walk(query.shape) if isinstance(one, Variable)}
    for name in sorted(used):
        if name.startswith("_") and name[1] != ":" and name[1:] not in declared:
            yield query.fault(
                "params",
                query.words.variable(name),
                f"?{name} is written as a parameter and not declared",
                "declare it under `#+ params:`, or name it without the underscore",
            )


def _parameter(query: Query, entry: dict[str, Any], line: int) -> Iterator[Finding]:
    name, datatype = entry.get("name"), entry.get("datatype")
    if not _line(name) or not _line(entry.get("meaning")) or datatype not in _DATATYPES:
        yield query.fault(
            "params",
            line,
            f"the parameter {name} lacks a name, a meaning or a datatype",
            f"give all three; a datatype is one of {', '.join(_DATATYPES)}",
        )
        return
    blocks = [
        one for one in walk(query.shape) if isinstance(one, Values) and Variable(f"_{name}") in one.variables
    ]
    if len(blocks) != 1 or len(blocks[0].variables) != 1 or len(blocks[0].rows) != 1:
        yield query.fault(
            "params",
            blocks[0].line if blocks else line,
            f"the parameter {name} has no VALUES block of its own with one value",
            f"write `VALUES ?_{name} {{ ... }}` once",
        )
        return
    ((term,),) = blocks[0].rows
    found = term.datatype.removeprefix(XSD) if isinstance(term, Value) else "iri"
    if found != datatype:
        yield query.fault(
            "params",
            blocks[0].line,
            f"the parameter {name} is declared as {datatype} and its example value is {found}",
            "give an example of the declared datatype",
        )
    if not _used(query, f"_{name}"):
        yield query.fault(
            "params", blocks[0].line, f"the parameter {name} is not used", "use it, or take it away"
        )


def _used(query: Query, name: str) -> bool:
    """Whether a variable stands anywhere but in a VALUES block."""
    blocks = [one for one in walk(query.shape) if isinstance(one, Values)]
    everywhere = sum(one == Variable(name) for one in walk(query.shape))
    return everywhere > sum(block.variables.count(Variable(name)) for block in blocks)


def prefix(query: Query, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Every prefix is declared in the file, so that any engine can be given its text."""
    del vocabulary
    for name in query.words.prefixes_used():
        if name not in query.words.declared:
            yield query.fault(
                "prefix",
                query.words.prefix(name),
                f"the prefix {name}: is not declared here",
                f"add `PREFIX {name}: <...>`, so that the file stands on its own",
            )


def _line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\n" not in value.strip()
