"""The folder of an inquiry's tables: which files belong in it."""

from pathlib import Path

from laming_graph.curate.facts import FACT_TABLES
from laming_graph.curate.judgements import CODING_TABLES
from laming_graph.curate.strength import STRENGTH
from laming_graph.model.errors import InputError

TABLES = frozenset(
    {
        "agents", "coordinated", "addressees", "instruments", "recommendations", "time-limits",
        "promises", "further-promises", "resting", "discrepancies", STRENGTH.name, *FACT_TABLES,
        *(table.name for table in CODING_TABLES),
    }
)  # fmt: skip
"""Stems of all tables that are read."""


def refuse_unknown_tables(folder: Path) -> None:
    """A table under a name that nothing reads would be lost without a word.

    Args:
        folder: where the tables are.

    Raises:
        InputError: at the first table that nothing reads.
    """
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in TABLES:
            raise InputError(f"{path}: no table has this name; use one of docs/tables.md, or move it away")
