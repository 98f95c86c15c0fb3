"""Timing one thing at a time, each in a process that can be ended."""

import os
import pickle
import resource
import select
import signal
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

RUNS = 5
"""How often a quick thing is timed; a slow one as often as fits into its time limit."""


class Taken(NamedTuple):
    """What a thing took.

    Attributes:
        milliseconds: median of processor time, of all threads; what a busy machine changes least.
        wall: median of the time on the clock.
        rows: how many rows it gave.
        runs: how often it was timed, after once untimed; 0 if there was time for the first only.
        failed: "", or why there is no time.
    """

    milliseconds: float
    wall: float
    rows: int
    runs: int
    failed: str = ""


def taken(work: Callable[[], int], limit: float) -> Taken:
    """Time a piece of work in a forked process, which is killed after so many seconds."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        os.close(out)
        try:
            told = _timed(work, limit)
        except Exception as error:
            told = Taken(0, 0, 0, 0, " ".join(str(error).split())[:80] or type(error).__name__)
        os.write(into, pickle.dumps(told))
        os._exit(0)
    os.close(into)
    ready, _, _ = select.select([out], [], [], limit)
    if not ready:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(out, "rb") as stream:
        told_bytes = stream.read()
    os.waitpid(child, 0)
    if not told_bytes:
        return Taken(0, 0, 0, 0, f"over {limit:.0f} s" if not ready else "ended by itself")
    found: Taken = pickle.loads(told_bytes)
    return found


def _timed(work: Callable[[], int], limit: float) -> Taken:
    end = time.perf_counter() + limit / 2
    seen: list[tuple[float, float]] = []
    rows = 0
    for _ in range(RUNS + 1):
        busy, wall = time.process_time(), time.perf_counter()
        rows = work()
        seen.append((1000 * (time.process_time() - busy), 1000 * (time.perf_counter() - wall)))
        if time.perf_counter() > end:
            break
    counted = seen[1:] or seen
    busy, wall = (statistics.median(column) for column in zip(*counted, strict=True))
    return Taken(busy, wall, rows, len(seen) - 1)


def peak_mb() -> int:
    """The most memory this process and those it forked have held, in MB."""
    kib = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(kib / 1024)
