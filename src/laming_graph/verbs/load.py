"""`laming load`: put the graph on a server, or into a store on disk."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from laming_graph import places
from laming_graph.model.errors import InputError
from laming_graph.verbs.connecting import account_of, connection_arguments
from laming_graph.verbs.printing import folder_argument, say
from laming_graph.verbs.progress import Progress


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--endpoint", metavar="URL", help="the server's graph store, not its queries")
    where.add_argument("--store", type=Path, metavar="DIR", help="a folder, for `--store` of other commands")
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="with --store: RDF in place of ours, by its ending",
    )
    parser.add_argument("--add", action="store_true", help="with --store: add FILE to what is there")
    folder_argument(parser)
    parser.add_argument(
        "--with-text", action="store_true", help="the documents' words too; only where you may publish them"
    )
    parser.add_argument(
        "--with-ontology", action="store_true", help="the ontology too, as `validate --endpoint` needs it"
    )
    connection_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.store import code_book, graph_files

    if options.files and (options.endpoint is not None or options.data is not None):
        raise InputError(
            f"{options.files[0]}: files are for --store, without --data; name a folder with --data"
        )
    if options.add and (options.store is None or not options.files):
        raise InputError("--add: adds files to a store; write --store DIR --add FILE...")
    files = (
        [*options.files, *([] if options.add else code_book())]
        if options.files
        else graph_files(options.data)
    )
    text = places.text_layer()
    if not options.with_text:
        files = [file for file in files if file != text]
    elif not options.files and options.data is None and text not in files:
        raise InputError(f"{text}: not there; run `laming build --with-text` first")
    ontology = [one for one in places.shipped("ontology") if options.with_ontology and one not in files]
    if options.store is not None:
        return _on_disk(options.store, [*files, *ontology], options.add)
    return _on_server(options, files, ontology)


def _on_server(options: argparse.Namespace, files: list[Path], ontology: list[Path]) -> int:
    from laming_graph.ask.graph_store import GraphStore
    from laming_graph.ask.loading import load, parts_of

    store = GraphStore(options.endpoint, account_of(options), options.timeout)
    with TemporaryDirectory() as folder:
        whole = [_as_one(Path(folder) / "ontology.ttl", ontology)] if ontology else []
        parts = parts_of([*files, *whole], options.with_text)
    loaded = load(store, parts, say)
    done = "loaded and counted" if loaded.anew else "there already, all counted"
    say(f"{loaded.triples} triples in {loaded.graphs} graphs {done}; version {loaded.version}")
    return 0


def _on_disk(folder: Path, files: list[Path], add: bool) -> int:
    from laming_graph.ask.on_disk import add_on_disk, load_on_disk

    progress = Progress("of {:,.0f} MB read", 1e6)
    loaded = (add_on_disk if add else load_on_disk)(folder, files, progress.tell)
    progress.end()
    say(f"{loaded.triples} triples of {loaded.files} files in {folder}, {loaded.size / 1e6:,.1f} MB")
    return 0


def _as_one(whole: Path, files: list[Path]) -> Path:
    """Write files as one, since one of them has the name of a file of data."""
    from pyoxigraph import RdfFormat, parse, serialize

    triples = [quad.triple for file in files for quad in parse(path=str(file), format=RdfFormat.TURTLE)]
    whole.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    return whole
