"""The reference page of the shapes: what each looks at, what must hold, how bad it is, and the mend."""

from collections.abc import Iterable
from pathlib import Path

from laming_graph.model.errors import InputError
from laming_graph.namespaces import RDF, SH
from laming_graph.show.facts import Facts, Node, name, written

_HEAD = """# The shapes

<!-- Written by `laming reference shapes -o docs/shapes.md`; change the files in shapes/ instead. -->

What `laming validate` holds data against. A violation is a defect of the data; a warning is a gap in what was
answered or promised, and no defect; info is worth knowing. Each shape says what it looks at, what must hold
there, and what to do where it does not. Paths are written as in SPARQL. The terms are in
[ontology.md](ontology.md)."""
_TARGETS = {
    "targetClass": "every {}",
    "targetNode": "the node {}",
    "targetSubjectsOf": "everything that has {}",
    "targetObjectsOf": "everything that {} leads to",
}
_WORDS = {
    "datatype": "each is of datatype {}",
    "class": "each is a {}",
    "nodeKind": "each is a node of kind {}",
    "hasValue": "one is {}",
    "minLength": "each has {} characters or more",
    "maxLength": "each has {} characters or fewer",
    "pattern": "each matches `{}`",
    "minInclusive": "each is {} or more",
    "maxInclusive": "each is {} or less",
    "minExclusive": "each is more than {}",
    "maxExclusive": "each is less than {}",
    "lessThan": "each is before or below the value of {}",
    "lessThanOrEquals": "each is no later or greater than the value of {}",
    "equals": "they are the values of {}",
    "disjoint": "none is a value of {}",
    "node": "each conforms to {}",
    "property": "it conforms to {}",
    "not": "it does not conform to {}",
    "languageIn": "each is in one of the languages {}",
}
_LISTS = {
    "in": "each is one of {}",
    "or": "it conforms to one or more of {}",
    "and": "it conforms to all of {}",
    "xone": "it conforms to exactly one of {}",
}
_KINDS = ("PropertyShape", "NodeShape")
_ASIDE = {"path", "severity", "message", "name", "description", "order", "deactivated", "flags", *_TARGETS}
_COUNTS = {"minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShape"}


def shapes_page(files: Iterable[Path]) -> str:
    """The page, in Markdown.

    Args:
        files: the Turtle files of the shapes.

    Raises:
        InputError: if a file is not Turtle, or a constraint is one that the page has no words for.
    """
    facts = Facts(files)
    blocks, parts = [_HEAD], []
    for file, subjects in facts.subjects.items():
        shapes = [iri for iri in subjects if _is_shape(facts, iri)]
        with_target = [iri for iri in shapes if _targets(facts, iri)]
        parts += [iri for iri in shapes if iri not in with_target]
        if with_target:
            blocks.append(f"## {file.stem.replace('-', ' ').capitalize()}")
            blocks += [_shape(facts, iri) for iri in with_target]
    blocks.append("## Parts\n\nShapes without a target of their own, of which others are made.")
    blocks.append("\n".join(_part(facts, iri) for iri in sorted(parts)))
    return "\n\n".join(blocks) + "\n"


def _is_shape(facts: Facts, iri: str) -> bool:
    types = facts.texts(iri, RDF + "type")
    return any(SH + kind in types for kind in _KINDS)


def _targets(facts: Facts, iri: str) -> list[str]:
    return [
        told.format(written(node)) for kind, told in _TARGETS.items() for node in facts.nodes(iri, SH + kind)
    ]


def _shape(facts: Facts, iri: str) -> str:
    problem, _, mend = facts.text(iri, SH + "message").partition("; ")
    severity = name(facts.text(iri, SH + "severity")).partition(":")[2].lower()
    lines = [
        f"### {_anchored(iri)}",
        "",
        f"**{severity}** {problem.rstrip('.')}.",
        "",
        f"- looks at: {'; '.join(_targets(facts, iri))}",
        *(f"- path: `{facts.path(node)}`" for node in facts.nodes(iri, SH + "path")),
        f"- must hold: {_constraint(facts, iri)}",
    ]
    lines += [f"- mend: {mend}"] if mend else []
    return "\n".join(lines)


def _part(facts: Facts, iri: str) -> str:
    path = "".join(f", `{facts.path(node)}`" for node in facts.nodes(iri, SH + "path"))
    return f"- {_anchored(iri)}{path}: {_constraint(facts, iri)}"


def _anchored(iri: str) -> str:
    return f'<a id="{name(iri).partition(":")[2]}"></a>{name(iri)}'


def _constraint(facts: Facts, iri: str) -> str:
    """What must hold, in words."""
    told = [*_counts(facts, iri, "minCount", "maxCount", "")]
    for inner in facts.nodes(iri, SH + "qualifiedValueShape"):
        told += _counts(
            facts, iri, "qualifiedMinCount", "qualifiedMaxCount", f" that conforms to {_linked(inner)}"
        )
    for key, words in _WORDS.items():
        values = facts.nodes(iri, SH + key)
        if values and key == "property":
            told.append(words.format(" and ".join(map(_linked, values))))
        else:
            told += [words.format(node.value if key == "pattern" else _linked(node)) for node in values]  # type: ignore[union-attr]
    for key, words in _LISTS.items():
        for node in facts.nodes(iri, SH + key):
            told.append(words.format(", ".join(map(_linked, facts.members(node)))))
    if "true" in facts.texts(iri, SH + "uniqueLang"):
        told.append("no two are in one language")
    if facts.nodes(iri, SH + "sparql"):
        told.append("a query over the whole graph finds nothing (it stands in the shape)")
    known = {*_WORDS, *_LISTS, *_ASIDE, *_COUNTS, "uniqueLang", "sparql"}
    strange = [key for key in facts.keys_of(iri) if key.startswith(SH) and key.removeprefix(SH) not in known]
    if strange:
        told_of = ", ".join(name(key) for key in strange)
        raise InputError(f"{name(iri)}: no words for {told_of}; teach them in show/shapes_page.py")
    return "; ".join(told) or "nothing (it only names what it looks at)"


def _counts(facts: Facts, iri: str, least: str, most: str, what: str) -> Iterable[str]:
    low, high = facts.text(iri, SH + least), facts.text(iri, SH + most)
    if high == "0":
        yield f"no value{what}"
    elif low and low == high:
        yield f"exactly {_number(low)}{what}"
    else:
        if low and low != "0":
            yield f"{_number(low)} or more{what}"
        if high:
            yield f"{_number(high)} at most{what}"


def _number(figure: str) -> str:
    return "one value" if figure == "1" else f"{figure} values"


def _linked(node: Node) -> str:
    """A shape as a link to where it stands on the page; anything else as one reads it."""
    short = written(node)
    local = short.strip("`").removeprefix("lsh:")
    return f"[{local}](#{local})" if short.startswith("`lsh:") else short
