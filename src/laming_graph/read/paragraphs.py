"""Layout: plain prose, paragraph after paragraph, with an empty line between.

For a later document that says what was done: nothing of it is known but its words, so that
every block of lines is a paragraph, numbered from 1.
"""

from collections.abc import Mapping

from laming_graph.model.document import Reading
from laming_graph.model.passage import Passage
from laming_graph.read.source import Line, Source, finish


def read_paragraphs(source: Source, earlier: Mapping[str, Reading]) -> Reading:
    """Read the paragraphs.

    Args:
        source: the document.
        earlier: not used by this layout.

    Raises:
        SourceError: if their number is not the one registered.
    """
    blocks: list[list[Line]] = [[]]
    for line in source.lines():
        if line.words:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    passages = [
        Passage("paragraph", f"paragraph/{number}", source.flow_of(block))
        for number, block in enumerate((block for block in blocks if block), start=1)
    ]
    source.expect("paragraphs", len(passages))
    return Reading(source.document, finish(source, passages, ()))
