"""The Python of docs/python.md runs as it stands there."""

import re
from pathlib import Path

import pytest

from tests.expected import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")


def test_the_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line by line, with its files written."""
    for library in ("pandas", "polars", "openpyxl"):
        pytest.importorskip(library)
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "docs/python.md", "exec"), {})
    assert {path.name for path in tmp_path.iterdir()} == {"late.csv", "late.xlsx", "late.parquet"}
    assert "It rests on:" in capsys.readouterr().out
