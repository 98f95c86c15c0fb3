"""Instruments: guidance, codes, bills, frameworks, programmes and funds."""

from dataclasses import dataclass

INSTRUMENT_KINDS = (
    "statutory-guidance", "chapter", "guidance", "code", "bill", "act", "regulations",
    "inspection-framework", "indicator-set", "targets", "programme", "fund", "scheme", "strategy",
    "work-programme", "plan", "report", "research", "system", "qualification", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instrument:
    """A thing through which something is to be done.

    Attributes:
        id: its name in IRIs.
        label: its name as shown.
        kind: one of INSTRUMENT_KINDS.
        part_of: id of the instrument it is a part of, or "".
        version_of: id of the instrument it is an edition of, or "".
        replaces: id of the edition it replaces, or "".
        variants: forms by which the documents call it, the longest first.
        note: what a user of the table should know.
    """

    id: str
    label: str
    kind: str
    part_of: str
    version_of: str
    replaces: str
    variants: tuple[str, ...]
    note: str
