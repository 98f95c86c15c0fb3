"""IRIs of the data and the addresses at which this server tells of them."""

from collections.abc import Iterator

from pyoxigraph import NamedNode
from starlette.requests import Request

from laming_graph.namespaces import CODES
from laming_graph.serve.refusal import RefusedError

SPARQL = "/sparql"
THING = "/id/"
"""An IRI below the base has its description here, in RDF."""
PAGE = "/page/"
"""And its page here."""


def endpoint_of(request: Request, url: str) -> str:
    """The address of the endpoint, as whoever asks knows it.

    Args:
        request: of a client.
        url: address of the server as others see it; "" for the one that the client used.

    Raises:
        RefusedError: if the client says that it used one that is none.
    """
    if url:
        return url.rstrip("/") + SPARQL
    host = request.headers.get("host") or "{}:{}".format(*request.scope["server"])
    try:
        return NamedNode(f"{request.scope['scheme']}://{host}{SPARQL}").value
    except ValueError:
        raise RefusedError(400, f"the Host header {host!r} is no name of a server") from None


def named_by(raw_path: bytes, prefix: str, base: str) -> Iterator[NamedNode]:
    """The IRIs that a path may stand for: below the base of the data, or in the code book.

    Args:
        raw_path: as sent.
        prefix: of the path, THING or PAGE.
        base: of the data.
    """
    local = raw_path.decode("ascii", "replace").removeprefix(prefix)
    for namespace in dict.fromkeys((base, CODES)):
        try:
            yield NamedNode(namespace + local)
        except ValueError:
            return


def path_of(iri: str, prefix: str, base: str) -> str | None:
    """The path at which this server tells of an IRI; None if it does not.

    >>> path_of("https://w3id.org/laming/id/agent/ofsted", PAGE, CODES)
    '/page/agent/ofsted'
    """
    for namespace in (base, CODES):
        if iri.startswith(namespace) and iri != namespace:
            return prefix + iri.removeprefix(namespace)
    return None
