"""`laming build`: build the graph from the documents."""

import argparse
import os
from pathlib import Path

from laming_graph import places
from laming_graph.model.errors import InputError
from laming_graph.verbs.printing import emit, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--inquiry", type=Path, metavar="FILE", help="the inquiry.toml to build")
    parser.add_argument("--sources", type=Path, metavar="DIR", help="folder of the documents")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the Turtle files")
    parser.add_argument(
        "--with-text",
        action="store_true",
        help="write the words too, to build/text.ttl; another inquiry's beside its folder, NAME-text.ttl",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    parser.add_argument("--quiet", action="store_true", help="no progress")


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    inquiry = options.inquiry or places.default_inquiry()
    ours = options.inquiry is None
    name = Path(os.path.realpath(inquiry)).parent.name
    out = options.out or (places.share() / "data" / "ttl" if ours else Path("build") / name)
    sources = places.sources(options.sources)
    progress = (lambda _: None) if options.quiet else say
    if sources is None:
        if not ours:
            raise InputError("no folder of documents; name it with --sources")
        for option in ("check", "with_text", "out"):
            if getattr(options, option):
                told = option.replace("_", "-")
                raise InputError(f"--{told} needs the documents; name their folder with --sources")
        from laming_graph.check.checksums import refuse_mixture
        from laming_graph.curate.inquiry import parse_inquiry

        refuse_mixture(out)
        keys = ", ".join(document.key for document in parse_inquiry(inquiry).documents)
        say(
            f"no documents at hand (--sources, LAMING_SOURCES or sources/): {keys} were not read "
            f"again; the triples in {out} are used as they are"
        )
        return 0
    from laming_graph.curate.tables import parse_tables
    from laming_graph.files import write_together, write_whole
    from laming_graph.graph.build import build

    built = build(parse_tables(inquiry), sources, progress)
    files = {out / f"{name}.ttl": data for name, data in built.files.items()}
    stale = sorted(set(out.glob("*.ttl")) - files.keys()) if ours and options.out is None else []
    changed = [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]
    if options.check:
        told = "differs from what the documents and tables give; run `laming build`"
        emit("".join(f"{path}: {told}\n" for path in [*changed, *stale]), None)
        return 1 if changed or stale else 0
    write_together({path: files[path] for path in changed})
    for path in stale:
        path.unlink()
    if options.with_text:
        layer = places.text_layer() if ours else out.parent / f"{out.name}-text.ttl"
        write_whole(layer, built.text)
        progress(f"the words of the documents: {layer} (local, not to be published)")
    progress(f"{built.triples} triples in {len(files)} files in {out}, {len(changed)} changed")
    return 0
