"""The engines that hold data against shapes; each answers with a standard validation report.

Which finds what is held together by `tests/test_defects.py`: on every planted defect both find
the same.
"""

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, serialize

from laming_graph.model.errors import InputError
from laming_graph.namespaces import SH

if TYPE_CHECKING:
    from rdflib import Graph

Engine = Callable[[Sequence[Triple], Sequence[Triple]], "Graph"]
"""Data and shapes to the report on them."""


def by_pyshacl(data: Sequence[Triple], rules: Sequence[Triple]) -> "Graph":
    """The report of pySHACL.

    Raises:
        InputError: at a shape that it cannot use.
    """
    import pyshacl
    from rdflib import Graph

    from laming_graph.check.quick_graph import QuickGraph

    try:
        with _quiet():
            held, shapes = QuickGraph(data), QuickGraph(rules)
            _, report, text = pyshacl.validate(held, shacl_graph=shapes, inference="none", inplace=True)
    except InputError:
        raise
    except Exception as error:
        # pySHACL and rdflib tell a shape they cannot use by errors of many kinds, Exception itself too.
        told = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"shapes: {told}; mend the shape") from None
    if not isinstance(report, Graph):
        raise InputError(f"shapes: {' '.join(str(text).split())}; mend the shape")
    return report


def by_shifty(data: Sequence[Triple], rules: Sequence[Triple]) -> "Graph":
    """The report of shifty, an engine in Rust: optional, and quicker on large data.

    Raises:
        InputError: if it is not installed, or at a shape that it cannot use.
    """
    try:
        import shifty
    except ImportError:
        raise InputError("--engine shifty: it is not installed; run pip install pyshifty") from None
    from rdflib import Graph

    given = [serialize(triples, format=RdfFormat.N_TRIPLES) or b"" for triples in (data, rules)]
    try:
        with _quiet():
            _, report, _ = shifty.validate(*given, graph_mode="data", infer=False, on_unsupported="error")
            _give_paths(report, Graph().parse(data=given[1], format="nt"))
    except Exception as error:
        # Like pySHACL, it has errors of many kinds.
        told = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"shapes: {told}; mend the shape") from None
    assert isinstance(report, Graph)
    return report


@contextmanager
def _quiet() -> Iterator[None]:
    """Have rdflib keep values as they are spelt, and say nothing of those that are ill-formed.

    The shapes speak of them, and rdflib would print a traceback for each.
    """
    import rdflib

    log, normalises = logging.getLogger("rdflib.term"), rdflib.NORMALIZE_LITERALS
    level = log.level
    log.setLevel(logging.CRITICAL)
    rdflib.NORMALIZE_LITERALS = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalises
        log.setLevel(level)


def _give_paths(report: "Graph", shapes: "Graph") -> None:
    """Give a result the path of its shape, where the report leaves out what a path is made of."""
    from rdflib import BNode, URIRef

    for result, path in list(report.subject_objects(URIRef(SH + "resultPath"))):
        if not isinstance(path, BNode) or (path, None, None) in report:
            continue
        shape = report.value(result, URIRef(SH + "sourceShape"))
        whole = shapes.value(shape, URIRef(SH + "path"))
        waiting = [whole]
        while waiting:
            node = waiting.pop()
            if not isinstance(node, BNode):
                continue
            for triple in shapes.triples((node, None, None)):
                if triple not in report:
                    report.add(triple)
                    waiting.append(triple[2])
        if whole is not None:
            report.set((result, URIRef(SH + "resultPath"), whole))


ENGINES: Mapping[str, Engine] = {"pyshacl": by_pyshacl, "shifty": by_shifty}
"""Each engine by the name users give it; the first is the one taken. "sparql", the shapes compiled
to queries, answers with findings and no report, and is in `compiled/`."""
