"""Agents and instruments, from their tables."""

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, concept, term
from laming_graph.graph.sheet import Sheet, said, string
from laming_graph.model.agent import Agent
from laming_graph.model.instrument import Instrument
from laming_graph.namespaces import RDFS, SKOS

AGENT_CLASSES = {
    "organisation": "Organisation",
    "group": "Group",
    "post": "Post",
    "role": "Role",
    "class": "BodyClass",
    "person": "Person",
}


def describe_agent(sheet: Sheet, mint: Mint, agent: Agent) -> None:
    """An agent with its other names and what it belongs to."""
    names = {name for name in agent.variants if name != agent.label}
    sheet.describe(
        mint.agent(agent.id),
        [term(AGENT_CLASSES[agent.kind]), term("Agent")],
        [
            (NamedNode(RDFS + "label"), said(agent.label)),
            (term("agentKind"), concept("agent-kind", agent.kind)),
            (term("partOfAgent"), mint.agent(agent.part_of) if agent.part_of else None),
            (NamedNode(SKOS + "note"), said(agent.note) if agent.note else None),
            *((term("abbreviation"), string(short)) for short in agent.abbreviations),
            *((NamedNode(SKOS + "altLabel"), said(name)) for name in names),
        ],
    )


def describe_instrument(sheet: Sheet, mint: Mint, instrument: Instrument) -> None:
    """An instrument with what it is part of, which edition it is, and what it replaces."""

    def other(name: str) -> NamedNode | None:
        return mint.instrument(name) if name else None

    names = {name for name in instrument.variants if name != instrument.label}
    sheet.describe(
        mint.instrument(instrument.id),
        [term("Instrument")],
        [
            (NamedNode(RDFS + "label"), said(instrument.label)),
            (term("instrumentKind"), concept("instrument-kind", instrument.kind)),
            (term("partOfInstrument"), other(instrument.part_of)),
            (term("versionOfInstrument"), other(instrument.version_of)),
            (term("replacesInstrument"), other(instrument.replaces)),
            (NamedNode(SKOS + "note"), said(instrument.note) if instrument.note else None),
            *((NamedNode(SKOS + "altLabel"), said(name)) for name in names),
        ],
    )
