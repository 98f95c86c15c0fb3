"""The terms a query may use: those the ontology declares, and what the shapes say of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from laming_graph import places
from laming_graph.namespaces import CODES, DCTERMS, LAM, OWL, PREFIXES, RDF, RDFS, SH, VOID

_NAMES = {
    RDF: "type Property List Statement langString first rest nil value",
    RDFS: "label comment subClassOf subPropertyOf domain range seeAlso isDefinedBy Class Datatype",
    OWL: "Class ObjectProperty DatatypeProperty AnnotationProperty FunctionalProperty Ontology "
    "NamedIndividual equivalentClass disjointWith inverseOf sameAs versionInfo versionIRI deprecated",
    VOID: "Dataset uriSpace triples vocabulary subset exampleResource",
}
_BUILT_IN = frozenset(space + name for space, names in _NAMES.items() for name in names.split())
"""Terms of the languages themselves and of the description of a dataset; no ontology declares them."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is declared.

    Attributes:
        terms: classes, properties and codes.
        naming: properties whose values are things, not literals.
        identifiers: properties whose value names one thing among its like.
        dates: properties whose values are xsd:date in every shape that speaks of them.
        texts: properties whose values have another datatype in every such shape.
        kinds: folders of codes, as "https://w3id.org/laming/id/stance/".
    """

    terms: frozenset[str]
    naming: frozenset[str]
    identifiers: frozenset[str]
    dates: frozenset[str]
    texts: frozenset[str]
    kinds: frozenset[str]

    def must_be_declared(self, iri: str) -> bool:
        """Whether an IRI, wherever it stands, is of a namespace that the ontology declares whole."""
        spaces = (LAM, *(PREFIXES[name] for name in PREFIXES if name != "xsd"))
        return iri.startswith(spaces) or any(iri.startswith(kind) for kind in self.kinds)


def our_vocabulary() -> Vocabulary:
    """What ontology/ and shapes/ of the project declare.

    Raises:
        InputError: if a file of them cannot be read.
    """
    from laming_graph.ask.embedded import Embedded

    engine = Embedded()
    engine.load([*places.shipped("ontology"), *places.shipped("shapes")])

    def ask(pattern: str) -> Iterable[tuple[str, ...]]:
        return engine.select(f"SELECT ?a ?b WHERE {{ {pattern} }} ORDER BY ?a ?b", "query").texts()

    terms = {one for one, _ in ask("?a a ?b") if "#" in one or "/" in one}
    naming = {one for one, _ in ask(f"?a a <{OWL}ObjectProperty>")} | {RDF + "type"}
    datatypes: dict[str, set[str]] = {}
    for one, datatype in ask(f"?shape <{SH}path> ?a ; <{SH}datatype> ?b"):
        datatypes.setdefault(one, set()).add(datatype.rpartition("#")[2])
    codes = {one for one, _ in ask("?a a skos:Concept") if one.startswith(CODES)}
    return Vocabulary(
        frozenset(terms) | _BUILT_IN,
        frozenset(naming),
        frozenset({DCTERMS + "identifier"}),
        frozenset(one for one, found in datatypes.items() if found == {"date"}),
        frozenset(one for one, found in datatypes.items() if "date" not in found),
        frozenset(one.rpartition("/")[0] + "/" for one in codes),
    )
