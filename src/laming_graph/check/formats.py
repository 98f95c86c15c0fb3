"""The formats of a check's report, by name."""

from collections.abc import Callable, Mapping

from laming_graph.check.finding import Checked
from laming_graph.check.junit import to_junit
from laming_graph.check.report_turtle import to_turtle
from laming_graph.check.reports import to_github, to_json, to_markdown, to_text
from laming_graph.check.sarif import to_sarif

FORMATS: Mapping[str, Callable[[Checked, str], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
    "junit": to_junit,
    "sarif": to_sarif,
    "github": to_github,
    "turtle": to_turtle,
}
"""Each takes what was found and the level at which a check fails."""
