"""The README claims only what runs: each command it shows is run, and prints what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^    \$ (laming .+)\n((?:    .*\n|\n(?=    ))*)", re.MULTILINE)
EXAMPLES = _BLOCK.findall(ROOT.joinpath("README.md").read_text("utf-8"))


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_commands_print_what_the_readme_shows(command: str, shown: str, tmp_path: Path) -> None:
    """A shown command, run in an empty folder without documents, prints the lines shown."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "XDG_CACHE_HOME": str(tmp_path)}
    environment["LAMING_SOURCES"] = str(tmp_path)
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=environment, cwd=tmp_path, check=True
    )
    printed = [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")]
    assert printed == [line[4:].rstrip() for line in shown.rstrip("\n").split("\n")]


def test_three_questions_are_answered() -> None:
    """The README shows three commands with their output."""
    assert len(EXAMPLES) == 3
