"""Colours that people with any colour vision can tell apart, and that keep an order in grey.

The hues are those of Okabe and Ito, "Color Universal Design" (2008). No plot tells anything by colour
alone: a letter, a shape or a place says the same. Tests compute contrast and distances.
"""

BLACK = "#000000"
WHITE = "#FFFFFF"
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
YELLOW = "#F0E442"
BLUE = "#0072B2"
VERMILION = "#D55E00"
PURPLE = "#CC79A7"

INK = "#222222"
"""Text."""
QUIET = "#595959"
"""Text that may stand back, still with a contrast of 7 on white."""
LINE = "#8C8C8C"
"""Outlines and axes: a contrast of 3 on white, as graphics need."""
FAINT = "#D9D9D9"
"""Fills and lines that only guide the eye."""

FONT = "Arial, Liberation Sans, Helvetica, DejaVu Sans Condensed, DejaVu Sans, sans-serif"
"""Fonts of like width that are on most machines; the first one found is taken."""


def luminance(colour: str) -> float:
    """Relative luminance of a colour written as #RRGGBB (WCAG 2.2).

    >>> luminance("#FFFFFF"), luminance("#000000")
    (1.0, 0.0)
    """
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21 (WCAG 2.2).

    >>> round(contrast("#FFFFFF", "#000000"))
    21
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_on(fill: str) -> str:
    """Black or white, whichever can be read better on a fill."""
    return max((BLACK, WHITE), key=lambda ink: contrast(ink, fill))
