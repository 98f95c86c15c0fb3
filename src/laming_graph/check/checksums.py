"""Whether the files of a data set are those that its own file names by their SHA-256.

A build that is killed while it renames its files leaves some new and some old; this finds that.
"""

import hashlib
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from laming_graph.model.errors import InputError
from laming_graph.namespaces import SPDX

_FILE = "dataset.ttl"


def refuse_mixture(folder: Path) -> None:
    """Refuse a folder whose files are of two builds, or changed by hand.

    A folder without a data set's own file, or one that gives no checksums, is not looked at.

    Raises:
        InputError: naming the first file that is missing or another.
    """
    try:
        quads = list(parse(path=str(folder / _FILE), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError):
        return
    for quad in quads:
        if quad.predicate.value == f"{SPDX}checksumValue" and isinstance(quad.subject, NamedNode):
            file = folder / f"{quad.subject.value.rpartition('/')[2]}.ttl"
            known = file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest()
            if known != getattr(quad.object, "value", ""):
                raise InputError(
                    f"{file}: not the file that {_FILE} names by its SHA-256; a build was cut off, or it was "
                    "changed by hand: run `laming build`"
                )
