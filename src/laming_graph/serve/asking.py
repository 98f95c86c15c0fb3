"""Having a question answered within a request: for a client that is still there, and sent as a file."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import BinaryIO

from pyoxigraph import QueryBoolean, QuerySolutions, parse_query_results
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from laming_graph.ask.rows import Rows
from laming_graph.serve.negotiation import GRAPHS, SOLUTIONS, Format
from laming_graph.serve.pool import Pool, Spooled
from laming_graph.serve.question import Question
from laming_graph.serve.refusal import RefusedError
from laming_graph.serve.worker import SOLUTIONS as READ_AS

_PIECE = 256 * 1024
"""Bytes of an answer that are in memory at a time."""


class Asker:
    """Asks the pool on behalf of pages.

    Args:
        pool: the workers.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def select(self, text: str) -> Rows:
        """The rows of a SELECT.

        Raises:
            RefusedError: if it cannot be answered.
        """
        with (await self._pool.answer(Question(text), SOLUTIONS[0], None)).stream as stream:
            answer = parse_query_results(stream.read(), READ_AS[SOLUTIONS[0].name])
        assert isinstance(answer, QuerySolutions)
        columns = tuple(variable.value for variable in answer.variables)
        return Rows(columns, tuple(tuple(solution) for solution in answer))

    async def ask(self, text: str) -> bool:
        """The answer of an ASK.

        Raises:
            RefusedError: if it cannot be answered.
        """
        with (await self._pool.answer(Question(text), SOLUTIONS[0], None)).stream as stream:
            answer = parse_query_results(stream.read(), READ_AS[SOLUTIONS[0].name])
        assert isinstance(answer, QueryBoolean)
        return bool(answer)

    async def construct(self, text: str) -> bytes:
        """The graph of a CONSTRUCT, in Turtle.

        Raises:
            RefusedError: if it cannot be answered.
        """
        with (await self._pool.answer(Question(text), None, GRAPHS[0])).stream as stream:
            data: bytes = stream.read()
        return data

    async def known(self, iri: str) -> bool:
        """Whether the data says anything of an IRI, which must be one.

        Raises:
            RefusedError: if it cannot be answered.
        """
        found = await self.select(
            f"SELECT ?x WHERE {{ {{ <{iri}> ?p ?x }} UNION {{ ?x ?p <{iri}> }} }} LIMIT 1"
        )
        return bool(len(found))


async def answered(
    request: Request,
    pool: Pool,
    question: Question,
    solutions: Format | None,
    graphs: Format | None,
    headers: Mapping[str, str],
) -> Response:
    """The answer to a question. If the client goes away meanwhile, the query is stopped.

    Raises:
        RefusedError: if it cannot be answered.
    """
    asking = asyncio.ensure_future(pool.answer(question, solutions, graphs))
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise RefusedError(499, "the client has gone away")
        return _sent(request, asking.result(), headers)
    finally:
        leaving.cancel()
        asking.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _sent(request: Request, spooled: Spooled, headers: Mapping[str, str]) -> Response:
    about = {**headers, "Content-Type": spooled.media_type, "Content-Length": str(spooled.length)}
    if spooled.length <= _PIECE or request.method == "HEAD":
        with spooled.stream as stream:
            return Response(b"" if request.method == "HEAD" else stream.read(), headers=about)
    return StreamingResponse(_pieces(spooled.stream), headers=about)


async def _pieces(stream: BinaryIO) -> AsyncIterator[bytes]:
    with stream:
        while piece := stream.read(_PIECE):
            yield piece
