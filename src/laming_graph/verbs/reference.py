"""`laming reference`: write the page of all terms, or of all shapes, in Markdown."""

import argparse
from pathlib import Path

from laming_graph import places
from laming_graph.verbs.printing import emit


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("page", choices=("ontology", "shapes"))
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write to a file")


def run(options: argparse.Namespace) -> int:
    """Run it; returns the exit status."""
    from laming_graph.show.ontology_page import ontology_page
    from laming_graph.show.shapes_page import shapes_page

    ontology = places.shipped("ontology")
    shapes = places.shipped("shapes")
    page = ontology_page(ontology, shapes) if options.page == "ontology" else shapes_page(shapes)
    return emit(page, options.output)
