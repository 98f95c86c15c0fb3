"""`laming validate`: what it reads, when it fails, what it refuses, and what it accepts."""

import argparse
import gzip
import io
import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from laming_graph import cli
from laming_graph.arguments import module_of
from laming_graph.check.finding import Finding, Terms
from laming_graph.check.located import with_places
from laming_graph.check.rdf_files import RdfFile
from laming_graph.namespaces import RDF
from laming_graph.verbs import validate as verb
from tests.command import Laming
from tests.expected import ROOT

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://e.org/> .
e:named a sh:PropertyShape ; sh:targetClass e:Thing ; sh:path e:name ; sh:minCount 1 ;
  sh:severity sh:Violation ; sh:message "It has no name; give it one." .
e:dated a sh:PropertyShape ; sh:targetClass e:Thing ; sh:path e:date ; sh:minCount 1 ;
  sh:severity sh:Warning ; sh:message "It has no date; look for one." .
e:short a sh:PropertyShape ; sh:targetClass e:Thing ; sh:path e:name ; sh:maxLength 3 ;
  sh:severity sh:Info ; sh:message "It has a long name; shorten it." .
e:idle a sh:PropertyShape ; sh:targetClass e:Other ; sh:path e:name ; sh:minCount 1 ;
  sh:severity sh:Violation ; sh:message "Nobody looks here." .
"""
GOOD = "@prefix e: <https://e.org/> .\ne:a a e:Thing ; e:name 'Ann' ; e:date 1 .\n"
GAP = "@prefix e: <https://e.org/> .\ne:a a e:Thing ;\n  e:name 'Anna' .\n"
BAD = "@prefix e: <https://e.org/> .\n\ne:a a e:Thing ;\n  e:date 1 .\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder one is in, with shapes and three files of data."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"shapes": SHAPES, "good": GOOD, "gap": GAP, "bad": BAD}.items():
        (tmp_path / f"{name}.ttl").write_text(text, "utf-8")
    return tmp_path


Ran = SimpleNamespace


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    """Status, standard output and standard error of a command."""
    capsys.readouterr()
    try:
        status = cli.main(["validate", *arguments])
    except SystemExit as leaving:
        status = int(str(leaving.code))
    out, err = capsys.readouterr()
    return Ran(status=status, out=out, err=err)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line of a command that refused its input: status 2, nothing on standard output."""
    ran = run(capsys, *arguments)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1), ran
    return str(ran.err)


@pytest.mark.parametrize(
    ("file", "level", "status"),
    [
        ("good", "info", 0),
        ("gap", "violation", 0),
        ("gap", "warning", 1),
        ("gap", "info", 1),
        ("bad", "violation", 1),
    ],
)
@pytest.mark.parametrize("engine", ["pyshacl", "shifty", "sparql"])
def test_levels(
    file: str, level: str, status: int, engine: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A finding at the level or above gives status 1, one below it 0."""
    if engine == "shifty":
        pytest.importorskip("shifty")
    ran = run(capsys, f"{file}.ttl", "--shapes", "shapes.ttl", "--fail-on", level, "--engine", engine)
    assert (ran.status, ran.err) == (status, "")
    assert ("conforms;" in ran.out) == (status == 0)


def test_lines_and_what_had_nothing_to_look_at(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place of a missing property is the block, that of a value its line; an idle shape is told."""
    ran = run(capsys, "bad.ttl", "gap.ttl", "--shapes", "shapes.ttl", "--all")
    assert ran.out.splitlines() == [
        "info: https://e.org/a: It has a long name; shorten it. (Anna) [https://e.org/short] at gap.ttl:3",
        "nothing to look at: https://e.org/idle",
        "2 files: conforms; 0 violations, 0 warnings, 1 info; 1 of 4 shapes had nothing to look at",
    ]
    ran = run(capsys, "bad.ttl", "--shapes", "shapes.ttl")
    assert ran.out.startswith(
        "violation: https://e.org/a: It has no name; give it one. [https://e.org/named] at bad.ttl:3\n"
    )
    strict = run(capsys, "good.ttl", "--shapes", "shapes.ttl", "--strict-targets")
    assert strict.status == 1 and "nothing to look at" in strict.err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "d.nt",
            f"<https://e.org/a> <{RDF}type> <https://e.org/Thing> .\n",
        ),
        ("d.trig", "@prefix e: <https://e.org/> . e:g { e:a a e:Thing }"),
        (
            "d.nq",
            f"<https://e.org/a> <{RDF}type> <https://e.org/Thing> <e:g> .\n",
        ),
        ("d.jsonld", '{"@id": "https://e.org/a", "@type": "https://e.org/Thing"}'),
        (
            "d.rdf",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.org/">'
            '<e:Thing r:about="https://e.org/a"/></r:RDF>',
        ),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_every_format(
    name: str, text: str, packed: bool, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """RDF in any format, packed too; the line where the format has lines, else the file alone."""
    data = text.encode()
    path = place / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(data) if packed else data)
    ran = run(capsys, path.name, "--shapes", "shapes.ttl")
    told = f"{path.name}:1" if name.endswith(("nt", "nq", "trig")) else path.name
    assert ran.status == 1
    assert ran.out.splitlines()[0].endswith(f"[https://e.org/named] at {told}")


def test_standard_input_and_folders(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` is standard input in the format that is named; a folder stands for what is below it."""
    stdin = SimpleNamespace(buffer=io.BytesIO(b'{"@id": "https://e.org/a", "@type": "https://e.org/Thing"}'))
    monkeypatch.setattr("sys.stdin", stdin)
    ran = run(capsys, "-", "--data-format", "jsonld", "--shapes", "shapes.ttl")
    assert ran.status == 1 and " at standard input\n" in ran.out
    (place / "data" / "in").mkdir(parents=True)
    (place / "data" / "in" / "bad.ttl").write_text(BAD, "utf-8")
    (place / "data" / "note.txt").write_text("no RDF", "utf-8")
    ran = run(capsys, "data", "--shapes", "shapes.ttl")
    assert ran.status == 1 and "at data/in/bad.ttl:3" in ran.out


EMPTY = f'<r:RDF xmlns:r="{RDF}"/>'
ENTITIES = "".join(f'<!ENTITY b{n + 1} "{f"&b{n};" * 10}">' for n in range(9))
LAUGHS = f'<!DOCTYPE r [<!ENTITY b0 "ha">{ENTITIES}]>{EMPTY}'
OUTSIDE = f'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>{EMPTY}'
MALFORMED = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://e.org/> .
e:s a sh:NodeShape ; sh:targetClass e:Nothing ;
  sh:property [ sh:path e:p ;
    sh:minCount "x" ] .
"""


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("broken.ttl", "@prefix e: <https://e.org/> .\n\ne:a e:b .\n", r"broken.ttl:3:"),
        ("empty.ttl", "# nothing\n", "no triple there"),
        ("remote.jsonld", '{"@context": "https://e.org/c", "@id": "https://e.org/a"}', "nothing is fetched"),
        ("laughs.rdf", LAUGHS, "XML entities"),
        ("outside.owl", OUTSIDE, "XML entities"),
        ("deep.jsonld", "[" * 100000, "not JSON-LD"),
        ("data.txt", GOOD, "give --data-format"),
        ("data.ttl.gz", "not packed", "damaged gzip"),
        ("gone.ttl", None, "No such file"),
    ],
)
def test_data_that_is_refused(
    name: str, text: str | None, told: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be read is status 2 and one line, never a pass and never status 1."""
    if text is not None:
        (place / name).write_text(text, "utf-8")
    assert told in refused(capsys, name, "--shapes", "shapes.ttl")


def test_plain_entities_are_read(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """XML entities that stand for namespaces, as editors of ontologies write them, are fine."""
    (place / "o.owl").write_text(
        f'<!DOCTYPE r [<!ENTITY e "https://e.org/">]><r:RDF xmlns:r="{RDF}" '
        'xmlns:e="https://e.org/"><e:Thing r:about="&e;a"/></r:RDF>',
        "utf-8",
    )
    assert "https://e.org/a" in run(capsys, "o.owl", "--shapes", "shapes.ttl").out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MALFORMED, "s.ttl:4: a malformed shape: sh:minCount (x): "),
        ("<e:a> <e:b> <e:c> .", "no sh:NodeShape"),
        ("<e:a> <e:b>", "s.ttl:1:"),
        (SHAPES.replace("sh:Info", "e:Awful"), "the severity https://e.org/Awful"),
        (
            SHAPES
            + 'e:q a sh:NodeShape ; sh:targetClass e:Thing ; sh:sparql [ sh:select "SELECT $this {" ] .',
            "mend the shape",
        ),
    ],
)
def test_shapes_that_are_refused(
    text: str, told: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Malformed shapes are status 2, also where nothing is their target."""
    (place / "s.ttl").write_text(text, "utf-8")
    assert told in refused(capsys, "good.ttl", "--shapes", "s.ttl")


def test_options_that_are_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong options are status 2 too."""
    assert "write FORMAT=FILE" in refused(capsys, "good.ttl", "--report", "pdf=x")
    assert run(capsys, "good.ttl", "--fail-on", "never").status == 2
    (place / "none").mkdir()
    assert "no file of RDF below it" in refused(capsys, "none")
    (place / "b.json").write_text('{"accepted": []}', "utf-8")
    assert "no baseline" in refused(capsys, "good.ttl", "--shapes", "shapes.ttl", "--baseline", "b.json")
    assert "--write-baseline" in refused(capsys, "good.ttl", "--baseline", "gone.json")


def test_an_ontology_of_ones_own(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A subclass that only the ontology tells is checked."""
    (place / "o.ttl").write_text(
        "@prefix e: <https://e.org/> . e:Small <http://www.w3.org/2000/01/rdf-schema#subClassOf> e:Thing .",
        "utf-8",
    )
    (place / "small.ttl").write_text("@prefix e: <https://e.org/> .\ne:s a e:Small .\n", "utf-8")
    assert run(capsys, "small.ttl", "--shapes", "shapes.ttl").status == 0
    assert run(capsys, "small.ttl", "--shapes", "shapes.ttl", "--ontology", "o.ttl").status == 1


def test_baseline(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is accepted does not fail, wherever it moves; what is new does; what is gone is told."""
    written = run(capsys, "bad.ttl", "--shapes", "shapes.ttl", "--write-baseline", "b.json")
    assert (written.status, written.out) == (0, "")
    entries = json.loads((place / "b.json").read_text("utf-8"))["accepted"]
    assert [entry["shape"] for entry in entries] == ["https://e.org/named"]
    assert not any("line" in entry for entry in entries)
    options = ("--shapes", "shapes.ttl", "--baseline", "b.json")
    (place / "bad.ttl").write_text("# moved down\n\n\n" + BAD, "utf-8")
    ran = run(capsys, "bad.ttl", *options)
    assert ran.status == 0 and "1 accepted by the baseline" in ran.out
    (place / "new.ttl").write_text("@prefix e: <https://e.org/> .\ne:b a e:Thing .\n", "utf-8")
    ran = run(capsys, "bad.ttl", "new.ttl", *options)
    assert ran.status == 1 and ran.out.startswith("violation: https://e.org/b: ")
    ran = run(capsys, "good.ttl", *options)
    assert ran.status == 0 and "no longer found, take it out of the baseline: https://e.org/named" in ran.out


def test_reports_are_written_whole_or_not_at_all(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One run writes many reports; where one cannot be written, none is."""
    both = ("--report", "junit=r/j.xml", "--report", "sarif=r/s.sarif", "-o", "r/t.txt")
    ran = run(capsys, "bad.ttl", "--shapes", "shapes.ttl", *both)
    assert (ran.status, ran.out) == (1, "")
    assert sorted(path.name for path in (place / "r").iterdir()) == ["j.xml", "s.sarif", "t.txt"]
    blocked = ("--report", "junit=new/j.xml", "--report", "sarif=good.ttl/s.sarif")
    refused(capsys, "bad.ttl", "--shapes", "shapes.ttl", *blocked)
    assert not (place / "new" / "j.xml").exists()


def test_an_engine_that_is_not_there(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The optional engine is named with how to get it."""
    monkeypatch.setitem(__import__("sys").modules, "shifty", None)
    assert "pip install pyshifty" in refused(
        capsys, "good.ttl", "--shapes", "shapes.ttl", "--engine", "shifty"
    )


def test_nodes_without_a_name() -> None:
    """Their line is told where one place only fits, and no line where several do."""
    finding = Finding("violation", "No.", "b0", "e:p", "7", "e:s", "", Terms("_:b0", "<e:p>", "7"))
    one = RdfFile("one.ttl", "turtle", b"[] <e:p> 1 .\n[] <e:p> 7 .\n")
    (placed,) = with_places([finding], [one])
    assert placed.place() == "one.ttl:2"
    two = RdfFile("two.ttl", "turtle", b"[] <e:p> 7 .\n[] <e:p> 7 .\n")
    (placed,) = with_places([finding], [two])
    assert placed.place() == "two.ttl"


def test_the_command_as_users_run_it(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A process of its own: standard input by its bytes, the status, no traceback."""
    laming = Laming(tmp_path_factory.mktemp("home"))
    done = laming("validate", "-", "--shapes", place / "shapes.ttl", stdin=BAD.encode())
    assert (done.status, done.err) == (1, "")
    assert "at standard input:3\n" in done.out


def test_the_page_tells_every_option_and_format() -> None:
    """Whatever the commands take is on the page `docs/validation.md`."""
    page = (ROOT / "docs" / "validation.md").read_text("utf-8")
    for name in ("validate", "gaps"):
        whole = argparse.ArgumentParser()
        module_of(name).arguments(whole)
        options = {option for action in whole._actions for option in action.option_strings} - {"-h", "--help"}
        assert not {option for option in options if option not in page}
    assert all(f"| `{name}` |" in page for name in verb.FORMATS)
    shapes = "".join(path.read_text("utf-8") for path in (ROOT / "shapes").glob("*.ttl"))
    blocks = [block for block in shapes.split("\n\n") if "sh:severity sh:Warning" in block]
    assert len(blocks) == 7
    for block in blocks:
        (shape,) = re.findall(r"^lsh:([a-z-]+) a ", block, re.MULTILINE)
        assert f"| `{shape}` |" in page


ODD = """@prefix e: <https://e.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:a a e:Thing ; e:name "none"^^xsd:boolean , "2009-02-30"^^xsd:date , "01"^^xsd:integer .
"""


@pytest.mark.parametrize("engine", ["pyshacl", "shifty", "sparql"])
def test_odd_values(engine: str, place: Path) -> None:
    """Ill-formed values are told as spelt, and no library prints of them; a triple term is refused."""
    if engine == "shifty":
        pytest.importorskip("shifty")
    (place / "home").mkdir()
    laming = Laming(place / "home")
    options = ("--shapes", place / "shapes.ttl", "--engine", engine, "--all")
    done = laming("validate", "-", *options, stdin=ODD.encode())
    assert (done.status, done.err) == (0, "")
    assert "(2009-02-30)" in done.out and "(none)" in done.out
    done = laming("validate", "-", *options, stdin=b"<a:b> <a:c> <<( <a:d> <a:e> 1 )>> .")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
