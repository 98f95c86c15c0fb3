"""Findings: what a check found, as one line a person can act on."""

from typing import NamedTuple

SEVERITIES = ("violation", "warning", "info")
"""From worst to least. A violation is a defect of the data; a warning is a gap in what the
documents promise, and no defect; info is worth knowing."""


class Finding(NamedTuple):
    """One result of a check.

    Attributes:
        severity: one of SEVERITIES.
        message: the shape's, in plain words.
        focus: IRI of the thing it is about.
        path: IRI of the property, or "".
        value: the value found, or "".
        shape: IRI of the shape that speaks.
    """

    severity: str
    message: str
    focus: str
    path: str
    value: str
    shape: str

    def line(self) -> str:
        """The finding in one line."""
        value = f" ({self.value})" if self.value else ""
        return f"{self.severity}: {self.focus}: {self.message}{value} [{self.shape}]"
