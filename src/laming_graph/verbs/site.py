"""`laming site`: the pages as files that need no server."""

import argparse
from pathlib import Path

from laming_graph import places
from laming_graph.verbs.printing import data_arguments, graph_of, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("folder", type=Path, metavar="OUT", help="a new folder, or one of an earlier site")
    parser.add_argument(
        "--with-text",
        action="store_true",
        help="with the documents' words, if built; not to be published",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress")
    data_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status.

    Raises:
        InputError: if jinja2 is not installed, or the folder holds other files or cannot be written.
    """
    from laming_graph.files import write_folder
    from laming_graph.pages.site import site_files

    ours = options.data is None and options.endpoint is None and options.store is None
    if ours and not options.with_text:
        # A folder that is named comes without the layer of words.
        options.data = places.share() / "data" / "ttl"
    files = site_files(graph_of(options))
    write_folder(options.folder, files)
    if not options.quiet:
        say(f"{len(files)} files in {options.folder}; open {options.folder / 'index.html'}")
    return 0
