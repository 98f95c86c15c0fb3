"""Reading Turtle files for the checks of logic and quality."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from laming_graph.model.errors import InputError


def quads_of(file: Path) -> Iterator[Quad]:
    """The triples of a Turtle file, its blank nodes apart from those of every other file.

    Raises:
        InputError: if it cannot be read or is not Turtle.
    """
    try:
        yield from parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    except SyntaxError as error:
        place = f"{file}:{error.lineno}:{error.offset}" if error.lineno else str(file)
        raise InputError(f"{place}: {' '.join(str(error.msg).split())}; mend the Turtle") from None
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}; name a Turtle file") from None
