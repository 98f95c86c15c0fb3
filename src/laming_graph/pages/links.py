"""Addresses on a page, relative to it, so that the same page works on a server and as a file."""

from posixpath import dirname, relpath
from typing import Protocol
from urllib.parse import quote, urlencode

from laming_graph.namespaces import CODES

PAGE = "/page/"
"""The page of a thing has its address below this."""
DATA = "/data/"
"""Downloads have their addresses below this."""
STATIC = "/static/"


class Names(Protocol):
    """What links need to know of the graph."""

    @property
    def base(self) -> str:
        """Base IRI of the data."""

    def has_page(self, iri: str) -> bool:
        """Whether a thing has a page in the static site."""


class Links:
    """The addresses on one page.

    Args:
        path: of the page.
        names: what has a page.
        static: whether the pages are files, that is, whether nothing can be asked.
    """

    def __init__(self, path: str, names: Names, *, static: bool) -> None:
        self._path = path
        self._names = names
        self.static = static

    def to(self, path: str, **asked: str) -> str:
        """The address of a page or a file, seen from this page."""
        here, there = (file_of(one) if self.static else one for one in (self._path, path))
        relative = relpath(there, dirname(here)) if there != "/" else relpath("/", dirname(here)) + "/"
        return quote(relative, safe="/%:@!$&'()*+,;=~-._") + (f"?{urlencode(asked)}" if asked else "")

    def thing(self, iri: str) -> str:
        """The address of the page of a thing; "" if it has none."""
        path = path_of(iri, self._names.base)
        if not path or (self.static and not self._names.has_page(iri)):
            return ""
        return self.to(path)

    def thing_path(self, iri: str) -> str:
        """The path of its page, without what stands before all such paths."""
        return path_of(iri, self._names.base).removeprefix(PAGE)

    def here(self, path: str) -> bool:
        """Whether this page is at a path, or below it."""
        return self._path == path or (path != "/" and self._path.startswith(f"{path}/"))


def path_of(iri: str, base: str) -> str:
    """The path of the page of a thing; "" if it is named neither below the base nor in the code book.

    >>> path_of("https://w3id.org/laming/id/agent/ofsted", CODES)
    '/page/agent/ofsted'
    """
    for namespace in (base, CODES):
        if iri.startswith(namespace) and iri != namespace:
            return PAGE + iri.removeprefix(namespace)
    return ""


def file_of(path: str) -> str:
    """The file that holds a page in the static site.

    >>> file_of("/"), file_of("/page/recommendation/24"), file_of("/data/questions/gaps.csv")
    ('/index.html', '/page/recommendation/24.html', '/data/questions/gaps.csv')
    """
    if path == "/":
        return "/index.html"
    return path if path.startswith((DATA, STATIC)) else f"{path}.html"
