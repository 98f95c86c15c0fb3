"""The SPARQL editor: its menu binds as the library does, and who uses it in a browser sees the same rows."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from laming_graph.ask.canned import bind, without_header
from laming_graph.ask.graph import Graph
from laming_graph.files import write_folder
from laming_graph.pages.editor import Editor
from laming_graph.pages.holdings import Holdings
from laming_graph.pages.links import path_of
from laming_graph.pages.questions import Questions
from laming_graph.pages.static import static_content, static_names
from laming_graph.serve.headers import EVERYWHERE
from tests.browsing import in_a_browser, seen_by
from tests.command import Laming
from tests.expected import SLUGS
from tests.serving import serving

Site = dict[str, bytes]


@pytest.fixture(scope="module")
def editor(graph: Graph) -> Editor:
    """Its editor."""
    held = Holdings(graph)
    return Editor(held, Questions(held))


def test_what_others_wrote_is_as_they_wrote_it() -> None:
    """Every vendored file has the hash that is recorded, and goes where the notices of its authors go."""
    sums = static_content("vendored/SHA256SUMS").decode()
    recorded = {name: sha256 for sha256, name in map(str.split, sums.splitlines())}
    vendored = {name.removeprefix("vendored/") for name in static_names() if name.startswith("vendored/")}
    assert vendored == {*recorded, "LICENCES.txt"}
    for name, sha256 in recorded.items():
        assert hashlib.sha256(static_content(f"vendored/{name}")).hexdigest() == sha256, name
        assert name in static_content("vendored/LICENCES.txt").decode()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_form_fills_a_query_as_the_library_does(slug: str, editor: Editor, graph: Graph) -> None:
    """The parts with the term of a choice or a day are the text that the library asks, for every choice."""
    canned = Holdings(graph).catalogue[slug]
    form = editor.form(canned)
    assert [one.parameter for one in form.fields] == list(canned.parameters)
    first = {one.parameter.name: one.value for one in form.fields}
    for field in form.fields:
        for short in [choice.short for choice in field.choices] or ["2009-06-30", "2010-01-01"]:
            given = {**first, field.parameter.name: short}
            terms = {
                one.parameter.name: next(
                    (choice.term for choice in one.choices if choice.short == given[one.parameter.name]),
                    f'"{given[one.parameter.name]}"^^<{one.datatype}>',
                )
                for one in form.fields
            }
            text = "".join(terms[part] if place % 2 else part for place, part in enumerate(form.parts))
            assert text == without_header(bind(canned, given, graph.base)[0])


def test_a_text_that_cannot_be_chosen_has_no_field(tmp_path: Path) -> None:
    """It stays as the file has it, so that nothing a reader types becomes part of a query unescaped."""
    (tmp_path / "free.rq").write_text(
        "#+ summary: Free\n#+ question: What holds a word?\n#+ tags: [test]\n#+ params:\n"
        "#+   - name: word\n#+     datatype: string\n#+     meaning: a word\n"
        "#+   - name: least\n#+     datatype: integer\n#+     meaning: a number\n"
        "#+ columns:\n#+   x: a thing\n\n"
        'SELECT ?x { VALUES ?_word { "x" } VALUES ?_least { 1 } ?x ?y ?_word , ?_least }\n'
    )
    held = Holdings(Graph(queries=tmp_path))
    form = Editor(held, Questions(held)).form(held.catalogue["free"])
    assert [one.parameter.name for one in form.fields] == ["least"]
    assert form.parts[1::2] == ("least",)
    assert 'VALUES ?_word { "x" }' in form.parts[0]


def test_the_site_ships_the_whole_graph(site: Site, graph: Graph) -> None:
    """The engine in the browser loads the triples that the library asks."""
    store = Store()
    store.load(site["data/graph.ttl"], format=RdfFormat.TURTLE)
    (counted,) = graph.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").texts()
    assert len(store) == int(counted[0])


def test_kinds_with_pages_have_all_their_pages(site: Site, graph: Graph, editor: Editor) -> None:
    """Whatever the editor leads to in a site of files is there."""
    kinds = set(editor.paged_kinds())
    assert {"agent", "recommendation", "instrument"} <= kinds
    rows = graph.select("SELECT DISTINCT ?s { ?s ?p ?o FILTER(isIRI(?s)) }").texts()
    paths = {path_of(iri, graph.base).removeprefix("/page/") for (iri,) in rows} - {""}
    assert [one for one in paths if one.split("/")[0] in kinds and f"page/{one}.html" not in site] == []


def test_only_the_editor_loads_scripts(site: Site) -> None:
    """Other pages stay as light as they were."""
    for name in ("index.html", "page/recommendation/17.html", "questions/due-by.html"):
        text = site[name].decode()
        assert "<script" not in text
        assert "yasgui" not in text
    assert "wasm-unsafe" not in site["editor.html"].decode()
    assert 'http-equiv="Content-Security-Policy"' in site["editor.html"].decode()


def test_a_link_opens_a_question_with_its_values(site: Site) -> None:
    """The page of a question leads to the editor, with what was asked."""
    text = site["questions/due-by.html"].decode()
    assert re.search(r'href="\.\./editor\.html\?by=[0-9-]+&amp;question=due-by"', text)


def held_against_the_library(seen: Any, graph: Graph) -> None:
    """Hold what a browser saw against what the library answers."""
    assert seen["wrong"] == []
    answer = graph.query("due-by", by="2009-06-30")
    assert seen["told"] == f"{len(answer)} rows."
    assert seen["rows"] == [{name: cell or "" for name, cell in row.items()} for row in answer.dicts()]
    assert '"2009-06-30"^^' in seen["text"]
    held = Holdings(graph)
    questions = Questions(held)
    assert set(seen["questions"]) == set(SLUGS)
    for slug, asked in seen["questions"].items():
        given = asked["given"]
        assert given.keys() == questions.values(slug, {}).keys()
        assert asked["text"] == without_header(bind(held.catalogue[slug], given, graph.base)[0])
        rows = len(graph.query(slug, **given))
        assert asked["told"] == f"{rows} {'row' if rows == 1 else 'rows'}.", slug
    assert seen["completed"] == "lam: <https://w3id.org/laming/ontology#>"
    assert re.search(r"^Not answered: line 2, column 16: .+; mend the SPARQL\s*$", seen["error"])
    assert seen["error"].removeprefix("Not answered: ").strip() in seen["shown"]
    assert seen["cursor"] == 1
    assert "True" in seen["truth"]
    assert "Ofsted" in seen["described"]
    assert seen["after"] == [{"n": "58"}]
    assert "COUNT" in seen["kept"]
    assert seen["shared"] == "ASK { ?a ?b 'c+d' }"
    assert seen["without"] == [True, False]


@in_a_browser
def test_a_reader_uses_the_editor_of_a_server(laming: Laming, graph: Graph) -> None:
    """Keyboard, menu, errors, a query that is stopped: in Chromium, with no request to another server."""
    with serving(laming) as server:
        said = server.get("/editor")
        policy = said.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert {**EVERYWHERE, "Content-Security-Policy": policy}.items() <= {
            name: said.headers[name.lower()] for name in EVERYWHERE
        }.items()
        assert server.get("/static/vendored/yasgui.min.js").kind == "text/javascript"
        assert server.get("/static/vendored/../../pages.py").status == 404
        seen = seen_by("editor.mjs", server.address, "server")
        error = server.ask("SELECT ?x\nWHERE { ?x ?y }").text.strip()
    held_against_the_library(seen, graph)
    assert error in seen["error"]
    assert seen["link"].startswith("page/commitment/")
    assert '"2009-05-31"^^' in seen["led"]


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """A web server that knows nothing but files."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tell nothing."""


@in_a_browser
def test_a_reader_uses_the_editor_of_a_site_of_files(site: Site, tmp_path: Path, graph: Graph) -> None:
    """The same below any path of any host, where the browser itself answers."""
    write_folder(tmp_path / "some" / "where", site)
    with hosted(tmp_path) as address:
        seen = seen_by("editor.mjs", f"{address}some/where/", "files")
    held_against_the_library(seen, graph)
    assert seen["link"].startswith("#query=DESCRIBE")
    assert seen["deep"] == "Not answered: the query asks for more than a browser gives; ask for less"
    assert '"2009-07-31"^^' in seen["led"]
