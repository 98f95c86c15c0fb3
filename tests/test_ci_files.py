"""What other people's CI takes from us: the hook, the action, the examples, on a sample repository.

The steps of the action are taken from its YAML and run by bash, as GitHub runs them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
import yaml

from tests.expected import ROOT

SAMPLE = ROOT / "tests" / "sample"
CHANGES = {"bad": 1, "gap": 0}
"""Each change of the sample repository, and the exit status with which CI must end."""


class Ran(NamedTuple):
    """How a script ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the sample's data and no change."""
    folder = tmp_path / "repository"
    (folder / "data").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "shapes" / "base.ttl", folder / "data" / "inquiry.ttl")
    return folder


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A folder for temporary files in which `laming` is installed, as the action's first step leaves it."""
    script = tmp_path / "runner" / "laming" / "bin" / "laming"
    script.parent.mkdir(parents=True)
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m laming_graph.cli "$@"\n', "utf-8")
    script.chmod(0o755)
    return tmp_path / "runner"


def change(repository: Path, name: str) -> None:
    """Make a change of the sample."""
    shutil.copy(SAMPLE / "changes" / f"{name}.ttl", repository / "data" / f"{name}.ttl")


def bash(script: str, folder: Path, variables: Mapping[str, str], *arguments: str) -> Ran:
    """Run a script as GitHub runs a step: bash with -e and -o pipefail."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, "step", *arguments]
    environment = {**os.environ, **variables}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def parsed(name: str) -> Any:
    """A YAML file of ours."""
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def act(repository: Path, runner: Path, **inputs: str) -> tuple[Ran, dict[str, str], Path]:
    """Run the action's validating step; also its outputs and its summary."""
    action = parsed("action.yml")
    step = next(one for one in action["runs"]["steps"] if one.get("id") == "validate")
    given = {name: str(one.get("default", "")) for name, one in action["inputs"].items()} | inputs
    variables = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: given[found[1]], str(text))
        for name, text in step["env"].items()
    }
    outputs, summary = runner / "outputs", runner / "summary.md"
    github = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_WORKSPACE": str(repository),
        "RUNNER_TEMP": str(runner),
    }
    ran = bash(step["run"], repository, {**github, **variables})
    told = dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
    return ran, told, summary


@pytest.mark.parametrize("name", CHANGES)
def test_the_action_stops_a_bad_triple_and_no_gap(name: str, repository: Path, runner: Path) -> None:
    """Annotations, JUnit, SARIF, JSON and the summary are there, and the status is the verdict."""
    change(repository, name)
    ran, outputs, summary = act(repository, runner, files="data")
    assert (ran.status, ran.err) == (CHANGES[name], "")
    annotations = re.findall(r"^::(error|warning|notice) file=([^,]+),line=(\d+)", ran.out, re.MULTILINE)
    assert ("error" in {kind for kind, *_ in annotations}) == (name == "bad")
    where = {(kind, file, line) for kind, file, line in annotations}
    wanted = ("error", "data/bad.ttl", "7") if name == "bad" else ("warning", "data/gap.ttl", "9")
    assert wanted in where
    suite = ElementTree.parse(repository / outputs["junit"]).getroot()
    assert (int(suite.attrib["failures"]) > 0) == (name == "bad")
    results = json.loads((repository / outputs["sarif"]).read_text("utf-8"))["runs"][0]["results"]
    assert {one["level"] for one in results} >= {"error" if name == "bad" else "warning"}
    assert summary.read_text("utf-8").startswith("# Validation: ")


def test_the_action_takes_its_other_inputs(repository: Path, runner: Path) -> None:
    """Level, baseline and several files; what cannot be checked is status 2 and told."""
    change(repository, "gap")
    ran, *_ = act(repository, runner, files="data/inquiry.ttl data/gap.ttl", **{"fail-on": "warning"})
    assert ran.status == 1
    laming = runner / "laming" / "bin" / "laming"
    write = [str(laming), "validate", "data", "--write-baseline", "known.json"]
    subprocess.run(write, cwd=repository, check=True, capture_output=True)
    ran, *_ = act(repository, runner, files="data", baseline="known.json", **{"fail-on": "warning"})
    assert ran.status == 0, ran
    shutil.rmtree(repository / "laming-reports")
    ran, *_ = act(repository, runner, files="nowhere.ttl")
    assert ran.status == 2
    assert ran.out == "::error title=laming::The check could not be made, see the log\n"
    assert ran.err.startswith("laming: nowhere.ttl: ")


def test_the_action_installs_itself(tmp_path: Path) -> None:
    """The first step makes an environment and has pip install the action's own checkout."""
    step = parsed("action.yml")["runs"]["steps"][0]
    tools = tmp_path / "tools"
    tools.mkdir()
    fake = tools / "python"
    fake.write_text(
        "#!/bin/sh\n"
        'if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; else echo "$@"; fi\n',
        "utf-8",
    )
    fake.chmod(0o755)
    variables = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_ACTION_PATH": "/the/action",
        "PACKAGE": "",
    }
    assert bash(step["run"], tmp_path, variables).out == "-m pip install --quiet /the/action\n"
    variables["PACKAGE"] = "laming-graph==0.1.0"
    assert bash(step["run"], tmp_path, variables).out == "-m pip install --quiet laming-graph==0.1.0\n"


def hook() -> Any:
    """Our pre-commit hook."""
    (one,) = parsed(".pre-commit-hooks.yaml")
    return one


def test_the_hook_is_one_that_pre_commit_knows() -> None:
    """It has the keys that pre-commit demands, chooses RDF by name, and its entry is a command of ours."""
    assert {"id", "name", "entry", "language", "files"} <= hook().keys()
    chosen = re.compile(hook()["files"])
    assert all(chosen.search(name) for name in ("a.ttl", "b/c.trig", "d.nt"))
    assert not any(chosen.search(name) for name in ("a.ttl.md", "attl", "x.py"))
    assert hook()["entry"].split()[0] == "laming"
    config = parsed("examples/ci/pre-commit-config.yaml")
    assert config["repos"][0]["hooks"][0]["id"] == hook()["id"]


def test_pre_commit_accepts_hook_and_example() -> None:
    """By pre-commit's own check, where it is installed."""
    pre_commit = pytest.importorskip("pre_commit.clientlib")
    pre_commit.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    pre_commit.load_config(str(ROOT / "examples" / "ci" / "pre-commit-config.yaml"))


@pytest.mark.parametrize("name", CHANGES)
def test_the_hook_stops_a_bad_triple_and_no_gap(name: str, repository: Path, runner: Path) -> None:
    """Run as pre-commit runs it: its entry, its arguments, the files it has chosen."""
    change(repository, name)
    chosen = [
        str(path.relative_to(repository))
        for path in sorted(repository.rglob("*"))
        if path.is_file() and re.search(hook()["files"], str(path.relative_to(repository)))
    ]
    path = {"PATH": f"{runner / 'laming' / 'bin'}:{os.environ['PATH']}"}
    ran = bash(f'{hook()["entry"]} "$@"', repository, path, *hook().get("args", []), *chosen)
    assert (ran.status, ran.err) == (CHANGES[name], "")


@pytest.mark.parametrize("name", CHANGES)
def test_the_shell_example(name: str, repository: Path, runner: Path) -> None:
    """The script for any CI ends with the verdict and leaves its reports."""
    change(repository, name)
    variables = {"PATH": f"{runner / 'laming' / 'bin'}:{os.environ['PATH']}"}
    ran = bash(f'sh "{ROOT}/examples/ci/validate.sh" data', repository, variables)
    assert ran.status == CHANGES[name]
    assert ran.out.endswith("data conforms\n" if name == "gap" else "see reports/laming.md\n")
    assert len(list((repository / "reports").iterdir())) == 3
    assert bash(f'sh "{ROOT}/examples/ci/validate.sh" nowhere', repository, variables).status == 2


def test_the_gitlab_example(repository: Path, runner: Path) -> None:
    """Its script, without the install, leaves the JUnit report that it names."""
    change(repository, "bad")
    (job,) = parsed("examples/ci/gitlab-ci.yml").values()
    script = "\n".join(line for line in job["script"] if not line.startswith("pip "))
    ran = bash(script, repository, {"PATH": f"{runner / 'laming' / 'bin'}:{os.environ['PATH']}"})
    assert ran.status == 1
    assert (repository / job["artifacts"]["reports"]["junit"]).is_file()
    assert all((repository / path).is_file() for path in job["artifacts"]["paths"])


def test_the_github_example_uses_the_action_as_it_is() -> None:
    """The inputs it gives and the outputs it takes are those of the action."""
    action = parsed("action.yml")
    steps = parsed("examples/ci/github.yml")["jobs"]["validate"]["steps"]
    ours = next(step for step in steps if step.get("id") == "laming")
    assert ours["with"].keys() <= action["inputs"].keys()
    required = {name for name, one in action["inputs"].items() if one.get("required")}
    assert required <= ours["with"].keys()
    taken = re.findall(r"steps\.laming\.outputs\.(\w+)", (ROOT / "examples/ci/github.yml").read_text("utf-8"))
    assert set(taken) <= action["outputs"].keys()
