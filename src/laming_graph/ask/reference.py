"""The reference page of the canned queries, written from their headers."""

from collections.abc import Iterable, Sequence

from laming_graph.ask.canned import Canned, standing

GROUPS = {
    "Recommendations": ("recommendations",),
    "Deadlines": ("deadlines",),
    "Bodies": ("bodies",),
    "Instruments": ("instruments",),
    "Stances": ("stances",),
    "Text and evidence": ("text", "gaps"),
    "People and money": ("people", "money", "progress"),
}
"""Headings, and the tags that stand first in the queries below each."""

_INTRODUCTION = """\
# The canned queries

<!-- Written by `laming queries --reference -o docs/queries.md`; change the headers in queries/ instead. -->

One file each in `queries/`. `laming query NAME` answers one; `-p name=value` gives a parameter, which must be
given unless it has a default. An IRI may be typed short, as `instrument/working-together`, and a day is
`2009-12-31`. Columns come in the order shown. The same library in RDF is `queries/queries.ttl`.

Where a graph has many inquiries, every query answers for all of them, and says in its last column which one a
row belongs to (`calendar`, `workload` and `instruments` count over all). `-p inquiry=inquiry/laming-2009`
holds any of them to one; in the file, that is the line of comment beginning "One inquiry only".
"""


def to_reference(canned: Iterable[Canned]) -> str:
    """The page in Markdown: a list by group, then question, parameters, columns and a command for each.

    A query whose first tag is of no group stands under "More".
    """
    grouped: dict[str, list[Canned]] = {heading: [] for heading in (*GROUPS, "More")}
    for one in canned:
        grouped[_heading(one)].append(one)
    used = {heading: found for heading, found in grouped.items() if found}
    lines = [_INTRODUCTION]
    for heading, found in used.items():
        links = ", ".join(f"[{one.slug}](#{one.slug})" for one in found)
        lines.append(f"- **{heading}**: {links}")
    for heading, found in used.items():
        lines += ["", f"## {heading}"]
        for one in found:
            lines += ["", *_query(one)]
    return "\n".join(lines) + "\n"


def command(canned: Canned) -> str:
    """An example of asking a query, with the values that stand in its file."""
    given = [f" -p {one.name}={standing(canned, one)}" for one in canned.parameters]
    return f"laming query {canned.slug}{''.join(given)}"


def _heading(canned: Canned) -> str:
    return next((heading for heading, tags in GROUPS.items() if canned.tags[0] in tags), "More")


def _query(canned: Canned) -> list[str]:
    told = f" {canned.description}" if canned.description else ""
    lines = [
        f"### {canned.slug}",
        "",
        f"{canned.question} ({canned.summary}.){told}",
        "",
        f"    {command(canned)}",
        "",
    ]
    if canned.parameters:
        rows = [(one.name, one.datatype, one.default or "", one.meaning) for one in canned.parameters]
        lines += [*_table(("parameter", "datatype", "default", "meaning"), rows), ""]
    return [*lines, *_table(("column", "meaning"), list(canned.columns.items()))]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    told = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return [f"| {' | '.join(header)} |", "|---" * len(header) + "|", *(f"| {row} |" for row in told)]
