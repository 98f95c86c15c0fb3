"""The address /sparql: queries by the SPARQL 1.1 Protocol, and the service description."""

import asyncio

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from laming_graph.pages.editor import EDITOR
from laming_graph.serve.addresses import endpoint_of
from laming_graph.serve.asking import answered
from laming_graph.serve.dataset import Held
from laming_graph.serve.description import service, written
from laming_graph.serve.limits import Limits
from laming_graph.serve.negotiation import GRAPHS, PAGE, SOLUTIONS, choose, content_type, not_acceptable
from laming_graph.serve.pool import Pool
from laming_graph.serve.question import METHODS, read_question
from laming_graph.serve.refusal import RefusedError

VARY = {"Vary": "Accept"}


class Endpoint:
    """Answers queries.

    Args:
        held: the data.
        pool: the workers.
        limits: what a request may cost.
        url: address of the server as others see it; "" for the one they ask.
    """

    def __init__(self, held: Held, pool: Pool, limits: Limits, url: str) -> None:
        self._held = held
        self._pool = pool
        self._limits = limits
        self._url = url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        await (await self._response(request))(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=preflight(METHODS))
        if request.method not in METHODS.split(", "):
            raise RefusedError(
                405, f"{request.method} is not for queries; use GET or POST", {"Allow": METHODS}
            )
        body = await self._body(request) if request.method == "POST" else b""
        types = request.headers.getlist("content-type")
        question = read_question(request.method, request.scope["query_string"], types, body)
        accept = request.headers.getlist("accept")
        if question is None:
            return self._described(request, accept)
        solutions, graphs = choose(accept, SOLUTIONS), choose(accept, GRAPHS)
        if solutions is None and graphs is None:
            raise not_acceptable((*SOLUTIONS, *GRAPHS))
        return await answered(request, self._pool, question, solutions, graphs, VARY)

    async def _body(self, request: Request) -> bytes:
        """What was posted.

        Raises:
            RefusedError: if it is too large, or does not come.
        """
        most = self._limits.request
        too_large = RefusedError(
            413, f"the request is larger than {most} bytes; send less", {"Connection": "close"}
        )
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > most:
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.upload):
                async for piece in request.stream():
                    body += piece
                    if len(body) > most:
                        raise too_large
        except TimeoutError:
            told = f"the request did not arrive within {self._limits.upload:g} seconds"
            raise RefusedError(408, told, {"Connection": "close"}) from None
        except ClientDisconnect:
            raise RefusedError(499, "the client has gone away") from None
        return bytes(body)

    def _described(self, request: Request, accept: list[str]) -> Response:
        """The service description; a browser is shown the editor."""
        format_ = choose(accept, (*GRAPHS, PAGE))
        if format_ is None:
            raise not_acceptable(GRAPHS)
        if format_ == PAGE:
            return RedirectResponse(EDITOR, 303, VARY)
        data = written(service(self._held, endpoint_of(request, self._url)), format_.name)
        return Response(data, headers={**VARY, "Content-Type": content_type(format_)})


def preflight(methods: str) -> dict[str, str]:
    """What a browser is told that asks whether a page from elsewhere may send a request."""
    return {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Content-Type",
        "Access-Control-Max-Age": "86400",
    }
