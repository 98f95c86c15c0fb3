"""The pages as people get them: all render, every link leads somewhere, nothing comes from elsewhere."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from html5lib import HTMLParser
from pyoxigraph import RdfFormat, Store

from laming_graph.ask.embedded import Embedded
from laming_graph.ask.graph import Graph
from laming_graph.curate.tables import parse_tables
from laming_graph.files import write_folder
from laming_graph.graph.build import build
from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES
from laming_graph.pages.pages import Pages
from laming_graph.pages.site import site_files
from tests.browsing import in_a_browser, seen_by
from tests.command import Laming
from tests.expected import ROOT
from tests.serving import serving

EXAMPLE = ROOT / "examples" / "harbour-ferry"
LARGEST = 100_000
"""Bytes of the first page and of one recommendation, at most."""
XHTML = "{http://www.w3.org/1999/xhtml}"
Site = dict[str, bytes]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The static site of the invented inquiry."""
    folder = tmp_path_factory.mktemp("ferry")
    built = build(parse_tables(EXAMPLE / "inquiry.toml"), EXAMPLE / "documents")
    for name, data in built.files.items():
        folder.joinpath(f"{name}.ttl").write_bytes(data)
    return site_files(Graph(folder))


def pages_of(site: Site) -> Iterator[tuple[str, str]]:
    """Each page of a site."""
    for name, data in site.items():
        if name.endswith(".html"):
            yield name, data.decode()


def dead_links(site: Site) -> list[tuple[str, str]]:
    """Links that lead to no file, or to no place in it."""
    anchors = {name: set(re.findall(r' id="([^"]+)"', text)) for name, text in pages_of(site)}
    dead = []
    for name, text in pages_of(site):
        for link in re.findall(r' (?:href|src|action)="([^"]*)"', text):
            parts = urlsplit(link)
            if parts.scheme == "data":
                continue
            there = normpath(join(dirname(name), unquote(parts.path))) if parts.path else name
            known = there in site and (not parts.fragment or parts.fragment in anchors[there])
            if parts.scheme or parts.netloc or not known:
                dead.append((name, link))
    return dead


@pytest.mark.parametrize("which", ["site", "example"])
def test_every_link_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    """No page links to a page, file or place that is not there, or to another server."""
    site: Site = request.getfixturevalue(which)
    assert dead_links(site)[:5] == []
    assert {"index.html", "recommendations.html", "matrix.html", "static/style.css"} <= set(site)


def test_every_page_is_html_without_fault(site: Site) -> None:
    """A strict parser finds no fault in any page of a recommendation, nor in one of each other kind."""
    kinds = {"/".join(name.split("/")[:2]): name for name in site}
    chosen = {name for name in site if name.startswith("page/recommendation/")} | set(kinds.values())
    for name in sorted(one for one in chosen if one.endswith(".html")):
        parser = HTMLParser(strict=False)
        parser.parse(site[name])
        assert parser.errors == [], name


@pytest.mark.parametrize("which", ["site", "example"])
def test_pages_are_made_for_everyone(which: str, request: pytest.FixtureRequest) -> None:
    """Language, landmarks, one first heading, headings in order, no script elsewhere than in the editor."""
    for name, text in pages_of(request.getfixturevalue(which)):
        assert '<html lang="en-GB">' in text, name
        assert all(text.count(f"<{one}") >= 1 for one in ("header", "nav", "main", "footer")), name
        assert 'class="skip" href="#main"' in text, name
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name
        assert name == "editor.html" or "<script" not in text, name
        assert not re.search(r"<[^>]+ (?:style|on[a-z]+)=", text), name
        assert all('scope="' in cell for cell in re.findall(r"<th\b[^>]*>", text)), name
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids)), name


@pytest.mark.parametrize("which", ["site", "example"])
def test_every_page_is_cited_and_taken_away(which: str, request: pytest.FixtureRequest) -> None:
    """Each says how to cite it and links to its files; one that cannot answer says why instead."""
    for name, text in pages_of(request.getfixturevalue(which)):
        if 'class="wrong"' not in text:
            assert text.count('class="cite"') == 1, name
            assert re.search(r'class="downloads">Take it away[^\n]*href="[./]*data/', text), name


def test_the_first_pages_are_light(site: Site) -> None:
    """The first page and each recommendation stay small, style included."""
    style = len(site["static/style.css"])
    light = [name for name in site if name == "index.html" or name.startswith("page/recommendation/")]
    assert {name: len(site[name]) + style for name in light if len(site[name]) + style >= LARGEST} == {}


def test_every_recommendation_has_its_page(site: Site) -> None:
    """All 58 and their 20 items, with their neighbours."""
    found = [name for name in site if name.startswith("page/recommendation/") and name.endswith(".html")]
    assert len(found) == 78
    text = site["page/recommendation/17.html"].decode()
    for told in ("within six months of this report", "redirected", "no feasibility study", "October 2009"):
        assert told in text
    assert 'rel="prev" href="16.html"' in text
    assert 'rel="next" href="18.html"' in text


def test_the_matrix_tells_kinds_of_nothing_apart(site: Site) -> None:
    """Each kind has a sign and words of its own, and all recommendations have a row."""
    text = site["matrix.html"].decode()
    for sign, told in (("\u2013", "silent"), ("n/c", "not covered"), ("items", "by item only")):
        assert f'<b>{sign}</b> <span class="word">{told}</span>' in text
    assert text.count('<th scope="row">') == 78


def test_downloads_hold_what_the_page_shows(site: Site) -> None:
    """CSV, JSON and Turtle are there and are what they say."""
    rows = json.loads(site["data/questions/recommendations.json"])
    assert len(rows["rows"]) == 58
    assert "laming-citation:" in site["data/questions/recommendations.csv"].decode()
    store = Store()
    store.load(site["data/recommendation/17.ttl"], format=RdfFormat.TURTLE)
    assert len(store) > 50


def test_the_same_graph_gives_the_same_site(site: Site) -> None:
    """No clock and no chance in it."""
    pages = Pages(Graph(), static=True)
    for path in ("/", "/matrix", "/page/agent/ofsted", "/recommendations"):
        made = pages.made(path)
        assert made is not None
        assert made.body in site.values()


NASTY = f"""
@prefix lam: <https://w3id.org/laming/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<{CODES}recommendation/1> a lam:Recommendation , lam:Requirement ; lam:number 1 ; dcterms:identifier "1" ;
  lam:summary "<script>alert(1)</script>" ; rdfs:label "<img src=x onerror=alert(1)>" ; lam:page 1 .
<{CODES}agent/x> a lam:Agent ; rdfs:label "\\"><script>alert(2)</script>" .
"""


@pytest.fixture
def nasty() -> Pages:
    """Pages of a graph whose names are markup."""
    store = Store()
    store.load(NASTY.encode(), format=RdfFormat.TURTLE)
    return Pages(Graph(engine=Embedded(store)))


@pytest.mark.parametrize(
    "path", ["/", "/recommendations", "/page/recommendation/1", "/page/agent/x", "/bodies", "/matrix"]
)
def test_names_are_text(nasty: Pages, path: str) -> None:
    """What the graph says is never markup."""
    made = nasty.made(path)
    assert made is not None
    assert b"<script" not in made.body
    assert b"<img src=x" not in made.body


def test_names_are_text_in_the_editor_too(nasty: Pages) -> None:
    """There, where scripts are, no name makes one."""
    made = nasty.made("/editor")
    assert made is not None
    assert made.body.count(b"<script") == made.body.count(b"</script>") == 2
    assert b"<img" not in made.body
    assert b"alert(2)" in made.body


def test_what_a_reader_types_is_text(nasty: Pages) -> None:
    """What is searched for or asked comes back as text."""
    for path, asked in (
        ("/search", {"q": '"><script>x</script>'}),
        ("/questions/due-by", {"by": '"><script>x</script>'}),
        ("/recommendations", {"by": '"><script>x</script>', "body": "<script>"}),
    ):
        made = nasty.made(path, asked)
        assert made is not None
        assert b"<script" not in made.body


@pytest.fixture(scope="module")
def pages() -> Pages:
    """The pages as the server writes them, without the server."""
    return Pages(Graph())


def test_the_list_is_narrowed(pages: Pages) -> None:
    """Each filter narrows the list, and all of them together."""

    def kept(**asked: str) -> set[str]:
        made = pages.made("/recommendations", asked)
        assert made is not None
        return set(re.findall(r'<li id="r([0-9]+)"', made.body.decode()))

    ofsted, opposes = f"{CODES}agent/ofsted", f"{CODES}stance/opposes"
    assert len(kept()) == 58
    assert kept(body=ofsted) == {"10", "38", "42", "47", "48", "49"}
    assert kept(stance=opposes, voice=f"{CODES}agent/john-hemming-mp") == kept(stance=opposes)
    assert kept(stance=opposes, voice=f"{CODES}agent/hm-government") == set()
    assert "17" in kept(instrument=f"{CODES}instrument/integrated-childrens-system")
    assert "17" in kept(by="2009-05-31")
    assert kept(by="2009-05-31", body=ofsted) == {"42"}


def test_a_question_is_asked_by_its_form(pages: Pages) -> None:
    """The form holds what was asked; a value that does not fit is told of, with status 400."""
    made = pages.made("/questions/due-by", {"by": "2009-06-30"})
    assert made is not None
    assert made.status == 200
    assert b'type="date" value="2009-06-30"' in made.body
    wrong = pages.made("/questions/due-by", {"by": "soon"})
    assert wrong is not None
    assert wrong.status == 400
    assert b"is no day" in wrong.body
    assert pages.made("/questions/no-such") is None
    assert pages.made("/page/agent/nobody") is None
    assert pages.made("/data/agent/nobody.ttl") is None
    assert pages.made("/static/../pages.py") is None


def test_search_finds_other_names_too(pages: Pages) -> None:
    """Words in any order, of any name a thing has."""
    made = pages.made("/search", {"q": "8 chapter"})
    assert made is not None
    assert b"Working Together, Chapter 8" in made.body


def test_the_server_shows_them(laming: Laming) -> None:
    """An IRI leads a browser to its page, which loads nothing but the style beside it."""
    with serving(laming) as server:
        sent = server.get("/id/recommendation/17", "text/html")
        assert sent.status == 303
        page = server.get(sent.headers["location"], "text/html")
        assert page.status == 200
        assert "Recommendation 17" in page.text
        for path in ("/", "/recommendations?by=2009-06-30", "/matrix", "/questions/due-by?by=2009-06-30"):
            assert server.get(path).kind == "text/html"
        assert server.get("/static/style.css").kind == "text/css"
        assert server.get("/data/questions/gaps.csv").kind == "text/csv"
        assert server.get("/questions/due-by?by=soon").status == 400
        assert server.get("/nowhere").status == 404


def test_a_site_is_written_whole_or_not_at_all(site: Site, tmp_path: Path) -> None:
    """It replaces an earlier one and touches nobody else's folder."""
    small = {name: site[name] for name in ("index.html", "static/style.css")}
    write_folder(tmp_path / "out", small)
    write_folder(tmp_path / "out", small)
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"mine\.txt"):
        write_folder(tmp_path / "out", small)
    assert (tmp_path / "out" / "index.html").read_bytes() == small["index.html"]


def test_words_of_the_documents_are_shown_where_they_are(tmp_path: Path) -> None:
    """With the layer of words, a page shows them as text; without it, where to find them."""
    built = build(parse_tables(EXAMPLE / "inquiry.toml"), EXAMPLE / "documents")
    for name, data in built.files.items():
        tmp_path.joinpath(f"{name}.ttl").write_bytes(data)
    plain = Pages(Graph(tmp_path)).made("/page/recommendation/1")
    tmp_path.joinpath("words.ttl").write_bytes(built.text)
    worded = Pages(Graph(tmp_path)).made("/page/recommendation/1")
    assert plain is not None
    assert worded is not None
    assert b"<blockquote>" not in plain.body
    assert b"laming build --with-text" in plain.body
    assert b"<blockquote>" in worded.body


@in_a_browser
def test_axe_finds_no_fault(site: Site, tmp_path: Path) -> None:
    """Axe's rules hold on one page of each kind, light and dark, wide and narrow; nothing is cut off."""
    write_folder(tmp_path / "out", site)
    assert seen_by("look.mjs", (tmp_path / "out").as_uri() + "/") == []
