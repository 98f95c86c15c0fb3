"""A plot of lines on two logarithmic axes, as SVG with no library."""

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

WIDTH, HEIGHT = 860, 560
LEFT, RIGHT, TOP, BOTTOM = 70, 210, 40, 50
_QUIET, _LOUD = "#9aa5b1", "#b3261e"


class Line(NamedTuple):
    """One line.

    Attributes:
        name: what it is.
        points: pairs of what grows and what it costs, both above 0.
        marked: whether it stands out.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    marked: bool


def to_svg(lines: Sequence[Line], title: str) -> str:
    """The plot; the lines that are marked and the highest others are named at their right end."""
    points = [point for line in lines for point in line.points]
    if not points:
        return f'<svg xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title></svg>\n'
    across = _decades(x for x, _ in points)
    up = _decades(y for _, y in points)

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + (WIDTH - LEFT - RIGHT) * (log10(x) - across[0]) / (across[1] - across[0]),
            HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (log10(y) - up[0]) / (up[1] - up[0]),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12" role="img"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 12}">triples</text>',
    ]
    for power in range(across[0], across[1] + 1):
        x, bottom = place(10.0**power, 10.0 ** up[0])
        parts.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{bottom:.1f}" stroke="#e4e7eb"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 18:.1f}" text-anchor="middle">{10**power:,}</text>')
    for power in range(up[0], up[1] + 1):
        left, y = place(10.0 ** across[0], 10.0**power)
        parts.append(
            f'<line x1="{left:.1f}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#e4e7eb"/>'
        )
        parts.append(f'<text x="{left - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    named = 0.0
    for line in sorted(lines, key=lambda one: (-one.points[-1][1], one.name)):
        at = [place(*point) for point in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
        colour, width = (_LOUD, 2) if line.marked else (_QUIET, 1)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>')
        x, y = at[-1]
        if line.marked or y - named >= 14:
            named = max(y, named + 14)
            ink = colour if line.marked else "#3e4c59"
            words = f'<text x="{x + 8:.1f}" y="{named + 4:.1f}" fill="{ink}">{escape(line.name)}</text>'
            parts.append(words)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _decades(values: Iterable[float]) -> tuple[int, int]:
    """Powers of ten that hold all values."""
    logs = [log10(value) for value in values]
    low, high = floor(min(logs)), ceil(max(logs))
    return low, max(high, low + 1)
