"""One recommendation, every voice, for a terminal."""

from pyoxigraph import Literal

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import Rows

Row = dict[str, str | None]


def to_comparison(graph: Graph, rec: str, rows: Rows) -> str:
    """What each voice says on a recommendation, one block a document.

    Args:
        graph: the graph, for the recommendation's summary.
        rec: the recommendation or item.
        rows: the rows of the query `compare`.
    """
    from rich.console import Console
    from rich.padding import Padding

    console = Console(highlight=False, markup=False, emoji=False)
    asked = graph.select(
        f"""SELECT ?summary ?page ?modality WHERE {{
            ?requirement dcterms:identifier {Literal(rec)} ; lam:summary ?summary .
            OPTIONAL {{ ?requirement lam:page ?page ; lam:modality/skos:notation ?modality }} }}
            ORDER BY ?summary"""
    )
    with console.capture() as captured:
        for summary, page, modality in asked.texts():
            where = f" (page {page}, {modality})" if page else ""
            console.print(f"Recommendation {rec}{where}", style="bold")
            console.print(Padding(summary, (0, 0, 0, 2)))
        for document, said in _by_document(rows).items():
            console.print(f"\n{said[0]['responder_label']}, {document}", style="bold")
            heard = [row for row in said if row["says"] != "wording"]
            if not heard:
                console.print("  prints the recommendation; our copy has no word on it", style="dim")
            for before, row in zip([None, *heard], heard, strict=False):
                same_place = before is not None and _place(before) == _place(row)
                for line in _lines(row, again=same_place):
                    console.print(Padding(line, (0, 0, 0, 2)))
        troubles = _troubles(graph, rec)
        if troubles:
            console.print("\nWhere the documents differ in substance", style="bold")
        for line in troubles:
            console.print(Padding(line, (0, 0, 0, 2)))
        if not any(row["text"] for row in rows.dicts()):
            console.print(
                "\nThe words stand at the places given; `laming build --with-text` shows them here.",
                style="dim",
            )
    return captured.get()


def _troubles(graph: Graph, rec: str) -> list[str]:
    """The substantive discrepancies on a recommendation, one line each."""
    rows = graph.query("discrepancies").dicts()
    return [
        f"{row['kind']}: {row['place_a']} has {row['value_a']}, {row['place_b']} has {row['value_b']}"
        for row in rows
        if row["rec"] == rec and row["severity"] == "substantive"
    ]


def _by_document(rows: Rows) -> dict[str, list[Row]]:
    by_document: dict[str, list[Row]] = {}
    for row in rows.dicts():
        by_document.setdefault(row["document"] or "", []).append(row)
    return by_document


def _place(row: Row) -> str:
    return f"{row['says']} on {row['rec']}, code points {row['start']} to {row['end']}"


def _lines(row: Row, *, again: bool) -> list[str]:
    """The place and its words, unless they were just shown; then what is promised and noted."""
    lines = [] if again else [_place(row)]
    if row["text"] and not again:
        lines.append(f"“{row['text']}”")
    if not again:
        lines += _judged(row)
    if row["promise_label"]:
        latest = f" (last day {row['latest']})" if row["latest"] else ""
        promised = ", ".join(filter(None, (row["promise_label"], row["phrase"])))
        beside = row["place"] and not row["place"].startswith("by-when/")
        where = f"; in {row['place']}" if beside else ""
        lines.append(f"promises: {promised}{latest}{where}")
    if row["note"]:
        lines.append(f"note: {row['note']}")
    return lines


def _judged(row: Row) -> list[str]:
    """How a reader coded it, and why."""
    lines = []
    if row["stance_label"]:
        departs = f"; departs: {row['departs']}" if row["departs"] else ""
        lines.append(f"coded: {row['stance_label']} ({row['treatment_label']}){departs}")
    if row["change"]:
        by = f", {row['weakened_by']}" if row["weakened_by"] else ""
        answered = f"“{row['answered']}”" if row["answered"] else "no words"
        lines.append(f"asked: “{row['asked']}”; answered: {answered} ({row['change']}{by})")
    if row["claims"]:
        lines.append(f"claims: {row['claims']}")
    if row["how"]:
        lines.append(f"how it departs: {row['how']}")
    if row["rationale"]:
        lines.append(f"why coded so: {row['rationale']}")
    return lines
