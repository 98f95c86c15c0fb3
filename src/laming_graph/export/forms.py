"""The forms in which the data set is exported, and the making of one or all of them."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from laming_graph.export.release import Release

Progress = Callable[[str], None]


class Form(NamedTuple):
    """A form.

    Attributes:
        place: the file it is written to in a folder of all forms; a folder, where it ends in "/".
        writer: module and function that make it.
        holds: what is in it, in one line.
        opens: what opens it.
    """

    place: str
    writer: tuple[str, str]
    holds: str
    opens: str

    @property
    def many(self) -> bool:
        """Whether it is a folder of files."""
        return self.place.endswith("/")

    @property
    def media(self) -> str:
        """Its media type; "" for a folder."""
        return "" if self.many else media_of(self.place)


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "turtle": Form(
            "graph.ttl",
            ("triples", "to_merged_turtle"),
            "the graph and its code book in one file",
            "Protégé, ROBOT, any RDF tool",
        ),
        "ntriples": Form(
            "graph.nt",
            ("triples", "to_ntriples"),
            "the same, a triple a line, sorted",
            "bulk loaders, grep, diff",
        ),
        "nquads": Form(
            "graph.nq",
            ("triples", "to_nquads"),
            "the same, each triple with the graph of its file, sorted",
            "bulk loaders of stores with named graphs",
        ),
        "trig": Form(
            "graph.trig",
            ("triples", "to_named_graphs"),
            "the same, a named graph for each file",
            "GraphDB, Jena, Oxigraph, rdflib",
        ),
        "jsonld": Form(
            "graph.jsonld",
            ("jsonld", "to_jsonld"),
            "the same as nested JSON, a recommendation with all that is said of it",
            "any JSON tool, JSON-LD processors",
        ),
        "rdfxml": Form("graph.rdf", ("triples", "to_rdfxml"), "the same in RDF/XML", "older RDF tools"),
        "csv": Form(
            "csv/",
            ("csvw", "to_csv_tables"),
            "a table for each query that needs no parameter, and CSVW metadata",
            "spreadsheets, R, pandas, DuckDB, CSVW tools",
        ),
        "xlsx": Form(
            "tables.xlsx",
            ("workbook", "to_workbook"),
            "the same tables, a sheet each, the first explains them",
            "Excel, LibreOffice",
        ),
        "parquet": Form(
            "parquet/",
            ("workbook", "to_parquet_files"),
            "the same tables, typed",
            "pandas, polars, DuckDB, Spark, R arrow",
        ),
        "sqlite": Form(
            "tables.sqlite",
            ("database", "to_sqlite"),
            "the same tables, with about_tables and about_columns",
            "Datasette, sqlite-utils, DB Browser",
        ),
        "graphml": Form(
            "network.graphml",
            ("graphml", "to_graphml"),
            "bodies, instruments, recommendations and promises as a network",
            "Gephi, yEd, Cytoscape, networkx",
        ),
        "nanopub": Form(
            "nanopublications.trig",
            ("nanopub", "to_nanopublications"),
            "each judgement with its grounds, citable by itself; unsigned",
            "nanopublication tools, stores with named graphs",
        ),
    }
)
DCAT = "dcat"
ALL = "all"
DCAT_FILE = "dcat.ttl"
NAMES = (*FORMS, DCAT, ALL)
"""What can be asked for."""
_DCAT_HOLDS = "DCAT 3: every file of a folder of all forms, with media type, size and SHA-256"
_ALL_HOLDS = "every form, in one folder"
MEDIA: Mapping[str, str] = MappingProxyType(
    {
        ".ttl": "text/turtle",
        ".nt": "application/n-triples",
        ".nq": "application/n-quads",
        ".trig": "application/trig",
        ".jsonld": "application/ld+json",
        ".rdf": "application/rdf+xml",
        ".csv": "text/csv",
        ".json": "application/csvm+json",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".parquet": "application/vnd.apache.parquet",
        ".sqlite": "application/vnd.sqlite3",
        ".graphml": "application/xml",
    }
)
"""Ending of a file to its media type, as registered with IANA."""
TEXT = frozenset({".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf", ".graphml"})
"""Endings of files that may go to a terminal or a pipe as text."""


def media_of(path: str) -> str:
    """The media type of a file, by its ending."""
    return MEDIA[PurePosixPath(path).suffix]


def catalogue() -> list[tuple[str, str, str, str]]:
    """Each form with its place, what it holds and what opens it, for a list."""
    forms = [(name, form.place, form.holds, form.opens) for name, form in FORMS.items()]
    return [
        *forms,
        (DCAT, DCAT_FILE, _DCAT_HOLDS, "data portals, any RDF tool"),
        (ALL, "./", _ALL_HOLDS, ""),
    ]


def made(release: "Release", name: str) -> dict[str, bytes]:
    """The files of one form, by path inside it; a single file under "".

    Raises:
        InputError: if a library for the form is not installed.
    """
    module, function = FORMS[name].writer
    written = getattr(import_module(f"laming_graph.export.{module}"), function)(release)
    return written if isinstance(written, dict) else {"": written}


def all_made(release: "Release", at: str = "", progress: Progress = lambda _: None) -> dict[str, bytes]:
    """The files of every form by their path in one folder, the description of all of them last.

    Args:
        release: what is exported.
        at: address of the folder where it is published, or "".
        progress: told what is being done.

    Raises:
        InputError: if a library for a form is not installed.
    """
    from laming_graph.export.catalogue import to_dcat

    files: dict[str, bytes] = {}
    holds: dict[str, str] = {}
    for name, form in FORMS.items():
        progress(f"{name}: {form.place}")
        for path, data in made(release, name).items():
            files[form.place + path] = data
            holds[form.place + path] = form.holds
    progress(f"{DCAT}: {DCAT_FILE}")
    return {**files, DCAT_FILE: to_dcat(release, files, holds, at)}
