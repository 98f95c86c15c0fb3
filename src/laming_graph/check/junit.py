"""What a check found as JUnit XML: a suite a severity of shape, a case a finding."""

import re
from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from laming_graph.check.finding import Checked, Finding, at_or_above, short

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Letters that XML 1.0 cannot hold."""


def to_junit(checked: Checked, level: str) -> str:
    """JUnit XML, as Jenkins and GitLab read it.

    A finding at or above the level is a failed case; one below it a passed case that tells it; a
    shape with no finding a passed case, or a skipped one where it had nothing to look at.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in checked.findings:
        found[one.shape].append(one)
    idle = set(checked.idle)
    cases: list[str] = []
    failures, skipped = 0, 0
    for shape in sorted({*checked.shapes, *found}):
        for one in found[shape]:
            is_failure = at_or_above(one.severity, level)
            failures += is_failure
            cases.append(_case(one, is_failure=is_failure))
        if not found[shape]:
            skipped += shape in idle
            inside = '<skipped message="nothing in the data to look at"/>' if shape in idle else ""
            cases.append(
                f'  <testcase classname={_attribute(_name(shape))} name="every node">{inside}</testcase>'
            )
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join(
        [
            head,
            f'<testsuites name="laming validate" {counts}>',
            f'<testsuite name="shapes" {counts} skipped="{skipped}">',
            *cases,
            "</testsuite>",
            "</testsuites>\n",
        ]
    )


def _case(one: Finding, *, is_failure: bool) -> str:
    name = " ".join(part for part in (one.focus, short(one.path), one.value) if part)
    opening = f"  <testcase classname={_attribute(_name(one.shape))} name={_attribute(name)}>"
    text = escape(_fit(one.told()))
    if is_failure:
        kind = f"<failure type={_attribute(one.severity)} message={_attribute(one.message)}>"
        return f"{opening}{kind}{text}</failure></testcase>"
    return f"{opening}<system-out>{text}</system-out></testcase>"


def _name(shape: str) -> str:
    """A shape's name behind its namespace; dots would make it a package."""
    return re.split("[#/]", shape)[-1].replace(".", "_") or shape


def _attribute(text: str) -> str:
    return quoteattr(_fit(text))


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
