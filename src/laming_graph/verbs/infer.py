"""`laming infer`: write what follows from ontology and data by OWL 2 RL."""

import argparse
from pathlib import Path

from laming_graph import places
from laming_graph.verbs.printing import emit, folder_argument, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    folder_argument(parser)
    parser.add_argument(
        "-o", dest="output", type=Path, metavar="FILE", help="N-Triples; build/inferred.nt without it"
    )


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.ask.store import graph_files
    from laming_graph.check.closure import close
    from laming_graph.files import write_whole

    layer = places.text_layer()
    ontology = places.shipped("ontology")
    data = [file for file in graph_files(options.data) if file not in {layer, *ontology}]
    closure = close([*ontology, *data])
    if closure.contradictions:
        emit("".join(f"{line}\n" for line in closure.contradictions), None)
        return 1
    output = options.output or places.inferred()
    write_whole(output, closure.triples)
    say(f"{closure.number} triples that follow from {len(ontology) + len(data)} files: {output}")
    return 0
