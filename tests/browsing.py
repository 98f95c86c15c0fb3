"""A real browser for the tests: Chromium, driven by playwright-core, with axe-core to hold pages against."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.expected import ROOT

_MODULES = Path(os.environ.get("LAMING_BROWSER_MODULES", ROOT / "build" / "browser" / "node_modules"))
_PICTURES = ROOT / "build" / "pictures"
"""Where the tests leave what pages look like."""
_MISSING = [name for name in ("chromium", "node") if shutil.which(name) is None] + [
    name for name in ("axe-core", "playwright-core") if not (_MODULES / name).is_dir()
]
in_a_browser = pytest.mark.skipif(
    bool(_MISSING),
    reason=f"no {', '.join(_MISSING)}; npm install --prefix build/browser axe-core playwright-core",
)
"""Marks a test that drives a browser: it is skipped where there is none."""


def seen_by(script: str, base: str, *arguments: str) -> Any:
    """What a script saw that drove a browser.

    Args:
        script: in tests/.
        base: address that it begins with.
        arguments: after the folder for pictures.

    Returns:
        Its JSON.
    """
    _PICTURES.mkdir(parents=True, exist_ok=True)
    command = [
        "node",
        str(ROOT / "tests" / script),
        str(_MODULES),
        shutil.which("chromium") or "",
        base,
        str(_PICTURES),
        *arguments,
    ]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)
