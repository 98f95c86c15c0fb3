"""Readers: one a layout of document, each turning text into passages with their spans.

A reader understands every character of its document or raises: a line is a passage's, or it is
furniture that the inquiry's description names, or the reader stops with file and offset.
"""

from collections.abc import Callable, Mapping

from laming_graph.model.document import Reading
from laming_graph.read.headed_bullets import read_headed_bullets
from laming_graph.read.numbered_plan import read_numbered_plan
from laming_graph.read.numbered_summaries import read_numbered_summaries
from laming_graph.read.paragraphs import read_paragraphs
from laming_graph.read.remarks import read_remarks
from laming_graph.read.replies import read_replies
from laming_graph.read.source import Source

Reader = Callable[[Source, Mapping[str, Reading]], Reading]

READERS: Mapping[str, Reader] = {
    "numbered-summaries": read_numbered_summaries,
    "headed-bullets": read_headed_bullets,
    "numbered-plan": read_numbered_plan,
    "paragraphs": read_paragraphs,
    "replies": read_replies,
    "remarks": read_remarks,
}
"""Layout name to reader. A reader gets its source and the readings made before it (witnesses)."""
