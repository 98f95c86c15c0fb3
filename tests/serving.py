"""A real server for the tests: `laming serve` in a process of its own, asked over the loopback."""

import http.client
import json
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.command import BARE, Laming

JSON = "application/sparql-results+json"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
"""More rows than a machine can count."""


class Said(NamedTuple):
    """A response.

    Attributes:
        status: of HTTP.
        headers: by name in lower case.
        body: the bytes.
    """

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def kind(self) -> str:
        """The media type without its settings."""
        return self.headers.get("content-type", "").split(";")[0]

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Server:
    """A running server.

    Args:
        process: of the command.
        address: at which it answers, ending in "/".
    """

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.address = address
        self.host = urlsplit(address).netloc
        self.sparql = f"{address}sparql"

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Said:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Said(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None) -> Said:
        """GET a path."""
        return self.request("GET", path, headers={} if accept is None else {"Accept": accept})

    def ask(self, query: str, accept: str | None = None, **more: str) -> Said:
        """GET the answer to a query."""
        return self.get(f"/sparql?{urlencode({'query': query, **more})}", accept)

    def workers(self) -> list[int]:
        """The processes that answer queries."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(child) for child in children.read_text("ascii").split()]


@contextmanager
def serving(laming: Laming, *arguments: object, command: Sequence[str] = BARE) -> Iterator[Server]:
    """A server that stops at the end.

    Args:
        laming: the command.
        arguments: of `laming serve`, but for the port.
        command: that runs `laming`.
    """
    process = subprocess.Popen(
        [*command, "serve", "--port", "0", *map(str, arguments)],
        stderr=subprocess.PIPE,
        text=True,
        env=laming.environment(TMPDIR=str(laming.home)),
        cwd=laming.home,
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        assert line.startswith("serving http://"), line + process.stderr.read()
        yield Server(process, line.split()[1])
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()
