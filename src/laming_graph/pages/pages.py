"""Every page by its path."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import NamedNode

from laming_graph.ask.graph import Graph
from laming_graph.model.errors import InputError
from laming_graph.namespaces import CODES
from laming_graph.pages.editor import EDITOR, FRAMED, GRAPH, POLICY, Editor
from laming_graph.pages.holdings import Holdings
from laming_graph.pages.links import DATA, PAGE, STATIC, Links, path_of
from laming_graph.pages.lists import FILES as LISTS
from laming_graph.pages.lists import list_file
from laming_graph.pages.plots import PATH as PLOTS
from laming_graph.pages.plots import Plots
from laming_graph.pages.questions import Questions
from laming_graph.pages.recommendations import Recommendations
from laming_graph.pages.searching import Searching
from laming_graph.pages.statements import Statements
from laming_graph.pages.static import static_content, static_names
from laming_graph.pages.things import Things
from laming_graph.pages.views import Views

ADDRESSES = (
    "/",
    *(
        "/recommendations",
        "/matrix",
        "/timeline",
        "/bodies",
        "/instruments",
        "/documents",
        "/codes",
        "/about",
        PLOTS,
        f"{PLOTS}/{{name}}",
    ),
    *("/search", "/questions", "/questions/{slug}", EDITOR, f"{DATA}{{rest:path}}", f"{STATIC}{{rest:path}}"),
)
"""Where a server has pages, besides those of things."""
_Writer = Callable[[Links], bytes]
HTML = "text/html; charset=utf-8"
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ttl": "text/turtle; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}

_WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Made(NamedTuple):
    """A page or a file.

    Attributes:
        status: of HTTP.
        media_type: as the header says it.
        body: the bytes.
        policy: what the page may load, where that is not what every page may (Content-Security-Policy).
    """

    status: int
    media_type: str
    body: bytes
    policy: str = ""


class Pages:
    """Writes pages; the same path gives the same bytes.

    Args:
        graph: what is asked.
        static: whether pages are files, so that nothing can be asked of them.
    """

    def __init__(self, graph: Graph, *, static: bool = False) -> None:
        self.held = Holdings(graph)
        self._static = static
        self._recommendations = Recommendations(self.held)
        self._plots = Plots(self.held, static=static)
        self._things = Things(self.held, self._recommendations, self._plots)
        self._statements = Statements(self.held)
        self._questions = Questions(self.held)
        self._editor = Editor(self.held, self._questions)
        self._searching = Searching(self.held, self._recommendations)
        self._views = Views(self.held, self._recommendations, self._plots)

    def made(self, path: str, asked: Mapping[str, str] | None = None) -> Made | None:
        """What stands at a path.

        Args:
            path: beginning with "/", not percent-encoded.
            asked: the fields of a form.

        Returns:
            None if nothing stands there.
        """
        asked = asked or {}
        if path.startswith(STATIC):
            return _asset(path.removeprefix(STATIC))
        if path == GRAPH and self._static:
            return Made(200, _KINDS["ttl"], self.held.graph.engine.construct(_WHOLE, "page"))
        if path.startswith(DATA):
            return self._file(path.removeprefix(DATA), asked)
        links = Links(path, self.held, static=self._static)
        if path.startswith(PAGE):
            iri = self._iri(path.removeprefix(PAGE))
            return Made(200, HTML, self.thing(iri)) if iri else None
        if path.startswith("/questions/"):
            slug = path.removeprefix("/questions/")
            if slug not in self.held.catalogue:
                return None
            status, body = self._questions.page(links, slug, asked)
            return Made(status, HTML, body)
        if path.startswith(f"{PLOTS}/"):
            plot = self._plots.page(links, path.removeprefix(f"{PLOTS}/"))
            return Made(200, HTML, plot) if plot else None
        if path == EDITOR:
            return Made(200, HTML, self._editor.page(links), POLICY + FRAMED)
        if path == "/recommendations":
            return Made(200, HTML, self._recommendations.list_page(links, asked))
        if path == "/search" and not self._static:
            return Made(200, HTML, self._searching.page(links, asked.get("q", "")))
        plain = self._plain.get(path)
        return Made(200, HTML, plain(links)) if plain else None

    def thing(self, iri: str) -> bytes:
        """The page of a thing that the graph knows."""
        links = Links(path_of(iri, self.held.base) or "/", self.held, static=self._static)
        cite = self.held.cited(iri)
        if iri in self.held.things("lam:Requirement"):
            return self._recommendations.page(links, iri, cite)
        if iri in self.held.statements:
            return self._statements.page(links, iri, cite)
        return self._things.page(links, iri, cite)

    def prepare(self) -> None:
        """Ask what the first readers will need, so that they need not wait for it."""
        self.made("/")
        for iri in [*self.held.recs][:1]:
            self.thing(iri)

    def paths(self) -> list[str]:
        """The path of every page and file of the static site."""
        slugs = list(self.held.catalogue)
        things = [path_of(iri, self.held.base) for iri in (*self.held.paged, *self.held.statements)]
        return [
            *self._plain,
            "/recommendations",
            *(f"/questions/{slug}" for slug in slugs),
            *(f"{DATA}questions/{slug}.{kind}" for slug in slugs for kind in ("csv", "json")),
            *(f"{PLOTS}/{name}" for name in self._plots.names()),
            *self._plots.files(),
            *(f"{DATA}{name}" for name in LISTS),
            *(path for path in things if path),
            *(f"{DATA}{path.removeprefix(PAGE)}.ttl" for path in things if path),
            EDITOR,
            GRAPH,
            *(f"{STATIC}{name}" for name in static_names()),
        ]

    @cached_property
    def _plain(self) -> Mapping[str, _Writer]:
        return {
            "/": self._views.home,
            "/matrix": self._views.matrix,
            "/timeline": self._views.timeline,
            "/questions": self._questions.index,
            "/bodies": self._things.bodies,
            "/instruments": self._things.instruments,
            "/documents": self._things.documents,
            "/codes": self._things.codes,
            "/about": self._views.about,
            PLOTS: self._plots.index,
        }

    def _iri(self, local: str) -> str:
        """The IRI that a path names; "" if the graph says nothing of it."""
        for namespace in dict.fromkeys((self.held.base, CODES)):
            try:
                node = NamedNode(namespace + local)
            except ValueError:
                return ""
            known = f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }}"
            if node.value in self.held.paged or self.held.graph.engine.ask(known, "page"):
                return node.value
        return ""

    def _file(self, name: str, asked: Mapping[str, str]) -> Made | None:
        stem, _, kind = name.rpartition(".")
        slug = stem.removeprefix("questions/")
        if stem != slug and slug in self.held.catalogue and kind in {"csv", "json"}:
            try:
                return Made(200, _KINDS[kind], self._questions.download(slug, kind, asked))
            except InputError as error:
                return Made(400, "text/plain; charset=utf-8", f"{error}\n".encode())
        if name in LISTS:
            return Made(200, _KINDS[kind], list_file(self.held, stem.removeprefix("lists/"), kind))
        if stem.startswith("plots/"):
            plot = self._plots.file(stem.removeprefix("plots/"), kind)
            return Made(200, _KINDS[kind], plot) if plot else None
        iri = self._iri(stem) if kind == "ttl" else ""
        if not iri:
            return None
        node = NamedNode(iri)
        both = f"{{ {node} ?p ?o }} UNION {{ ?s ?q {node} }}"
        text = f"CONSTRUCT {{ {node} ?p ?o . ?s ?q {node} }} WHERE {{ {both} }}"
        return Made(200, _KINDS["ttl"], self.held.graph.engine.construct(text, "page"))


def _asset(name: str) -> Made | None:
    kind = static_names().get(name)
    return None if kind is None else Made(200, kind, static_content(name))
