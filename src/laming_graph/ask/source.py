"""The data behind an answer, as the data itself says: its base, its version, its content."""

from functools import cached_property
from typing import NamedTuple

from laming_graph.ask.engine import Engine
from laming_graph.namespaces import CODES


class Version(NamedTuple):
    """Which data it is.

    Attributes:
        iri: the data set.
        version: its version.
        sha256: of the checksums of its files, in order; "" where it says none.
    """

    iri: str
    version: str
    sha256: str


class Source:
    """The data of an engine, asked once for what it says of itself."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @cached_property
    def base(self) -> str:
        """Base IRI of the inquiry's data, by which short IRIs are read."""
        rows = self._engine.select(
            "SELECT ?base WHERE { ?dataset void:uriSpace ?base } ORDER BY ?base LIMIT 1", "query"
        )
        return next((base for (base,) in rows.texts()), CODES)

    @cached_property
    def version(self) -> Version:
        """Version of the data; several data sets in one store count together."""
        named = self._engine.select(
            """SELECT ?dataset ?version WHERE { ?dataset a dcat:Dataset ; dcat:version ?version }
               ORDER BY ?dataset ?version""",
            "query",
        )
        sums = self._engine.select(
            """SELECT ?file ?sum WHERE {
               ?file a dcat:Distribution ; spdx:checksum/spdx:checksumValue ?sum } ORDER BY ?file ?sum""",
            "query",
        )
        from hashlib import sha256

        datasets = list(named.texts())
        whole = "\n".join(" ".join(row) for row in sums.texts())
        return Version(
            " ".join(dataset for dataset, _ in datasets),
            " ".join(version for _, version in datasets),
            sha256(whole.encode()).hexdigest() if whole else "",
        )
