"""How each engine fares as the graph grows: `make bench SIZE=1m` (100k, 1m, 10m).

Writes what was measured to `benchmarks/results/SIZE.json`, and from all such files there a table
(`scale.md`) and a plot (`scale.svg`). Each job runs in a process of its own and is ended after its time; one
slow query costs itself only. Processor time is told, for it changes least on a machine with other work; read
the ratios, not the milliseconds.
"""

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "benchmarks" / "results"
LIBRARIES = ("pyoxigraph", "rdflib", "duckdb", "pyshacl", "pyshifty")
SMALL_ONLY = {"validate pyshacl": 200_000, "validate pyshacl alone": 200_000}
"""Up to how many triples a job is tried: beyond, its memory or its hours are not to be had here."""
SMALL_ONLY |= {"query rdflib": 2_000_000, "load rdflib": 2_000_000}
SMALL_ONLY |= {"write rdflib": 2_000_000, "write laming": 2_000_000, "write pyoxigraph": 2_000_000}
SMALL_ONLY |= {"validate shifty": 2_000_000, "validate sparql": 2_000_000}


def arguments() -> argparse.ArgumentParser:
    """What can be asked for."""
    from benchmarks.generate import size

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--triples", type=size, default=100_000, metavar="SIZE")
    parser.add_argument("--defects", type=int, default=1, help="of each kind, for validation")
    parser.add_argument("--limit", type=float, default=20, help="seconds a query; a job has 30 times that")
    parser.add_argument("--only", default="", metavar="WORDS", help="jobs whose names begin so")
    parser.add_argument("--work", type=Path, help="folder for data and stores; a temporary one without it")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="DIR")
    return parser


def name_of(triples: int) -> str:
    """A size as typed: 100k, 1m."""
    big, unit = (triples / 1e6, "m") if triples >= 1e6 else (triples / 1e3, "k")
    return f"{big:g}{unit}"


def machine() -> dict[str, Any]:
    """Versions and machine."""
    versions = {}
    for library in LIBRARIES:
        try:
            versions[library] = version(library)
        except PackageNotFoundError:
            versions[library] = "not installed"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB",
        **versions,
    }


def generated(triples: int, defects: int, work: Path) -> tuple[Path, dict[str, Any]]:
    """The graph, made by the generator in a process of its own unless it is there; what is told of it."""
    file = work / f"{name_of(triples)}-{defects}.nt"
    if not file.is_file():
        command = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), "--triples", str(triples)]
        subprocess.run([*command, "--defects", str(defects), "-o", str(file)], check=True)
    told: dict[str, Any] = json.loads(file.with_name(f"{file.name}.json").read_text("utf-8"))
    return file, told


def done(job: str, file: Path, work: Path, limit: float) -> dict[str, Any]:
    """A job's own telling, or why it has none."""
    command = [sys.executable, "-m", "benchmarks.scale.jobs", job, str(file), str(work), str(limit)]
    # A session of its own, so that what the job forked ends with it.
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    ) as ended:
        try:
            out, errors = ended.communicate(timeout=30 * limit)
        except subprocess.TimeoutExpired:
            os.killpg(ended.pid, signal.SIGKILL)
            return {"failed": f"over {30 * limit:.0f} s"}
    if ended.returncode != 0:
        lines = errors.strip().splitlines() or [f"ended with status {ended.returncode}"]
        return {"failed": lines[-1][:160]}
    told: dict[str, Any] = json.loads(out.splitlines()[-1])
    return told


def main() -> int:
    """Measure one size; returns the exit status."""
    from benchmarks.scale.jobs import jobs
    from benchmarks.scale.results import write_results

    options = arguments().parse_args()
    options.results.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.work) as temporary:
        work = options.work or Path(temporary)
        sound, about = generated(options.triples, 0, work)
        planted, defects = generated(options.triples, options.defects, work)
        out = options.results / f"{name_of(options.triples)}.json"
        before = json.loads(out.read_text("utf-8"))["jobs"] if options.only and out.is_file() else {}
        measured: dict[str, Any] = {}
        for job in jobs():
            if not job.startswith(options.only):
                continue
            if about["triples"] > SMALL_ONLY.get(job, about["triples"]):
                measured[job] = {"failed": "not tried at this size"}
                continue
            file = planted if job.startswith("validate") else sound
            measured[job] = done(job, file, work, options.limit)
            print(f"{name_of(options.triples)} {job}: {_brief(measured[job])}", flush=True)
            whole = {"machine": machine(), "data": about, "planted": defects, "jobs": before | measured}
            out.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")
    write_results(options.results)
    return 0


def _brief(told: dict[str, Any]) -> str:
    if told.get("failed"):
        return str(told["failed"])
    parts = [f"{told['cpu']:.2f} s"] if "cpu" in told else []
    if "queries" in told:
        slow = max(told["queries"], key=lambda slug: told["queries"][slug]["milliseconds"])
        late = sum(bool(one["failed"]) for one in told["queries"].values())
        parts.append(
            f"slowest {slow} {told['queries'][slow]['milliseconds']:.0f} ms, {late} without an answer"
        )
    return ", ".join([*parts, f"{told['peak_mb']} MB"])


if __name__ == "__main__":
    sys.exit(main())
