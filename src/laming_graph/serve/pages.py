"""The pages that people read. `Pages` is what the server needs; `PlainPages` is the least of it."""

from collections.abc import Iterable
from html import escape
from typing import Protocol

from laming_graph.namespaces import shortened
from laming_graph.serve.addresses import PAGE, SPARQL, THING, path_of
from laming_graph.serve.asking import Asker
from laming_graph.serve.dataset import Held
from laming_graph.serve.negotiation import GRAPHS

_TITLE = "Laming Graph"
_FRAME = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
{links}</head>
<body><h1>{title}</h1>
{body}</body>
</html>
"""


class Pages(Protocol):
    """Writes pages as HTML that needs nothing from another server."""

    async def front(self) -> str:
        """The front page.

        Raises:
            RefusedError: if the workers cannot answer.
        """

    async def thing(self, iri: str) -> str:
        """The page of a thing that the data knows.

        Raises:
            RefusedError: if the workers cannot answer.
        """


class PlainPages:
    """A list of facts, with links.

    Args:
        held: the data.
        asker: asks the workers.
    """

    def __init__(self, held: Held, asker: Asker) -> None:
        self._held = held
        self._asker = asker

    async def front(self) -> str:
        """What there is, and where."""
        asked = await self._asker.select(
            """SELECT ?thing ?label WHERE { ?thing a lam:Recommendation ; lam:number ?number
               OPTIONAL { ?thing rdfs:label ?label } } ORDER BY ?number ?thing ?label LIMIT 1000"""
        )
        things = [f"<li>{self._linked(thing, label)}</li>" for thing, label in asked.texts()]
        graphs = [
            f'<li><a href="{escape(path_of(name, THING, self._held.base) or name)}">{escape(name)}</a>: '
            f"{triples} triples</li>"
            for name, triples in self._held.graphs.items()
        ]
        body = (
            f"<p>{self._held.triples} triples. SPARQL is answered at <code>{SPARQL}</code>; "
            '<a href="/.well-known/void">VoID</a> describes the data.</p>\n'
            f"<h2>Recommendations</h2><ul>{''.join(things)}</ul>\n<h2>Graphs</h2><ul>{''.join(graphs)}</ul>\n"
        )
        return _FRAME.format(title=_TITLE, links="", body=body)

    async def thing(self, iri: str) -> str:
        """What is said of it, and what is said with it."""
        said = await self._asker.select(
            f"""SELECT ?property ?value ?label WHERE {{ <{iri}> ?property ?value
                OPTIONAL {{ ?value rdfs:label|skos:prefLabel ?label }} }} ORDER BY ?property ?value ?label"""
        )
        with_it = await self._asker.select(
            f"""SELECT ?property ?thing ?label WHERE {{ ?thing ?property <{iri}>
                OPTIONAL {{ ?thing rdfs:label|skos:prefLabel ?label }} }}
                ORDER BY ?property ?thing ?label LIMIT 1000"""
        )
        title = escape(shortened(iri, self._held.base))
        address = escape(path_of(iri, THING, self._held.base) or iri)
        links = "".join(
            f'<link rel="alternate" type="{offer.media_type}" href="{address}">\n' for offer in GRAPHS[:4]
        )
        body = (
            f"<p><code>{escape(iri)}</code></p>\n<dl>{self._facts(said.texts())}</dl>\n"
            f"<h2>Named by</h2>\n<dl>{self._facts(with_it.texts())}</dl>\n"
        )
        return _FRAME.format(title=title, links=links, body=body)

    def _facts(self, rows: Iterable[tuple[str, ...]]) -> str:
        return "".join(
            f"<dt>{escape(shortened(name, self._held.base))}</dt><dd>{self._linked(value, label)}</dd>\n"
            for name, value, label in rows
        )

    def _linked(self, value: str, label: str) -> str:
        """A value with its name, as a link if it has a page here."""
        shown = escape(label or shortened(value, self._held.base))
        path = path_of(value, PAGE, self._held.base)
        return f'<a href="{escape(path)}">{shown}</a>' if path else shown
