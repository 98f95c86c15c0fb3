"""The recipe: documents and tables in, one Turtle file a document and a few shared ones out."""

from collections.abc import Callable
from pathlib import Path

from laming_graph.curate.folder import refuse_unknown_tables
from laming_graph.curate.tables import Tables
from laming_graph.graph.workshop import Built, Workshop
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.read import READERS
from laming_graph.read.source import open_source

Progress = Callable[[str], None]


def read_documents(tables: Tables, sources: Path, progress: Progress) -> dict[str, Reading]:
    """Read every document of an inquiry.

    Args:
        tables: the inquiry.
        sources: folder of the documents.
        progress: told what is being done.

    Raises:
        SourceError: at the first document that is missing, changed or not understood.
        InputError: if a document names a layout that has no reader.
    """
    readings: dict[str, Reading] = {}
    for document in tables.inquiry.documents:
        progress(f"reading {document.key}")
        if document.layout not in READERS:
            known = ", ".join(sorted(READERS))
            raise InputError(f"inquiry.toml: no reader for layout {document.layout!r}; use one of {known}")
        readings[document.key] = READERS[document.layout](open_source(document, sources), readings)
    return readings


def build(tables: Tables, sources: Path, progress: Progress = lambda _: None) -> Built:
    """Build the graph of one inquiry.

    Args:
        tables: the inquiry and its tables.
        sources: folder of the documents.
        progress: told what is being done.

    Raises:
        LamingError: at the first thing that does not fit, naming its place; nothing is written.
    """
    refuse_unknown_tables(tables.folder)
    readings = read_documents(tables, sources, progress)
    progress("deriving statements")
    workshop = Workshop(tables, readings)
    workshop.recommendations()
    for reading in readings.values():
        workshop.document(reading)
    workshop.comparisons()
    workshop.agreed_values()
    return workshop.finished()
