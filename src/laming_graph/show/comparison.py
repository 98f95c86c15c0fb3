"""One recommendation, every voice, for a terminal."""

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import Rows


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
    asked = graph.sparql(
        f"""SELECT ?summary ?page ?modality WHERE {{
            ?requirement dcterms:identifier "{rec}" ; lam:summary ?summary .
            OPTIONAL {{ ?requirement lam:page ?page ; lam:modality/skos:notation ?modality }} }}
            ORDER BY ?summary"""
    )
    assert isinstance(asked, Rows)
    with console.capture() as captured:
        for summary, page, modality in asked.texts():
            where = f" (page {page}, {modality})" if page else ""
            console.print(f"Recommendation {rec}{where}", style="bold")
            console.print(Padding(summary, (0, 0, 0, 2)))
        document = ""
        for row in rows.dicts():
            if row["document"] != document:
                document = row["document"] or ""
                console.print(f"\n{row['responder_label']}, {document}", style="bold")
            for line in _lines(row):
                console.print(Padding(line, (0, 0, 0, 2)))
        if not any(row["text"] for row in rows.dicts()):
            console.print(
                "\nThe words stand at the places given; `laming build --with-text` shows them here.",
                style="dim",
            )
    return captured.get()


def _lines(row: dict[str, str | None]) -> list[str]:
    place = f"{row['says']} on {row['rec']}, code points {row['start']} to {row['end']}"
    coded = [value for value in (row["stance_label"], row["treatment_label"]) if value]
    lines = [f"{place}: {', '.join(coded)}" if coded else place]
    if row["text"]:
        lines.append(f"“{row['text']}”")
    if row["promise_label"]:
        latest = f" (last day {row['latest']})" if row["latest"] else ""
        lines.append(f"promises: {row['promise_label']}, {row['phrase']}{latest}")
    if row["rationale"]:
        lines.append(f"note: {row['rationale']}")
    return lines
