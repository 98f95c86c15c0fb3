"""What it takes to cite an answer, and to see later whether it still comes out the same."""

import hashlib
import json
import shlex
from collections.abc import Mapping
from typing import Any, NamedTuple

from laming_graph.ask.rows import Rows
from laming_graph.model.errors import InputError

MARK = "laming-citation:"
"""What stands before the record of a citation in a text file."""


class Citation(NamedTuple):
    """Where an answer comes from.

    Attributes:
        query: slug of the canned query, or "" for SPARQL of one's own.
        parameters: of the canned query, as terms are typed.
        sparql: the text of a query of one's own, or "".
        query_sha256: of the text that was asked, parameters filled in.
        data: IRI of the data set.
        data_version: its version.
        data_sha256: of the checksums of its files; "" where the data says none.
        rows: how many there are.
        answer_sha256: of columns and rows.
        software: version of this program.
    """

    query: str
    parameters: Mapping[str, str]
    sparql: str
    query_sha256: str
    data: str
    data_version: str
    data_sha256: str
    rows: int
    answer_sha256: str
    software: str

    def command(self) -> str:
        """The command line that asks again."""
        if not self.query:
            return "laming sparql -"
        assignments = [f"-p {shlex.quote(f'{name}={value}')}" for name, value in self.parameters.items()]
        return " ".join(["laming query", self.query, *assignments])

    def sentence(self) -> str:
        """The citation for a person, in one line."""
        content = f", content {self.data_sha256[:12]}" if self.data_sha256 else ""
        return (
            f"Laming Graph {self.software}, `{self.command()}`, on {self.data} version "
            f"{self.data_version}{content}: {self.rows} rows, answer {self.answer_sha256[:12]}"
        )

    def record(self) -> str:
        """The citation for `laming rerun`, in one line of JSON."""
        return json.dumps(self._asdict(), ensure_ascii=False)


def parse_citation(record: str, place: str) -> Citation:
    """Read a record.

    Raises:
        InputError: if it is no record of a citation.
    """
    try:
        given: dict[str, Any] = json.loads(record)
        citation = Citation(**given)
        fits = all(
            isinstance(getattr(citation, name), int if name == "rows" else dict)
            if name in {"rows", "parameters"}
            else isinstance(getattr(citation, name), str)
            for name in Citation._fields
        ) and all(isinstance(one, str) for pair in citation.parameters.items() for one in pair)
    except (ValueError, TypeError, RecursionError):
        fits = False
    if not fits:
        raise InputError(f"{place}: its citation is damaged; ask again with --cite")
    return citation


def sha256_of(rows: Rows) -> str:
    """SHA-256 of the columns and rows of an answer, as texts; the same on every engine."""
    return sha256_of_texts(rows.columns, rows.texts())


def sha256_of_texts(columns: tuple[str, ...], texts: Any) -> str:
    """SHA-256 of columns and rows of texts."""
    digest = hashlib.sha256()
    for row in (columns, *texts):
        digest.update(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
