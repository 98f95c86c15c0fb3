"""The pages that people read: written in a thread, from answers of the workers."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import Rows
from laming_graph.model.errors import InputError
from laming_graph.pages.pages import Made, Pages
from laming_graph.serve.asking import Asker
from laming_graph.serve.refusal import RefusedError

_Answer = TypeVar("_Answer")


class Written(Protocol):
    """Writes pages that need nothing from another server."""

    async def prepare(self) -> None:
        """Be ready for the first readers."""

    async def made(self, path: str, asked: Mapping[str, str]) -> Made | None:
        """What stands at a path; None if nothing does.

        Raises:
            RefusedError: if the workers cannot answer.
        """

    async def thing(self, iri: str) -> bytes:
        """The page of a thing that the data knows.

        Raises:
            RefusedError: if the workers cannot answer.
        """


class _Workers:
    """The workers as an engine, asked from a thread while the server goes on."""

    def __init__(self, asker: Asker, loop: asyncio.AbstractEventLoop) -> None:
        self._asker = asker
        self._loop = loop

    def load(self, files: Sequence[Path]) -> None:
        """Nothing is added to a server.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError

    def select(self, query: str, place: str) -> Rows:
        """The rows of a SELECT."""
        return self._waited(self._asker.select(query))

    def ask(self, query: str, place: str) -> bool:
        """The answer of an ASK."""
        return self._waited(self._asker.ask(query))

    def construct(self, query: str, place: str) -> bytes:
        """The graph of a CONSTRUCT, in Turtle."""
        return self._waited(self._asker.construct(query))

    def _waited(self, asking: Coroutine[Any, Any, _Answer]) -> _Answer:
        return asyncio.run_coroutine_threadsafe(asking, self._loop).result()


class WorkedPages:
    """Pages of the data that the workers hold.

    Args:
        asker: asks the workers.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._pages: Pages | None = None

    async def prepare(self) -> None:
        """Be ready for the first readers, as far as the limits on queries let it."""
        with suppress(RefusedError, InputError):
            await asyncio.to_thread(self._opened().prepare)

    async def made(self, path: str, asked: Mapping[str, str]) -> Made | None:
        """What stands at a path; None if nothing does."""
        return await asyncio.to_thread(self._opened().made, path, asked)

    async def thing(self, iri: str) -> bytes:
        """The page of a thing."""
        return await asyncio.to_thread(self._opened().thing, iri)

    def _opened(self) -> Pages:
        if self._pages is None:
            self._pages = Pages(Graph(engine=_Workers(self._asker, asyncio.get_running_loop())))
        return self._pages
