"""The wheel: it holds all that queries need and none of the documents, and works away from the checkout."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from laming_graph import __version__
from laming_graph.curate.tables import Tables
from tests.command import Laming
from tests.expected import ROOT

pytest.importorskip("hatchling", reason="the wheel is built with hatchling, which is not installed")
SHARE = "laming_graph/share/"
QUESTION = ("query", "due-by", "-p", "by=2009-07-31")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel was unpacked, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-index", "--no-deps", "--target", str(folder), str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_wheel_is_named_by_the_version(wheel: Path) -> None:
    """Pure Python, of this version."""
    assert wheel.name == f"laming_graph-{__version__}-py3-none-any.whl"


@pytest.mark.parametrize(
    ("folder", "ending"),
    [
        ("queries", "*"),
        ("shapes", "*.ttl"),
        ("ontology", "*"),
        ("data/ttl", "*.ttl"),
        ("data/curation", "*"),
        ("docs/plots", "*.svg"),
    ],
)
def test_the_wheel_holds_what_stands_beside_the_code(folder: str, ending: str, wheel: Path) -> None:
    """Every file of the folder is there, byte for byte."""
    files = [path for path in (ROOT / folder).rglob(ending) if path.is_file()]
    assert files
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        for path in files:
            name = SHARE + path.relative_to(ROOT).as_posix()
            assert name in held
            assert archive.read(name) == path.read_bytes()


def test_the_wheel_is_typed_and_licensed(wheel: Path) -> None:
    """The marker of typing, the licences and the console script are there."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entries,) = [name for name in names if name.endswith(".dist-info/entry_points.txt")]
        assert "laming = laming_graph.cli:main" in archive.read(entries).decode()
    assert "laming_graph/py.typed" in names
    licences = {Path(name).name for name in names if "/licenses/" in name}
    assert {"Apache-2.0.txt", "CC-BY-4.0.txt", "MIT.txt", "BSD-3-Clause.txt", "NOTICE"} <= licences
    vendored = "laming_graph/pages/assets/vendored/"
    assert {f"{vendored}{name}" for name in ("yasgui.min.js", "web_bg.wasm", "LICENCES.txt")} <= set(names)


def test_the_wheel_holds_no_document(wheel: Path, tables: Tables) -> None:
    """No source document is there, under its name or its bytes, and nothing but package and metadata."""
    hashes = {document.sha256 for document in tables.inquiry.documents}
    names = {document.file for document in tables.inquiry.documents}
    assert len(hashes) == 5
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            assert name.startswith(("laming_graph/", f"laming_graph-{__version__}.dist-info/")), name
            assert Path(name).name not in names
            assert not name.endswith(("text.ttl", ".pyc"))
            assert "/sources/" not in name
            assert hashlib.sha256(archive.read(name)).hexdigest() not in hashes


def test_the_wheel_answers_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    """Run from the unpacked wheel in another folder, a query gives the rows of the checkout."""
    for name in ("wheel", "checkout"):
        (tmp_path / name).mkdir()
    there, here = Laming(tmp_path / "wheel"), Laming(tmp_path / "checkout")
    done = there(*QUESTION, PYTHONPATH=str(installed))
    assert (done.status, done.err) == (0, "")
    assert done.out == here(*QUESTION).out
    assert done.out.count("\n") > 10
    code = "import laming_graph, laming_graph.places as p; print(laming_graph.__file__, p.share())"
    where = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=there.environment(PYTHONPATH=str(installed)),
    )
    assert where.stdout.split() == [
        str(installed / "laming_graph" / "__init__.py"),
        str(installed / "laming_graph" / "share"),
    ]
