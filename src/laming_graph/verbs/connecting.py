"""Which server a command asks, and as whom."""

import argparse
import os
from typing import TYPE_CHECKING

from laming_graph.model.errors import InputError

if TYPE_CHECKING:
    from laming_graph.ask.engine import Engine
    from laming_graph.ask.server import Account

ENGINES = ("embedded", "rdflib")


def connection_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of a command that can ask a server."""
    parser.add_argument("--user", default="", help="your name there; the password from LAMING_PASSWORD")
    parser.add_argument(
        "--timeout", type=_seconds, default=60.0, metavar="SECONDS", help="how long to wait; 60 without it"
    )


def account_of(options: argparse.Namespace) -> "Account":
    """Who asks: --user with LAMING_PASSWORD, or LAMING_TOKEN, or nobody.

    Raises:
        InputError: if a user has no password, or cannot stand in a request.
    """
    from laming_graph.ask.server import Account

    password, token = os.environ.get("LAMING_PASSWORD", ""), os.environ.get("LAMING_TOKEN", "")
    if not options.user:
        if not (token.isascii() and token.isprintable()):
            raise InputError("LAMING_TOKEN: holds what no token can; give it anew")
        return Account(token=token)
    if not password:
        raise InputError(f"--user {options.user}: no password; put it into LAMING_PASSWORD")
    if ":" in options.user or not (options.user.isprintable() and password.isprintable()):
        raise InputError(
            "--user: a name or password that cannot be sent; it has a colon or a control character"
        )
    return Account(options.user, password)


def engine_of(options: argparse.Namespace) -> "Engine | None":
    """The engine asked for; None for the embedded store.

    Raises:
        InputError: if the URL is none, the store cannot be opened, or the data cannot be read.
    """
    if options.store is not None:
        from laming_graph.ask.on_disk import open_on_disk

        if options.engine == "rdflib":
            raise InputError("--engine rdflib: for files; leave it out with --store")
        return open_on_disk(options.store)
    if options.endpoint is not None:
        from laming_graph.ask.endpoint import Endpoint

        if options.engine:
            raise InputError(f"--engine {options.engine}: for files; leave it out with --endpoint")
        return Endpoint(options.endpoint, account_of(options), options.timeout)
    if options.engine == "rdflib":
        from laming_graph.ask.in_rdflib import InRdflib
        from laming_graph.ask.store import graph_files

        engine = InRdflib()
        engine.load(graph_files(options.data))
        return engine
    return None


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86400:
        raise argparse.ArgumentTypeError(f"{text!r} is no time from 0 to 86400 s")
    return seconds


_seconds.__name__ = "number of seconds"
