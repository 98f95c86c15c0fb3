"""Real SPARQL servers for the tests: started on loopback, waited for, stopped. Absent ones say why."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from laming_graph.ask.server import Account


class AbsentError(Exception):
    """A program that is not on this machine."""


class Running:
    """A server that was started.

    Attributes:
        queries: URL for queries.
        store: URL of its graph store.
        account: who may write.
        version: name and version as it gives them.
    """

    def __init__(self, command: list[str], folder: Path, queries: str, store: str) -> None:
        self._command, self._folder = command, folder
        self.queries, self.store = queries, store
        self.account = Account()
        self.version = ""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 60.0) -> None:
        """Start it, and wait until it answers."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            try:
                with urlopen(f"{self.queries}?query=ASK%7B%7D", timeout=5):
                    return
            except HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"{self._command[0]} did not start: {(self._folder / 'log').read_text()[-2000:]}")

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(30)

    def stop(self) -> None:
        """End it."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def oxigraph_binary() -> str:
    """The program `oxigraph`, from the extra `servers`."""
    beside = Path(sys.executable).parent / "oxigraph"
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        raise AbsentError("no oxigraph; pip install 'laming-graph[servers]'")
    return found


def first_line(*command: str) -> str:
    """What a program says of its version."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return (done.stdout or done.stderr).strip().splitlines()[0]


@contextmanager
def running(server: Running) -> Iterator[Running]:
    """A server for as long as it is needed."""
    server.start()
    try:
        yield server
    finally:
        server.stop()


def oxigraph(folder: Path) -> Running:
    """An Oxigraph server that keeps its data in a folder; not started yet."""
    binary, port = oxigraph_binary(), free_port()
    home = f"http://127.0.0.1:{port}"
    command = [binary, "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    server = Running(command, folder, f"{home}/query", f"{home}/store")
    server.version = f"Oxigraph {first_line(binary, '--version').split()[-1]}"
    return server


_VIRTUOSO = """\
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{port}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 60
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
O_DIRECT = 0
CaseMode = 2
DirsAllowed = .
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
MaxClientConnections = 8
[SPARQL]
ResultSetMaxRows = 100000
"""


def virtuoso(folder: Path) -> Running:
    """A Virtuoso with a new database in a folder; not started yet."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        raise AbsentError("no virtuoso-t; apt-get install virtuoso-opensource-7-bin")
    http = free_port()
    (folder / "v.ini").write_text(_VIRTUOSO.format(port=free_port(), http=http), "utf-8")
    home = f"http://127.0.0.1:{http}"
    command = [binary, "+configfile", "v.ini", "+foreground"]
    server = Running(command, folder, f"{home}/sparql", f"{home}/sparql-graph-crud-auth")
    server.account = Account("dba", "dba")
    done = subprocess.run([binary, "-?"], capture_output=True, text=True, check=False, timeout=60)
    server.version = f"Virtuoso {re.findall(r'Version ([0-9.]+[0-9])', done.stdout + done.stderr)[0]}"
    return server
