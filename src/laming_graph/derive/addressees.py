"""Addressees: the subject of "must" or "should", unless the verb is passive.

"Government Offices must ensure" addresses Government Offices; "a report should be published"
addresses nobody, which is a finding and no error; nor does "a named lead should receive training"
address the one who receives. Words after "together with" or "working with", before the verb,
name those who act with the lead. What the rule reads wrongly is corrected by a row of
`addressees.csv` that gives its reason.
"""

import re
from collections.abc import Iterator, Sequence

from laming_graph.derive.names import Named, Names
from laming_graph.model.addressing import AddresseeCorrection, Addressing
from laming_graph.model.errors import InputError
from laming_graph.model.flow import Flow
from laming_graph.model.reference import Reference

_SENTENCE = re.compile(r"[^.]+(?:\.(?!\s|$)[^.]*)*")
_MODAL = re.compile(r"\b(?:must|should)\b")
_ACTS_NOT = re.compile(
    r"(?:must|should)(?: not| then| also| \w+ly)* "
    r"(?:be (?:then |\w+ly )*(?:\w+ed|\w*(?:made|given|kept|chosen|put|told|sent|built|taught|held|paid"
    r"|brought|bought|sought|found|left|led|lost|met|read|set|shown|taken|written|drawn|done|seen|heard"
    r"|cut|begun|run))|receive|have access)\b"
)
_COMPANY = re.compile(r"\b(?:together with|working with)\b")
_RELATIVE = re.compile(r",? (?:who|which|that)\b")


def addressees(
    reference: Reference,
    wordings: Sequence[Flow],
    names: Names,
    corrections: Sequence[AddresseeCorrection] = (),
) -> list[Addressing]:
    """Whom a recommendation addresses, found in each of its copies.

    Args:
        reference: the recommendation.
        wordings: its copies; what is found in any of them counts, since a copy may have lost
            words.
        names: the agents' names.
        corrections: rows of the table of corrections for this recommendation.

    Raises:
        InputError: at a correction that adds words no copy has, or drops what was not found.
    """
    roles: dict[str, str] = {}
    spans: dict[str, list[tuple[Flow, Named]]] = {}
    for flow in wordings:
        for role, named in _subjects(flow.folded, names):
            for agent in named.ids:
                # One copy has lost the "with" of "together with".
                roles[agent] = "with" if "with" in (role, roles.get(agent)) else role
                if not any(f is flow for f, _ in spans.setdefault(agent, [])):
                    spans[agent].append((flow, named))
    for correction in corrections:
        _correct(correction, wordings, roles, spans)
    return [
        Addressing(
            reference,
            agent,
            role,
            tuple(s for flow, named in spans[agent] for s in flow.spans(named.start, named.end)),
        )
        for agent, role in roles.items()
    ]


def _correct(
    correction: AddresseeCorrection,
    wordings: Sequence[Flow],
    roles: dict[str, str],
    spans: dict[str, list[tuple[Flow, Named]]],
) -> None:
    agent, phrase = correction.agent, correction.phrase
    if correction.role:
        places = [(flow, flow.folded.find(phrase)) for flow in wordings]
        roles[agent] = correction.role
        spans[agent] = [(f, Named(at, at + len(phrase), (agent,))) for f, at in places if at >= 0]
        if not spans[agent]:
            raise InputError(f"{correction.source}: no copy has {phrase!r}; quote the words as printed")
    elif agent in roles:
        del roles[agent]
    else:
        raise InputError(f"{correction.source}: the rule does not find {agent}; remove the row")


def _subjects(text: str, names: Names) -> Iterator[tuple[str, Named]]:
    """Each agent named in a subject, with its role."""
    found = names.find(text)
    for sentence in _SENTENCE.finditer(text):
        begin = sentence.start()
        for count, modal in enumerate(_MODAL.finditer(text, *sentence.span())):
            subject_start = begin if count == 0 else _second_subject(text, begin, modal.start())
            begin = modal.end()
            if subject_start is None or _ACTS_NOT.match(text, modal.start()):
                continue
            subject_end = modal.start()
            if relative := _RELATIVE.search(text, subject_start, subject_end):
                subject_end = relative.start()
            company = _COMPANY.search(text, subject_start, subject_end)
            for named in found:
                if subject_start <= named.start and named.end <= subject_end:
                    yield ("with" if company and named.start > company.start() else "lead"), named


def _second_subject(text: str, start: int, end: int) -> int | None:
    """Where a second subject opens in a sentence: "X must do this, and Y must do that"."""
    joint = text.rfind(" and ", start, end)
    return None if joint < 0 else joint + len(" and ")
