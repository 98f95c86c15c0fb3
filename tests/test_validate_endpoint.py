"""`laming validate --endpoint`, `--store`: both find what files give, and what cannot be done is said."""

import argparse
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from laming_graph.arguments import module_of
from laming_graph.check.finding import Finding
from laming_graph.check.shapes import validate
from tests.command import Done, Laming
from tests.defects import plant
from tests.expected import ROOT
from tests.servers import AbsentError, Running, oxigraph, running, virtuoso

SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Finding]]:
    """The data with every planted defect, and what its files give."""
    folder = shutil.copytree(ROOT / "data" / "ttl", tmp_path_factory.mktemp("planted") / "ttl")
    list(plant(folder))
    return folder, list(validate([folder], engine="sparql").findings)


def started(make: Callable[[Path], Running], folder: Path) -> Running:
    """A server, or the reason why the test is skipped."""
    try:
        return make(folder)
    except AbsentError as absent:
        pytest.skip(str(absent))


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_finds_what_files_give(
    name: str,
    planted: tuple[Path, list[Finding]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every planted defect, in all that is told but file and line."""
    folder, wanted = planted
    (tmp_path / "home").mkdir()
    laming = Laming(tmp_path / "home")
    with running(started(SERVERS[name], tmp_path)) as server:
        user = ("--user", server.account.user) if server.account.user else ()
        monkeypatch.setenv("LAMING_PASSWORD", server.account.password)
        # One of the defects is a word of the documents.
        loading = ("--endpoint", server.store, "--data", folder, "--with-ontology", "--with-text", *user)
        loaded = laming("load", *loading)
        assert loaded.status == 0, loaded.err
        asking = ("--endpoint", server.queries, "--timeout", "200", "--format", "json")
        done = laming("validate", *asking)
    assert_same(done, wanted)


def test_a_store_finds_what_files_give(planted: tuple[Path, list[Finding]], tmp_path: Path) -> None:
    """Every planted defect, from a store on disk that holds the ontology too."""
    folder, wanted = planted
    (tmp_path / "home").mkdir()
    laming = Laming(tmp_path / "home")
    loaded = laming("load", "--store", "mine", "--data", folder, "--with-ontology", "--with-text")
    assert loaded.status == 0, loaded.err
    assert_same(laming("validate", "--store", "mine", "--format", "json"), wanted)


def assert_same(done: Done, wanted: list[Finding]) -> None:
    """The findings of a report in JSON are these, in all that is told but file and line."""
    assert (done.status, done.err) == (1, "")
    told = json.loads(done.out)["findings"]
    assert {(one["file"], one["line"]) for one in told} == {(None, None)}
    keys = ("severity", "message", "focus", "path", "value", "shape", "component")
    found = {tuple(one[key] or "" for key in keys) for one in told}
    assert found == {one[:7] for one in wanted}
    assert len(told) == len(wanted)


def test_an_empty_server_is_no_pass(tmp_path: Path) -> None:
    """Nothing conforms to nothing."""
    (tmp_path / "home").mkdir()
    with running(started(oxigraph, tmp_path)) as server:
        done = Laming(tmp_path / "home")("validate", "--endpoint", server.queries)
    assert done.status == 2
    assert "no triple there" in done.err and done.err.count("\n") == 1


def test_a_store_that_is_not_there_is_no_pass(tmp_path: Path) -> None:
    """A name mistyped is told."""
    done = Laming(tmp_path)("validate", "--store", "none")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("place", [("--endpoint", "http://127.0.0.1:1/query"), ("--store", "mine")])
@pytest.mark.parametrize(
    "more", [("data.ttl",), ("--engine", "shifty"), ("--data-format", "turtle")], ids=lambda one: one[0]
)
def test_what_is_asked_has_no_use_for(more: tuple[str, ...], place: tuple[str, ...], tmp_path: Path) -> None:
    """Files, their format and other engines are refused beside an endpoint or a store."""
    done = Laming(tmp_path)("validate", *place, *more)
    assert (done.status, done.err.count("\n")) == (2, 1)
    named = more[0] if more[0].startswith("--") else "FILE"
    assert f"leave {named}" in done.err


def test_the_page_of_servers_tells_the_option() -> None:
    """How a server gets the ontology that shapes look up is told."""
    whole = argparse.ArgumentParser()
    module_of("load").arguments(whole)
    assert "--with-ontology" in whole.format_help()
    for page in ("servers", "validation"):
        assert "--with-ontology" in (ROOT / "docs" / f"{page}.md").read_text("utf-8")
