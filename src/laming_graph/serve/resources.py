"""Linked data: every IRI of the data answers, in RDF or with its page."""

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from laming_graph.serve import addresses
from laming_graph.serve.asking import Asker, answered
from laming_graph.serve.dataset import Held
from laming_graph.serve.endpoint import VARY
from laming_graph.serve.negotiation import GRAPHS, PAGE, choose, not_acceptable
from laming_graph.serve.pages import Written
from laming_graph.serve.pool import Pool
from laming_graph.serve.question import Question
from laming_graph.serve.refusal import RefusedError

_DESCRIPTION = """\
CONSTRUCT {{ {iri} ?p ?o . ?s ?q {iri} . ?s lam:evidence ?of . ?span ?a ?b . ?selector ?c ?d }} WHERE {{
  {{ {iri} ?p ?o }} UNION {{ ?s ?q {iri} }} UNION {{ ?s lam:about {iri} ; lam:evidence ?of }}
  UNION {{ {iri} (^lam:about)?/(lam:evidence|lam:span) ?span . ?span ?a ?b }}
  UNION {{ {iri} (^lam:about)?/(lam:evidence|lam:span)/oa:hasSelector ?selector . ?selector ?c ?d }}
}}"""
"""What is said of a thing, what is said with it, and the places in documents on which that rests."""
_CONTENT = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {iri} {{ ?s ?p ?o }} }}"


class Resources:
    """Tells of things.

    Args:
        held: the data.
        pool: the workers.
        asker: asks them.
        pages: writes pages.
    """

    def __init__(self, held: Held, pool: Pool, asker: Asker, pages: Written) -> None:
        self._held = held
        self._pool = pool
        self._asker = asker
        self._pages = pages

    async def thing(self, request: Request) -> Response:
        """The description of a thing in RDF, or the way to its page; a graph answers with its triples."""
        iri = await self._known(request, addresses.THING)
        is_graph = iri.value in self._held.graphs
        chosen = choose(request.headers.getlist("accept"), GRAPHS if is_graph else (*GRAPHS, PAGE))
        if chosen is None:
            raise not_acceptable(GRAPHS if is_graph else (*GRAPHS, PAGE))
        page = addresses.path_of(iri.value, addresses.PAGE, self._held.base) or "/"
        if chosen == PAGE:
            return RedirectResponse(page, 303, VARY)
        question = Question((_CONTENT if is_graph else _DESCRIPTION).format(iri=iri))
        ways = [] if is_graph else [_alternate(page, PAGE.media_type)]
        ways += [_alternate(request.url.path, offer.media_type) for offer in GRAPHS[:4] if offer != chosen]
        return await answered(request, self._pool, question, None, chosen, {**VARY, "Link": ", ".join(ways)})

    async def page(self, request: Request) -> Response:
        """The page of a thing."""
        iri = await self._known(request, addresses.PAGE)
        if choose(request.headers.getlist("accept"), (PAGE,)) is None:
            raise not_acceptable((PAGE,))
        thing = addresses.path_of(iri.value, addresses.THING, self._held.base) or "/"
        ways = [_alternate(thing, offer.media_type) for offer in GRAPHS[:4]]
        return HTMLResponse(await self._pages.thing(iri.value), headers={**VARY, "Link": ", ".join(ways)})

    async def _known(self, request: Request, prefix: str) -> NamedNode:
        """The IRI that an address stands for.

        Raises:
            RefusedError: if the data says nothing of it.
        """
        raw = request.scope.get("raw_path") or request.url.path.encode()
        for iri in addresses.named_by(raw, prefix, self._held.base):
            is_graph = prefix == addresses.THING and iri.value in self._held.graphs
            if is_graph or await self._asker.known(iri.value):
                return iri
        raise RefusedError(404, "the graph says nothing of this; the front page is at /")


def _alternate(path: str, media_type: str) -> str:
    return f'<{path}>; rel="alternate"; type="{media_type}"'
