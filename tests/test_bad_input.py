"""What can go wrong at the user's end: one line that names the place and the mend, and no harm done.

Every case here ends with exit status 2, with one line on standard error that starts with `laming:`,
without a traceback, and with the folder that was to be written as it was.
"""

import errno
import http.server
import os
import resource
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from laming_graph import cli
from laming_graph.ask.graph import Graph
from laming_graph.curate.tables import Tables
from laming_graph.model.errors import InputError
from laming_graph.verbs import queries
from tests.command import BARE, Done, Laming, as_nobody, fine, reachable_folder
from tests.expected import ROOT

DATA = ROOT / "data" / "ttl"
KEYS = ("recommendations-index", "press-guide", "action-plan", "council-response", "mp-commentary")


@pytest.fixture
def copies(sources: Path, tmp_path: Path) -> Path:
    """A copy of the documents that a test may spoil."""
    return shutil.copytree(sources, tmp_path / "sources")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with the files of an earlier build, one of them out of date."""
    folder = shutil.copytree(DATA, tmp_path / "target")
    (folder / "agents.ttl").write_text("# of yesterday\n", "utf-8")
    return folder


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def complaint(done: Done) -> str:
    """The one line of a command that refused its input."""
    assert done.status == 2, done
    assert done.out == ""
    assert done.err.startswith("laming: ")
    assert done.err.endswith("\n")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    return done.err


# Documents.


def one_byte(path: Path) -> None:
    """One letter in the middle is another."""
    data = bytearray(path.read_bytes())
    place = next(i for i in range(len(data) // 2, len(data)) if chr(data[i]) in "abcdefgh")
    data[place] += 1
    path.write_bytes(data)


def truncated(path: Path) -> None:
    """The last third is gone."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3].decode("utf-8", "ignore").encode())


def as_latin_1(path: Path) -> None:
    """An editor has saved it in another encoding."""
    text = path.read_bytes().decode("utf-8")
    path.write_bytes((text + "é").encode("latin-1", "replace"))


def missing(path: Path) -> None:
    """It is not there."""
    path.unlink()


def a_folder(path: Path) -> None:
    """A folder has its name."""
    path.unlink()
    path.mkdir()


def empty(path: Path) -> None:
    """Nothing is in it."""
    path.write_bytes(b"")


SAID: dict[Callable[[Path], None], str] = {
    one_byte: "not the registered copy",
    truncated: "not the registered copy",
    as_latin_1: "is not UTF-8",
    missing: "no such document",
    a_folder: "Is a directory",
    empty: "not the registered copy",
}


@pytest.mark.parametrize(
    ("key", "spoil"),
    [
        *(("action-plan", spoil) for spoil in SAID),
        *((key, spoil) for key in KEYS if key != "action-plan" for spoil in (one_byte, missing)),
    ],
    ids=lambda part: part if isinstance(part, str) else part.__name__,
)
def test_spoilt_documents(
    key: str, spoil: Callable[[Path], None], laming: Laming, tables: Tables, copies: Path, target: Path
) -> None:
    """A document that is not the registered copy stops the build, which names it."""
    path = copies / next(one.file for one in tables.inquiry.documents if one.key == key)
    spoil(path)
    before = held(target)
    line = complaint(laming("build", "--quiet", "--sources", copies, "--out", target))
    assert f"laming: {path}: " in line
    assert SAID[spoil] in line
    assert held(target) == before


def test_progress_comes_before_the_one_line(
    laming: Laming, tables: Tables, copies: Path, target: Path
) -> None:
    """Without --quiet the error is the last line, and the only one that starts with the program's name."""
    missing(copies / tables.inquiry.documents[1].file)
    done = laming("build", "--sources", copies, "--out", target)
    *progress, last = done.err.splitlines()
    assert done.status == 2
    assert last.startswith("laming: ")
    assert progress
    assert not any(line.startswith("laming:") for line in progress)


def test_no_such_folder_of_documents(laming: Laming, sources: Path, target: Path, tmp_path: Path) -> None:
    """A folder that is not there is named; it is not taken for no documents at hand."""
    assert sources.is_dir()
    before = held(target)
    line = complaint(laming("build", "--quiet", "--sources", tmp_path / "nowhere", "--out", target))
    assert str(tmp_path / "nowhere") in line
    assert held(target) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.toml", None),
        ("broken.toml", b"key = \n"),
        ("latin.toml", 'key = "é"\n'.encode("latin-1")),
        ("empty.toml", b""),
    ],
)
def test_spoilt_inquiry(name: str, content: bytes | None, laming: Laming, tmp_path: Path) -> None:
    """An inquiry file that is missing, broken or empty is named."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    out = tmp_path / "out"
    line = complaint(laming("build", "--inquiry", path, "--sources", tmp_path, "--out", out, "--quiet"))
    assert name in line
    assert not out.exists()


# The folder to be written.


def test_a_file_in_place_of_the_target_folder(laming: Laming, sources: Path, tmp_path: Path) -> None:
    """Where a file stands in place of the folder, nothing is written and the file stays."""
    (tmp_path / "out").write_text("mine", "utf-8")
    line = complaint(laming("build", "--quiet", "--sources", sources, "--out", tmp_path / "out"))
    assert str(tmp_path / "out") in line
    assert held(tmp_path) == {"out": b"mine"}


def test_a_target_folder_that_is_read_only(sources: Path) -> None:
    """A folder one may not write into stays as it is (run without the rights of root)."""
    with reachable_folder() as folder:
        nobody = as_nobody()
        laming = Laming(folder)
        shutil.copytree(sources, folder / "sources")
        target = folder / "target"
        target.mkdir()
        (target / "agents.ttl").write_text("# of yesterday\n", "utf-8")
        for path in (folder / "sources").iterdir():
            path.chmod(0o444)
        target.chmod(0o555)
        before = held(target)
        done = laming("build", "--quiet", "--sources", folder / "sources", "--out", target, prefix=nobody)
        assert "Permission denied" in complaint(done)
        assert held(target) == before
        done = laming("query", "deadlines", "-o", target / "rows.csv", prefix=nobody)
        assert f"{target / 'rows.csv'}: Permission denied" in complaint(done)
        assert held(target) == before
        target.chmod(0o755)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk; a limit on the size of files is tried beside this")
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("no disk may be mounted here; a limit on the size of files is tried beside this")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full(laming: Laming, sources: Path, small_disk: Path) -> None:
    """On a disk that fills up, the old files stand and no half-written one is left."""
    (small_disk / "agents.ttl").write_text("# of yesterday\n", "utf-8")
    before = held(small_disk)
    line = complaint(laming("build", "--quiet", "--sources", sources, "--out", small_disk))
    assert "No space left on device" in line
    assert held(small_disk) == before
    rows = small_disk / "all.json"
    (small_disk.parent / "all.rq").write_text("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", "utf-8")
    line = complaint(laming("sparql", small_disk.parent / "all.rq", "-o", rows))
    assert "No space left on device" in line
    assert held(small_disk) == before


def largest_file(size: int) -> Callable[[], None]:
    """What makes every file larger than so many bytes fail as on a full disk."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_disk_that_fills_up_between_two_files(laming: Laming, sources: Path, target: Path) -> None:
    """If a later file does not fit, an earlier one that does fit is not written either."""
    size = sorted(path.stat().st_size for path in DATA.iterdir())
    for name in ("agents.ttl", "council-response.ttl", "recommendations.ttl"):
        (target / name).write_text("# of yesterday\n", "utf-8")
    before = held(target)
    limit = (DATA / "agents.ttl").stat().st_size + 1000
    assert size[-1] > limit
    done = laming("build", "--quiet", "--sources", sources, "--out", target, before=largest_file(limit))
    assert "File too large" in complaint(done)
    assert held(target) == before


def test_an_output_file_that_does_not_fit(laming: Laming, tmp_path: Path) -> None:
    """With -o the old file stands if the new one cannot be written whole."""
    laming("query", "deadlines")
    path = tmp_path / "rows.csv"
    path.write_text("old\n", "utf-8")
    done = laming("query", "deadlines", "-o", path, before=largest_file(4096))
    assert str(path) in complaint(done)
    assert held(tmp_path) == {"rows.csv": b"old\n"}


def test_an_output_file_that_is_a_folder(laming: Laming, tmp_path: Path) -> None:
    """A folder in place of the output file stays."""
    (tmp_path / "rows.csv").mkdir()
    assert "rows.csv" in complaint(laming("query", "deadlines", "-o", tmp_path / "rows.csv"))
    assert held(tmp_path) == {}
    assert list(tmp_path.iterdir()) == [tmp_path / "rows.csv"]


def test_an_output_that_is_a_link(laming: Laming, tmp_path: Path) -> None:
    """Where a link leads is written, be it there or not; the link stays, and so do the file's rights."""
    (tmp_path / "rows.csv").write_text("old\n", "utf-8")
    (tmp_path / "rows.csv").chmod(0o600)
    for link, place in (("latest", "rows.csv"), ("next", "new.csv")):
        (tmp_path / link).symlink_to(place)
        fine(laming("query", "deadlines", "-o", tmp_path / link))
        assert (tmp_path / link).is_symlink()
    assert (tmp_path / "rows.csv").read_bytes() == (tmp_path / "new.csv").read_bytes() != b"old\n"
    assert (tmp_path / "rows.csv").stat().st_mode & 0o777 == 0o600
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    line = complaint(laming("query", "deadlines", "-o", tmp_path / "a"))
    assert "Too many levels of symbolic links" in line
    assert (tmp_path / "a").is_symlink()


@pytest.mark.parametrize("name", ["pipe", "way"])
def test_an_output_that_is_a_pipe(name: str, laming: Laming, tmp_path: Path) -> None:
    """A pipe or a device is written to, not replaced: root must be able to say -o /dev/null."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "way").symlink_to("pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE) as reader:
        try:
            fine(laming("query", "deadlines", "-o", tmp_path / name))
            assert reader.communicate(timeout=60)[0].decode() == fine(laming("query", "deadlines"))
        finally:
            reader.kill()
    assert (tmp_path / "pipe").is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pipe", "way"]


CIRCLES: dict[str, tuple[str, ...]] = {
    "validate": ("validate", "circle"),
    "lint-queries": ("lint-queries", "circle"),
    "build": ("build", "--inquiry", "circle", "--sources", "."),
    "sparql": ("sparql", "circle"),
    "data": ("query", "deadlines", "--data", "circle"),
    "exceptions": ("check-ontology", "--exceptions", "circle"),
}


@pytest.mark.parametrize("case", CIRCLES)
def test_a_link_that_leads_to_itself(case: str, tmp_path: Path) -> None:
    """It is named, and no more."""
    (tmp_path / "circle").symlink_to("circle")
    line = complaint(Laming(tmp_path)(*CIRCLES[case]))
    assert "circle" in line and "Errno" not in line


@pytest.mark.parametrize(
    "command", [("--help",), ("query", "--help"), ("queries",), ("reference", "ontology")]
)
def test_a_standard_output_that_ends_or_is_closed(command: tuple[str, ...], laming: Laming) -> None:
    """A reader who has seen enough is no fault; a closed output is, in one line."""
    cut = 'set -o pipefail; "$@" | head -c 1'
    done = laming(*command, prefix=("bash", "-c", cut, "bash"))
    assert (done.status, len(done.out), done.err) == (0, 1, "")
    shut = laming(*command, prefix=("bash", "-c", 'exec "$@" >&-', "bash"))
    assert "standard output: Bad file descriptor" in complaint(shut)
    deaf = laming(*command, prefix=("bash", "-c", 'exec "$@" <&- 2>&-', "bash"))
    assert (deaf.status, deaf.out) == (0, laming(*command).out)


def test_answers_are_the_same_in_any_locale(laming: Laming) -> None:
    """UTF-8, where Python by itself would take the locale's encoding and fail."""
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for command in (("reference", "ontology"), ("query", "deadlines"), ("why", "agent/ofsted")):
        assert fine(laming(*command, **plain)) == fine(laming(*command))  # type: ignore[arg-type]


def test_stopped_by_the_user(laming: Laming, tmp_path: Path) -> None:
    """Ctrl-C ends a command with status 130 and one line, and leaves nothing behind."""
    process = subprocess.Popen(
        [*BARE, "export", "all", "-o", str(tmp_path / "all")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=laming.environment(), cwd=laming.home,
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stderr.readline() == b"turtle: graph.ttl\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.splitlines()[-1]) == (130, b"", b"laming: stopped")
    assert b"Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [("query", "deadlines"), ("queries",), ("report", "--as-of", "2009-12-31"), ("completion", "bash")],
    ids=lambda command: command[0],
)
def test_standard_output_on_a_full_disk(command: tuple[str, ...], laming: Laming) -> None:
    """An answer that cannot be written is an error of one line too."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    done = laming(*command, prefix=("bash", "-c", 'exec "$@" > /dev/full', "bash"))
    assert "No space left on device" in complaint(done)


# What is asked.


def test_refusals(laming: Laming, tmp_path: Path) -> None:
    """The cases of REFUSED differ from a command that is fine only in what they refuse."""
    assert laming("query", "due-by", "-p", "by=2009-07-31").status == 0
    assert laming("report", "--as-of", "2009-12-31").status == 0
    assert laming("compare", "24c").status == 0


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "wrong parameter": (("query", "due-by", "-p", "until=2009-07-31"), "has no parameter 'until'"),
    "ill-typed parameter": (("query", "due-by", "-p", "by=July"), "parameter by: 'July' is no day"),
    "missing parameter": (("query", "due-by"), "needs -p by="),
    "doubled parameter": (("query", "due-by", "-p", "by=1", "-p", "by=2"), "parameter by is given twice"),
    "no assignment": (("query", "due-by", "-p", "by"), "is no assignment"),
    "parameter that is no Unicode": (("query", "compare", "-p", "rec=\udcff"), "parameter rec: "),
    "unknown query": (("query", "nothing-like-it"), "no query named 'nothing-like-it'; `laming queries`"),
    "nearly a query": (("query", "deadlinez"), "did you mean deadlines?"),
    "query shown that is not there": (("queries", "deadlinez"), "did you mean deadlines?"),
    "unknown recommendation": (("compare", "59"), "the graph has no requirement '59'"),
    "unknown thing": (("why", "commitment/none"), "the graph says nothing of "),
    "thing that is no IRI": (("why", "a b"), "'a b' is no IRI"),
    "no day": (("report", "--as-of", "the end of 2009"), "--as-of: 'the end of 2009' is no day"),
    "no file of SPARQL": (("sparql", "nowhere.rq"), "nowhere.rq: No such file or directory"),
    "a folder of SPARQL": (("sparql", "."), ".: Is a directory"),
    "no folder of data": (("query", "deadlines", "--data", "nowhere"), "nowhere: no Turtle file"),
    "no folder of shapes": (("validate", "--shapes", "nowhere"), "nowhere: no shape there"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_asked(case: str, laming: Laming) -> None:
    """A slip in a name, a value or a file is one line that quotes it."""
    arguments, message = REFUSED[case]
    assert message in complaint(laming(*arguments))


def test_a_folder_without_turtle(laming: Laming, tmp_path: Path) -> None:
    """Data without a Turtle file is refused, not asked in vain."""
    (tmp_path / "notes.txt").write_text("no Turtle", "utf-8")
    line = complaint(laming("query", "deadlines", "--data", tmp_path))
    assert f"{tmp_path}: no Turtle file" in line


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"<a:a> <a:b> <a:c> .\n<a:a> <a:b> .\n", ":2:"),
        (b"<a:a> <a:b> 'no end\n", ":1:"),
        ('<a:a> <a:b> "é" .\n'.encode("latin-1"), ":1:"),
    ],
    ids=["no object", "open string", "Latin-1"],
)
def test_broken_turtle(content: bytes, place: str, laming: Laming, tmp_path: Path) -> None:
    """A file that is not Turtle is named with the line, and no store of it is kept."""
    (tmp_path / "a.ttl").write_bytes(content)
    stores = laming.cache / "laming-graph" / "stores"
    before = sorted(stores.glob("*"))
    assert f"{tmp_path / 'a.ttl'}{place}" in complaint(laming("query", "deadlines", "--data", tmp_path))
    assert sorted(stores.glob("*")) == before


def test_a_turtle_file_that_is_a_folder(laming: Laming, tmp_path: Path) -> None:
    """A folder with the name of a Turtle file is named."""
    (tmp_path / "a.ttl").mkdir()
    assert str(tmp_path / "a.ttl") in complaint(laming("query", "deadlines", "--data", tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT",
        "SELECT ?x WHERE { ?x ?y }",
        "SELECT ?x WHERE { ?x nope:y ?z }",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "LOAD <file:///etc/passwd>",
        "",
    ],
)
def test_what_is_no_query(text: str, laming: Laming) -> None:
    """A syntax error, an update or nothing at all is refused."""
    assert "laming: standard input" in complaint(laming("sparql", "-", stdin=text.encode()))


@pytest.mark.parametrize("way", ["file", "-"])
def test_sparql_that_is_no_utf8(way: str, laming: Laming, tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are refused in a file and on standard input."""
    data = 'ASK { ?x ?y "é" }'.encode("latin-1")
    (tmp_path / "latin.rq").write_bytes(data)
    done = laming("sparql", tmp_path / "latin.rq") if way == "file" else laming("sparql", "-", stdin=data)
    assert "not UTF-8" in complaint(done)


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """An endpoint on this machine, and who has called on it."""
    seen: list[str] = []

    class Endpoint(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.path)
            self.rfile.read(int(self.headers.get("content-length", 0)))
            body = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"out"}}]}}'
            self.send_response(200)
            self.send_header("content-type", "application/sparql-results+json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ SERVICE SILENT <{}> {{ ?s ?p ?o }} }}",
        "ASK {{ service <{}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ VALUES ?where {{ <{}> }} SERVICE ?where {{ ?s ?p ?o }} }}",
        "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
        "PREFIX e: <http://e/> SELECT * {{ OPTIONAL {{ ?s e:a\\' ?o }} SERVICE <{}> {{ ?x ?y \"'\" }} }}",
        "SELECT * {{ FILTER(1<'>') SERVICE <{}> {{ ?x ?y \"'\" }} }}",
        "PREFIX e: <{}> SELECT * {{ SERVICE#{{\nSILENT # '\n e:{{ ?x ?y ?z }} }}",
        "SELECT * {{ ?s ?p true SERVICE<{}>{{ ?x ?y ?z }} }}",
    ],
    ids=["SELECT", "SILENT", "ASK", "variable", "CONSTRUCT", "escape", "less than", "comment", "tight"],
)
def test_a_query_that_reaches_outside(query: str, laming: Laming, visits: tuple[str, list[str]]) -> None:
    """SERVICE is refused, and nobody outside hears of it."""
    address, seen = visits
    line = complaint(laming("sparql", "-", stdin=query.format(address).encode()))
    assert seen == []
    assert "only the graph itself can be asked" in line


def test_a_query_with_the_word_service_only(laming: Laming) -> None:
    """A variable, a string or a name that has the word asks nobody else."""
    query = b'SELECT ?service ?x { VALUES (?service ?x) { ("a SERVICE <of> ours" "service: it") } }'
    assert laming("sparql", "-", stdin=query).status == 0


def test_a_triple_term_is_shown(laming: Laming) -> None:
    """An answer of RDF 1.2 is shown as it is written."""
    query = b"SELECT (<<( <a:b> <a:c> 1 )>> AS ?t) {}"
    done = laming("sparql", "-", stdin=query)
    assert done.status == 0 and "<a:b> <a:c>" in done.out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x WHERE { ?x ?y ?z }\n", "header not understood"),
        ("#+ summary: [\nSELECT ?x WHERE { ?x ?y ?z }\n", "header not understood"),
        (
            "#+ summary: s\n#+ question: q?\n#+ tags: [t]\n#+ columns:\n#+   x: x\nSELECT ?x WHERE { ?x\n",
            "mend the SPARQL",
        ),
    ],
    ids=["no header", "bad YAML", "bad SPARQL"],
)
def test_a_broken_query_file(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query file that cannot be used is one line that names the file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "broken.rq").write_text(text, "utf-8")
    with pytest.raises(InputError, match=message) as caught:
        Graph(queries=tmp_path).query("broken")
    assert str(caught.value).startswith(f"{tmp_path / 'broken.rq'}:")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "arguments",
    [
        ("overdue",),
        (),
        ("query",),
        ("query", "deadlines", "--format", "xml"),
        ("report",),
        ("--frobnicate",),
        ("completion", "fish"),
    ],
    ids=" ".join,
)
def test_a_command_that_is_not_there(arguments: tuple[str, ...], laming: Laming) -> None:
    """What the parser of arguments refuses is its usage, then one line."""
    done = laming(*arguments)
    assert (done.status, done.out) == (2, "")
    *usage, last = done.err.splitlines()
    assert usage[0].startswith("usage: laming")
    assert last.startswith("laming")
    assert "error: " in last
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "arguments",
    [("query", "due-by", "-p", "by=July"), ("sparql", "nowhere.rq"), ("query", "nothing-like-it")],
    ids=lambda arguments: arguments[0] + " " + arguments[1],
)
def test_debug_shows_the_traceback(arguments: tuple[str, ...], laming: Laming) -> None:
    """With --debug one sees where the error was raised, its line still last."""
    line = complaint(laming(*arguments))
    done = laming("--debug", *arguments)
    assert done.status != 0
    assert done.err.startswith("Traceback (most recent call last):\n")
    assert done.err.splitlines()[-1] == f"laming_graph.model.errors.InputError: {line[8:-1]}"


@pytest.mark.parametrize(
    ("number", "mend"), [(errno.ENOSPC, "make room"), (errno.EACCES, "name another place")]
)
def test_room_is_asked_for_only_where_it_lacks(
    number: int, mend: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A full disk and a shut folder have different mends."""

    def fail(_: object) -> int:
        raise OSError(number, os.strerror(number), "there")

    monkeypatch.setattr(queries, "run", fail)
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    assert cli.main(["queries"]) == 2
    assert capfd.readouterr().err == f"laming: there: {os.strerror(number)}; {mend}\n"


@pytest.mark.parametrize("option", ["--check", "--with-text", "--out=elsewhere"])
def test_build_without_documents_cannot_do_more(option: str, laming: Laming) -> None:
    """What needs the documents is not answered with success where there are none."""
    line = complaint(laming("build", option, LAMING_SOURCES=""))
    assert f"{option.partition('=')[0]} needs the documents" in line


@pytest.mark.parametrize("day", ["20091231", "2009-W01-1", "tomorrow"])
def test_a_report_of_no_day(day: str, laming: Laming) -> None:
    """The day of a report is written as the day of a query is."""
    assert "write it as 2009-12-31" in complaint(laming("report", "--as-of", day))


@pytest.mark.parametrize("query", [b"ASK {}", b"CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_format_for_what_is_no_table(query: bytes, laming: Laming) -> None:
    """A format that cannot be given is refused."""
    assert "--format is for SELECT" in complaint(laming("sparql", "-", "--format", "json", stdin=query))
