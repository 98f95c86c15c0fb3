"""How long a command takes as a whole process, as a ratio to a bare Python start.

Run `make bench`. The two are timed in turn, so that a machine whose speed drifts slows both;
quote the ratios, not the milliseconds. The first query loads the store and is not counted.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

RUNS = 21
COMMANDS = (
    ["--help"],
    ["query", "due-by", "-p", "by=2009-07-31"],
    ["query", "deadlines"],
    ["query", "coverage"],
    ["compare", "24"],
    ["report", "--as-of", "2009-12-31"],
)


def seconds(command: Sequence[str]) -> float:
    """Wall-clock seconds of one run, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print a line a command: median milliseconds, and median ratio to bare Python."""
    bare = [sys.executable, "-c", "pass"]
    print(f"Python {sys.version.split()[0]}, {RUNS} runs each, medians")
    for arguments in COMMANDS:
        command = [sys.executable, "-m", "laming_graph.cli", *arguments]
        seconds(command)
        pairs = [(seconds(command), seconds(bare)) for _ in range(RUNS)]
        whole = statistics.median(ours for ours, _ in pairs)
        ratio = statistics.median(ours / python for ours, python in pairs)
        print(f"{1000 * whole:7.1f} ms  {ratio:5.1f} times bare Python  laming {' '.join(arguments)}")


if __name__ == "__main__":
    main()
