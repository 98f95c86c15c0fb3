"""The endpoint engine: any server that speaks the SPARQL 1.1 Protocol, through SPARQLWrapper."""

import io
import re
from collections.abc import Sequence
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pyoxigraph import NamedNode, RdfFormat, parse, serialize
from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLWrapper

from laming_graph import __version__
from laming_graph.ask.current import CURRENT
from laming_graph.ask.form import Form, form_of, one_line
from laming_graph.ask.results_json import to_rows, to_truth
from laming_graph.ask.rows import Rows
from laming_graph.ask.server import Account, Reply, Server
from laming_graph.model.errors import InputError
from laming_graph.namespaces import PREFIXES, VOID

_LONGEST_URL = 2000
_WHICH = (
    f"SELECT ?graph WHERE {{ GRAPH <{CURRENT}> {{ <{CURRENT}> <{VOID}subset> ?graph }} }} ORDER BY ?graph"
)
_PREFIX = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w.-])([a-z]+):")
_COMMENTS = re.compile(r"\A(?:[ \t]*(?:#[^\n]*)?\n)+")


class Endpoint:
    """A SPARQL 1.1 endpoint.

    Where `laming load` has put a graph there, its graphs are asked and no other; elsewhere the
    endpoint's default graph is. Nothing but a query is ever sent.

    Args:
        url: where queries go; a query part is sent along as parameters.
        account: who asks.
        timeout: seconds that one try may take.
        tries: how often a request is sent while the server is too busy.
        pause: seconds before the second try.

    Raises:
        InputError: if it is no http URL.
    """

    def __init__(
        self,
        url: str,
        account: Account = Account(),  # noqa: B008 (frozen)
        timeout: float = 60.0,
        tries: int = 4,
        pause: float = 0.5,
    ) -> None:
        self._server = Server(url, account, timeout, tries, pause)
        self._graphs: tuple[str, ...] = ()

    def load(self, files: Sequence[Path]) -> None:
        """Refused: a server is filled through its graph store.

        Raises:
            InputError: always.
        """
        raise InputError(f"{self._server.name}: only asked from here; fill it with `laming load`")

    def select(self, query: str, place: str) -> Rows:
        """The rows of a SELECT."""
        body = self._answer(query, place, "select")
        try:
            return to_rows(body)
        except ValueError as error:
            raise self._malformed(error) from None

    def ask(self, query: str, place: str) -> bool:
        """The answer of an ASK."""
        body = self._answer(query, place, "ask")
        try:
            return to_truth(body)
        except ValueError as error:
            raise self._malformed(error) from None

    def construct(self, query: str, place: str) -> bytes:
        """The graph of a CONSTRUCT or DESCRIBE, in Turtle."""
        body = self._answer(query, place, "construct")
        try:
            triples = [quad.triple for quad in parse(body, format=RdfFormat.TURTLE)]
        except SyntaxError as error:
            raise self._malformed(error) from None
        return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""

    def _answer(self, query: str, place: str, form: Form) -> bytes:
        """Ask the graphs that are current, again if others have become so meanwhile."""
        if form_of(query, place) != form:
            raise InputError(f"{place}: not of the form that is asked for here; mend the SPARQL")
        graphs = self._graphs or self._which()
        for _ in range(3):
            body = self._send(declared(query), place, form, graphs)
            self._graphs = self._which() if graphs else ()
            if self._graphs == graphs:
                return body
            graphs = self._graphs
        raise InputError(f"{self._server.name}: its graph is being loaded anew; ask again when that is done")

    def _which(self) -> tuple[str, ...]:
        try:
            cells = to_rows(self._send(_WHICH, "query", "select", ())).cells
        except ValueError as error:
            raise self._malformed(error) from None
        return tuple(cell.value for (cell,) in cells if isinstance(cell, NamedNode))

    def _send(self, query: str, place: str, form: Form, graphs: Sequence[str]) -> bytes:
        wrapper = _Wrapper(self._server, place)
        wrapper.setReturnFormat(TURTLE if form == "construct" else JSON)
        # Set as they are: the wrapper's own guess of the form could take a query for an update.
        wrapper.queryString, wrapper.queryType = query, form.upper()
        for graph in graphs:
            wrapper.addParameter("default-graph-uri", graph)
        wrapper.setMethod(GET)
        if len(wrapper.request().full_url) > _LONGEST_URL:
            wrapper.setMethod(POST)
        wrapper.query()
        reply: Reply = wrapper.reply
        if reply.media == "text/html":
            raise InputError(
                f"{self._server.name}: answers with a web page; give the URL of its SPARQL endpoint"
            )
        return reply.body

    def _malformed(self, error: Exception) -> InputError:
        problem = one_line(str(error))[:200]
        return InputError(
            f"{self._server.name}: its answer cannot be read ({problem}); is it a SPARQL endpoint?"
        )


def declared(query: str) -> str:
    r"""A query with those of our prefixes declared that it uses and does not declare.

    Comments before its first word are left out; they may be longer than the query.

    >>> declared("#+ summary: x\nASK { ?s a lam:Claim }")
    'PREFIX lam: <https://w3id.org/laming/ontology#> ASK { ?s a lam:Claim }'
    """
    query = _COMMENTS.sub("", query)
    lacking = set(_WORD.findall(query)) - set(_PREFIX.findall(query))
    lines = (f"PREFIX {name}: <{PREFIXES[name]}> " for name in sorted(lacking & set(PREFIXES)))
    return "".join(lines) + query


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper writes the request; `Server` sends it, with its retries and one-line errors."""

    def __init__(self, server: Server, place: str) -> None:
        parts = urlsplit(server.name)
        super().__init__(parts._replace(query="").geturl(), agent=f"laming-graph/{__version__}")
        self.setOnlyConneg(True)
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            self.addParameter(name, value)
        self._server, self._place = server, place

    def request(self) -> Any:
        """The request as it will be sent."""
        return self._createRequest()

    def _query(self) -> tuple[Any, str]:
        self.reply = self._server.send(self.request(), self._place)
        return _Answered(self.reply), str(self.returnFormat)


class _Answered(io.BytesIO):
    """A reply as SPARQLWrapper wants it: a file with headers."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.body)
        self._headers = Message()
        self._headers["Content-Type"] = reply.media

    def info(self) -> Message:
        """The headers."""
        return self._headers
