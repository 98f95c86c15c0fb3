"""Who acts by an answer without having been asked."""

from collections.abc import Iterable, Mapping, Sequence

from laming_graph.model.agent import Agent
from laming_graph.model.judgement import Coding
from laming_graph.model.reference import Reference


def acting_unasked(
    reference: Reference,
    asked: Sequence[str],
    codings: Iterable[Coding],
    agents: Mapping[str, Agent],
) -> list[str]:
    """Agents that act by the answering plan and are neither asked nor of the same house.

    Args:
        reference: the recommendation.
        asked: ids of its addressees; where there are none, nobody acts in their place.
        codings: every reader's coding.
        agents: every agent, by id.
    """
    if not asked:
        return []
    house = {one for agent in asked for one in _lineage(agent, agents)}
    return [
        body
        for coding in codings
        if coding.reference == reference and coding.departs
        for body in coding.bodies
        if body not in house and not set(_lineage(body, agents)) & set(asked)
    ]


def _lineage(agent: str, agents: Mapping[str, Agent]) -> list[str]:
    """An agent and what it belongs to, step by step."""
    found = [agent]
    while (parent := agents[found[-1]].part_of) and parent not in found:
        found.append(parent)
    return found
