"""What the tests share: the documents where they are at hand, and what is made of them once."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import settings

from laming_graph.ask.graph import Graph
from laming_graph.curate.tables import Tables, parse_tables
from laming_graph.graph.build import build, read_documents
from laming_graph.graph.workshop import Built
from laming_graph.model.document import Reading
from laming_graph.pages.site import site_files
from tests.command import Laming

ROOT = Path(__file__).resolve().parent.parent
INQUIRY = ROOT / "data" / "curation" / "inquiry.toml"

settings.register_profile("laming", deadline=None, derandomize=True)
settings.load_profile("laming")


@pytest.fixture(scope="module")
def laming(tmp_path_factory: pytest.TempPathFactory) -> Laming:
    """The command, with one cache for the tests of a module."""
    return Laming(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Graph]:
    """The shipped graph, asked from a cache of the module's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield Graph()


@pytest.fixture(scope="session")
def site() -> dict[str, bytes]:
    """The static site of the shipped data."""
    return site_files(Graph())


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The tables of data/curation."""
    return parse_tables(INQUIRY)


@pytest.fixture(scope="session")
def sources(tables: Tables) -> Path:
    """The folder of the documents, from LAMING_SOURCES or sources/; skips where one is missing."""
    folder = Path(os.environ.get("LAMING_SOURCES") or ROOT / "sources")
    missing = [one.file for one in tables.inquiry.documents if not (folder / one.file).is_file()]
    if missing:
        pytest.skip(f"needs the documents: {folder} has no {missing[0]}; set LAMING_SOURCES")
    return folder


@pytest.fixture(scope="session")
def readings(tables: Tables, sources: Path) -> dict[str, Reading]:
    """What the readers make of every document, by key."""
    return read_documents(tables, sources, lambda _: None)


@pytest.fixture(scope="session")
def built(tables: Tables, sources: Path) -> Built:
    """The graph built from documents and tables."""
    return build(tables, sources)
