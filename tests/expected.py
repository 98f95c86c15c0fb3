"""The rows that people read in the documents, query by query, and for which parameters."""

import csv
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "queries"
SLUGS = sorted(path.stem for path in QUERIES.glob("*.rq"))
_READ = ROOT / "tests" / "queries"


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def expected(slug: str) -> list[dict[str, str]]:
    """The rows a query must give."""
    return table(_READ / f"{slug}.csv")


def parameters(slug: str) -> dict[str, str]:
    """The parameters for which they were read."""
    read: dict[str, dict[str, str]] = tomllib.loads((_READ / "params.toml").read_text("utf-8"))
    return read.get(slug, {})
