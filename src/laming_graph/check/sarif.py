"""What a check found as SARIF 2.1.0, the format of code scanning."""

import hashlib
import json
from pathlib import Path
from urllib.parse import quote

from laming_graph import __version__
from laming_graph.check.finding import Checked, Finding, short
from laming_graph.check.rdf_files import STANDARD_INPUT
from laming_graph.check.reports import relative

_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(checked: Checked, level: str) -> str:
    """SARIF: a rule a shape, a result a finding; what the baseline accepts is suppressed."""
    del level
    found = [*checked.findings, *checked.accepted]
    says = {one.shape: one.message for one in found} | {
        shape: told for shape, told in checked.shapes.items() if told
    }
    shapes = sorted({one.shape for one in found} | checked.shapes.keys())
    index = {shape: number for number, shape in enumerate(shapes)}
    results = [_result(one, index) for one in checked.findings]
    results += [_result(one, index) | {"suppressions": [{"kind": "external"}]} for one in checked.accepted]
    notes = [
        {"level": "note", "message": {"text": f"{shape} had nothing to look at"}} for shape in checked.idle
    ]
    driver = {
        "name": "laming",
        "version": __version__,
        "informationUri": "https://w3id.org/laming/",
        "rules": [_rule(shape, says.get(shape, "")) for shape in shapes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "results": results,
    }
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _rule(shape: str, message: str) -> dict[str, object]:
    rule: dict[str, object] = {"id": shape, "name": short(shape).rpartition("#")[2]}
    if message:
        rule["shortDescription"] = {"text": message}
    return rule


def _result(one: Finding, index: dict[str, int]) -> dict[str, object]:
    value = f" ({one.value})" if one.value else ""
    location: dict[str, object] = {"logicalLocations": [{"fullyQualifiedName": one.focus}]}
    if one.file and one.file != STANDARD_INPUT:
        place: dict[str, object] = {"artifactLocation": {"uri": _uri(one.file)}}
        if one.line:
            place["region"] = {"startLine": one.line}
        location["physicalLocation"] = place
    known = "\n".join(one.key())
    return {
        "ruleId": one.shape,
        "ruleIndex": index[one.shape],
        "level": _LEVELS[one.severity],
        "message": {"text": f"{one.focus}: {one.message}{value}"},
        "locations": [location],
        "partialFingerprints": {"lamingKey/v1": hashlib.sha256(known.encode()).hexdigest()},
    }


def _uri(name: str) -> str:
    here = relative(name)
    return Path(here).as_uri() if Path(here).is_absolute() else quote(here)
