"""An answer: rows, what was asked, and the forms in which people take rows along."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from laming_graph import __version__
from laming_graph.ask.rows import Rows

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from laming_graph.ask.citation import Citation
    from laming_graph.ask.source import Source
    from laming_graph.ask.values import Value

_SHOWN = 20
"""How many rows a notebook shows."""


class Asked(NamedTuple):
    """What was asked.

    Attributes:
        text: the SPARQL, parameters filled in.
        query: slug of the canned query, or "".
        parameters: as they were bound.
    """

    text: str
    query: str = ""
    parameters: Mapping[str, str] = MappingProxyType({})


class Answer(Rows):
    """The rows that answer a query.

    Args:
        rows: columns and cells.
        asked: the query.
        source: the data that answered.
    """

    def __init__(self, rows: Rows, asked: Asked, source: "Source") -> None:
        super().__init__(rows.columns, rows.cells)
        self.asked = asked
        self.source = source

    def __iter__(self) -> Iterator[dict[str, "Value"]]:
        """Each row as a mapping from column to Python value."""
        for row in self.values():
            yield dict(zip(self.columns, row, strict=True))

    def __repr__(self) -> str:
        """What was asked, and how many rows answer."""
        return f"<Answer to {self._name()}: {len(self)} rows>"

    def values(self, *, curies: bool = False) -> "list[tuple[Value, ...]]":
        """Each row as Python values.

        Args:
            curies: shorten IRIs ("agent/ofsted", "lam:Commitment").

        Returns:
            date, int, Decimal, bool or str by datatype; None where nothing is said.
        """
        from laming_graph.ask.values import value_of
        from laming_graph.namespaces import shortened

        base = self.source.base if curies else ""
        return [
            tuple(
                shortened(value, base) if curies and isinstance(value, str) else value
                for value in map(value_of, row)
            )
            for row in self.cells
        ]

    def df(self, *, curies: bool = False) -> "pd.DataFrame":
        """A pandas frame: days as datetime64, numbers as Int64, text as string, NA for nothing.

        Raises:
            InputError: if pandas is not installed.
        """
        from laming_graph.ask.frames import to_pandas

        return to_pandas(self.columns, self.values(curies=curies))

    def pl(self, *, curies: bool = False) -> "pl.DataFrame":
        """A polars frame: days as Date, numbers as Int64, text as String, null for nothing.

        Raises:
            InputError: if polars is not installed.
        """
        from laming_graph.ask.frames import to_polars

        return to_polars(self.columns, self.values(curies=curies))

    def to_csv(self, path: str | Path, *, cite: bool = False) -> None:
        """Write CSV, whole or not at all.

        Args:
            path: the file.
            cite: add the citation as comment lines (#) at the end.

        Raises:
            InputError: if it cannot be written.
        """
        self._write(path, "csv", cite)

    def to_excel(self, path: str | Path) -> None:
        """Write an Excel workbook: the rows, and a sheet with the citation.

        Raises:
            InputError: if openpyxl is not installed, or the file cannot be written.
        """
        self._write(path, "xlsx", cite=True)

    def to_parquet(self, path: str | Path) -> None:
        """Write Parquet, typed, with the citation as metadata.

        Raises:
            InputError: if polars is not installed, or the file cannot be written.
        """
        self._write(path, "parquet", cite=True)

    @cached_property
    def citation(self) -> "Citation":
        """Where the answer comes from, to be cited and asked again."""
        from hashlib import sha256

        from laming_graph.ask.citation import Citation, sha256_of

        version = self.source.version
        return Citation(
            query=self.asked.query,
            parameters=dict(self.asked.parameters),
            sparql="" if self.asked.query else self.asked.text,
            query_sha256=sha256(self.asked.text.encode()).hexdigest(),
            data=version.iri,
            data_version=version.version,
            data_sha256=version.sha256,
            rows=len(self),
            answer_sha256=sha256_of(self),
            software=__version__,
        )

    def _write(self, path: str | Path, format_: str, cite: bool) -> None:
        from laming_graph.ask.formats import to_bytes
        from laming_graph.files import write_whole

        write_whole(Path(path), to_bytes(self, format_, self.citation if cite else None))

    def _name(self) -> str:
        given = ", ".join(f"{name}={value}" for name, value in self.asked.parameters.items())
        return (self.asked.query or "a query of one's own") + (f" ({given})" if given else "")

    def _repr_html_(self) -> str:
        """A table for a notebook."""
        from html import escape

        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{'' if v is None else escape(str(v))}</td>" for v in row) + "</tr>"
            for row in self.values(curies=True)[:_SHOWN]
        )
        more = f", the first {_SHOWN} shown" if len(self) > _SHOWN else ""
        caption = f"{escape(self._name())}: {len(self)} rows{more}"
        return (
            f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
