"""Each command as its users run it: a process, its standard output, its exit status."""

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from laming_graph import __version__
from laming_graph.arguments import VERBS
from laming_graph.curate.tables import Tables
from tests.command import BARE, Done, Laming, fine, lines_of
from tests.expected import ROOT, SLUGS, expected, table

COMMANDS = tuple(VERBS)
DATA = ROOT / "data" / "ttl"
EVERYTHING = b"SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


def on_terminal(laming: Laming, *arguments: str) -> str:
    """What a command prints where standard output is a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*BARE, *arguments], stdout=theirs, stderr=subprocess.PIPE, env=laming.environment(), cwd=laming.home
    )
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 65536):
            seen += part
    except OSError:
        pass  # The terminal is gone when its last user has ended.
    finally:
        os.close(ours)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    return re.sub(r"\x1b\[[0-9;]*m", "", seen.decode().replace("\r\n", "\n"))


def test_version(laming: Laming) -> None:
    """The version is that of the package."""
    assert fine(laming("--version")) == f"laming {__version__}\n"


def test_console_script_is_the_same_command(laming: Laming) -> None:
    """The installed script `laming` runs the same code."""
    script = shutil.which("laming", path=Path(BARE[0]).parent)
    if script is None:
        pytest.skip("no script laming beside this Python: the package is not installed")
    done = subprocess.run(
        [script, "--version"], capture_output=True, text=True, env=laming.environment(), check=True
    )
    assert done.stdout == f"laming {__version__}\n"


def test_help_names_every_command(laming: Laming) -> None:
    """The general help lists the commands, and each has a help of its own."""
    _, listed = fine(laming("--help")).split("  COMMAND\n")
    assert re.findall(r"^    ([\w-]+)\s+\w", listed, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(command: str, laming: Laming) -> None:
    """Each command explains itself."""
    assert fine(laming(command, "--help")).startswith(f"usage: laming {command} ")


def test_queries_lists_every_query(laming: Laming) -> None:
    """Name, question and parameters of each, as CSV in a pipe."""
    header, *rows = lines_of(fine(laming("queries")))
    assert header == ["query", "question", "parameters"]
    assert [row[0] for row in rows] == SLUGS
    assert all(row[1].endswith("?") for row in rows)
    parameters = {row[0]: row[2] for row in rows}
    assert parameters["deadlines"] == ""
    assert parameters["compare"] == "rec (string)"
    assert parameters["due-by"] == "by (date)"
    assert parameters["slip"] == "instrument (iri), until (date)"


@pytest.mark.parametrize("slug", ["deadlines", "due-by"])
def test_queries_shows_one(slug: str, laming: Laming) -> None:
    """A query's own text, as it stands in its file."""
    assert fine(laming("queries", slug)) == (ROOT / "queries" / f"{slug}.rq").read_text("utf-8")


def test_query_is_csv_in_a_pipe(laming: Laming) -> None:
    """Where standard output is no terminal, the answer is CSV, and it is what people read."""
    header, *rows = lines_of(fine(laming("query", "due-by", "-p", "by=2009-07-31")))
    read = expected("due-by")
    assert [name for name in header if name in read[0]] == list(read[0])
    assert [dict(zip(header, row, strict=True)) | one for row, one in zip(rows, read, strict=True)] == [
        dict(zip(header, row, strict=True)) for row in rows
    ]


def test_query_in_every_format(laming: Laming) -> None:
    """CSV, TSV, JSON and JSON Lines parsed back are the same rows; table and Markdown have as many."""
    out = {
        name: fine(laming("query", "deadlines", "--format", name))
        for name in ("table", "csv", "tsv", "json", "jsonl", "markdown")
    }
    header, *rows = lines_of(out["csv"])
    assert len(rows) == len(expected("deadlines"))
    plain = [dict(zip(header, row, strict=True)) for row in rows]
    parsed = json.loads(out["json"])
    assert [{name: value or "" for name, value in row.items()} for row in parsed] == plain
    assert any(value is None for row in parsed for value in row.values())
    assert [json.loads(line) for line in out["jsonl"].splitlines()] == parsed
    assert list(csv.reader(io.StringIO(out["tsv"]), delimiter="\t")) == [header, *rows]
    assert len(out["markdown"].splitlines()) == len(rows) + 2
    assert out["table"].endswith(f"{len(rows)} rows of inquiry/laming-2009\n")


def test_output_goes_to_a_file(laming: Laming, tmp_path: Path) -> None:
    """With -o, nothing is printed and the file holds what would have been, folders made as needed."""
    path = tmp_path / "new" / "deadlines.json"
    assert fine(laming("query", "deadlines", "--format", "json", "-o", path)) == ""
    assert path.read_text("utf-8") == fine(laming("query", "deadlines", "--format", "json"))
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_output_file_is_csv_on_a_terminal_too(laming: Laming, tmp_path: Path) -> None:
    """A file gets CSV, whatever standard output is."""
    assert on_terminal(laming, "query", "calendar", "-o", str(tmp_path / "c.csv")) == ""
    assert lines_of((tmp_path / "c.csv").read_text("utf-8"))[0][0] == "month"


def test_query_is_a_table_on_a_terminal(laming: Laming) -> None:
    """On a terminal the answer is a table that says how many rows it has."""
    seen = on_terminal(laming, "query", "calendar")
    assert f"{len(expected('calendar'))} rows" in seen
    assert all(row["month"] in seen for row in expected("calendar"))
    assert "month,promises" not in seen


SELECT = "SELECT ?rec WHERE { ?r a lam:Recommendation ; dcterms:identifier ?rec ; lam:number ?n } ORDER BY ?n"


@pytest.mark.parametrize("way", ["file", "-"])
def test_sparql_of_ones_own(way: str, laming: Laming, tmp_path: Path) -> None:
    """A query from a file or from standard input is answered; the project's prefixes are there."""
    path = tmp_path / "own.rq"
    path.write_text(SELECT, "utf-8")
    done = laming("sparql", path) if way == "file" else laming("sparql", "-", stdin=SELECT.encode())
    assert lines_of(fine(done)) == [["rec"], *([str(n)] for n in range(1, 59))]


@pytest.mark.parametrize(("rec", "answer"), [("58", "true\n"), ("59", "false\n")])
def test_sparql_ask(rec: str, answer: str, laming: Laming) -> None:
    """ASK prints true or false."""
    ask = f'ASK {{ ?r dcterms:identifier "{rec}" }}'
    assert fine(laming("sparql", "-", stdin=ask.encode())) == answer


def test_sparql_construct(laming: Laming) -> None:
    """CONSTRUCT prints Turtle that another parser reads."""
    construct = b"CONSTRUCT { ?r rdfs:label ?n } WHERE { ?r a lam:Recommendation ; lam:number ?n }"
    text = fine(laming("sparql", "-", stdin=construct))
    triples = list(parse(text, format=RdfFormat.TURTLE))
    assert len(triples) == 58
    assert "@prefix rdfs:" in text


def test_compare_is_the_query_in_a_pipe(laming: Laming) -> None:
    """In a pipe `compare` gives the rows of the query of that name."""
    assert fine(laming("compare", "56")) == fine(laming("query", "compare", "-p", "rec=56"))


def test_compare_shows_every_voice_on_a_terminal(laming: Laming) -> None:
    """On a terminal each document is a block, headed by whose voice it is."""
    seen = on_terminal(laming, "compare", "56")
    assert seen.startswith("Recommendation 56 (page 77, should)\n")
    read = expected("compare")
    heads = [f"\n{row['responder_label']}, {row['document']}\n" for row in read]
    assert [seen.count(head) for head in dict.fromkeys(heads)] == [1] * 5
    assert [seen.index(head) for head in heads] == sorted(seen.index(head) for head in heads)
    for row in read:
        place = f"{row['says']} on 56, code points {row['start']} to {row['end']}"
        assert (place in seen) == (row["says"] != "wording")
    assert "promises: Chief Adviser's annual report presented, From April 2010" in seen


def test_compare_shows_where_the_trouble_is(laming: Laming) -> None:
    """The substantive discrepancies stand below the voices with both values, the minor ones not."""
    _, _, troubles = on_terminal(laming, "compare", "58").partition("Where the documents differ in substance")
    read = [
        row
        for row in table(ROOT / "data" / "curation" / "discrepancies.csv")
        if "58" in row["rec"].split("|")
    ]
    seen = " ".join(troubles.split())
    for row in read:
        told = f"{row['kind']}: {row['place_a'].partition(':')[0]} has {row['value_a']},"
        assert (told in seen) == (row["severity"] == "substantive")
    assert sum(row["severity"] == "substantive" for row in read) >= 6


def test_why_without_documents(laming: Laming) -> None:
    """Without the documents the place is named and how to see its words."""
    text = fine(laming("why", "commitment/action-plan/56/1"))
    assert "action-plan, code points 122695 to 122710" in text
    assert "(--sources, LAMING_SOURCES)" in text
    assert "“" not in text


@pytest.mark.parametrize("way", ["--sources", "LAMING_SOURCES"])
def test_why_with_documents(way: str, laming: Laming, sources: Path) -> None:
    """With the documents, named either way, the words are shown."""
    name = "commitment/action-plan/56/1"
    done = (
        laming("why", name, "--sources", sources)
        if way == "--sources"
        else laming("why", name, sources=sources)
    )
    assert "    “From April 2010”\n" in fine(done)


def test_why_with_a_changed_document(laming: Laming, sources: Path, tables: Tables, tmp_path: Path) -> None:
    """Of a document whose bytes were changed no word is shown."""
    copies = shutil.copytree(sources, tmp_path / "sources")
    path = copies / next(one.file for one in tables.inquiry.documents if one.key == "action-plan")
    path.write_bytes(path.read_bytes() + b" ")
    text = fine(laming("why", "commitment/action-plan/56/1", "--sources", copies))
    assert "action-plan, code points 122695 to 122710" in text
    assert "“" not in text


def test_report_in_both_formats(laming: Laming) -> None:
    """Markdown in a pipe, by name too; a terminal's text if asked for."""
    markdown = fine(laming("report", "--as-of", "2009-12-31"))
    assert markdown.startswith("# What was promised, as of 2009-12-31\n")
    assert markdown == fine(laming("report", "--as-of", "2009-12-31", "--format", "markdown"))
    terminal = fine(laming("report", "--as-of", "2009-12-31", "--format", "terminal"))
    assert terminal.startswith("What was promised, as of 2009-12-31\n")
    headings = re.findall(r"^## (.+)$", markdown, re.MULTILINE)
    assert len(headings) == 11
    assert all(f"\n{heading}\n" in terminal for heading in headings)


def test_report_to_a_file_and_on_a_terminal(laming: Laming, tmp_path: Path) -> None:
    """A file gets Markdown, a terminal its own text."""
    assert fine(laming("report", "--as-of", "2009-12-31", "-o", tmp_path / "r.md")) == ""
    assert (tmp_path / "r.md").read_text("utf-8").startswith("# What was promised")
    assert on_terminal(laming, "report", "--as-of", "2009-12-31").startswith("What was promised")


def test_agreement_of_one_reader_with_himself(laming: Laming) -> None:
    """Two readings that are one agree wholly and differ nowhere."""
    first = ROOT / "data" / "curation" / "codings" / "first"
    header, *rows = lines_of(fine(laming("agreement", first, first)))
    assert header == ["table", "column", "code", "rows", "agreed", "kappa"]
    assert {row[0] for row in rows} == {path.stem for path in first.glob("*.csv")}
    assert all(agreed == count and kappa == "1.00" for *_, count, agreed, kappa in rows)
    assert len(lines_of(fine(laming("agreement", first, first, "--differences")))) == 1


def test_agreement_of_our_two_readers(laming: Laming) -> None:
    """How often they agree on the council's main code is what their tables say; so is each difference."""
    codings = ROOT / "data" / "curation" / "codings"
    first, second = (
        {row["rec"]: row for row in table(codings / reader / "council.csv")} for reader in ("first", "second")
    )
    agreed = sum(
        one["stance"].split("|")[0] == second[rec]["stance"].split("|")[0] for rec, one in first.items()
    )
    _, *rows = lines_of(fine(laming("agreement")))
    (council,) = [row for row in rows if row[:2] == ["council", "stance"]]
    assert council[3:5] == [str(len(first)), str(agreed)]
    _, *differences = lines_of(fine(laming("agreement", "--differences")))
    found = [row for row in differences if row[0] == "council"]
    assert len(found) >= len(first) - agreed > 0
    assert all([first[rec][column], second[rec][column]] == both for _, rec, column, *both in found)


def test_agreement_needs_both_readers(laming: Laming) -> None:
    """One folder alone is refused."""
    done = laming("agreement", ROOT / "data" / "curation" / "codings" / "first")
    assert (done.status, done.out) == (2, "")
    assert "two folders are needed" in done.err


def test_agreement_says_which_rows_one_reader_has(laming: Laming, tmp_path: Path) -> None:
    """A row of one reader is told, a second row of one key refused, and nothing in common too."""
    first = ROOT / "data" / "curation" / "codings" / "first"
    second = shutil.copytree(first, tmp_path / "second")
    file = second / "council.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), "utf-8")
    done = laming("agreement", first, second)
    assert done.status == 0
    assert done.err.startswith("rows of one reader only, not compared: 1 (council ")
    file.write_text("".join([*lines, lines[-1]]), "utf-8")
    done = laming("agreement", first, second)
    assert done.status == 2 and f"{file}:{len(lines) + 1}: a second row for" in done.err
    for path in second.iterdir():
        path.write_text(path.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    done = laming("agreement", second, second)
    assert done.status == 2 and "have no row in common" in done.err
    done = laming("agreement", "--differences", tmp_path / "a", tmp_path / "b")
    assert done.status == 2 and "share no judgement table" in done.err


def test_diff_of_two_builds(laming: Laming, tmp_path: Path) -> None:
    """Between the same data nothing changed: status 0. A day that moved is status 1 and told by its rows."""
    other = shutil.copytree(DATA, tmp_path / "other")
    assert fine(laming("diff", DATA, DATA)) == "nothing changed in any answer\n"
    path = other / "action-plan.ttl"
    text = path.read_text("utf-8")
    assert 'lam:latest "2010-04-30"^^xsd:date' in text
    path.write_text(text.replace("2010-04-30", "2010-05-31"), "utf-8")
    done = laming("diff", DATA, other)
    assert (done.status, done.err) == (1, "")
    *changes, last = done.out.splitlines()
    assert last == f"{len(changes)} changes"
    assert changes
    (told,) = [line for line in changes if line.startswith("deadlines: 2 ")]
    assert told.endswith(": latest was '2010-04-30', is '2010-05-31'")


def test_completion_is_a_bash_script(laming: Laming, tmp_path: Path) -> None:
    """Bash reads the script without complaint, and it knows the commands."""
    script = tmp_path / "laming.bash"
    script.write_text(fine(laming("completion", "bash")), "utf-8")
    done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    ask = 'source "$0"; COMP_WORDS=(laming ""); COMP_CWORD=1; _shtab_laming; echo "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", ask, str(script)], capture_output=True, text=True, check=True)
    assert set(COMMANDS) <= set(done.stdout.split())


@pytest.mark.parametrize("shell", ["zsh", "tcsh"])
def test_completion_for_other_shells(shell: str, laming: Laming) -> None:
    """The other shells get a script that names the program."""
    assert "laming" in fine(laming("completion", shell))


def test_validate_finds_no_violation_in_ours(laming: Laming) -> None:
    """The shipped data conforms."""
    done = laming("validate")
    assert (done.status, done.err) == (0, ""), done.out
    assert re.fullmatch(r"\d+ files: conforms; 0 violations, .*\n", done.out)


def test_validate_finds_a_planted_defect(laming: Laming, tmp_path: Path) -> None:
    """A recommendation that names neither number nor summary is a violation: status 1, and its line."""
    planted = tmp_path / "planted.ttl"
    planted.write_text(
        "@prefix lam: <https://w3id.org/laming/ontology#> .\n"
        "<https://example.org/id/recommendation/1> a lam:Recommendation , lam:Requirement .\n",
        "utf-8",
    )
    done = laming("validate", planted)
    assert (done.status, done.err) == (1, "")
    *findings, verdict = done.out.splitlines()
    assert verdict.startswith("1 files: does not conform; ")
    assert any(
        line.startswith("violation: https://example.org/id/recommendation/1: ") and "lam:number" in line
        for line in findings
    )
    assert f"; {len(findings)} violations, " in verdict


def test_validate_with_shapes_of_ones_own(laming: Laming, tmp_path: Path) -> None:
    """Another folder of shapes is used in place of ours; warnings are listed with --all only."""
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "one.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <https://example.org/> .\n"
        "ex:shape a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:named .\n"
        'ex:named a sh:PropertyShape ; sh:path ex:name ; sh:minCount 1 ; sh:message "Give it a name." ;\n'
        "  sh:severity sh:Warning .\n",
        "utf-8",
    )
    data = tmp_path / "data.ttl"
    data.write_text("@prefix ex: <https://example.org/> . ex:x a ex:Thing .\n", "utf-8")
    done = laming("validate", data, "--shapes", tmp_path / "shapes")
    assert fine(done) == "1 files: conforms; 0 violations, 1 warnings, 0 info (--all lists them)\n"
    listed = fine(laming("validate", data, "--shapes", tmp_path / "shapes", "--all"))
    told = "warning: https://example.org/x: Give it a name. [https://example.org/named]"
    assert listed.startswith(f"{told} at {data}:1\n")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.ttl", None, r"missing\.ttl: .*name a Turtle file"),
        (
            "broken.ttl",
            b"@prefix ex: <https://example.org/> .\n\nex:a ex:b .\n",
            r"broken\.ttl:3[:\d]*: not Turtle",
        ),
        ("latin.ttl", '<a:a> <a:b> "é" .\n'.encode("latin-1"), r"latin\.ttl.* UTF-8"),
    ],
)
def test_validate_refuses_what_is_no_turtle(
    name: str, content: bytes | None, message: str, laming: Laming, tmp_path: Path
) -> None:
    """A missing or broken file is status 2 with its place, and the line of a syntax error."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = laming("validate", path)
    assert (done.status, done.out) == (2, "")
    assert re.match(f"laming: .*{message}", done.err), done.err
    assert done.err.count("\n") == 1


def test_a_reader_that_leaves_early_sees_no_error(laming: Laming) -> None:
    """`laming query deadlines | head -1` prints the header and nothing else."""
    for command in ("query deadlines", "sparql all.rq"):
        (laming.home / "all.rq").write_bytes(EVERYTHING)
        done = subprocess.run(
            ["bash", "-c", f"{' '.join(BARE)} {command} | head -1; exit ${{PIPESTATUS[0]}}"],
            capture_output=True,
            text=True,
            env=laming.environment(),
            cwd=laming.home,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ("query", "deadlines"),
        ("queries", "deadlines"),
        ("report", "--as-of", "2009-12-31"),
        ("completion", "bash"),
        ("diff", str(DATA)),
        ("validate", str(ROOT / "ontology" / "laming.ttl")),
    ],
    ids=lambda command: command[0],
)
def test_nobody_at_the_other_end_is_no_error(command: tuple[str, ...], laming: Laming) -> None:
    """A pipe that is closed before a word is written is no error, whatever the length of the answer."""
    ours, theirs = os.pipe()
    os.close(ours)
    process = subprocess.Popen(
        [*BARE, *command], stdout=theirs, stderr=subprocess.PIPE, env=laming.environment(), cwd=laming.home
    )
    os.close(theirs)
    _, err = process.communicate(timeout=60)
    assert err == b""
    assert process.returncode in {0, 1}


def test_build_without_documents_says_what_is_used(laming: Laming) -> None:
    """Where no document is at hand nothing is rebuilt, which is said and no error."""
    done = laming("build", LAMING_SOURCES="")
    if "reading" in done.err:
        pytest.skip("a folder sources/ with the documents stands in the checkout")
    assert (done.status, done.out) == (0, "")
    assert "no documents at hand" in done.err


def test_build_check_and_build(laming: Laming, sources: Path, tmp_path: Path) -> None:
    """A build into an empty folder writes what is shipped; --check finds each file that differs."""
    out = tmp_path / "out"
    assert laming("build", "--out", out, "--quiet", sources=sources) == Done(0, "", "")
    assert {path.name for path in out.iterdir()} == {path.name for path in DATA.iterdir()}
    changed = out / "agents.ttl"
    changed.write_bytes(changed.read_bytes() + b"# one line more\n")
    done = laming("build", "--out", out, "--quiet", "--check", sources=sources)
    assert (done.status, done.err) == (1, "")
    assert done.out == f"{changed}: differs from what the documents and tables give; run `laming build`\n"


def test_build_leaves_other_files_alone(laming: Laming, sources: Path, tmp_path: Path) -> None:
    """Turtle of somebody else's in the folder one names is not deleted."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.ttl").write_text("<a:a> <a:b> <a:c> .\n", "utf-8")
    assert laming("build", "--out", out, "--quiet", sources=sources).status == 0
    assert (out / "mine.ttl").is_file()


def test_build_of_another_inquiry_keeps_the_words_apart(laming: Laming, tmp_path: Path) -> None:
    """The words stand beside the folder that is published; it has the name of the inquiry's folder."""
    folder = shutil.copytree(ROOT / "examples" / "harbour-ferry", tmp_path / "harbour-ferry")
    done = subprocess.run(
        [*BARE, "build", "--quiet", "--inquiry", "inquiry.toml", "--sources", "documents", "--with-text"],
        cwd=folder,
        env=laming.environment(),
        check=True,
    )
    assert done.returncode == 0
    built = sorted(path.name for path in (folder / "build").iterdir())
    assert built == ["harbour-ferry", "harbour-ferry-text.ttl"]
    assert not (folder / "build" / "harbour-ferry" / "text.ttl").exists()
