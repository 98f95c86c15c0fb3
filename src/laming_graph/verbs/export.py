"""`laming export`: take the data set away, in a form that another program reads."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from laming_graph.export.forms import ALL, DCAT, DCAT_FILE, FORMS, NAMES, TEXT
from laming_graph.model.errors import InputError
from laming_graph.verbs.printing import FORMATS, emit_rows, folder_argument, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("form", nargs="?", choices=NAMES, metavar="FORM", help=", ".join(NAMES))
    parser.add_argument("--list", action="store_true", help="list the forms, and what opens them")
    parser.add_argument("-o", dest="output", type=Path, metavar="PATH", help="the file, or the new folder")
    parser.add_argument("--at", default="", metavar="URL", help="where the folder is published, for dcat")
    parser.add_argument("--format", choices=FORMATS, help="of the list: table on a terminal, else csv")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    whence = parser.add_mutually_exclusive_group()
    folder_argument(whence)
    whence.add_argument("--store", type=Path, metavar="DIR", help="a store of `laming load`, however large")


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    if options.list:
        from laming_graph.ask.rows import table_of
        from laming_graph.export.forms import catalogue

        return emit_rows(table_of(("form", "place", "holds", "opens"), catalogue()), options)
    if options.form is None:
        raise InputError("no form given; `laming export --list` lists them")
    if options.at and options.form not in {DCAT, ALL}:
        raise InputError(f"--at is for dcat and all, and {options.form} names no address; leave it out")
    from laming_graph.files import write_folder

    if options.store is not None:
        return _stored(options)
    many = options.form == ALL or (options.form in FORMS and FORMS[options.form].many)
    if many and options.output is None:
        raise InputError(f"export {options.form}: writes a folder; name it with -o")
    suffix = "" if many else Path(_place(options.form)).suffix
    if options.output is None and suffix not in TEXT and sys.stdout.isatty():
        raise InputError(f"export {options.form}: is no text; name a file with -o")
    files = _files(options)
    if many:
        write_folder(options.output, files)
        return 0
    return _emitted([files[""]], options.output)


def _stored(options: argparse.Namespace) -> int:
    """Export a store on disk, as it is read."""
    from laming_graph.export.stored import FORMS as WRITTEN_AS_READ
    from laming_graph.export.stored import Stored
    from laming_graph.files import room_beside
    from laming_graph.verbs.progress import Progress

    if options.form not in WRITTEN_AS_READ:
        known = " and ".join(WRITTEN_AS_READ)
        raise InputError(f"export {options.form} --store: a store is exported as {known}; name one of them")
    progress = Progress("of {:,.0f} triples read", quiet=options.quiet)
    stored = Stored(options.store, progress.tell)
    room = None if options.output is None else room_beside(options.output)
    status = _emitted(WRITTEN_AS_READ[options.form](stored, room), options.output)
    progress.end()
    return status


def _emitted(parts: Iterable[bytes], output: Path | None) -> int:
    from laming_graph.files import write_whole

    if output is not None:
        write_whole(output, parts)
    else:
        sys.stdout.buffer.writelines(parts)
        sys.stdout.flush()
    return 0


def _place(form: str) -> str:
    return DCAT_FILE if form == DCAT else FORMS[form].place


def _files(options: argparse.Namespace) -> dict[str, bytes]:
    from laming_graph.export.forms import all_made, made
    from laming_graph.export.release import Release

    release = Release(options.data)
    if options.form in FORMS:
        return made(release, options.form)
    files = all_made(release, _address(options.at), (lambda _: None) if options.quiet else say)
    return {"": files[DCAT_FILE]} if options.form == DCAT else files


def _address(given: str) -> str:
    from pyoxigraph import NamedNode

    try:
        if given and "://" not in given:
            raise ValueError
        return NamedNode(given).value if given else ""
    except ValueError:
        raise InputError(f"--at: {given!r} is no address; write it as https://example.org/data/") from None
