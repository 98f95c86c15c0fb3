"""Headers of queries, parsed once and kept."""

import json
from pathlib import Path

import pytest

from laming_graph.ask.header import parse_header

TEXT = "summary: one\nparams:\n  - name: by\n    default: 2009-12-31\n"
SAID = {"summary": "one", "params": [{"name": "by", "default": "2009-12-31"}]}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which headers are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "laming-graph" / "headers"


def test_a_header_is_kept_beside_its_own_text(kept: Path) -> None:
    """The second reading is of what the first one kept; another text has a name of its own."""
    assert parse_header(TEXT) == SAID
    (file,) = kept.iterdir()
    file.write_text(json.dumps([TEXT, {"summary": "kept"}]), "utf-8")
    assert parse_header(TEXT) == {"summary": "kept"}
    assert parse_header(TEXT.replace("one", "two"))["summary"] == "two"
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff", b"{}", b"[1]", b'["another text", {"summary": "other"}]']
)
def test_what_is_damaged_is_read_anew(damage: bytes, kept: Path) -> None:
    """A damaged file is no header, nor is that of another text; it is replaced."""
    parse_header(TEXT)
    (file,) = kept.iterdir()
    file.write_bytes(damage)
    assert parse_header(TEXT) == SAID
    assert file.read_bytes() != damage


def test_a_cache_that_cannot_be_written_is_no_hindrance(kept: Path) -> None:
    """Here a file stands where the folder would be."""
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"")
    assert parse_header(TEXT) == SAID


def test_what_is_no_yaml_is_told_in_one_line(kept: Path) -> None:
    """The problem is told without the library's picture of it."""
    with pytest.raises(ValueError, match="expected") as caught:
        parse_header("a: [1")
    assert "\n" not in str(caught.value)
    assert not kept.exists()
