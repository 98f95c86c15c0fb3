"""Gaps: what the warnings say of accountability, with who answers for each and who is to act."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pyoxigraph import Triple

from laming_graph.check.finding import Checked, Finding, short
from laming_graph.check.rdf_files import named
from laming_graph.check.reports import relative
from laming_graph.namespaces import DCTERMS, LAM, ONTOLOGY, RDFS
from laming_graph.turtle import natural

UNKNOWN = "nobody named"
COLUMNS = ("gap", "rec", "responder", "body", "statement", "what", "place")

_RESPONDER = (("responder",), ("inReaction", "responder"), ("judges", "responder"))
_BODY = (
    ("lead",),
    ("claimedOf",),
    ("hasCommitment", "lead"),
    ("judges", "hasCommitment", "lead"),
    ("acting",),
    ("judgedBy", "acting"),
    ("addressedTo",),
    ("about", "addressedTo"),
)
_REFERENCE = (("about", DCTERMS + "identifier"), (DCTERMS + "identifier",))

_Known = Mapping[tuple[str, str], list[str]]


class Gap(NamedTuple):
    """One gap, once for each body that is to act.

    Attributes:
        gap: the shape that tells it, by its name.
        rec: the recommendation or item.
        responder: who answers for it, or UNKNOWN.
        body: who is to act, by the words or by the recommendation, or UNKNOWN.
        statement: IRI of the thing that has the gap.
        what: what is missing, and what can be done.
        place: file and line.
    """

    gap: str
    rec: str
    responder: str
    body: str
    statement: str
    what: str
    place: str


def gaps(checked: Checked, triples: Iterable[Triple]) -> list[Gap]:
    """The warnings among what was found, once for each body, ordered by responder, body and reference.

    Args:
        checked: what was found.
        triples: the data, from which responders, bodies and references are taken.
    """
    known: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in triples:
        subject, predicate, value = named(one) or ("", "", "")
        known[subject, predicate].append(value)
    found = {gap for one in checked.findings if one.severity == "warning" for gap in _gaps_of(one, known)}
    return sorted(found, key=lambda gap: (gap.responder, gap.body, natural(gap.rec), gap))


def _gaps_of(finding: Finding, known: _Known) -> Iterable[Gap]:
    # A check of the whole graph has what it is about in its value.
    node = finding.value if finding.focus == ONTOLOGY and finding.value else finding.focus
    responders = _first(known, node, _RESPONDER)
    references = _reached(known, node, _REFERENCE[0]) or _reached(known, node, _REFERENCE[1])
    for body in _named(known, _first(known, node, _BODY)):
        yield Gap(
            short(finding.shape).rpartition("#")[2],
            ", ".join(sorted(references, key=natural)),
            "; ".join(_named(known, responders)),
            body,
            node,
            finding.message,
            finding._replace(file=relative(finding.file)).place() if finding.file else "",
        )


def _first(known: _Known, node: str, ways: Iterable[tuple[str, ...]]) -> list[str]:
    """What the first way that leads anywhere leads to."""
    return next((found for way in ways if (found := _reached(known, node, way))), [])


def _reached(known: _Known, node: str, way: tuple[str, ...]) -> list[str]:
    nodes = [node]
    for step in way:
        predicate = step if ":" in step else LAM + step
        nodes = [value for one in nodes for value in known.get((one, predicate), ())]
    return sorted(set(nodes))


def _named(known: _Known, nodes: Iterable[str]) -> list[str]:
    names = [min(known.get((node, RDFS + "label"), [node])) for node in nodes]
    return sorted(names) or [UNKNOWN]
