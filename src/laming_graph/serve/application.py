"""The server's addresses, and what answers at each."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from laming_graph.pages.pages import ADDRESSES
from laming_graph.pages.refused import refused_page
from laming_graph.serve import addresses
from laming_graph.serve.addresses import SPARQL, THING, endpoint_of
from laming_graph.serve.asking import Asker
from laming_graph.serve.dataset import Held
from laming_graph.serve.description import void, written
from laming_graph.serve.endpoint import VARY, Endpoint, preflight
from laming_graph.serve.headers import Headers
from laming_graph.serve.limits import Limits
from laming_graph.serve.negotiation import GRAPHS, PAGE, TEXT, choose, content_type, not_acceptable
from laming_graph.serve.pages import WorkedPages, Written
from laming_graph.serve.pool import Pool
from laming_graph.serve.refusal import RefusedError
from laming_graph.serve.resources import Resources

READING = ["GET", "HEAD", "OPTIONS"]
_NOWHERE = "nothing stands here; the front page is at /"
Answering = Callable[[Request], Awaitable[Response]]


def application(
    held: Held,
    limits: Limits,
    *,
    url: str = "",
    ready: Callable[[], None] = lambda: None,
    pages: Callable[[Asker], Written] = WorkedPages,
) -> ASGIApp:
    """The ASGI application.

    Args:
        held: the data.
        limits: what a request may cost.
        url: address of the server as others see it; "" for the one they ask.
        ready: called when it can answer.
        pages: makes what writes the pages.
    """
    pool = Pool(held.folder, held.base, limits)
    asker = Asker(pool)
    written_pages = pages(asker)
    resources = Resources(held, pool, asker, written_pages)

    async def other(request: Request) -> Response:
        made = await written_pages.made(request.url.path, dict(request.query_params))
        if made is None:
            raise RefusedError(404, _NOWHERE)
        own = {"Content-Security-Policy": made.policy} if made.policy else {}
        return Response(made.body, made.status, own, made.media_type)

    async def about(request: Request) -> Response:
        format_ = choose(request.headers.getlist("accept"), GRAPHS)
        if format_ is None:
            raise not_acceptable(GRAPHS)
        data = written(void(held, endpoint_of(request, url)), format_.name)
        return Response(data, headers={**VARY, "Content-Type": content_type(format_)})

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        await pool.open()
        try:
            await written_pages.prepare()
            ready()
            yield
        finally:
            await pool.close()

    routes = [
        Route(SPARQL, Endpoint(held, pool, limits, url)),
        Route("/.well-known/void", _read_only(about), methods=READING),
        Route(f"{THING}{{rest:path}}", _read_only(resources.thing), methods=READING),
        Route(f"{addresses.PAGE}{{rest:path}}", _read_only(resources.page), methods=READING),
        *(Route(address, _read_only(other), methods=READING) for address in ADDRESSES),
    ]
    told = {RefusedError: _refused, HTTPException: _unrouted}
    return Headers(Starlette(routes=routes, lifespan=running, exception_handlers=told))


def _read_only(answer: Answering) -> Answering:
    """Something that can be read, and asked whether it can."""

    async def answering(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=preflight(", ".join(READING)))
        return await answer(request)

    return answering


def _refused(request: Request, refusal: Exception) -> Response:
    """A page for who would rather have one, a line of text for all others."""
    assert isinstance(refusal, RefusedError)
    headers = {**VARY, **refusal.headers}
    if choose(request.headers.getlist("accept"), (TEXT, PAGE)) == PAGE:
        return HTMLResponse(refused_page(refusal.status, refusal.message), refusal.status, headers)
    return PlainTextResponse(f"{refusal.message}\n", refusal.status, headers)


def _unrouted(request: Request, error: Exception) -> Response:
    """An address or a method that is nowhere among the routes."""
    assert isinstance(error, HTTPException)
    told = _NOWHERE if error.status_code == 404 else f"{request.method} is not for this address; use GET"
    return _refused(request, RefusedError(error.status_code, told, error.headers))
