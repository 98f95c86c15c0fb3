"""Layout: numbered paragraphs with footnotes, then a table whose columns are run together.

The two halves have a reader each; the line that opens the table, which the inquiry names, is
where the first stops and the second starts.
"""

from collections.abc import Mapping

from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.passage import Passage
from laming_graph.read.numbered_paragraphs import read_paragraphs
from laming_graph.read.run_together_table import read_table
from laming_graph.read.source import Furniture, Line, Source, finish, furniture_line


def read_numbered_plan(source: Source, earlier: Mapping[str, Reading]) -> Reading:
    """Read the narrative and the table.

    Args:
        source: the document; its settings are `headings`, `furniture`, `quote-attribution`,
            `box-headings`, `table-from`, `table-furniture`, `item-cells`, `by-when-width`
            and `witnesses`.
        earlier: readings made before, the witnesses among them.

    Raises:
        InputError: if a setting is missing or unfit, or a witness is not read before.
        SourceError: at the first line, paragraph, footnote or cell that cannot be placed.
    """
    lines, furniture = _without_furniture(source, source.setting("furniture"))
    opening = source.setting("table-from")
    places = [index for index, line in enumerate(lines) if line.words == opening]
    if len(places) != 1:
        source.fail(f"the line {opening!r}, where the table opens, stands {len(places)} times")
    narrative, more_furniture = read_paragraphs(source, lines[: places[0]])
    heading = Passage("heading", "heading/table", source.flow_of([lines[places[0]]]))
    for key in source.setting("witnesses"):
        if key not in earlier:
            raise InputError(
                f"inquiry.toml: document {source.document.key}: the witness {key!r} is no document "
                "registered before it; name one, or move its registration up"
            )
    witnesses = [earlier[key] for key in source.setting("witnesses")]
    table, table_furniture = read_table(source, lines[places[0] + 1 :], witnesses)
    passages = [*narrative, heading, *table]
    for name, kind in (
        ("paragraphs", "paragraph"),
        ("footnotes", "footnote"),
        ("recommendations", "recommendation"),
        ("items", "item"),
        ("responses", "response"),
        ("by-when-cells", "by-when"),
    ):
        source.expect(name, sum(passage.kind == kind for passage in passages))
    rows = {p.reference.parent for p in passages if p.kind == "by-when" and p.reference}
    source.expect("by-when-rows", len(rows))
    ordered = finish(source, passages, [*furniture, *more_furniture, *table_furniture])
    wordings = {p.reference: p for p in table if p.reference and p.kind in ("recommendation", "item")}
    return Reading(source.document, ordered, wordings)


def _without_furniture(source: Source, names: list[str]) -> tuple[list[Line], list[Furniture]]:
    """Lines other than running headers: a named text with the page number before or after it."""
    kept: list[Line] = []
    furniture: list[Furniture] = []
    opened = False
    for line in source.lines():
        words = line.words
        stripped = words.strip("0123456789").strip()
        if stripped in names and stripped != words:
            furniture.append(furniture_line("running header", line))
            opened = True
        elif words in names and words != source.setting("table-from"):
            source.fail(f"the running header {words!r} stands without its page number", line=line)
        elif words:
            kept.append(line._replace(opens_page=line.opens_page or opened))
            opened = False
        else:
            kept.append(line)
    return kept, furniture
