"""The page that says why there is no page."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlencode

from laming_graph.pages.links import Links
from laming_graph.pages.templates import fill

_HEADINGS: Mapping[int, str] = MappingProxyType(
    {
        404: "Nothing stands here",
        405: "This address is for reading only",
        406: "This goes out in other formats",
        503: "The server is busy",
        504: "This takes too long",
    }
)


class _Nothing:
    """Knows of no thing, so that the page can be written while nothing can be asked."""

    base = ""

    def has_page(self, iri: str) -> bool:
        """No thing has."""
        del iri
        return False


class _FromRoot(Links):
    """Addresses from the root, since the path of what is not there can be anything: `//a/..//b`."""

    def to(self, path: str, **asked: str) -> str:
        """The address of a page or a file."""
        return path + (f"?{urlencode(asked)}" if asked else "")


def refused_page(status: int, told: str) -> bytes:
    """What a browser is shown in place of what it asked for, with the way home.

    Args:
        status: of HTTP.
        told: one line: what is wrong, and what would be right.
    """
    heading = _HEADINGS.get(status, "This cannot be answered")
    links = _FromRoot("", _Nothing(), static=False)
    return fill("refused.html", links, heading=heading, told=told, status=status)
