"""A server on loopback that answers as it is told: busy, broken, slow, or with the wrong thing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Seen(NamedTuple):
    """A request that came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: str


class Crooked(ThreadingHTTPServer):
    """Answers by a function, and keeps what it was sent.

    Args:
        answer: called with the handler for each request; the number of requests so far is in
            `len(handler.server.seen)`, this one included.
    """

    daemon_threads = True

    def __init__(self, answer: Callable[["Asked"], None]) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.answer = answer
        self.seen: list[Seen] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/query"

    def handle_error(self, *_: object) -> None:
        """A client that has gone away is none of its business."""


class Asked(BaseHTTPRequestHandler):
    """One request."""

    server: Crooked
    protocol_version = "HTTP/1.1"

    def reply(self, status: int, body: str = "", media: str = "text/plain", **headers: str) -> None:
        """Send a whole answer."""
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", media)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.server.seen.append(Seen(self.command, self.path, dict(self.headers.items()), body))
        self.server.answer(self)

    do_GET = do_POST = do_PUT = do_DELETE = _handle  # noqa: N815


@contextmanager
def crooked(answer: Callable[[Asked], None]) -> Iterator[Crooked]:
    """Such a server, running."""
    server = Crooked(answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
