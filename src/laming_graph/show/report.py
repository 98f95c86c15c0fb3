"""The accountability report: what is due, undated, resting on what, and carried by whom."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from laming_graph.ask.formats import columns_of, to_markdown
from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import Rows, table_of


class Section(NamedTuple):
    """A part of the report.

    Attributes:
        title: its heading.
        note: what a reader must know to read it rightly.
        rows: its table.
        query: the command that gives the whole table.
    """

    title: str
    note: str
    rows: Rows
    query: str


def report(graph: Graph, as_of: date, longest: int = 15) -> list[Section]:
    """The sections of the report.

    Args:
        graph: the graph.
        as_of: the day on which one asks.
        longest: tables with an open end are cut after about so many rows, where the number drops, so that
            of bodies or instruments with the same number all are shown or none.
    """
    return list(_sections(graph, as_of, longest))


def _sections(graph: Graph, as_of: date, longest: int) -> Iterator[Section]:
    promises = {row["commitment"]: row for row in graph.query("deadlines").dicts()}.values()
    due = graph.query("due-by", by=as_of)
    by_then = len({row["commitment"] for row in due.dicts()})
    dated = sum(bool(row["latest"]) for row in promises)
    started = sum(bool(row["earliest"] and not row["latest"]) for row in promises)
    without = len(promises) - dated - started
    yield Section(
        f"Due on or before {as_of.isoformat()}",
        f"{by_then} of {len(promises)} promises: {dated} have a last day, {started} only "
        f"a start, {without} no date. Due is not overdue: nothing here says what was done. "
        "Replies and paragraphs promise some of them; where the column of dates promises, it decides, "
        "and another day stands beside it.",
        _by_promise(due),
        f"laming query due-by -p by={as_of.isoformat()}",
    )
    undated = graph.query("undated")
    in_both_forms = zip(undated.cells, undated.texts(), strict=True)
    of_plan = Rows(undated.columns, tuple(row for row, text in in_both_forms if text[2] not in {"", "none"}))
    silent = len(undated.cells) - len(of_plan.cells)
    yield Section(
        "Replies that promise no date",
        f"By-when cells without a date. Besides these, {silent} replies have no by-when cell at all.",
        columns_of(of_plan, ("rec", "responder_label", "kind")),
        "laming query undated",
    )
    yield Section(
        "What falls due when",
        "By the month of the last day.",
        graph.query("calendar"),
        "laming query calendar",
    )
    instruments = graph.query("instruments")
    shown = _head(instruments, longest)
    yield Section(
        "What the replies rest on",
        f"The {len(shown.cells)} instruments that carry most recommendations, of {len(instruments.cells)}.",
        columns_of(shown, ("instrument_label", "kind", "recommendations")),
        "laming query instruments",
    )
    workload = graph.query("workload")
    shown = _head(workload, longest)
    yield Section(
        "Who was asked",
        f"The {len(shown.cells)} bodies that most recommendations address, of {len(workload.cells)}.",
        columns_of(shown, ("agent_label", "recommendations", "alone", "jointly")),
        "laming query workload",
    )
    yield Section(
        "Recommendations that name nobody",
        "Worded so that no body is asked to act.",
        columns_of(graph.query("no-addressee"), ("rec", "summary")),
        "laming query no-addressee",
    )
    yield from _judged(graph)


def _head(rows: Rows, longest: int) -> Rows:
    """The first rows, up to the drop in the number of recommendations that is nearest to `longest`."""
    numbers = [row["recommendations"] for row in rows.dicts()]
    drops = [place for place in range(1, len(numbers)) if numbers[place] != numbers[place - 1]]
    end = min([*drops, len(numbers)], key=lambda place: abs(place - longest))
    return Rows(rows.columns, rows.cells[:end])


def _judged(graph: Graph) -> Iterator[Section]:
    """What readers read into the answers, where their tables are there."""
    departed = graph.query("accepted-but-departed")
    if departed.cells:
        wholly = [row for row in departed.dicts() if row["departs"] == "yes"]
        yield Section(
            "Accepted with all the rest, answered with something else",
            f"{len(departed.cells)} recommendations and items depart from what was asked, {len(wholly)} of "
            "them wholly; these are shown.",
            _texts(("rec", "how", "confidence"), wholly),
            "laming query accepted-but-departed",
        )
    weakened = graph.query("weakened")
    if weakened.cells:
        changes = Counter(row["change"] for row in weakened.dicts() if row["main"] == "true")
        yield Section(
            "Answered with less than was asked",
            f"Of {len(graph.query('strength').cells)} recommendations and items, {changes['weakened']} are "
            f"answered with less, {changes['other-act']} with as firm a promise of another act, "
            f"{changes['unanswered']} by no words. One may be weakened in several ways.",
            _listed(("change_label", "how_label"), weakened),
            "laming query weakened",
        )
    deferred = graph.query("deferred")
    if deferred.cells:
        yield Section(
            "Put off to another process",
            "By voice, and by what is waited for; a recommendation and its items count apart.",
            _counted(("responder_label", "to_label"), deferred),
            "laming query deferred",
        )
    conditional = graph.query("conditional")
    if conditional.cells:
        yield Section(
            "What the replies wait on",
            "A reply may wait on several things; a recommendation and its items count apart.",
            _counted(("condition_label",), conditional),
            "laming query conditional",
        )
    differences = graph.query("discrepancies")
    if differences.cells:
        yield Section(
            "Where the documents differ",
            f"{len(differences.cells)} pairs of places, inside one document or between two.",
            _counted(("kind", "severity"), differences),
            "laming query discrepancies",
        )


def _texts(columns: tuple[str, ...], rows: list[dict[str, str | None]]) -> Rows:
    return table_of(columns, (tuple(row[column] or "" for column in columns) for row in rows))


def _counted(columns: tuple[str, ...], rows: Rows) -> Rows:
    """How often each combination of some columns occurs, most first."""
    counts = Counter(tuple(row[column] or "" for column in columns) for row in rows.dicts())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return table_of((*columns, "how_many"), ((*names, str(count)) for names, count in ordered))


def _listed(columns: tuple[str, ...], rows: Rows) -> Rows:
    """How often each combination of some columns occurs, most first, and for which recommendations."""
    recs: dict[tuple[str, ...], list[str]] = {}
    for row in rows.dicts():
        recs.setdefault(tuple(row[column] or "" for column in columns), []).append(row["rec"] or "")
    ordered = sorted(recs.items(), key=lambda item: (-len(item[1]), item[0]))
    return table_of(
        (*columns, "how_many", "recs"), ((*names, str(len(of)), ", ".join(of)) for names, of in ordered)
    )


def _by_promise(due: Rows) -> Rows:
    """One row a promise and day, with the recommendations it answers, if it answers any."""
    columns = ("latest", "elsewhere_latest", "promise_label", "lead_label")
    answered: dict[tuple[str, ...], list[str]] = {}
    for row in due.dicts():
        promise = tuple(row[column] or "" for column in columns)
        answered.setdefault(promise, []).extend(filter(None, (row["rec"],)))
    return table_of((*columns, "recs"), ((*promise, ", ".join(recs)) for promise, recs in answered.items()))


def to_report_markdown(sections: list[Section], title: str) -> str:
    """The report in Markdown."""
    parts = [f"# {title}\n"]
    for section in sections:
        parts += [f"## {section.title}\n", f"{section.note}\n", to_markdown(section.rows)]
        parts.append(f"The whole table: `{section.query}`\n")
    return "\n".join(parts)


def to_report_terminal(sections: list[Section], title: str) -> str:
    """The report for a terminal."""
    from rich.console import Console
    from rich.table import Table

    from laming_graph.ask.formats import short

    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(title, style="bold")
        for section in sections:
            console.print(f"\n{section.title}", style="bold")
            console.print(section.note)
            table = Table(header_style="bold")
            for column in section.rows.columns:
                table.add_column(column, overflow="fold")
            for row in section.rows.texts():
                table.add_row(*map(short, row))
            console.print(table)
            console.print(f"The whole table: {section.query}", style="dim")
    return captured.get()
