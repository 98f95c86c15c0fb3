"""What a check found as SHACL's own report, in Turtle."""

from laming_graph.check.finding import Checked, Finding
from laming_graph.namespaces import SH

_SEVERITIES = {"violation": "Violation", "warning": "Warning", "info": "Info"}


def to_turtle(checked: Checked, level: str) -> str:
    """A `sh:ValidationReport`: every finding, the accepted too, since the standard knows no baseline.

    As the standard has it, the data conforms where nothing was found, whatever the level.
    """
    del level
    found = [*checked.findings, *checked.accepted]
    lines = [f"@prefix sh: <{SH}> .", "", "[] a sh:ValidationReport ;"]
    if not found:
        return "\n".join([*lines, "    sh:conforms true .\n"])
    results = " ,\n".join(_result(one) for one in found)
    return "\n".join([*lines, "    sh:conforms false ;", f"    sh:result\n{results} .\n"])


def _result(one: Finding) -> str:
    parts = {
        "focusNode": _node(one.terms.focus),
        "resultPath": one.terms.path,
        "value": _node(one.terms.value),
        "resultSeverity": f"sh:{_SEVERITIES[one.severity]}",
        "sourceShape": f"<{one.shape}>" if ":" in one.shape else "[]",
        "sourceConstraintComponent": f"<{one.component}>" if one.component else "",
        "resultMessage": _text(one.message),
    }
    told = " ;\n".join(f"            sh:{name} {term}" for name, term in parts.items() if term)
    return f"        [ a sh:ValidationResult ;\n{told} ]"


def _node(term: str) -> str:
    """A term as it is; a node without a name has none here either."""
    return "[]" if term.startswith("_:") else term


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
