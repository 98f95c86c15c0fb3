"""Write a graph of our model of any size: `python benchmarks/generate.py --triples 1m -o FILE`.

The shipped graph is the stamp, and each inquiry a copy of it, because its proportions are those of real
documents: how many promises a reply makes, how many spans a statement rests on, which bodies meet in how many
statements. Numbers made up for a generator would measure the generator. From copy to copy these change:
every IRI (a base of its own for each inquiry), years, codes and who leads a promise (dealt out anew among
things that say the same kinds of things, so that the shapes still hold), names of bodies and instruments,
keys of documents. Recommendations have the same numbers in each. National bodies and instruments that
several documents name are shared by all inquiries, as they are in life; so are rules and coders. Councils
are 150, shared too.

The first inquiry is the shipped one unchanged, so every canned query may be asked with the parameters of
`tests/queries/params.toml`, and be held to `inquiry/laming-2009`.

The rest of the size is filled with further councils' responses and yearly reports of progress, stamped from
the one council's response and from the progress that the action plan tells. The same seed gives the same
bytes. Memory does not grow with the size.

Defects are those of `tests/defects.py`, each kind once in each of the first N inquiries; what must be found
is written beside the file, as JSON: kind of constraint, and shape, to count.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
_SIZES = {"": 1, "k": 1_000, "m": 1_000_000}


def size(text: str) -> int:
    """A number of triples as typed: 100k, 1m, 2.5m, 77803."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([km]?)", text.lower())
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write it as 100k, 1m or 77803")
    return round(float(found[1]) * _SIZES[found[2]])


def arguments() -> argparse.ArgumentParser:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--triples", type=size, metavar="SIZE", help="at most, defects apart: 100k, 1m, 10m")
    parser.add_argument("--inquiries", type=int, metavar="N", help="in place of a size")
    parser.add_argument("--responses", type=int, default=0, metavar="N", help="further councils' responses")
    parser.add_argument("--reports", type=int, default=0, metavar="N", help="further reports of progress")
    parser.add_argument("--defects", type=int, default=0, metavar="N", help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", dest="output", type=Path, required=True, help="a file .nt, .nq or .ttl")
    return parser


def main(given: Sequence[str] | None = None) -> int:
    """Write the file; returns the exit status."""
    from benchmarks.scale.planting import shipped_stamps
    from benchmarks.scale.world import World, world_of, written
    from laming_graph.model.errors import InputError

    parser = arguments()
    options = parser.parse_args(given)
    if (options.triples is None) == (options.inquiries is None):
        parser.error("give --triples or --inquiries")
    if options.output.suffix not in {".nt", ".nq", ".ttl"}:
        parser.error(f"-o {options.output}: name a file .nt, .nq or .ttl")
    planted = shipped_stamps(graphs=options.output.suffix == ".nq")
    try:
        if options.triples is None:
            world = World(options.inquiries, options.responses, options.reports)
        else:
            world = world_of(options.triples, planted.clean)
    except InputError as error:
        parser.error(str(error))
    if not 0 <= options.defects <= world.inquiries:
        parser.error(f"--defects {options.defects}: from 0 to {world.inquiries}, the number of inquiries")
    defective = planted.stamps if options.defects else planted.clean
    pieces = written(world, planted.clean, defective, options.defects, options.seed)
    told = {"triples": _write(pieces, options.output), **world._asdict(), "seed": options.seed}
    told |= {"defects": options.defects, **planted.expected(options.defects)}
    options.output.with_name(f"{options.output.name}.json").write_text(
        f"{json.dumps(told, indent=1)}\n", "utf-8"
    )
    print(f"{options.output}: {told['triples']} triples, {world.inquiries} inquiries")
    return 0


def _write(pieces: Iterable[bytes], path: Path) -> int:
    """Write the pieces; returns how many triples they hold."""
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for piece in pieces:
            count += piece.count(b"\n")
            yield piece

    if path.suffix == ".ttl":
        from pyoxigraph import RdfFormat, parse, serialize

        from laming_graph.namespaces import PREFIXES

        triples = (quad.triple for piece in counted() for quad in parse(piece, format=RdfFormat.N_TRIPLES))
        serialize(triples, str(path), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    else:
        with path.open("wb") as stream:
            stream.writelines(counted())
    return count


if __name__ == "__main__":
    sys.exit(main())
