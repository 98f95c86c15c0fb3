"""What was aimed at, and whether it is held, in a line each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from benchmarks.scale.size import ENGINES, HELD, LOOKUPS, Size, aggregates, growth, slugs, times


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
    for slug in aggregates([size]):
        as_often = times(slug, size, "memory") or times(slug, size, "disk")
        if as_often:
            lines.append(_held(f"{size.name}: `{slug}` at most 15 times DuckDB", as_often, 15))
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
        quicker = (1000 * float(limit[1]) if limit else theirs["milliseconds"]) / ours
        if quicker < 50:
            (unknown if theirs["failed"] else missed).append(f"`{slug}` {quicker:.0f} times")
    told = f" Missed by {', '.join(missed)}." if missed else ""
    told += f" Not known, since rdflib was stopped before: {', '.join(unknown)}." if unknown else ""
    return f"{size.name}: every query, in memory, under 20 ms or 50 times quicker than rdflib.{told}"


def growth_verdicts(sizes: Sequence[Size]) -> list[str]:
    """How queries grow, in a line each."""
    lines = []
    for small, large in pairwise(sizes):
        engine = "memory" if large.query("memory", "evidence") else "disk"
        grown = {slug: growth(slug, small, large, engine) for slug in slugs(sizes) if slug not in LOOKUPS}
        of_all = {slug: value for slug, value in grown.items() if HELD not in slug}
        of_one = {slug: value for slug, value in grown.items() if HELD in slug}
        step = f"{small.name} to {large.name}, {ENGINES[engine]}"
        lines.append(f"{step}: queries grow at most 14 times.{_over(of_all, 14)}")
        if any(of_one.values()):
            lines.append(f"{step}: held to one inquiry, flat within 1.5.{_over(of_one, 1.5)}")
        what = f"{small.name} to {large.name}, on disk"
        flat = {slug: growth(slug, small, large, "disk") for slug in LOOKUPS}
        lines += [
            _held(f"{what}: `{slug}` flat within 1.5", value, 1.5) for slug, value in flat.items() if value
        ]
    return [*lines, *_flat_throughout(sizes)] if len(sizes) > 2 else lines


def _flat_throughout(sizes: Sequence[Size]) -> Iterator[str]:
    """Questions about one thing at the largest size, held against the smallest."""
    small, large = sizes[0], sizes[-1]
    for slug in LOOKUPS:
        one, other = small.query("disk", slug), large.query("disk", slug)
        if one and other:
            what = f"{small.name} to {large.name}, on disk: `{slug}` flat within 1.5 from first to last"
            yield _held(what, other / one, 1.5)


def _over(grown: Mapping[str, float | None], most: float) -> str:
    over = [
        f"`{slug.removesuffix(HELD)}` {value:.1f}" for slug, value in grown.items() if value and value > most
    ]
    return f" Missed by {', '.join(over)}." if over else ""


def _held(what: str, value: float, most: float) -> str:
    return f"{what}: {value:.2f}{_miss(value <= most)}"


def _miss(held: bool) -> str:
    return "" if held else " **(missed)**"
