"""Every namespace the project uses, and how a term of each is made."""

LAM = "https://w3id.org/laming/ontology#"
ONTOLOGY = "https://w3id.org/laming/ontology"
CODES = "https://w3id.org/laming/id/"
"""Base of the code book's concepts, shared by every inquiry."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
FOAF = "http://xmlns.com/foaf/0.1/"
OA = "http://www.w3.org/ns/oa#"
DCAT = "http://www.w3.org/ns/dcat#"
SPDX = "http://spdx.org/rdf/terms#"
VOID = "http://rdfs.org/ns/void#"
SH = "http://www.w3.org/ns/shacl#"

PREFIXES = {
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "lam": LAM,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "skos": SKOS,
    "spdx": SPDX,
    "void": VOID,
    "xsd": XSD,
}
"""Prefixes declared in every Turtle file and offered to every query of a user."""


def whole_iri(name: str, base: str) -> str:
    """An IRI as typed, made whole: its prefix spelt out, or a short one set behind the base.

    >>> whole_iri("instrument/working-together", "https://example.org/")
    'https://example.org/instrument/working-together'
    """
    prefix, _, local = name.partition(":")
    full = PREFIXES[prefix] + local if prefix in PREFIXES else name
    return full if "://" in full else base + full.lstrip("/")


def shortened(text: str, base: str) -> str:
    """An IRI without its base or with its prefix; other text as it is.

    Args:
        text: a whole IRI, or any text.
        base: base IRI of the inquiry's data.

    >>> shortened("https://example.org/id/agent/ofsted", "https://example.org/id/")
    'agent/ofsted'
    """
    for namespace in (base, CODES):
        if text.startswith(namespace):
            return text.removeprefix(namespace)
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text
