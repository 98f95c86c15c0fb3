"""`laming load`: put the graph on a server."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

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
    parser.add_argument(
        "--with-ontology", action="store_true", help="the ontology too, as `validate --endpoint` needs it"
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
    with TemporaryDirectory() as folder:
        if options.with_ontology:
            files = [*files, _ontology(Path(folder), files)]
        parts = parts_of(files, options.with_text)
    loaded = load(store, parts, say)
    done = "loaded and counted" if loaded.anew else "there already, all counted"
    say(f"{loaded.triples} triples in {loaded.graphs} graphs {done}; version {loaded.version}")
    return 0


def _ontology(folder: Path, files: list[Path]) -> Path:
    """The ontology's files, but for those given, as one: one of them has the name of a file of data."""
    from pyoxigraph import RdfFormat, parse, serialize

    found = [file for file in places.shipped("ontology") if file not in files]
    triples = [quad.triple for file in found for quad in parse(path=str(file), format=RdfFormat.TURTLE)]
    whole = folder / "ontology.ttl"
    whole.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    return whole
