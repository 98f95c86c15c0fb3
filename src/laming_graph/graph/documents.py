"""Documents, the copies that were read, their passages and spans."""

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.sheet import Evidence, Sheet, integer, said, string
from laming_graph.model.document import Document, Reading
from laming_graph.model.inquiry import Inquiry
from laming_graph.model.span import Span
from laming_graph.namespaces import DCTERMS, OA, RDFS, SPDX


def describe_document(sheet: Sheet, mint: Mint, inquiry: Inquiry, document: Document) -> None:
    """A document and the copy of it that was read."""
    version = mint.version(document)
    checksum = mint.shared("checksum", f"{document.key}/{document.sha256[:12]}")
    sheet.describe(
        mint.document(document.key),
        [term("Document")],
        [
            (NamedNode(DCTERMS + "identifier"), string(document.key)),
            (NamedNode(DCTERMS + "title"), said(document.title)),
            (NamedNode(RDFS + "label"), said(document.title)),
            (NamedNode(DCTERMS + "publisher"), mint.agent(document.voice)),
            (NamedNode(DCTERMS + "date"), string(document.date)),
            (
                NamedNode(DCTERMS + "bibliographicCitation"),
                said(f"{document.title}. {document.publisher}, {document.date}."),
            ),
            (term("voice"), mint.agent(document.voice)),
            (term("onReport"), mint.report(inquiry.key)),
            (term("hasVersion"), version),
            (term("leftOut"), string(document.left_out) if document.left_out else None),
        ],
    )
    sheet.describe(
        version,
        [term("DocumentVersion")],
        [
            (term("versionOf"), mint.document(document.key)),
            (term("sha256"), string(document.sha256)),
            (term("codePoints"), integer(document.code_points)),
            (NamedNode(SPDX + "checksum"), checksum),
        ],
    )
    sheet.describe(
        checksum,
        [NamedNode(SPDX + "Checksum")],
        [
            (NamedNode(SPDX + "algorithm"), NamedNode(SPDX + "checksumAlgorithm_sha256")),
            (NamedNode(SPDX + "checksumValue"), string(document.sha256)),
        ],
    )


def describe_passages(sheet: Sheet, mint: Mint, evidence: Evidence, reading: Reading) -> None:
    """Every passage of a document, by kind, with the spans it is made of."""
    version = mint.version(reading.document)
    for ordinal, passage in enumerate(reading.passages, start=1):
        sheet.describe(
            mint.passage(passage),
            [term("Passage")],
            [
                (NamedNode(DCTERMS + "identifier"), string(passage.name)),
                (term("passageKind"), concept("passage-kind", passage.kind)),
                (term("passageOf"), version),
                (term("ordinal"), integer(ordinal)),
                *((term("span"), span) for span in evidence.keep(passage.spans)),
            ],
        )


def describe_spans(sheet: Sheet, mint: Mint, document: Document, spans: list[Span]) -> None:
    """Spans of a document: position in code points, and hash of the words there."""
    for span in spans:
        selector = mint.selector(span)
        sheet.describe(
            mint.span(span),
            [term("Span"), NamedNode(OA + "SpecificResource")],
            [
                (NamedNode(OA + "hasSource"), mint.version(document)),
                (NamedNode(OA + "hasSelector"), selector),
                (term("wordsSha256"), string(span.sha256)),
            ],
        )
        sheet.describe(
            selector,
            [NamedNode(OA + "TextPositionSelector")],
            [
                (NamedNode(OA + "start"), integer(span.start)),
                (NamedNode(OA + "end"), integer(span.end)),
            ],
        )


def describe_text(sheet: Sheet, mint: Mint, reading: Reading, spans: list[Span]) -> None:
    """The words of each passage and span: the local text layer, never published."""
    for span in spans:
        words = reading.passages[0].flow.words_at(span.start, span.end)
        sheet.add(mint.span(span), term("text"), string(words))
    for passage in reading.passages:
        sheet.add(mint.passage(passage), term("text"), string(passage.flow.text))
