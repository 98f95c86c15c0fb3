"""`laming serve`: answer SPARQL and describe the data over HTTP."""

import argparse
from collections.abc import Callable

from laming_graph.model.errors import InputError
from laming_graph.verbs.printing import folder_argument, say

PORT = 8058


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--host", default="127.0.0.1", help="interface; 127.0.0.1, this machine, without it")
    parser.add_argument(
        "--port", type=_whole(0), default=PORT, metavar="N", help=f"{PORT} without it; 0 for any free one"
    )
    parser.add_argument("--url", default="", help="its address as others see it, behind a proxy")
    parser.add_argument("--seconds", type=_seconds, metavar="N", help="the longest a query may take; 10")
    parser.add_argument("--workers", type=_whole(1), metavar="N", help="processes that answer; 4 or more")
    parser.add_argument("--queue", type=_whole(0), metavar="N", help="questions that may wait; 128")
    parser.add_argument("--memory", type=_whole(64), metavar="MIB", help="the most a query may take; 512")
    parser.add_argument("--answer", type=_whole(1), metavar="MIB", help="the largest answer; 64")
    parser.add_argument(
        "--with-text",
        action="store_true",
        help="serve the documents' words too, if `build --with-text` was run",
    )
    folder_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status.

    Raises:
        InputError: if the libraries for it are not installed, or the data or the port cannot be had.
    """
    try:
        from laming_graph.serve.limits import MEBIBYTE, Limits
        from laming_graph.serve.server import serve
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in {"starlette", "uvicorn"}:
            raise
        raise InputError(f"{library} is not installed; pip install 'laming-graph[server]'") from None
    given = {
        "seconds": options.seconds,
        "workers": options.workers,
        "queue": options.queue,
        "memory": options.memory and options.memory * MEBIBYTE,
        "answer": options.answer and options.answer * MEBIBYTE,
    }
    limits = Limits(**{name: value for name, value in given.items() if value is not None})

    def tell(address: str) -> None:
        say(f"serving {address} (SPARQL at {address}sparql); Ctrl-C stops it")

    where = (options.data, options.host, options.port)
    serve(*where, limits, tell, url=options.url, with_text=options.with_text)
    return 0


def _whole(least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise ValueError
        return number

    read.__name__ = f"number of {least} or more"
    return read


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < 86_400:
        raise ValueError
    return number


_seconds.__name__ = "number of seconds"
