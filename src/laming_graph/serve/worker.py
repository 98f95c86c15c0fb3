"""A process that answers queries one after another, and that can be killed at any moment.

The engine cannot be told to stop, so each query runs where it can be ended from outside: the server
kills a worker whose query takes too long and starts another. Questions come as lines of JSON on standard
input, replies go as lines of JSON to standard output, answers into a file that the question names.
"""

import json
import os
import re
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from laming_graph.ask.form import one_line, refuse_federation
from laming_graph.model.errors import InputError
from laming_graph.namespaces import PREFIXES

SOLUTIONS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_PLACE = re.compile(r"^error at ([0-9]+):([0-9]+): ")
_LONGEST = 600
"""How much of a parser's complaint is passed on, in characters."""

Reply = dict[str, str | int]


class _TooLargeError(Exception):
    """An answer that is larger than the limit."""


class _Bounded:
    """A file that takes so many bytes and no more."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def write(self, data: bytes) -> int:
        """Write, unless it is too much.

        Raises:
            _TooLargeError: if it is.
        """
        self._left -= len(data)
        if self._left < 0:
            raise _TooLargeError
        return self._stream.write(data)

    def flush(self) -> None:
        """Nothing: the file is closed when the answer is whole."""


def reply_to(store: Store, asked: Mapping[str, Any], limit: int) -> Reply:
    """Answer one question.

    Args:
        store: an opened store.
        asked: query, base; default and named, lists of graphs or null; solutions and graphs, the name
            of the format for each kind of answer or null; path, the file for the answer.
        limit: bytes of the largest answer.

    Returns:
        The status of HTTP; with 200 the kind of answer ("solutions" or "graphs"), else a message.
    """
    try:
        refuse_federation(asked["query"], "query")
        default, named = _graphs(asked["default"]), _graphs(asked["named"])
    except InputError as error:
        return {"status": 400, "message": str(error)}
    except ValueError as error:
        return {"status": 400, "message": f"{one_line(str(error))}; name a graph by a whole IRI"}
    try:
        answer = store.query(
            asked["query"],
            base_iri=asked["base"],
            prefixes=PREFIXES,
            default_graph=default,
            named_graphs=named,
        )
        kind = "graphs" if isinstance(answer, QueryTriples) else "solutions"
        if asked[kind] is None:
            return {"status": 406, "message": kind}
        with Path(asked["path"]).open("xb") as stream:
            _write(answer, asked[kind], _Bounded(stream, limit))
    except SyntaxError as error:
        return {"status": 400, "message": _told(error)}
    except _TooLargeError:
        told = f"the answer is larger than {limit} bytes; ask for less, with LIMIT or fewer columns"
        return {"status": 400, "message": told}
    except (OSError, RuntimeError, ValueError) as error:
        return {"status": 500, "message": f"the query failed: {one_line(str(error))[:_LONGEST]}"}
    return {"status": 200, "kind": kind}


def _graphs(iris: list[str] | None) -> Any:
    return None if iris is None else [NamedNode(iri) for iri in iris]


def _write(answer: QuerySolutions | QueryBoolean | QueryTriples, name: str, stream: _Bounded) -> None:
    output: Any = stream
    if isinstance(answer, QueryTriples):
        prefixes = PREFIXES if name in {"turtle", "rdfxml"} else None
        serialize(answer, output, format=GRAPHS[name], prefixes=prefixes)
    else:
        answer.serialize(output, format=SOLUTIONS[name])


def _told(error: SyntaxError) -> str:
    return _PLACE.sub(r"line \1, column \2: ", one_line(error.msg)[:_LONGEST]) + "; mend the SPARQL"


def _limit_memory(memory: int) -> None:
    """Allow so many bytes of data beyond those that are held already."""
    try:
        held = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
    except OSError:
        held = 0
    resource.setrlimit(resource.RLIMIT_DATA, (held + memory, held + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer until standard input ends."""
    folder, seconds, memory, limit = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    # A stop of the whole process group is for the server to carry out; it ends its workers last.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    store = Store.read_only(folder)
    _limit_memory(memory)
    # What the engine cries out when it runs out of memory or stack is told to the client in a line.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    replies.write(b"{}\n")
    for line in sys.stdin.buffer:
        # The system ends the process should the server be gone when the time is up.
        signal.setitimer(signal.ITIMER_REAL, seconds + 2)
        reply = reply_to(store, json.loads(line), limit)
        signal.setitimer(signal.ITIMER_REAL, 0)
        reply["peak"] = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        replies.write(json.dumps(reply).encode() + b"\n")


if __name__ == "__main__":
    main()
