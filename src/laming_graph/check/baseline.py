"""The baseline: findings that are known and accepted, kept in a file, so that only new ones fail."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from laming_graph.check.finding import Checked, Finding, Key
from laming_graph.model.errors import InputError

_FORMAT = "laming-baseline-1"


def to_baseline(findings: Iterable[Finding]) -> str:
    """Findings as a baseline file: sorted, with no line numbers, so that it diffs well.

    Severity and message are there for people; they are not read.
    """
    entries = sorted(
        {**one.key()._asdict(), "severity": one.severity, "message": one.message}.items() for one in findings
    )
    whole = {"format": _FORMAT, "accepted": [dict(entry) for entry in entries]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def parse_baseline(path: Path) -> Counter[Key]:
    """What a baseline file accepts, and how often.

    Raises:
        InputError: if it cannot be read or is no baseline.
    """
    try:
        whole = json.loads(path.read_text("utf-8"))
        if whole["format"] != _FORMAT:
            raise KeyError
        entries = [[entry[name] for name in Key._fields] for entry in whole["accepted"]]
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; write it with --write-baseline") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{path}: no baseline; write it with --write-baseline") from None
    if not all(isinstance(part, str) for entry in entries for part in entry):
        raise InputError(f"{path}: no baseline; write it with --write-baseline")
    return Counter(Key(*entry) for entry in entries)


def with_baseline(checked: Checked, accepted: Counter[Key]) -> Checked:
    """What was found, without what is accepted; each entry accepts as many findings as it has lines."""
    left = accepted.copy()
    new, known = [], []
    for one in checked.findings:
        key = one.key()
        if left[key] > 0:
            left[key] -= 1
            known.append(one)
        else:
            new.append(one)
    return checked._replace(findings=new, accepted=known, gone=sorted((+left).elements()))
