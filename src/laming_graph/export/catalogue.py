"""DCAT 3: the data set, its version, and every file of an export with what it takes to check it."""

import hashlib
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Triple

from laming_graph.export.forms import media_of
from laming_graph.export.release import Release, by_subject, values_of
from laming_graph.namespaces import DCAT, DCTERMS, PROV, RDF, SPDX, VOID, XSD
from laming_graph.turtle import to_turtle

_IANA = "https://www.iana.org/assignments/media-types/"

_OF_OTHER_FILES = (DCAT + "distribution", VOID + "subset", VOID + "triples")
"""What the data set says of the files it was built as."""


def to_dcat(release: Release, files: Mapping[str, bytes], holds: Mapping[str, str], at: str = "") -> bytes:
    """Turtle that describes an export.

    Args:
        release: what is exported.
        files: path to content.
        holds: path to what the file holds, in one line.
        at: address of the folder where the files are published, or "".
    """
    one = release.data_set
    about = by_subject(release.triples)
    triples = [triple for triple in about[one.iri] if triple.predicate.value not in _OF_OTHER_FILES]
    for name in (DCTERMS + "creator", PROV + "wasGeneratedBy"):
        for told in values_of(about[one.iri], name):
            triples += about.get(told, [])
    # The data set as built counts its own files; what is exported has the code book in it too.
    size = Literal(str(len(release.triples)), datatype=NamedNode(XSD + "integer"))
    triples.append(_said(one.iri, VOID + "triples", size))
    for path, data in files.items():
        triples += _distribution(release, path, data, holds[path], at)
    *notice, written = release.notice
    return to_turtle(triples, one.base, notice, written)


def _distribution(release: Release, path: str, data: bytes, holds: str, at: str) -> list[Triple]:
    one = release.data_set
    part, checksum = f"{one.base}distribution/export/{path}", f"{one.base}checksum/export/{path}"
    size = Literal(str(len(data)), datatype=NamedNode(XSD + "nonNegativeInteger"))
    found = [
        _said(one.iri, DCAT + "distribution", NamedNode(part)),
        _said(part, RDF + "type", NamedNode(DCAT + "Distribution")),
        _said(part, DCTERMS + "title", _english(path)),
        _said(part, DCTERMS + "description", _english(holds)),
        _said(part, DCTERMS + "license", NamedNode(one.licence)),
        _said(part, DCAT + "mediaType", NamedNode(_IANA + media_of(path))),
        _said(part, DCAT + "byteSize", size),
        _said(part, SPDX + "checksum", NamedNode(checksum)),
        _said(checksum, RDF + "type", NamedNode(SPDX + "Checksum")),
        _said(checksum, SPDX + "algorithm", NamedNode(SPDX + "checksumAlgorithm_sha256")),
        _said(checksum, SPDX + "checksumValue", Literal(hashlib.sha256(data).hexdigest())),
    ]
    if at:
        folder = at.rstrip("/") + "/"
        found.append(_said(part, DCAT + "accessURL", NamedNode(folder)))
        found.append(_said(part, DCAT + "downloadURL", NamedNode(folder + path)))
    return found


def _said(subject: str, property_: str, value: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(subject), NamedNode(property_), value)


def _english(text: str) -> Literal:
    return Literal(text, language="en")
