"""`laming export`: the command, the folder it writes, the same bytes each time, and what is never in it."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from laming_graph.check.shapes import validate
from laming_graph.export.forms import DCAT_FILE, FORMS, MEDIA, NAMES, all_made, media_of
from laming_graph.export.release import Release
from laming_graph.files import write_folder
from laming_graph.model.errors import InputError
from laming_graph.namespaces import DCAT, LAM
from tests.command import BARE, Laming, fine, lines_of
from tests.expected import ROOT
from tests.exported import files, lay, read, release

PAGE = (ROOT / "docs" / "exports.md").read_text("utf-8")
for _library in ("polars", "openpyxl"):
    pytest.importorskip(_library)

WORDS = '@prefix lam: <https://w3id.org/laming/ontology#> . <https://example.org/p> lam:text "Secret words" .'
PLAIN = """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix void: <http://rdfs.org/ns/void#> . @prefix ex: <https://example.org/id/> .
ex:dataset a dcat:Dataset ; dcterms:title "Plain"@en ; dcat:version "1.0.0" ;
  void:uriSpace "https://example.org/id/" ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/> ."""


def test_every_form_is_listed_and_documented(laming: Laming) -> None:
    """The list, the help and the page name each form; the page gives a command for it."""
    header, *listed = lines_of(fine(laming("export", "--list")))
    assert header == ["form", "place", "holds", "opens"]
    assert [form for form, *_ in listed] == list(NAMES)
    told = fine(laming("export", "--help"))
    assert [name for name in NAMES if name not in told or f"laming export {name}" not in PAGE] == []


def test_two_exports_are_the_same_bytes(laming: Laming, tmp_path: Path) -> None:
    """Made in another process, with another seed of hashes and another clock, every file is the same."""
    environment = laming.environment(PYTHONHASHSEED="7", TZ="Pacific/Apia")
    command = [*BARE, "export", "all", "--quiet", "-o", str(tmp_path / "new" / "all")]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=300, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    written = {
        path.relative_to(tmp_path / "new" / "all").as_posix(): path.read_bytes()
        for path in (tmp_path / "new" / "all").rglob("*")
        if path.is_file()
    }
    assert written.keys() == files().keys()
    assert {path for path, data in written.items() if data != files()[path]} == set()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["all"]


@pytest.mark.parametrize("place", ["graph.trig", "csv/", "tables.sqlite"])
def test_one_form_is_the_same_as_in_a_folder_of_all(place: str, laming: Laming, tmp_path: Path) -> None:
    """Each form can be had by itself."""
    (name,) = [name for name, form in FORMS.items() if form.place == place]
    path = tmp_path / "one"
    fine(laming("export", name, "-o", path))
    if FORMS[name].many:
        for file in path.iterdir():
            assert file.read_bytes() == files()[place + file.name]
    else:
        assert path.read_bytes() == files()[place]


def test_text_goes_into_a_pipe(laming: Laming) -> None:
    """Without a file, a form that is text goes to standard output."""
    assert fine(laming("export", "graphml")).encode() == files()["network.graphml"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["export"], "no form given; `laming export --list` lists them"),
        (["export", "csv"], "writes a folder; name it with -o"),
        (["export", "turtle", "--data", "/nowhere"], "no Turtle file"),
        (["export", "dcat", "--at", "data"], "is no address"),
        (["export", "trig", "--at", "https://example.org/"], "--at is for dcat and all"),
        (["export", "turtle", "-o", "/proc/none/graph.ttl"], "nothing was changed there"),
        (["export", "csv", "-o", "/dev/null"], "is no folder"),
        (["export", "csv", "-o", "."], "is the folder you are in"),
    ],
)
def test_what_cannot_be_done_is_told(words: list[str], told: str, laming: Laming) -> None:
    """One line, and the status of bad input."""
    done = laming(*words)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert told in done.err


def test_the_words_of_the_documents_are_refused(laming: Laming, tmp_path: Path) -> None:
    """A text layer among the files stops the export; one that was built beside them is not read."""
    (tmp_path / "text.ttl").write_text(WORDS, "utf-8")
    (tmp_path / "plain.ttl").write_text(PLAIN, "utf-8")
    done = laming("export", "turtle", "--data", tmp_path)
    assert (done.status, done.out) == (2, "")
    assert "text.ttl: holds the documents' words, which are never exported" in done.err


def test_a_built_text_layer_stays_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What queries show on this machine does not leave it."""
    layer = tmp_path / "text.ttl"
    layer.write_text(WORDS, "utf-8")
    monkeypatch.setattr("laming_graph.places.text_layer", lambda: layer)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = Release()
    assert here.triples == release().triples
    assert all(ox.NamedNode(LAM + "text") != triple.predicate for triple in here.triples)
    assert [one.answer.cells for one in here.answers] == [one.answer.cells for one in release().answers]


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ("[] a <https://example.org/C> .", "holds a blank node"),
        ("<https://example.org/a> a <https://example.org/C> .", "describes 0 data sets"),
        (PLAIN + " ex:other a dcat:Dataset .", "describes 2 data sets"),
        (PLAIN.replace('dcat:version "1.0.0" ;', ""), "does not say"),
        ("no Turtle", "mend the Turtle"),
    ],
)
def test_data_that_cannot_be_exported(turtle: str, told: str, tmp_path: Path) -> None:
    """The file or folder is named, and what is wrong with it."""
    (tmp_path / "data.ttl").write_text(turtle, "utf-8")
    with pytest.raises(InputError, match=told):
        Release(tmp_path)


def test_a_folder_is_whole_or_untouched(tmp_path: Path) -> None:
    """An earlier export is replaced; a folder with anything else in it is not."""
    folder = tmp_path / "out"
    write_folder(folder, {"a.txt": b"1", "in/b.txt": b"2"})
    write_folder(folder, {"a.txt": b"3", "in/b.txt": b"4", "c.txt": b"5"})
    assert (folder / "a.txt").read_bytes() == b"3"
    (folder / "mine.txt").write_bytes(b"precious")
    with pytest.raises(InputError, match=r"mine\.txt: is not of an export"):
        write_folder(folder, {"a.txt": b"6", "in/b.txt": b"7", "c.txt": b"8"})
    assert (folder / "a.txt").read_bytes() == b"3"
    link = tmp_path / "link"
    link.symlink_to(folder)
    with pytest.raises(InputError, match="is no folder"):
        write_folder(link, {})
    assert {path.name for path in tmp_path.iterdir()} == {"out", "link"}


def test_dcat_describes_every_file() -> None:
    """Each file has its media type, size and SHA-256, as it has in the folder."""
    graph = rdflib.Graph().parse(data=files()[DCAT_FILE], format="turtle")
    rows = graph.query(
        """PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?path ?media ?size ?sum WHERE {
          <https://w3id.org/laming/id/dataset> dcat:distribution ?file .
          ?file dcterms:title ?path ; dcat:mediaType ?media ; dcat:byteSize ?size ; dcterms:license ?licence ;
            spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?sum ] }"""
    )
    iana = "https://www.iana.org/assignments/media-types/"
    assert {tuple(str(cell) for cell in row) for row in rows if isinstance(row, tuple)} == {
        (path, iana + media_of(path), str(len(data)), hashlib.sha256(data).hexdigest())
        for path, data in files().items()
        if path != DCAT_FILE
    }
    assert {Path(path).suffix for path in files()} == set(MEDIA)


def test_graph_and_dcat_meet_the_shapes(tmp_path: Path) -> None:
    """What is exported conforms as what was built does."""
    folder = lay(tmp_path, "graph.ttl", DCAT_FILE)
    for name in ("graph.ttl", DCAT_FILE):
        assert validate([folder / name]).counts()["violation"] == 0


def test_dcat_names_addresses_where_they_are_given(laming: Laming) -> None:
    """With --at each file has its address."""
    told = fine(laming("export", "dcat", "--quiet", "--at", "https://example.org/laming"))
    address = ox.NamedNode("https://example.org/laming/csv/deadlines.csv")
    found = {triple.object: triple.predicate.value for triple in read(told.encode(), ox.RdfFormat.TURTLE)}
    assert found[address] == DCAT + "downloadURL"
    assert "downloadURL" not in files()[DCAT_FILE].decode()


def test_another_inquiry_is_exported_under_its_own_base(tmp_path: Path, laming: Laming) -> None:
    """The invented example, built and taken away in every form."""
    example = ROOT / "examples" / "harbour-ferry"
    data = tmp_path / "ferry"
    words = ("build", "--inquiry", example / "inquiry.toml", "--sources", example / "documents", "--quiet")
    fine(laming(*words, "--out", data))
    ferry = Release(data)
    made = all_made(ferry)
    assert ferry.data_set.base not in {"", release().data_set.base}
    assert made.keys() == files().keys()
    assert f'"@base": "{ferry.data_set.base}"'.encode() in made["graph.jsonld"]
    assert f"<{ferry.data_set.base}graph/agents>".encode() in made["graph.nq"]
    for path, form in {"graph.ttl": ox.RdfFormat.TURTLE, "graph.jsonld": ox.RdfFormat.JSON_LD}.items():
        assert read(made[path], form) == set(ferry.triples)


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stands there."""
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "docs/exports.md", "exec"), {})
    assert (tmp_path / "graph.jsonld").read_bytes() == files()["graph.jsonld"]


def test_export_starts_light() -> None:
    """Naming the forms loads none of the libraries that make them."""
    code = "import laming_graph.verbs.export, sys; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": ""}
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert set(loaded.stdout.split()).isdisjoint({"pyoxigraph", "polars", "openpyxl", "sqlite3", "yaml"})
