"""Plots on the pages: each with words, rows and files, with the library that draws and without."""

import re
import sys
from pathlib import Path

import pytest

from laming_graph.ask.graph import Graph
from laming_graph.curate.tables import parse_tables
from laming_graph.graph.build import build
from laming_graph.pages.pages import Made, Pages
from laming_graph.pages.site import site_files
from laming_graph.show.plots.catalogue import PLOTS, picture_of
from laming_graph.show.plots.stances import LOOKS
from tests.expected import ROOT

EXAMPLE = ROOT / "examples" / "harbour-ferry"
SHOWN_AT = {
    "/timeline": "timeline",
    "/matrix": "stances",
    "/instruments": "instruments",
    "/bodies": "network",
}


def made(pages: Pages, path: str) -> Made:
    """What stands at a path."""
    found = pages.made(path)
    assert found is not None, path
    assert found.status == 200
    return found


@pytest.fixture(scope="module")
def pages(graph: Graph) -> Pages:
    """The pages as a server writes them."""
    return Pages(graph)


@pytest.fixture
def ferry(tmp_path: Path) -> Graph:
    """The invented inquiry, of which no picture is shipped."""
    built = build(parse_tables(EXAMPLE / "inquiry.toml"), EXAMPLE / "documents")
    for name, data in built.files.items():
        tmp_path.joinpath(f"{name}.ttl").write_bytes(data)
    return Graph(tmp_path)


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_has_a_page(name: str, pages: Pages, graph: Graph) -> None:
    """With the picture, the picture in words, every row, the source and the files."""
    text = made(pages, f"/plots/{name}").body.decode()
    picture = picture_of(graph, name)
    image = re.search(r'<img src="([^"]+)" width="(\d+)" height="(\d+)"', text)
    assert image
    assert image[1] == f"../data/plots/{name}.svg"
    assert f'width="{image[2]}" height="{image[3]}"' in made(pages, f"/data/plots/{name}.svg").body.decode()
    assert picture.description.split(". ")[0].replace("'", "&#39;") in text
    assert text.count("<tr>") == len(picture.rows) + 1
    assert 'class="cite"' in text
    csv = made(pages, f"/data/plots/{name}.csv")
    assert csv.media_type == "text/csv; charset=utf-8"
    assert csv.body.decode().startswith(",".join(picture.rows.columns))


def test_pictures_stand_where_they_help(pages: Pages) -> None:
    """On the page of what they sum up, all on one page, and that one is named on the first."""
    for path, name in SHOWN_AT.items():
        text = made(pages, path).body.decode()
        assert f'src="data/plots/{name}.svg"' in text
        assert f'href="plots/{name}"' in text
        assert 'href="#picture"' in text
    whole = made(pages, "/plots").body.decode()
    assert all(f'src="data/plots/{name}.svg"' in whole for name in PLOTS)
    assert 'href="plots"' in made(pages, "/").body.decode()


def test_the_matrix_and_its_picture_have_the_same_letters(pages: Pages) -> None:
    """A stance has one letter wherever it is shown."""
    text = made(pages, "/matrix").body.decode()
    for code, look in LOOKS.items():
        kind, _, name = code.partition("/")
        if kind == "stance" and name != "silent":
            assert f'class="stance {name}"><b>{look.letter}</b>' in text, code


def test_our_pictures_need_no_library(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped ones are shown, byte for byte, and none is offered that must be drawn."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setattr("laming_graph.show.plots.formats.find_spec", lambda _: None)
    pages = Pages(graph)
    for name in PLOTS:
        shipped = (ROOT / "docs" / "plots" / f"{name}.svg").read_bytes()
        assert made(pages, f"/data/plots/{name}.svg").body == shipped
        assert pages.made(f"/data/plots/{name}.png") is None
        assert ".png" not in re.sub("<code>.*?</code>", "", made(pages, f"/plots/{name}").body.decode())


def test_other_data_is_drawn_or_told_in_rows(ferry: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of other data is never the shipped one; without the library, words and rows."""
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "vl_convert", None)
        pages = Pages(ferry)
        text = made(pages, "/plots/timeline").body.decode()
        assert "pip install" in text
        assert "<img" not in text
        assert text.count("<tr>") == len(picture_of(ferry, "timeline").rows) + 1
        assert pages.made("/data/plots/timeline.svg") is None
        assert not [name for name in site_files(ferry) if name.endswith(".svg")]
    pytest.importorskip("vl_convert")
    drawn = made(Pages(ferry), "/data/plots/timeline.svg").body
    assert drawn.startswith(b"<svg")
    assert drawn != (ROOT / "docs" / "plots" / "timeline.svg").read_bytes()


def test_png_is_drawn_where_it_can_be(pages: Pages) -> None:
    """By a server that has the library; files of a site would be three times as large with it."""
    pytest.importorskip("vl_convert")
    found = made(pages, "/data/plots/slip.png")
    assert (found.media_type, found.body[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("path", ["/plots/pie", "/data/plots/pie.svg", "/data/plots/slip.exe", "/plots/"])
def test_what_is_no_plot_is_not_there(path: str, pages: Pages) -> None:
    """A name that is no plot has no page and no file."""
    assert pages.made(path) is None
