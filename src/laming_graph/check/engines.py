"""The engines that hold data against shapes; each answers with a standard validation report.

Which finds what is held together by `tests/test_defects.py`: on every planted defect both find
the same.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, serialize

from laming_graph.model.errors import InputError

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

    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    held, shapes = QuickGraph(data), QuickGraph(rules)
    try:
        _, report, text = pyshacl.validate(held, shacl_graph=shapes, inference="none", inplace=True)
    except (pyshacl.errors.ReportableRuntimeError, RecursionError, SyntaxError) as error:
        raise InputError(f"shapes: {' '.join(str(error).split())}; mend the shape") from None
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
        _, report, _ = shifty.validate(*given, graph_mode="data", infer=False, on_unsupported="error")
    except (ValueError, RuntimeError) as error:
        raise InputError(f"shapes: {' '.join(str(error).split())}; mend the shape") from None
    assert isinstance(report, Graph)
    return report


ENGINES: Mapping[str, Engine] = {"pyshacl": by_pyshacl, "shifty": by_shifty}
"""Each engine by the name users give it; the first is the one taken."""
