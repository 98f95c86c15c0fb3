"""Templates filled in; whatever comes from the graph or from a reader is text, never markup."""

import re
from functools import cache
from typing import TYPE_CHECKING

from laming_graph.model.errors import InputError

if TYPE_CHECKING:
    from jinja2 import Environment

    from laming_graph.pages.links import Links

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def _environment() -> "Environment":
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError:
        raise InputError("jinja2 is not installed; pip install 'laming-graph[server]'") from None

    environment = Environment(
        autoescape=True,
        loader=PackageLoader("laming_graph.pages"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["words"] = words
    environment.tests["day"] = lambda text: bool(_DAY.fullmatch(text))
    return environment


def fill(template: str, links: "Links", **context: object) -> bytes:
    """A template filled in.

    Args:
        template: file name.
        links: makes the addresses on the page.
        context: what the template names.
    """
    return _environment().get_template(template).render(links=links, **context).encode()


def words(name: str) -> str:
    """The name of a property, a column or a code as people read it.

    >>> words("lam:addresseeNames"), words("promise_label"), words("by-when")
    ('addressee names', 'promise', 'by when')
    """
    local = name.rpartition(":")[2].removesuffix("_label")
    return _HUMP.sub(" ", local).replace("_", " ").replace("-", " ").lower()
