"""What a rule found in a query, and the forms in which it is printed."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one query.

    Attributes:
        path: the file.
        line: from 1.
        rule: code of the rule.
        message: what is wrong, in one line.
        mend: what to write instead, in one line.
    """

    path: Path
    line: int
    rule: str
    message: str
    mend: str


def to_text(findings: Iterable[Finding]) -> str:
    """One line a finding."""
    return "".join(f"{one.path}:{one.line}: {one.rule}: {one.message}; {one.mend}\n" for one in findings)


def to_json(findings: Iterable[Finding]) -> str:
    """One array of objects."""
    listed = [{**asdict(one), "path": str(one.path)} for one in findings]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def to_github(findings: Iterable[Finding]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return "".join(
        f"::error file={_escaped(str(one.path), more=True)},line={one.line},title={one.rule}"
        f"::{_escaped(f'{one.message}; {one.mend}')}\n"
        for one in findings
    )


def _escaped(text: str, *, more: bool = False) -> str:
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(sign, code)
    return text.replace(":", "%3A").replace(",", "%2C") if more else text


FORMATS: Mapping[str, Callable[[Iterable[Finding]], str]] = {
    "text": to_text,
    "json": to_json,
    "github": to_github,
}
"""Writers by name."""
