"""The SPARQL 1.1 Graph Store HTTP Protocol: named graphs put, fetched and deleted whole."""

from urllib.parse import quote, urlsplit
from urllib.request import Request

from pyoxigraph import RdfFormat, Triple, parse

from laming_graph.ask.form import one_line
from laming_graph.ask.server import Account, Server
from laming_graph.model.errors import InputError

_FORMATS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
}


class GraphStore:
    """The graph store of a server.

    Args:
        url: where graphs are put, as in http://127.0.0.1:7878/store
        account: who asks.
        timeout: seconds that one request may take.
        pause: seconds before a busy server is tried again.

    Raises:
        InputError: if it is no http URL.
    """

    def __init__(
        self,
        url: str,
        account: Account = Account(),  # noqa: B008 (frozen)
        timeout: float = 60.0,
        pause: float = 0.5,
    ) -> None:
        self._server = Server(url, account, timeout, pause=pause)
        self.name = self._server.name

    def put(self, graph: str, turtle: bytes) -> None:
        """Put a graph in place of the one of that name.

        Raises:
            InputError: if the server cannot be reached or refuses.
        """
        request = self._request("PUT", graph)
        request.data = turtle
        request.add_header("Content-Type", "text/turtle; charset=utf-8")
        self._server.send(request, graph)

    def fetch(self, graph: str) -> frozenset[Triple]:
        """The triples of a graph; none if there is no such graph.

        Raises:
            InputError: if the server cannot be reached or refuses, or sends what is not RDF.
        """
        request = self._request("GET", graph)
        request.add_header("Accept", "application/n-triples, text/turtle;q=0.9")
        reply = self._server.send(request, graph, may_lack=True)
        if reply.status == 404 or not reply.body.strip():
            return frozenset()
        if reply.media not in _FORMATS:
            raise InputError(f"{self.name}: sends {reply.media} for a graph; give the URL of its graph store")
        try:
            return frozenset(quad.triple for quad in parse(reply.body, format=_FORMATS[reply.media]))
        except SyntaxError as error:
            raise InputError(
                f"{self.name}: sends {graph} broken ({one_line(error.msg)}); ask its keeper"
            ) from None

    def delete(self, graph: str) -> None:
        """Delete a graph if it is there.

        Raises:
            InputError: if the server cannot be reached or refuses.
        """
        self._server.send(self._request("DELETE", graph), graph, may_lack=True)

    def _request(self, method: str, graph: str) -> Request:
        parts = urlsplit(self.name)
        query = "&".join(filter(None, (parts.query, f"graph={quote(graph, safe='')}")))
        return Request(parts._replace(query=query).geturl(), method=method)  # noqa: S310
