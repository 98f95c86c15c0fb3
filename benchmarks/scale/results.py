"""What was measured, as a page with tables, and as a plot of growth."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.scale.drawing import Line, to_svg
from benchmarks.scale.size import ENGINES, HELD, LOOKUPS, Size, aggregates, growth, slugs, times
from benchmarks.scale.verdicts import growth_verdicts, verdicts


def write_results(folder: Path) -> None:
    """Write `scale.md` and `scale.svg` from the files of results."""
    sizes = sorted(map(_read, folder.glob("*.json")), key=lambda size: size.triples)
    (folder / "scale.md").write_text(to_page(sizes), "utf-8")
    title = "Canned queries on disk as the graph grows: milliseconds of processor time"
    (folder / "scale.svg").write_text(to_svg(_lines(sizes), title), "utf-8")


def _read(path: Path) -> Size:
    told = json.loads(path.read_text("utf-8"))
    return Size(path.stem, told["data"]["triples"], told)


def to_page(sizes: Sequence[Size]) -> str:
    """All tables in Markdown."""
    last = sizes[-1]
    versions = ", ".join(
        f"{name} {value}" for name, value in last.told["machine"].items() if name != "system"
    )
    parts = [
        "# Measured at scale",
        "Written by `make bench SIZE=...`; do not change it. Seconds and milliseconds are processor time of "
        "all threads. Where other work ran on the machine meanwhile, a factor under 1.5 is no difference.",
        f"{last.told['machine']['system']}; {versions}.",
        "## Data",
        _table(
            ("size", "triples", "inquiries", "further responses", "reports of progress"),
            (
                [
                    s.name,
                    f"{s.triples:,}",
                    *(s.told["data"][k] for k in ("inquiries", "responses", "reports")),
                ]
                for s in sizes
            ),
        ),
        "## Loading, writing Turtle, validating",
        "Seconds / peak memory in MB.",
        _table(
            ("job", *(size.name for size in sizes)),
            (
                [name, *(_seconds(size.job(name)) for size in sizes)]
                for name in _jobs(sizes)
                if not name.startswith("query")
            ),
        ),
        "The store that `laming load --store` leaves, in MB: "
        + "; ".join(
            f"{s.name} {told:,.0f}" for s in sizes if (told := s.job("load laming --store").get("disk_mb"))
        )
        + ".",
        _validated(sizes),
        "## Canned queries",
        "Median milliseconds. *Growth* is the factor for ten times the triples, on disk, between the two "
        "largest sizes; *rows* are those at the largest.",
        _asked([slug for slug in slugs(sizes) if HELD not in slug], sizes),
        "Held to one inquiry, by `-p inquiry=inquiry/laming-2009`:",
        _asked([slug for slug in slugs(sizes) if HELD in slug], sizes),
        "Peak memory in MB: "
        + "; ".join(
            f"{ENGINES[e]} {s.name} {s.job(f'query {e}')['peak_mb']:,}"
            for e in ENGINES
            for s in sizes
            if "peak_mb" in s.job(f"query {e}")
        )
        + ".",
        "## Aggregates against DuckDB on tables",
        "Milliseconds of DuckDB, and how many times that the store on disk and in memory take.",
        _table(
            ("query", *(f"{s.name}: DuckDB, disk, memory" for s in sizes)),
            ([slug, *(_against(slug, size) for size in sizes)] for slug in aggregates(sizes)),
        ),
        "## Against the targets",
        *(f"- {line}" for size in sizes for line in verdicts(size)),
        *(f"- {line}" for line in growth_verdicts(sizes)),
    ]
    text = "\n\n".join(parts).replace("\n\n- ", "\n- ")
    return f"{text}\n"


def _against(slug: str, size: Size) -> str:
    floor = size.query("tables", slug)
    if floor is None:
        return ""
    as_often = (times(slug, size, engine) for engine in ("disk", "memory"))
    return ", ".join([f"{floor:.1f}", *(f"{one:.1f}x" if one else "no answer" for one in as_often)])


def _seconds(told: dict[str, Any]) -> str:
    if told.get("failed"):
        return str(told["failed"])
    return f"{told['cpu']:.2f} / {told['peak_mb']:,}"


def _validated(sizes: Iterable[Size]) -> str:
    lines = []
    for size in sizes:
        for name, told in size.told["jobs"].items():
            if "components" in told:
                exact = told["components"] == size.told["planted"]["components"]
                count = sum(told["components"].values())
                verdict = "exactly those planted" if exact else "**not those planted**"
                lines.append(f"{size.name}, {name}: {count} violations, {verdict}.")
    return "\n".join(lines)


def _asked(wanted: Iterable[str], sizes: Sequence[Size]) -> str:
    """A table of some queries, a column an engine and size."""
    asked = (f"{e}, {s.name}" for e in ENGINES for s in sizes if f"query {e}" in s.told["jobs"])
    return _table(("query", "rows", *asked, "growth"), (_query_row(slug, sizes) for slug in wanted))


def _query_row(slug: str, sizes: Sequence[Size]) -> list[str]:
    told = sizes[-1].job("query disk").get("queries", {}).get(slug, {})
    cells = [f"`{slug}`", f"{told.get('rows', 0):,}"]
    for engine in ENGINES:
        for size in sizes:
            if f"query {engine}" in size.told["jobs"]:
                one = size.job(f"query {engine}").get("queries", {}).get(slug)
                cells.append("" if one is None else one["failed"] or f"{one['milliseconds']:,.1f}")
    grown = growth(slug, sizes[-2], sizes[-1], "disk") if len(sizes) > 1 else None
    return [*cells, f"{grown:.1f}" if grown else ""]


def _jobs(sizes: Iterable[Size]) -> list[str]:
    return list(dict.fromkeys(name for size in sizes for name in size.told["jobs"]))


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    line: Callable[[Iterable[object]], str] = lambda cells: f"| {' | '.join(map(str, cells))} |"  # noqa: E731
    return "\n".join([line(head), line("---" for _ in head), *map(line, rows)])


def _lines(sizes: Sequence[Size]) -> list[Line]:
    """A line a query on disk; those the targets speak of are named."""
    lines = []
    for slug in slugs(sizes):
        points = [(size.triples, value) for size in sizes if (value := size.query("disk", slug))]
        if len(points) > 1:
            lines.append(Line(slug, tuple(points), slug in LOOKUPS))
    return lines
