"""The canned queries as RDF, after the convention of the SIB's sparql-examples.

Each is a `sh:SPARQLSelectExecutable` with its text, parameters (`sh:parameter`) and keywords. Its
rows are a `csvw:Table` with a schema of columns, which says what SHACL has no terms for.
"""

from collections.abc import Iterable

from laming_graph.ask.canned import Canned, Parameter, standing, without_header
from laming_graph.namespaces import CODES, DCTERMS, LAM, SH, SKOS, XSD, whole_iri

BASE = "https://w3id.org/laming/query/"
"""Namespace of the queries."""

_PREFIXES = {
    "csvw": "http://www.w3.org/ns/csvw#",
    "dcterms": DCTERMS,
    "lam": LAM,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": SH,
    "skos": SKOS,
    "xsd": XSD,
}
_NOTICE = """\
# SPDX-FileCopyrightText: 2026 Laming Graph contributors
# SPDX-License-Identifier: CC-BY-4.0

# The canned queries as RDF. Written by `laming queries --turtle -o queries/queries.ttl`; change the
# headers and queries in the .rq files, not this file. A parameter's value stands in the query in a block
# VALUES ?_name { ... }, filled with the example; put another value of the datatype in its place.

"""


def to_library(canned: Iterable[Canned]) -> str:
    """The queries in Turtle, in their order, without blank nodes; the same queries give the same text."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())
    return f"{_NOTICE}@base <{BASE}> .\n{prefixes}" + "".join(map(_query, canned))


def _query(canned: Canned) -> str:
    slug = canned.slug
    comment = f"{canned.question} {canned.description}".strip()
    facts = [
        "a sh:SPARQLExecutable , sh:SPARQLSelectExecutable",
        f"dcterms:identifier {_text(slug)}",
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
        f"rdfs:label {_text(canned.summary)}@en",
        f"rdfs:comment {_text(comment)}@en",
        f"schema:keywords {' , '.join(map(_text, canned.tags))}",
        *(f"sh:parameter <{slug}/parameter/{one.name}>" for one in canned.parameters),
        f'sh:select """{_long(without_header(canned.text))}\n"""',
    ]
    parameters = (_parameter(canned, place, one) for place, one in enumerate(canned.parameters))
    table = _node(
        f"{slug}/rows",
        ["a csvw:Table", f"dcterms:source <{slug}>", f"csvw:tableSchema <{slug}/columns>"],
    )
    names = " , ".join(f"<{slug}/column/{name}>" for name in canned.columns)
    schema = _node(f"{slug}/columns", ["a csvw:Schema", f"csvw:column {names}"])
    columns = (
        _node(
            f"{slug}/column/{name}",
            [
                "a csvw:Column",
                f"csvw:name {_text(name)}",
                f"dcterms:description {_text(meaning)}@en",
                f"schema:position {place}",
            ],
        )
        for place, (name, meaning) in enumerate(canned.columns.items(), 1)
    )
    return "".join([_node(slug, facts), *parameters, table, schema, *columns])


def _parameter(canned: Canned, place: int, one: Parameter) -> str:
    facts = [
        "a sh:Parameter",
        f"sh:name {_text(one.name)}",
        f"sh:description {_text(one.meaning)}@en",
        f"sh:order {place}",
        f"sh:path <parameter/_{one.name}>",
        "sh:nodeKind sh:IRI" if one.datatype == "iri" else f"sh:datatype xsd:{one.datatype}",
    ]
    if one.kind and one.datatype == "iri":
        facts.append(f"sh:class lam:{one.kind}")
    if one.default is not None:
        facts += ["sh:optional true", f"sh:defaultValue {_value(one, one.default)}"]
    facts.append(f"skos:example {_value(one, standing(canned, one))}")
    return _node(f"{canned.slug}/parameter/{one.name}", facts)


def _value(parameter: Parameter, value: str) -> str:
    if parameter.datatype == "iri":
        return f"<{whole_iri(value, CODES)}>"
    return f"{_text(value)}^^xsd:{parameter.datatype}"


def _node(name: str, facts: Iterable[str]) -> str:
    joined = " ;\n    ".join(facts)
    return f"\n<{name}> {joined} .\n"


def _text(value: str) -> str:
    return f'"{_escaped(value)}"'.replace("\n", "\\n")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _long(value: str) -> str:
    """For a string between three quotation marks, in which one or two may stand as they are."""
    return value.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
