"""The reference page of the ontology: each term with its definition, its place and an example; each code."""

from collections.abc import Iterable
from pathlib import Path

from laming_graph.namespaces import DCTERMS, LAM, OWL, RDF, RDFS, SH, SKOS
from laming_graph.show.facts import Facts, name

_KINDS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property that leads to a thing",
    OWL + "DatatypeProperty": "property with a value",
    OWL + "AnnotationProperty": "annotation",
}
_TRAITS = {
    "FunctionalProperty": "has one value at most",
    "TransitiveProperty": "transitive",
    "SymmetricProperty": "symmetric",
    "AsymmetricProperty": "goes one way",
    "IrreflexiveProperty": "never leads back to its start",
}
_PLACE = (
    ("under", RDFS + "subClassOf"),
    ("under", RDFS + "subPropertyOf"),
    ("from", RDFS + "domain"),
    ("to", RDFS + "range"),
    ("inverse of", OWL + "inverseOf"),
    ("has nothing in common with", OWL + "disjointWith"),
    ("closely matches", SKOS + "closeMatch"),
    ("use instead", DCTERMS + "isReplacedBy"),
)
_HEAD = """# The ontology

<!-- Written by `laming reference ontology -o docs/ontology.md`; change the files in ontology/ instead. -->

{description}

Version {version}, {iri}, prefix `{prefix}:` for <{namespace}>. Licence: <{licence}>.

Examples name things of this inquiry behind its base: `recommendation/24` is
<https://w3id.org/laming/id/recommendation/24>. How data is held against shapes: [shapes.md](shapes.md).
How codes are chosen: [code-book.md](code-book.md).
"""


def ontology_page(ontology: Iterable[Path], shapes: Iterable[Path]) -> str:
    """The page, in Markdown.

    Args:
        ontology: its Turtle files.
        shapes: the Turtle files of the shapes, to which each term is linked.

    Raises:
        InputError: if a file cannot be read or is not Turtle.
    """
    facts, rules = Facts(ontology), Facts(shapes)
    own: dict[Path, list[str]] = {}
    reused: list[str] = []
    for file, subjects in facts.subjects.items():
        for iri in subjects:
            if not facts.texts(iri, SKOS + "definition") or not _kind(facts, iri):
                continue
            if iri.startswith(LAM):
                own.setdefault(file, []).append(iri)
            else:
                reused.append(iri)
    codes = facts.pointing_at(RDF + "type", SKOS + "ConceptScheme")
    blocks = [_head(facts), *_contents(own, codes)]
    for file, terms in own.items():
        blocks.append(f"## {_title(file)}")
        blocks += [_term(facts, rules, iri) for iri in terms]
    blocks.append(
        "## Reused terms\n\nTerms of other vocabularies, with what they mean here. The vocabulary rules."
    )
    blocks.append(_table(("term", "kind", "what it means here", "example"), [_row(facts, r) for r in reused]))
    blocks.append("## Codes")
    blocks += [_list(facts, iri) for iri in codes]
    return "\n\n".join(blocks) + "\n"


def _head(facts: Facts) -> str:
    (iri,) = facts.pointing_at(RDF + "type", OWL + "Ontology")
    vann = "http://purl.org/vocab/vann/"
    return _HEAD.format(
        description=facts.text(iri, DCTERMS + "description"),
        version=facts.text(iri, OWL + "versionInfo"),
        iri=f"<{facts.text(iri, OWL + 'versionIRI')}>",
        prefix=facts.text(iri, vann + "preferredNamespacePrefix"),
        namespace=facts.text(iri, vann + "preferredNamespaceUri"),
        licence=facts.text(iri, DCTERMS + "license"),
    ).strip()


def _contents(own: dict[Path, list[str]], codes: list[str]) -> Iterable[str]:
    rows = []
    for file, terms in own.items():
        links = " ".join(f"[{name(iri).partition(':')[2]}](#{_anchor(iri)})" for iri in sorted(terms))
        rows.append(f"- **{_title(file)}**: {links}")
    rows.append("- [Reused terms](#reused-terms)")
    links = " ".join(f"[{name(iri).rpartition('/')[2]}](#{_anchor(iri)})" for iri in codes)
    rows.append(f"- **Codes**: {links}")
    yield "\n".join(rows)


def _term(facts: Facts, rules: Facts, iri: str) -> str:
    kind = _kind(facts, iri)
    label = facts.text(iri, RDFS + "label")
    lines = [f'### <a id="{_anchor(iri)}"></a>{name(iri)}', "", f"*{label}*, {kind}."]
    if "true" in facts.texts(iri, OWL + "deprecated"):
        lines[-1] += " **Deprecated.**"
    lines += [*facts.texts(iri, SKOS + "definition"), *facts.texts(iri, SKOS + "scopeNote")]
    place = [
        f"{told} " + ", ".join(_link(one) for one in facts.texts(iri, predicate))
        for told, predicate in _PLACE
        if facts.texts(iri, predicate)
    ]
    place += [told for trait, told in _TRAITS.items() if OWL + trait in facts.texts(iri, RDF + "type")]
    lines += ["", *([f"- {'; '.join(place)}"] if place else [])]
    lines += [f"- Example: {one}" for one in facts.texts(iri, SKOS + "example")]
    names = facts.texts(iri, SKOS + "altLabel")
    lines += [f"- Also called: {', '.join(names)}"] if names else []
    held = sorted(set(rules.pointing_at(SH + "targetClass", iri)) | set(rules.pointing_at(SH + "path", iri)))
    links = [f"[{name(one).partition(':')[2]}](shapes.md#{_anchor(one)})" for one in held]
    lines += [f"- Shapes: {', '.join(links)}"] if links else []
    return "\n".join(lines)


def _row(facts: Facts, iri: str) -> tuple[str, ...]:
    definition = facts.text(iri, SKOS + "definition")
    return f"`{name(iri)}`", _kind(facts, iri), definition, "; ".join(facts.texts(iri, SKOS + "example"))


def _list(facts: Facts, iri: str) -> str:
    codes = facts.pointing_at(SKOS + "inScheme", iri)
    rows = [
        (
            f'<a id="{_anchor(code)}"></a>`{name(code)}`',
            facts.text(code, SKOS + "prefLabel"),
            " ".join(facts.texts(code, SKOS + "definition")),
            ", ".join(f"`{name(above)}`" for above in facts.texts(code, SKOS + "broader")),
        )
        for code in codes
    ]
    label, definition = facts.text(iri, SKOS + "prefLabel"), facts.text(iri, SKOS + "definition")
    head = f'### <a id="{_anchor(iri)}"></a>{label}\n\n`{name(iri)}`: {definition}\n\n'
    return head + _table(("code", "name", "definition", "under"), rows)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [columns, ("---",) * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)


def _kind(facts: Facts, iri: str) -> str:
    types = facts.texts(iri, RDF + "type")
    return next((told for kind, told in _KINDS.items() if kind in types), "")


def _link(iri: str) -> str:
    return f"[{name(iri)}](#{_anchor(iri)})" if iri.startswith(LAM) else f"`{name(iri)}`"


def _anchor(iri: str) -> str:
    """The last part of a name; for a code or list, what stands behind the base."""
    short = name(iri)
    return (short.partition(":")[2] or short).replace("/", "-")


def _title(file: Path) -> str:
    return file.stem.replace("-", " ").capitalize()
