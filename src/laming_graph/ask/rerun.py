"""Whether a cited answer still comes out the same."""

from collections import Counter
from collections.abc import Iterator

from laming_graph.ask.answer import Answer
from laming_graph.ask.cited import Cited
from laming_graph.ask.graph import Graph
from laming_graph.model.errors import InputError
from laming_graph.namespaces import shortened


def ask_again(graph: Graph, cited: Cited, place: str) -> Answer:
    """The answer of today to a cited query.

    Raises:
        InputError: if the query is not there any more, or is no SELECT.
    """
    citation = cited.citation
    if citation.query:
        return graph.query(citation.query, **citation.parameters)
    answer = graph.sparql(citation.sparql, place)
    if not isinstance(answer, Answer):
        raise InputError(f"{place}: its citation is of no SELECT; ask again with --cite")
    return answer


def differences(cited: Cited, now: Answer) -> list[str]:
    """What is not as it was cited, one line each; nothing if the answer is the same.

    The rows of the file are compared where its form keeps them, else those that were cited are
    only known by their hash.
    """
    then, today = cited.citation, now.citation
    found: list[str] = []
    if not cited.is_as_cited:
        found.append("the file: its rows are not those that were cited; it was changed since")
    if then.answer_sha256 == today.answer_sha256:
        return found
    if then.query_sha256 != today.query_sha256:
        found.append("the query itself was changed")
    if cited.rows is None:
        return [*found, f"the answer differs: {then.rows} rows then, {len(now)} now"]
    if cited.columns and cited.columns != now.columns:
        gone, new = (set(a) - set(b) for a, b in ((cited.columns, now.columns), (now.columns, cited.columns)))
        found += [f"column {name} is no more" for name in cited.columns if name in gone]
        found += [f"column {name} is new" for name in now.columns if name in new]
    return [*found, *_of_rows(cited, now)]


def _of_rows(cited: Cited, now: Answer) -> Iterator[str]:
    """Rows that went and rows that came, by the columns that both have."""
    shared = [name for name in cited.columns if name in now.columns]
    then_at = [cited.columns.index(name) for name in shared]
    now_at = [now.columns.index(name) for name in shared]
    then = Counter(tuple(row[i] for i in then_at) for row in cited.rows or ())
    today = Counter(tuple(row[i] for i in now_at) for row in now.texts())
    base = now.source.base
    for verb, rows in (("no more", then - today), ("new", today - then)):
        for row in rows.elements():
            cells = "; ".join(f"{n} '{shortened(v, base)}'" for n, v in zip(shared, row, strict=True) if v)
            yield f"{verb}: {cells}"
    if then == today and cited.columns == now.columns and cited.is_as_cited:
        yield "the same rows in another order"
