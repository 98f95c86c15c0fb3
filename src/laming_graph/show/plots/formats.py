"""A picture as SVG, PNG, a page of HTML, or Vega-Lite; nothing of it is fetched from anywhere."""

import importlib
import json
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from laming_graph.ask.citation import sha256_of
from laming_graph.ask.formats import short
from laming_graph.model.errors import InputError
from laming_graph.show.plots.palette import FONT
from laming_graph.show.plots.picture import Picture

if TYPE_CHECKING:
    import altair as alt

_VEGA_LITE = "6.1"
_MARK = re.compile(
    r'<(path|text|rect)((?: [\w:-]+="[^"]*")*?) aria-label="([^"]*)"([^>]*?)(?:/>|>([^<]*)</\1>)'
)
_SAID_TWICE = re.compile(
    r' (?:role="graphics-(?:symbol|object)"|aria-roledescription="[^"]*"|pointer-events="none")'
)


def to_json(picture: Picture) -> bytes:
    """Vega-Lite with the rows inside, for the tools that read it."""
    return (json.dumps(picture.spec(), ensure_ascii=False, indent=1) + "\n").encode()


def to_svg(picture: Picture) -> bytes:
    """SVG with title and description, and a hint in words at each mark.

    Raises:
        InputError: if vl-convert is not installed.
    """
    return _told(_plain_svg(picture), picture).encode()


def to_png(picture: Picture) -> bytes:
    """PNG in print quality, three times the size of the SVG.

    Raises:
        InputError: if vl-convert is not installed.
    """
    return png_of(to_svg(picture))


def png_of(svg: bytes) -> bytes:
    """PNG of an SVG that was drawn here.

    Raises:
        InputError: if vl-convert is not installed.
    """
    made: bytes = _library("vl_convert").svg_to_png(svg.decode(), scale=1.0, ppi=216.0)
    return made


def to_html(picture: Picture) -> bytes:
    """A page that holds all it needs: the picture as SVG, its description and its rows; no script.

    Raises:
        InputError: if vl-convert is not installed.
    """
    svg = to_svg(picture).decode()
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in picture.rows.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(short(text))}</td>" for text in row) + "</tr>\n"
        for row in picture.rows.texts()
    )
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(picture.title)}</title>
<style>
body {{ font-family: Arial, "Liberation Sans", Helvetica, sans-serif; color: #222; margin: 2em; }}
figure {{ margin: 0; }}
svg {{ max-width: 100%; height: auto; }}
table {{ border-collapse: collapse; font-size: 0.8em; }}
th, td {{ border: 1px solid #8c8c8c; padding: 0.2em 0.5em; text-align: left; vertical-align: top; }}
</style>
</head>
<body>
<h1>{escape(picture.title)}</h1>
<figure>
{svg}<figcaption>{escape(picture.description)} {escape(picture.source)}</figcaption>
</figure>
<h2>The rows behind it</h2>
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}</tbody>
</table>
</body>
</html>
""".encode()


WRITERS: Mapping[str, Callable[[Picture], bytes]] = {
    ".svg": to_svg,
    ".png": to_png,
    ".html": to_html,
    ".json": to_json,
}
"""The writer of each ending of a file's name."""


def can_draw() -> bool:
    """Whether the library that draws is installed."""
    return find_spec("vl_convert") is not None


def to_chart(picture: Picture) -> "alt.LayerChart":
    """An Altair chart.

    Raises:
        InputError: if Altair is not installed.
    """
    chart: alt.LayerChart = _library("altair").LayerChart.from_dict(picture.spec(), validate=False)
    return chart


def fingerprint(picture: Picture) -> str:
    """SHA-256 of rows and drawing; two versions of the libraries give the same."""
    spec = json.dumps(picture.spec(), sort_keys=True)
    return sha256(f"{sha256_of(picture.rows)}\n{spec}".encode()).hexdigest()


def _plain_svg(picture: Picture) -> str:
    spec: dict[str, Any] = picture.spec()
    svg: str = _library("vl_convert").vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    return svg


def _told(svg: str, picture: Picture) -> str:
    """The SVG with title and description, each mark's words as its title, and nothing said twice."""
    opening, rest = svg.split(">", 1)
    opening += ' role="img" aria-labelledby="title description"'
    told = (
        f'<title id="title">{escape(picture.title)}</title>'
        f'<desc id="description">{escape(picture.description)}</desc>'
        f"<metadata>{escape(picture.source)} fingerprint:{fingerprint(picture)}</metadata>"
    )
    opening += f' font-family="{FONT}"'
    rest = _SAID_TWICE.sub("", _MARK.sub(_titled, rest).replace(f' font-family="{FONT}"', ""))
    return f"{opening}>{told}{rest}\n"


def _titled(match: re.Match[str]) -> str:
    name, before, words, after, text = match.groups()
    return f"<{name}{before}{after}><title>{words}</title>{text or ''}</{name}>"


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise InputError(f"{name} is not installed; pip install 'laming-graph[plot]'") from None
