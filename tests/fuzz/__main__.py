"""Fuzz for some minutes: `python -m tests.fuzz [--minutes N] [TARGET...]` (`make fuzz MINUTES=...`).

Each target runs in a process of its own, guided by coverage where atheris is installed and by seeded
mutations else. A finding is an exception that is none of ours, a crash, or a second for one input.
What is found is written to build/fuzz/, and the status is 1.
"""

import argparse
import importlib.util
import random
import subprocess
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import SEEDS

FOLDER = Path("build") / "fuzz"
SLOW = 1.0


def _tried(name: str, data: bytes) -> None:
    """Run one input, and keep it if it is a finding."""
    from tests.fuzz.targets import run

    last = FOLDER / f"{name}.last"
    if name in {"form", "lint", "parameter"} or name.startswith("rdf-"):
        last.write_bytes(data)  # A crash of a parser in another language leaves no other trace.
    begun = time.perf_counter()
    try:
        run(name, data)
    except BaseException as error:
        told = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{type(error).__name__}-{Path(told.filename).stem}-{told.lineno}"
        path = FOLDER / f"{name}.{kind}"
        if not path.exists():
            path.write_bytes(data)
    taken = time.perf_counter() - begun
    if taken > SLOW:
        path = FOLDER / f"{name}.slow"
        if not path.exists():
            path.write_bytes(data)


def _one(name: str, seconds: float, seed: int) -> None:
    """Fuzz one target in this process."""
    chance = random.Random(f"{name}{seed}")
    until, tries = time.monotonic() + seconds, 0
    if importlib.util.find_spec("atheris"):
        import atheris

        def mutate(data: bytes, most: int, _: int) -> bytes:
            if chance.random() < 0.5:
                return mutated(data or SEEDS[name], chance, most)
            return bytes(atheris.Mutate(data, most))

        with atheris.instrument_imports(include=["laming_graph"]):
            import tests.fuzz.targets  # noqa: F401
        corpus = FOLDER / f"{name}.corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        (corpus / "seed").write_bytes(SEEDS[name])
        options = [
            f"-max_total_time={int(seconds)}",
            "-max_len=20000",
            "-verbosity=0",
            "-print_final_stats=1",
        ]
        atheris.Setup(
            ["fuzz", *options, f"-seed={seed}", "-rss_limit_mb=3000", str(corpus)],
            lambda data: _tried(name, data),
            custom_mutator=mutate,
        )
        atheris.Fuzz()
    data = SEEDS[name]
    while time.monotonic() < until:
        data = mutated(SEEDS[name] if chance.random() < 0.5 else data, chance)
        _tried(name, data)
        tries += 1


def main() -> int:
    """Fuzz every target that is named, or all, for equal shares of the time."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*", choices=[[], *SEEDS])
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    names = options.targets or list(SEEDS)
    share = options.minutes * 60 / len(names)
    if options.inside:
        _one(names[0], share, options.seed)
        return 0
    total, bad = 0, 0
    for name in names:
        arguments = ["--inside", "--minutes", str(share / 60), "--seed", str(options.seed), name]
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz", *arguments],
            capture_output=True,
            check=False,
            timeout=share + 300,
        )  # fmt: skip
        told = done.stderr.decode("utf-8", "replace")
        tries = sum(int(line.split(":")[-1]) for line in told.splitlines() if "number_of_executed" in line)
        found = done.stdout.decode().strip()
        if done.returncode != 0:
            end = told.strip()[-300:]
            found += f"\n{name}: ended with {done.returncode}: {end}; see {FOLDER / name}.last"
        total, bad = total + tries, bad + bool(found)
        sys.stdout.write(f"{name}: {tries} inputs{', ' + found if found else ''}\n")
    sys.stdout.write(f"{total} inputs in {options.minutes:g} minutes, {bad} targets with findings\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
