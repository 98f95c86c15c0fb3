"""Running the server: the data loaded, the port taken, and an orderly end."""

import signal
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import uvicorn

from laming_graph import places
from laming_graph.ask.store import graph_files
from laming_graph.model.errors import InputError
from laming_graph.serve.application import application
from laming_graph.serve.connection import Connection
from laming_graph.serve.dataset import hold
from laming_graph.serve.limits import Limits

_CONNECTIONS = 1000
"""How many may be open at a time; the next one is told to come again."""


def serve(
    data: Path | None,
    host: str,
    port: int,
    limits: Limits,
    tell: Callable[[str], None],
    *,
    url: str = "",
    with_text: bool = False,
) -> None:
    """Serve until a signal says stop (SIGINT, SIGTERM); what is being answered then is answered first.

    Args:
        data: a folder of Turtle files; the shipped data without it.
        host: name or number of the interface.
        port: 0 for any that is free.
        limits: what a request may cost.
        tell: is told the address when the server is ready.
        url: address as others see it, behind a proxy; "" otherwise.
        with_text: serve the documents' words too, where they were built; they are not ours to publish.

    Raises:
        InputError: if a file cannot be read, or the port cannot be had.
        KeyboardInterrupt: if it is stopped before it is ready.
    """
    files = [file for file in graph_files(data) if with_text or file != places.text_layer()]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _port(host, port) as listening, tempfile.TemporaryDirectory(prefix="laming-serve-") as folder:
        held = hold(Path(folder), files)
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}/"
        started = application(held, limits, url=url, ready=lambda: tell(address))
        config = uvicorn.Config(
            started,
            access_log=False,
            h11_max_incomplete_event_size=limits.request,
            http=type("Connection", (Connection,), {"patience": limits.upload}),
            lifespan="on",
            limit_concurrency=_CONNECTIONS,
            log_config=None,
            log_level="error",
            server_header=False,
            timeout_graceful_shutdown=round(limits.seconds) + 1,
            timeout_keep_alive=30,
            ws="none",
        )
        # The server takes the signals over, and hands them back when it has ended: by then all is done.
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda *_: None)
        uvicorn.Server(config).run(sockets=[listening])


def _port(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        InputError: if it cannot be had.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=1024)
    except (OSError, OverflowError) as error:
        told = getattr(error, "strerror", None) or error
        raise InputError(f"{host}:{port}: {told}; name another with --host and --port") from None
