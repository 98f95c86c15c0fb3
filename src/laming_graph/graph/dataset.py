"""The data set as such: DCAT, VoID, and the one activity that built it, without clock time."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint
from laming_graph.graph.sheet import Sheet, integer, said, string
from laming_graph.model.inquiry import Inquiry
from laming_graph.namespaces import DCAT, DCTERMS, ONTOLOGY, PROV, RDFS, SPDX, VOID

_VOCABULARIES = (ONTOLOGY, DCTERMS, "http://www.w3.org/2004/02/skos/core", PROV, DCAT)


def describe_dataset(sheet: Sheet, mint: Mint, inquiry: Inquiry, files: Sequence[str], folder: Path) -> None:
    """Describe the data set and its files, except for how many triples they hold.

    Args:
        sheet: where to say it.
        mint: names.
        inquiry: the inquiry.
        files: stems of the files.
        folder: the tables that were used.
    """
    tables = sorted(path.name for path in folder.glob("*.csv"))
    dataset, activity = mint.dataset(), mint.shared("activity", "build")
    software = mint.shared("software", "laming-graph")
    sheet.describe(
        dataset,
        [NamedNode(DCAT + "Dataset"), NamedNode(VOID + "Dataset")],
        [
            (NamedNode(DCTERMS + "title"), said(inquiry.title)),
            (NamedNode(RDFS + "label"), said(inquiry.title)),
            (NamedNode(DCTERMS + "license"), NamedNode(inquiry.licence)),
            (NamedNode(DCTERMS + "creator"), mint.shared("software", "laming-graph")),
            (NamedNode(DCAT + "version"), string(inquiry.version)),
            (NamedNode(DCTERMS + "conformsTo"), NamedNode(ONTOLOGY)),
            (NamedNode(VOID + "uriSpace"), string(inquiry.base)),
            (NamedNode(VOID + "exampleResource"), NamedNode(inquiry.base + "recommendation/1")),
            (NamedNode(PROV + "wasGeneratedBy"), activity),
            (
                NamedNode(RDFS + "comment"),
                said("An invented example: nothing in it happened.") if inquiry.invented else None,
            ),
            *((NamedNode(VOID + "vocabulary"), NamedNode(iri)) for iri in _VOCABULARIES),
        ],
    )
    for name in files:
        part = mint.shared("distribution", name)
        sheet.add(dataset, NamedNode(DCAT + "distribution"), part)
        sheet.add(dataset, NamedNode(VOID + "subset"), part)
        sheet.describe(
            part,
            [NamedNode(DCAT + "Distribution"), NamedNode(VOID + "Dataset")],
            [
                (NamedNode(DCTERMS + "title"), said(f"{name}.ttl")),
                (
                    NamedNode(DCAT + "mediaType"),
                    NamedNode("https://www.iana.org/assignments/media-types/text/turtle"),
                ),
                (NamedNode(DCTERMS + "license"), NamedNode(inquiry.licence)),
            ],
        )
    sheet.describe(
        activity,
        [NamedNode(PROV + "Activity")],
        [
            (NamedNode(RDFS + "label"), said("build of the graph from documents and tables")),
            (NamedNode(PROV + "wasAssociatedWith"), software),
            *((NamedNode(PROV + "used"), mint.version(one)) for one in inquiry.documents),
            *((NamedNode(PROV + "used"), mint.shared("table", name)) for name in tables),
        ],
    )
    for name in tables:
        sheet.describe(
            mint.shared("table", name),
            [NamedNode(PROV + "Entity")],
            [(NamedNode(RDFS + "label"), said(name))],
        )
    sheet.describe(
        software,
        [NamedNode(PROV + "SoftwareAgent")],
        [(NamedNode(RDFS + "label"), said("Laming Graph"))],
    )


def sign_files(sheet: Sheet, mint: Mint, files: Mapping[str, bytes]) -> None:
    """Say the SHA-256 of each file, so that an answer can name the data it was drawn from.

    Args:
        sheet: the sheet of the data set's own file.
        mint: names.
        files: file stem to its bytes; not the data set's own file, which cannot hold its own hash.
    """
    for name, data in files.items():
        checksum = mint.shared("checksum", name)
        sheet.add(mint.shared("distribution", name), NamedNode(SPDX + "checksum"), checksum)
        sheet.describe(
            checksum,
            [NamedNode(SPDX + "Checksum")],
            [
                (NamedNode(SPDX + "algorithm"), NamedNode(SPDX + "checksumAlgorithm_sha256")),
                (NamedNode(SPDX + "checksumValue"), string(hashlib.sha256(data).hexdigest())),
            ],
        )


def count_triples(sheet: Sheet, mint: Mint, sizes: Mapping[str, int], total: int) -> None:
    """Say how many triples each file and the data set hold, these statements counted too.

    Args:
        sheet: the sheet of the data set's own file.
        mint: names.
        sizes: file stem to number of triples, once all else is said.
        total: number of different triples in all files.
    """
    counted = NamedNode(VOID + "triples")
    for name, size in sizes.items():
        sheet.add(mint.shared("distribution", name), counted, integer(size))
    sheet.add(mint.dataset(), counted, integer(total))
