"""Plots: what is drawn is what the queries answer, in every format, with nothing fetched from anywhere."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest

import laming_graph as lg
from laming_graph.ask.graph import Graph
from laming_graph.model.errors import InputError
from laming_graph.show.plots import palette
from laming_graph.show.plots.catalogue import PLOTS, picture_of
from laming_graph.show.plots.formats import WRITERS, fingerprint, to_html, to_svg
from laming_graph.show.plots.picture import Picture
from laming_graph.show.plots.stances import LOOKS
from tests.command import Laming, fine, lines_of
from tests.expected import ROOT

pytest.importorskip("vl_convert")

EVERYTHING = {str(number) for number in range(1, 59)}


@pytest.fixture(scope="module")
def pictures(graph: Graph) -> Mapping[str, Picture]:
    """Every plot with its defaults."""
    return {name: picture_of(graph, name) for name in PLOTS}


def told(picture: Picture) -> list[Mapping[str, Any]]:
    """The marks that say something, from all layers."""
    return [value for layer in picture.layers for value in layer["data"]["values"] if "told" in value]


def numbers_in(rows: Iterable[str]) -> set[str]:
    """The numbers of recommendations, items counted with theirs."""
    return {re.sub(r"\D", "", rec) for rec in rows} - {""}


def column(picture: Picture, name: str) -> list[str]:
    """A column of the table twin."""
    return [row[name] or "" for row in picture.rows.dicts()]


def test_the_timeline_draws_every_promise(graph: Graph, pictures: Mapping[str, Picture]) -> None:
    """As many promises as the query answers, dated ones by line and the rest under their body."""
    picture = pictures["timeline"]
    asked = [row["commitment"] for row in graph.query("deadlines").dicts()]
    assert sorted(column(picture, "commitment")) == sorted(filter(None, asked))
    marks = [mark for mark in told(picture) if "promises" in mark]
    lines = Counter(column(picture, "line"))
    assert sorted(mark["promises"] for mark in marks) == sorted(lines.values())
    assert sum(mark["promises"] for mark in marks) == len(asked)
    undated = [row for row in picture.rows.dicts() if not (row["earliest"] or row["latest"])]
    listed = [mark for mark in marks if "no date" in mark["told"]]
    assert sum(mark["promises"] for mark in listed) == len(undated) > 0
    drawn = " ".join(mark["told"] for mark in marks)
    assert all(re.search(rf"\b{rec}\b", drawn) for rec in column(picture, "rec") if rec)
    waiting = [mark for mark in marks if "waits on" in mark["told"]]
    assert waiting
    assert all(mark["fill"] == palette.WHITE for mark in waiting)
    assert sum(m["promises"] for m in waiting) == sum(
        bool(row["subject_to"] and (row["earliest"] or row["latest"])) for row in picture.rows.dicts()
    )


def test_the_timeline_is_in_the_order_of_last_days(pictures: Mapping[str, Picture]) -> None:
    """In each body by last day, those without one after those with one."""
    by_body: dict[str, list[str]] = {}
    for row in pictures["timeline"].rows.dicts():
        if row["earliest"] or row["latest"]:
            by_body.setdefault(row["lead_label"] or "", []).append(row["latest"] or "9")
    assert all(days == sorted(days) for days in by_body.values())


def test_one_body_has_a_timeline_of_its_own(graph: Graph) -> None:
    """Only its promises, all of them."""
    picture = picture_of(graph, "timeline", body="agent/ofsted")
    whole = [row["commitment"] for row in graph.query("deadlines").dicts() if row["lead_label"] == "Ofsted"]
    assert sorted(column(picture, "commitment")) == sorted(filter(None, whole))
    assert "Ofsted" in picture.title


def test_every_statement_of_the_matrix_is_a_cell(graph: Graph, pictures: Mapping[str, Picture]) -> None:
    """One mark a row; each voice has a cell on each recommendation; nothing is not refusal."""
    picture = pictures["stances"]
    asked = [row["statement"] for row in graph.query("stance-matrix").dicts()]
    cells = told(picture)
    assert len(cells) == len(asked) == len(picture.rows)
    assert sorted(column(picture, "statement")) == sorted(filter(None, asked))
    pairs = {(row["responder_label"], row["rec"]) for row in picture.rows.dicts()}
    voices = {voice for voice, _ in pairs}
    assert {(voice, rec) for voice in voices for rec in EVERYTHING} <= pairs
    assert len(voices) == 4
    nothing = [look for code, look in LOOKS.items() if code.split("/")[0] in {"silence-kind", "reach"}]
    assert all(look.fill == palette.WHITE for look in nothing)
    assert len({look.letter for look in nothing}) == len(nothing) == 4
    refusal = LOOKS["stance/opposes"]
    assert refusal.letter not in {look.letter for look in nothing}
    assert refusal.fill == palette.BLACK
    letters = [look.letter for code, look in LOOKS.items() if code != "stance/silent"]
    assert len(letters) == len(set(letters))


def test_every_recommendation_has_its_squares(graph: Graph, pictures: Mapping[str, Picture]) -> None:
    """All 58 are there; a whole counts each once, however many parts and versions carry it."""
    picture = pictures["instruments"]
    squares = told(picture)
    assert {mark["number"] for mark in squares} == EVERYTHING == set(column(picture, "rec"))
    drawn = {(row["line"], row["rec"]) for row in picture.rows.dicts()}
    assert len(squares) == len(drawn)
    asked = graph.query("resting-on", instrument="instrument/working-together")
    resting = numbers_in(row["rec"] or "" for row in asked.dicts())
    line = "Working Together to Safeguard Children"
    assert {rec for name, rec in drawn if name == line} == resting
    fewer = picture_of(graph, "instruments", top=3)
    assert "69 others" in " ".join(column(fewer, "line"))
    assert set(column(fewer, "rec")) == EVERYTHING


def test_a_slip_moves_what_the_query_says(graph: Graph, pictures: Mapping[str, Picture]) -> None:
    """Before is the calendar; after, the moved promises stand in the month of the new day."""
    picture = pictures["slip"]
    rows = list(picture.rows.dicts())
    moved = {row["commitment"] for row in rows if row["before"] != row["after"]}
    asked = graph.query("slip", instrument="instrument/working-together", until="2010-03-31")
    assert moved == {row["commitment"] for row in asked.dicts()}
    calendar = {row["month"]: int(row["promises"] or 0) for row in graph.query("calendar").dicts()}
    panels: dict[str, Counter[str]] = {}
    for bar in told(picture):
        panels.setdefault(bar["told"].split(":")[0], Counter())[bar["month"]] += bar["promises"]
    before, after = panels.values()
    assert before == calendar
    assert after == Counter((row["after"] or "")[:7] for row in rows)
    assert sum(before.values()) == sum(after.values()) == len(rows)


def test_a_slip_can_be_of_another_instrument(graph: Graph) -> None:
    """Parameters are those of the query."""
    picture = picture_of(graph, "slip", instrument="instrument/swtf-final-report", until="2010-01-31")
    assert "Social Work Task Force" in picture.title
    assert "31 January 2010" in picture.description


def test_the_network_has_a_line_a_row(graph: Graph, pictures: Mapping[str, Picture]) -> None:
    """Each recommendation is there, and each line joins its two ends; the same layout each time."""
    picture = pictures["network"]
    lines = {mark["edge"] for mark in told(picture) if "edge" in mark}
    assert lines == {"|".join(texts) for texts in picture.rows.texts()}
    assert set(column(picture, "rec")) == EVERYTHING
    nodes = {mark["told"].split(":")[0] for mark in told(picture) if "edge" not in mark}
    assert nodes == {*column(picture, "body_label"), *column(picture, "instrument_label")}
    assert picture_of(graph, "network").spec() == picture.spec()


@pytest.mark.parametrize("name", PLOTS)
def test_a_picture_is_read_without_seeing(name: str, pictures: Mapping[str, Picture]) -> None:
    """The SVG has title and description; each mark of the rows has a title; source and version are shown."""
    picture = pictures[name]
    svg = to_svg(picture).decode()
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == picture.title
    assert root.findtext(f"{space}desc") == picture.description
    assert len(picture.description) > 100
    assert root.get("role") == "img"
    marks = {mark["told"] for mark in told(picture)}
    assert {one.text for one in root.iter(f"{space}title")} >= marks
    texts = "".join(root.itertext())
    assert "version" in picture.source
    assert picture.source in texts
    assert len(svg) < 150_000
    low, high = (float(part) for part in svg.split('viewBox="0 0 ')[1].split('"')[0].split())
    for across, down in re.findall(r"<text [^>]*transform=\"translate\(([-\d.]+),([-\d.]+)\)\"", svg):
        assert abs(float(across)) < low
        assert abs(float(down)) < high


class _Loads(HTMLParser):
    """What a page loads: every src, and every href that is no link to itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note."""
        self.tags[tag] += 1
        names = {"src", "href", "xlink:href", "data", "srcset", "poster"}
        loaded = [value or "" for name, value in attrs if name in names]
        self.found += [value for value in loaded if not value.startswith("#")]


@pytest.mark.parametrize("name", PLOTS)
def test_a_page_loads_nothing(name: str, pictures: Mapping[str, Picture]) -> None:
    """No script, no address, and a table with every row."""
    page = to_html(pictures[name]).decode()
    loads = _Loads()
    loads.feed(page)
    assert loads.found == []
    assert not loads.tags.keys() & {"script", "link", "iframe", "object", "embed", "image", "img"}
    assert not re.search(r"@import|url\((?![\"']?#)", page)
    assert loads.tags["tr"] == len(pictures[name].rows) + 1
    assert '<html lang="en-GB">' in page


@pytest.mark.parametrize("name", PLOTS)
def test_committed_pictures_are_those_of_today(name: str, pictures: Mapping[str, Picture]) -> None:
    """Each was made of today's rows in today's drawing. The bytes may differ with the library's version.

    `make docs` draws them anew.
    """
    path = ROOT / "docs" / "plots" / f"{name}.svg"
    text = path.read_text("utf-8")
    assert f"fingerprint:{fingerprint(pictures[name])}<" in text
    assert path.stat().st_size < 150_000


def stances() -> Iterator[str]:
    """The fills of the matrix that mean a stance."""
    yield from sorted({look.fill for code, look in LOOKS.items() if code.startswith("stance/")})


def test_texts_can_be_read() -> None:
    """Contrast by WCAG 2.2: letters on every fill 4.5, text on white 7, edges and marks on white 3."""
    for look in LOOKS.values():
        assert palette.contrast(palette.text_on(look.fill), look.fill) >= 4.5
    for ink in (palette.INK, palette.QUIET):
        assert palette.contrast(ink, palette.WHITE) >= 7
    for line in (palette.LINE, palette.BLUE, palette.VERMILION):
        assert palette.contrast(line, palette.WHITE) >= 3
    # Bars that touch differ in grey as well.
    for one, other in combinations((palette.BLUE, palette.ORANGE, palette.FAINT), 2):
        assert palette.contrast(one, other) >= 1.5


_SEEN = {
    "deuteranopia": ((0.3673, 0.8606, -0.228), (0.2801, 0.6725, 0.0474), (-0.0118, 0.0429, 0.9689)),
    "protanopia": ((0.1523, 1.0526, -0.2049), (0.1145, 0.7863, 0.0992), (-0.0039, -0.0481, 1.052)),
    "tritanopia": ((1.2555, -0.0767, -0.1788), (-0.0784, 0.9308, 0.1476), (0.0047, 0.6914, 0.3039)),
}
"""Linear light as it is seen, after Machado, Oliveira and Fernandes (2009), at full severity."""


def lab(colour: str, seen: tuple[tuple[float, ...], ...] | None = None) -> tuple[float, float, float]:
    """A colour in CIE Lab, as somebody sees it."""
    light = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in light]
    if seen:
        light = [min(1.0, max(0.0, sum(f * p for f, p in zip(row, light, strict=True)))) for row in seen]
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    summed = [sum(f * p for f, p in zip(row, light, strict=True)) for row in matrix]
    xyz = [part / full for part, full in zip(summed, white, strict=True)]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("seen", [None, *_SEEN])
def test_stances_differ_for_every_eye(seen: str | None) -> None:
    """Any two fills of stances are at least 10 apart (CIE76), a just visible step being about 2."""
    for one, other in combinations(stances(), 2):
        pairs = zip(lab(one, _SEEN.get(seen or "")), lab(other, _SEEN.get(seen or "")), strict=True)
        assert sum((a - b) ** 2 for a, b in pairs) ** 0.5 >= 10, (one, other)


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_bytes_each_time(ending: str, laming: Laming) -> None:
    """Two processes with other hashes write the same file."""
    found = set()
    for seed in ("1", "2"):
        target = laming.home / f"{seed}{ending}"
        done = laming("plot", "network", "-o", target, PYTHONHASHSEED=seed)
        assert (done.status, done.out) == (0, "")
        found.add(target.read_bytes())
    assert len(found) == 1
    (data,) = found
    assert len(data) > 10_000


def test_plots_and_their_rows_on_the_command_line(laming: Laming, pictures: Mapping[str, Picture]) -> None:
    """The list names all; a table is CSV with the rows of the picture."""
    assert [row[0] for row in lines_of(fine(laming("plot")))] == ["plot", *PLOTS]
    shown = fine(laming("plot", "stances", "--table"))
    assert lines_of(shown)[1:] == [list(texts) for texts in pictures["stances"].rows.texts()]
    fine(laming("plot", "slip", "--table", "-p", "until=2010-06-30", "-o", "slip.csv"))
    assert "2010-06-30" in (laming.home / "slip.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("pie", "-o", "a.svg"), "no plot named 'pie'; the plots: timeline, stances"),
        (("stances", "-o", "a.pdf"), "a.pdf"),
        (("stances",), "FILE.svg, FILE.png"),
        (("-o", "a.svg"), "which plot?"),
        (("stances", "--table", "-o", "a.svg"), "--table writes CSV"),
        (("stances", "-p", "top=3", "-o", "a.svg"), "plot stances has no parameter 'top'"),
        (("instruments", "-p", "top=none", "-o", "a.svg"), "'none' is no number"),
        (("slip", "-p", "until=soon", "-o", "a.svg"), "'soon' is no day"),
        (("slip", "-p", "instrument=instrument/pie", "-o", "a.svg"), "no instrument"),
        (("timeline", "-p", "body=agent/pie", "-o", "a.svg"), "no promise"),
        (("timeline", "-p", "body=<>", "-o", "a.svg"), "is no IRI"),
    ],
)
def test_what_cannot_be_drawn_is_told(arguments: tuple[str, ...], told: str, laming: Laming) -> None:
    """One line, status 2, no file."""
    done = laming("plot", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err
    assert not (laming.home / "a.svg").exists()


def test_a_missing_library_is_named(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, one line says how to get it; Vega-Lite needs no library."""
    picture = picture_of(graph, "instruments")
    for library, write in (("vl_convert", to_svg), ("altair", lambda _: lg.plot("instruments", graph))):
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(InputError, match=re.escape("pip install 'laming-graph[plot]'")):
            write(picture)
    assert json.loads(WRITERS[".json"](picture))["title"]["text"] == picture.title


def test_a_chart_in_python(graph: Graph, pictures: Mapping[str, Picture]) -> None:
    """Altair reads the drawing by its own schema and gives it back."""
    altair = pytest.importorskip("altair")
    chart = lg.plot("slip", graph, until="2010-06-30")
    assert isinstance(chart, altair.LayerChart)
    assert "30 June 2010" in chart.to_dict()["description"]
    for name, picture in pictures.items():
        whole = altair.LayerChart.from_dict(picture.spec())
        assert len(whole.layer) == len(picture.layers), name


def test_every_plot_stands_on_the_page() -> None:
    """docs/plots.md shows each with its name, a command and the committed picture."""
    page = (ROOT / "docs" / "plots.md").read_text("utf-8")
    for name, plot in PLOTS.items():
        assert f"## {name}" in page
        assert f"laming plot {name} " in page
        assert f"(plots/{name}.svg)" in page
        assert all(f"`{parameter}`" in page for parameter in plot.defaults)
