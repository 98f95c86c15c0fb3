"""Headers that every response has: who may read it, and what a browser may do with it."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, Location, Retry-After",
    "Content-Security-Policy": (
        "default-src 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; img-src 'self' data:; "
        "script-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Anyone may read, from any page, without credentials. Pages load nothing from elsewhere."""


class Headers:
    """Sets them on the responses of an application, where a response has none of its own.

    Args:
        application: an ASGI application.
    """

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in EVERYWHERE.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._application(scope, receive, with_headers if scope["type"] == "http" else send)
