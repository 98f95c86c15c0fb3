"""Plain prose, cut at empty lines."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laming_graph.model.errors import SourceError
from laming_graph.read.paragraphs import read_paragraphs
from laming_graph.read.source import Source
from tests.making import document_of

lines = st.text("ab \u2028", min_size=1).filter(str.strip)


@given(st.lists(st.lists(lines, min_size=1, max_size=3), max_size=5))
def test_prose_is_cut_at_empty_lines(blocks: list[list[str]]) -> None:
    """Each block of lines is a paragraph, and each character of it is in one."""
    text = "\n \n\n".join("\n".join(block) for block in blocks)
    document = document_of(layout="paragraphs", expect={"paragraphs": len(blocks)})
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = replace(document, sha256=sha256, code_points=len(text))
    passages = read_paragraphs(Source(document, Path("prose"), text), {}).passages
    assert [passage.name for passage in passages] == [f"paragraph/{n + 1}" for n in range(len(blocks))]
    assert [p.flow.text.split() for p in passages] == [" ".join(block).split() for block in blocks]
    with pytest.raises(SourceError, match="paragraphs read"):
        other = replace(document, expect={"paragraphs": len(blocks) + 1})
        read_paragraphs(Source(other, Path("prose"), text), {})
