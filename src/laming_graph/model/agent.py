"""Agents: whoever can be asked, can answer or can promise."""

from dataclasses import dataclass

AGENT_KINDS = ("organisation", "group", "post", "role", "class", "person")


@dataclass(frozen=True, slots=True)
class Agent:
    """A body, group, post, role, class of bodies, or person.

    Attributes:
        id: its name in IRIs.
        label: its name as shown.
        kind: one of AGENT_KINDS.
        abbreviations: short forms that stand for it anywhere.
        variants: other forms by which the documents call it.
        part_of: id of the agent it belongs to, or "".
        note: what a user of the table should know.
    """

    id: str
    label: str
    kind: str
    abbreviations: tuple[str, ...]
    variants: tuple[str, ...]
    part_of: str
    note: str
