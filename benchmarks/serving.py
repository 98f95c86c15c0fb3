"""What `laming serve` does under load: many clients with a quick query, and a runaway query every second.

Run this file, with `--seconds 60` for figures to quote. The clients are `wrk` where it is installed, else a
client of our own, which takes more of the machine from the server. The others' failed answers must be none,
and the memory of the server flat. Before that, the first answers of two pages are timed: at most 50 ms and
100 kB each. Status 1 if any of this is not so.
"""

import argparse
import asyncio
import http.client
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

QUICK = """SELECT ?thing ?label WHERE {
  ?thing lam:about <recommendation/24> OPTIONAL { ?thing rdfs:label ?label }
} ORDER BY ?thing ?label LIMIT 20"""
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"

SOON, LIGHT = 50, 100
"""Milliseconds and kB of the first page and of a recommendation, at most."""


class Load(NamedTuple):
    """What the clients met.

    Attributes:
        client: which one it was.
        answered: how many answers of status 200.
        failed: how many others.
        median, last: milliseconds to the median answer and to the 99th of a hundred.
    """

    client: str
    answered: int
    failed: int
    median: float
    last: float


def by_wrk(url: str, connections: int, seconds: int) -> Load:
    """The load of wrk."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    others = int(found[1]) if (found := re.search(r"Non-2xx or 3xx responses: (\d+)", told)) else 0
    errors = sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", told)))
    (requests,) = re.findall(r"(\d+) requests in", told)
    times = {
        share: float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
        for share, number, unit in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)\b", told)
    }
    return Load("wrk", int(requests) - others, others + errors, times["50"], times["99"])


async def by_ourselves(url: str, connections: int, seconds: int) -> Load:
    """The same load, made here."""
    parts = urlsplit(url)
    request = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    times: list[float] = []
    failed = 0
    end = time.perf_counter() + seconds

    async def client() -> None:
        nonlocal failed
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        while time.perf_counter() < end:
            start = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            (length,) = re.findall(rb"content-length: (\d+)", head)
            await reader.readexactly(int(length))
            times.append(1000 * (time.perf_counter() - start))
            failed += not head.startswith(b"HTTP/1.1 200")
        writer.close()

    done = await asyncio.gather(*(client() for _ in range(connections)), return_exceptions=True)
    failed += sum(isinstance(one, Exception) for one in done)
    cuts = statistics.quantiles(times, n=100)
    return Load("own client", len(times) - failed, failed, cuts[49], cuts[98])


def run_away(sparql: str, over: threading.Event, statuses: Counter[str]) -> None:
    """Send a runaway query every second, and count what becomes of them."""
    parts = urlsplit(sparql)

    def one() -> None:
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        try:
            connection.request("GET", f"{parts.path}?{urlencode({'query': RUNAWAY})}")
            statuses[str(connection.getresponse().status)] += 1
        except (OSError, http.client.HTTPException) as error:
            statuses[type(error).__name__] += 1
        finally:
            connection.close()

    threads = []
    while not over.wait(1):
        threads.append(threading.Thread(target=one))
        threads[-1].start()
    for thread in threads:
        thread.join()


def first_answers(address: str) -> int:
    """Print what the first reader of a page waits for, and its size; returns the exit status."""
    status = 0
    host = urlsplit(address).netloc
    for path in ("/", "/page/recommendation/17"):
        connection = http.client.HTTPConnection(host, timeout=60)
        start = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "text/html"})
        size = len(connection.getresponse().read()) / 1000
        took = 1000 * (time.perf_counter() - start)
        connection.close()
        print(f"{path}: first answer after {took:.1f} ms, {size:.1f} kB")
        status |= took > SOON or size > LIGHT
    return status


def resident(pid: int) -> tuple[int, int]:
    """Memory of the server's own process, and of its workers together, in KiB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return _kib(str(pid)), sum(map(_kib, children))


def _kib(pid: str) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0
    return int(found[1]) if (found := re.search(r"VmRSS:\s+(\d+)", status)) else 0


def watch(pid: int, over: threading.Event, seen: list[tuple[int, int]]) -> None:
    """Note the memory every half second."""
    while not over.wait(0.5):
        seen.append(resident(pid))


def loaded(url: str, connections: int, seconds: int) -> Load:
    """The load of whichever client there is."""
    if shutil.which("wrk"):
        return by_wrk(url, connections, seconds)
    return asyncio.run(by_ourselves(url, connections, seconds))


def measure(address: str, pid: int, connections: int, seconds: int) -> int:
    """Print a line without runaways and a line with them; returns the exit status."""
    sparql = f"{address}sparql"
    url = f"{sparql}?{urlencode({'query': QUICK})}"
    print(
        f"{connections} connections, {seconds} s, Python {sys.version.split()[0]}; memory: first, last, most"
    )
    print("runaways | client     | answers/s | failed | median ms |  99 % ms | server MiB  | workers MiB")
    status = 0
    for runaways in (False, True):
        over, statuses, seen = threading.Event(), Counter[str](), list[tuple[int, int]]()
        threads = [threading.Thread(target=watch, args=(pid, over, seen))]
        if runaways:
            threads.append(threading.Thread(target=run_away, args=(sparql, over, statuses)))
        for thread in threads:
            thread.start()
        load = loaded(url, connections, seconds)
        over.set()
        for thread in threads:
            thread.join()
        own, workers = (_summed(column) for column in zip(*seen, strict=True))
        print(
            f"{'one a s' if runaways else 'none':8} | {load.client:10} | {load.answered / seconds:9.0f} |"
            f" {load.failed:6} | {load.median:9.1f} | {load.last:8.1f} | {own:11} | {workers}"
        )
        if runaways:
            told = ", ".join(f"{count} x {name}" for name, count in sorted(statuses.items()))
            print(f"         | of the runaways: {told}")
        first, last, _ = map(int, own.split(", "))
        status |= bool(load.failed) or last > 1.25 * first + 10
    return status


def _summed(kib: Sequence[int]) -> str:
    """In MiB: the median of the first fifth and of the last, and the most."""
    few = max(1, len(kib) // 5)
    kept = (statistics.median(kib[:few]), statistics.median(kib[-few:]), max(kib))
    return ", ".join(str(round(one / 1024)) for one in kept)


def main() -> int:
    """Start a server, load it, stop it; returns the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    command = [sys.executable, "-m", "laming_graph.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            address = server.stderr.readline().split()[1]
            first = first_answers(address)
            return first | measure(address, server.pid, options.connections, options.seconds)
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
