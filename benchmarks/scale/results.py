"""The measurements as a table and a plot."""

from pathlib import Path


def write_results(folder: Path) -> None:
    """Placeholder until all sizes are read."""
