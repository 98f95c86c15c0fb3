"""`laming load`: put the graph on a server."""

import argparse
from pathlib import Path

from laming_graph import places
from laming_graph.model.errors import InputError
from laming_graph.verbs.connecting import account_of, connection_arguments
from laming_graph.verbs.printing import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--endpoint", required=True, metavar="URL", help="the server's graph store, not its queries"
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of Turtle; ours without it")
    parser.add_argument(
        "--with-text", action="store_true", help="the documents' words too; only where you may publish them"
    )
    connection_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.graph_store import GraphStore
    from laming_graph.ask.loading import load, parts_of
    from laming_graph.ask.store import graph_files

    files = graph_files(options.data)
    text = places.text_layer()
    if not options.with_text:
        files = [file for file in files if file != text]
    elif options.data is None and text not in files:
        raise InputError(f"{text}: not there; run `laming build --with-text` first")
    store = GraphStore(options.endpoint, account_of(options), options.timeout)
    loaded = load(store, parts_of(files, options.with_text), say)
    done = "loaded and counted" if loaded.anew else "there already, all counted"
    say(f"{loaded.triples} triples in {loaded.graphs} graphs {done}; version {loaded.version}")
    return 0
