"""What was measured, as a page with tables, and as a plot of growth."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log10
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.scale.drawing import Line, to_svg

ENGINES = {"memory": "pyoxigraph in memory", "disk": "pyoxigraph on disk", "rdflib": "rdflib"}
HELD = " (of one inquiry)"
"""How a query is called that is held to the shipped inquiry, and whose answer does not grow."""
LOOKUPS = (f"evidence{HELD}", f"compare{HELD}", "agency-brief (a local body)")
"""Questions about one thing, whose answers do not grow."""


class Size(NamedTuple):
    """The measurements at one size.

    Attributes:
        name: as typed, 1m.
        triples: as generated.
        told: the file of results.
    """

    name: str
    triples: int
    told: dict[str, Any]

    def job(self, name: str) -> dict[str, Any]:
        """What a job told; why it told nothing, if it was not run."""
        found: dict[str, Any] = self.told["jobs"].get(name, {"failed": "not run"})
        return found

    def query(self, engine: str, slug: str) -> float | None:
        """Milliseconds, if it ended in time."""
        one = self.job(f"query {engine}").get("queries", {}).get(slug)
        return None if one is None or one["failed"] else one["milliseconds"]


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
        _table(
            (
                "query",
                "rows",
                *(f"{e}, {s.name}" for e in ENGINES for s in sizes if f"query {e}" in s.told["jobs"]),
                "growth",
            ),
            (_query_row(slug, sizes) for slug in _slugs(sizes) if HELD not in slug),
        ),
        "Held to one inquiry, by `-p inquiry=inquiry/laming-2009`:",
        _table(
            (
                "query",
                "rows",
                *(f"{e}, {s.name}" for e in ENGINES for s in sizes if f"query {e}" in s.told["jobs"]),
                "growth",
            ),
            (_query_row(slug, sizes) for slug in _slugs(sizes) if HELD in slug),
        ),
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
            ([slug, *(_against(slug, size) for size in sizes)] for slug in _aggregates(sizes)),
        ),
        "## Against the targets",
        *(f"- {line}" for size in sizes for line in verdicts(size)),
        *(f"- {line}" for line in growth_verdicts(sizes)),
    ]
    text = "\n\n".join(parts).replace("\n\n- ", "\n- ")
    return f"{text}\n"


def verdicts(size: Size) -> list[str]:
    """What holds at one size, in a line each."""
    lines = []
    ours, own = size.job("load laming --store"), size.job("load pyoxigraph, disk")
    if "cpu" in ours and "cpu" in own:
        lines.append(
            _held(
                f"{size.name}: load at most 1.3 times pyoxigraph's onto disk", ours["cpu"] / own["cpu"], 1.3
            )
        )
    lines += _written(size)
    lines += _quicker_than_pyshacl(size)
    if "queries" in size.job("query rdflib"):
        lines.append(_quicker(size))
    for slug in _aggregates([size]):
        times = _times(slug, size, "memory") or _times(slug, size, "disk")
        if times:
            lines.append(_held(f"{size.name}: `{slug}` at most 15 times DuckDB", times, 15))
    return lines


def _quicker_than_pyshacl(size: Size) -> list[str]:
    """How much quicker compiled shapes are, where pySHACL by itself was measured."""
    own = size.job("validate pyshacl alone")
    lines = []
    for name in ("validate sparql", "validate --store"):
        ours = size.job(name)
        if "cpu" in own and "cpu" in ours:
            ratio = own["cpu"] / ours["cpu"]
            told = f"{ratio:.0f} times{_miss(ratio >= 50)}"
            lines.append(f"{size.name}: `{name}` 50 times quicker than pySHACL alone: {told}")
    return lines


def _written(size: Size) -> Iterator[str]:
    """How quick Turtle is, and how much memory a store takes to be written."""
    own = size.job("write rdflib")
    for job, what in (("write laming", ""), ("write laming --store", " from disk, our reading counted,")):
        ours = size.job(job)
        if "cpu" in ours and "cpu" in own:
            ratio = own["cpu"] / ours["cpu"]
            told = f"{ratio:.0f} times{_miss(ratio >= 20)}"
            yield f"{size.name}: Turtle{what} 20 times quicker than rdflib: {told}"
    if "peak_mb" in (ours := size.job("write laming --store")):
        peak = ours["peak_mb"]
        yield f"{size.name}: Turtle of a store in at most 6,000 MB: {peak:,} MB{_miss(peak <= 6000)}"


def _quicker(size: Size) -> str:
    missed: list[str] = []
    unknown: list[str] = []
    for slug, theirs in size.job("query rdflib")["queries"].items():
        ours = size.query("memory", slug)
        if ours is None or ours < 20:
            continue
        limit = re.fullmatch(r"over (\d+) s", theirs["failed"])
        times = (1000 * float(limit[1]) if limit else theirs["milliseconds"]) / ours
        if times < 50:
            (unknown if theirs["failed"] else missed).append(f"`{slug}` {times:.0f} times")
    told = f" Missed by {', '.join(missed)}." if missed else ""
    told += f" Not known, since rdflib was stopped before: {', '.join(unknown)}." if unknown else ""
    return f"{size.name}: every query, in memory, under 20 ms or 50 times quicker than rdflib.{told}"


def growth_verdicts(sizes: Sequence[Size]) -> list[str]:
    """How queries grow, in a line each."""
    lines = []
    for small, large in pairwise(sizes):
        engine = "memory" if large.query("memory", "evidence") else "disk"
        grown = {slug: _growth(slug, small, large, engine) for slug in _slugs(sizes) if slug not in LOOKUPS}
        of_all = {slug: value for slug, value in grown.items() if HELD not in slug}
        of_one = {slug: value for slug, value in grown.items() if HELD in slug}
        step = f"{small.name} to {large.name}, {ENGINES[engine]}"
        lines.append(f"{step}: queries grow at most 14 times.{_over(of_all, 14)}")
        if any(of_one.values()):
            lines.append(f"{step}: held to one inquiry, flat within 1.5.{_over(of_one, 1.5)}")
        what = f"{small.name} to {large.name}, on disk"
        flat = {slug: _growth(slug, small, large, "disk") for slug in LOOKUPS}
        lines += [
            _held(f"{what}: `{slug}` flat within 1.5", value, 1.5) for slug, value in flat.items() if value
        ]
    return lines


def _over(grown: Mapping[str, float | None], most: float) -> str:
    over = [
        f"`{slug.removesuffix(HELD)}` {value:.1f}" for slug, value in grown.items() if value and value > most
    ]
    return f" Missed by {', '.join(over)}." if over else ""


def _held(what: str, value: float, most: float) -> str:
    return f"{what}: {value:.2f}{_miss(value <= most)}"


def _miss(held: bool) -> str:
    return "" if held else " **(missed)**"


def _growth(slug: str, small: Size, large: Size, engine: str) -> float | None:
    one, other = small.query(engine, slug), large.query(engine, slug)
    if not one or not other:
        return None
    return float((other / one) ** (1 / log10(large.triples / small.triples)))


def _times(slug: str, size: Size, engine: str) -> float | None:
    ours, floor = size.query(engine, slug), size.query("tables", slug)
    return ours / floor if ours and floor else None


def _against(slug: str, size: Size) -> str:
    floor = size.query("tables", slug)
    if floor is None:
        return ""
    times = (_times(slug, size, engine) for engine in ("disk", "memory"))
    return ", ".join([f"{floor:.1f}", *(f"{one:.1f}x" if one else "no answer" for one in times)])


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


def _query_row(slug: str, sizes: Sequence[Size]) -> list[str]:
    told = sizes[-1].job("query disk").get("queries", {}).get(slug, {})
    cells = [f"`{slug}`", f"{told.get('rows', 0):,}"]
    for engine in ENGINES:
        for size in sizes:
            if f"query {engine}" in size.told["jobs"]:
                one = size.job(f"query {engine}").get("queries", {}).get(slug)
                cells.append("" if one is None else one["failed"] or f"{one['milliseconds']:,.1f}")
    growth = _growth(slug, sizes[-2], sizes[-1], "disk") if len(sizes) > 1 else None
    return [*cells, f"{growth:.1f}" if growth else ""]


def _jobs(sizes: Iterable[Size]) -> list[str]:
    return list(dict.fromkeys(name for size in sizes for name in size.told["jobs"]))


def _slugs(sizes: Iterable[Size]) -> list[str]:
    found = (size.job(f"query {engine}").get("queries", {}) for size in sizes for engine in ENGINES)
    return sorted({slug for queries in found for slug in queries})


def _aggregates(sizes: Iterable[Size]) -> list[str]:
    return sorted({slug for size in sizes for slug in size.job("query tables").get("queries", {})})


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    line: Callable[[Iterable[object]], str] = lambda cells: f"| {' | '.join(map(str, cells))} |"  # noqa: E731
    return "\n".join([line(head), line("---" for _ in head), *map(line, rows)])


def _lines(sizes: Sequence[Size]) -> list[Line]:
    """A line a query on disk; those the targets speak of are named."""
    lines = []
    for slug in _slugs(sizes):
        points = [(size.triples, value) for size in sizes if (value := size.query("disk", slug))]
        if len(points) > 1:
            lines.append(Line(slug, tuple(points), slug in LOOKUPS))
    return lines
