"""What a check found, as text, Markdown, JSON and GitHub's annotations."""

import json
from pathlib import Path

from laming_graph.check.finding import SEVERITIES, Checked, Finding, short
from laming_graph.check.rdf_files import STANDARD_INPUT

_ANNOTATIONS = {"violation": "error", "warning": "warning", "info": "notice"}
_MOST_ROWS = 500
"""GitHub takes a step summary of a mebibyte at most, and nobody reads a longer table."""


def to_text(checked: Checked, level: str, *, everything: bool = False) -> str:
    """Lines for a person: findings at or above the level, or all, and how it came out."""
    shown = SEVERITIES if everything else SEVERITIES[: SEVERITIES.index(level) + 1]
    lines = [one.told() for one in checked.findings if one.severity in shown]
    if everything:
        lines += [f"accepted: {one.told()}" for one in checked.accepted]
        lines += [f"nothing to look at: {shape}" for shape in checked.idle]
    lines += [f"no longer found, take it out of the baseline: {_told(key)}" for key in checked.gone]
    counts = checked.counts()
    hidden = sum(counts[severity] for severity in SEVERITIES if severity not in shown)
    hint = " (--all lists them)" if hidden else ""
    lines.append(f"{len(checked.files)} files: {verdict(checked, level)}{hint}{_asides(checked)}")
    return "\n".join(lines) + "\n"


def verdict(checked: Checked, level: str) -> str:
    """How a check came out, in a few words."""
    counts = checked.counts()
    told = "does not conform" if checked.fails(level) else "conforms"
    return f"{told}; {counts['violation']} violations, {counts['warning']} warnings, {counts['info']} info"


def to_markdown(checked: Checked, level: str) -> str:
    """Markdown, as for the summary of a step in CI."""
    lines = [f"# Validation: {verdict(checked, level)}", ""]
    lines.append(f"{len(checked.files)} files, {len(checked.shapes)} shapes{_asides(checked)}.")
    for severity in SEVERITIES:
        found = [one for one in checked.findings if one.severity == severity]
        if not found:
            continue
        lines += ["", f"## {severity.capitalize()}: {len(found)}", ""]
        lines += ["| place | about | what, and how to mend it | shape |", "| --- | --- | --- | --- |"]
        rows = list(dict.fromkeys(map(_row, found)))
        lines += rows[:_MOST_ROWS]
        if len(rows) > _MOST_ROWS:
            lines.append(f"\nand {len(rows) - _MOST_ROWS} more.")
    if checked.gone:
        lines += ["", "## No longer found: take them out of the baseline", ""]
        lines += [f"- {_cell(_told(key))}" for key in checked.gone]
    return "\n".join(lines) + "\n"


def _row(one: Finding) -> str:
    value = f" ({one.value})" if one.value else ""
    cells = (one.place(), one.focus, one.message + value, short(one.shape).rpartition("#")[2])
    return "| " + " | ".join(map(_cell, cells)) + " |"


def to_json(checked: Checked, level: str) -> str:
    """JSON, for programs."""
    whole = {
        "conforms": not checked.fails(level),
        "failOn": level,
        "counts": checked.counts(),
        "files": list(checked.files),
        "findings": [_entry(one) for one in checked.findings],
        "accepted": [_entry(one) for one in checked.accepted],
        "noLongerFound": [key._asdict() for key in checked.gone],
        "shapes": len(checked.shapes),
        "shapesWithNothingToLookAt": list(checked.idle),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def to_github(checked: Checked, level: str) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    lines = []
    for one in checked.findings:
        value = f" ({one.value})" if one.value else ""
        place = {"file": relative(one.file), "line": str(one.line or "")}
        if one.file in {"", STANDARD_INPUT}:
            place = {}
        parts = {**place, "title": f"{one.severity}: {short(one.shape).rpartition('#')[2]}"}
        told = ",".join(f"{name}={_property(text)}" for name, text in parts.items() if text)
        message = _data(f"{one.focus}: {one.message}{value}")
        lines.append(f"::{_ANNOTATIONS[one.severity]} {told}::{message}")
    lines += [
        f"::notice title=baseline::{_data(f'no longer found, take it out: {_told(key)}')}"
        for key in checked.gone
    ]
    if checked.idle:
        lines.append(f"::notice title=shapes::{_data(_asides(checked).lstrip('; '))}")
    lines.append(f"{len(checked.files)} files: {verdict(checked, level)}")
    # A value can break one shape in several ways, and GitHub shows few annotations.
    return "\n".join(dict.fromkeys(lines)) + "\n"


def relative(name: str) -> str:
    """A file's name from the folder one is in, where it lies below it; as CI services want it."""
    path = Path(name)
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _entry(one: Finding) -> dict[str, object]:
    entry: dict[str, object] = {**one._asdict(), "line": one.line or None, "file": one.file or None}
    del entry["terms"]
    return entry


def _asides(checked: Checked) -> str:
    told = []
    if checked.accepted:
        told.append(f"{len(checked.accepted)} accepted by the baseline")
    if checked.idle:
        told.append(f"{len(checked.idle)} of {len(checked.shapes)} shapes had nothing to look at")
    return "".join(f"; {one}" for one in told)


def _told(key: tuple[str, ...]) -> str:
    return " ".join(part for part in key if part)


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    for letter in "\\`*_[]<>|":
        plain = plain.replace(letter, f"\\{letter}")
    return plain


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
