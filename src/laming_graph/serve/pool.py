"""The workers: who answers next, who waits, and who is stopped."""

import asyncio
import contextlib
import json
import os
import sys
import tempfile
from collections import deque
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, NamedTuple

from laming_graph.serve.limits import Limits
from laming_graph.serve.negotiation import GRAPHS, SOLUTIONS, Format, content_type, not_acceptable
from laming_graph.serve.question import Question
from laming_graph.serve.refusal import RefusedError


class Spooled(NamedTuple):
    """An answer in a file of its own, which goes when it is closed.

    Attributes:
        media_type: as the header says it.
        length: in bytes.
        stream: the open file; the caller closes it.
    """

    media_type: str
    length: int
    stream: Any


class _GoneError(Exception):
    """A worker that ended without a reply."""


class _Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, folder: Path, limits: Limits) -> "_Worker":
        """Start one that is ready for questions.

        Raises:
            _GoneError: if it does not start.
        """
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "laming_graph.serve.worker"),
            *map(str, (folder, limits.seconds, limits.memory, limits.answer)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        worker = cls(process)
        try:
            await worker._read()
        except BaseException:
            await worker.stop()
            raise
        return worker

    async def ask(self, line: bytes) -> dict[str, Any]:
        """Its reply to one question.

        Raises:
            _GoneError: if it ended.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line)
            await self._process.stdin.drain()
        except (ConnectionError, RuntimeError):
            raise _GoneError from None
        return await self._read()

    async def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise _GoneError
        reply: dict[str, Any] = json.loads(line)
        return reply

    def yield_to_others(self) -> None:
        """Run behind the quick ones from now on."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 10)

    async def ended(self) -> None:
        """Wait for its end."""
        await self._process.wait()

    async def stop(self) -> None:
        """Kill it, and see it gone."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class Pool:
    """Processes that answer questions.

    Args:
        folder: of the store they open.
        base: base IRI by which relative IRIs in queries are read.
        limits: what a question may cost.
    """

    def __init__(self, folder: Path, base: str, limits: Limits) -> None:
        self._folder = folder
        self._base = base
        self._limits = limits
        self._idle: list[_Worker] = []
        self._waiting: deque[asyncio.Future[_Worker]] = deque()
        self._slow = 0
        self._asked = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._all: set[_Worker] = set()
        self._closed = False

    async def open(self) -> None:
        """Start the workers."""
        self._spool = tempfile.TemporaryDirectory(prefix="laming-answers-")
        await asyncio.gather(*(self._start_one() for _ in range(self._limits.workers)))

    async def close(self) -> None:
        """Stop the workers, whatever they do."""
        self._closed = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in self._all))
        self._all.clear()
        self._spool.cleanup()

    async def answer(self, question: Question, solutions: Format | None, graphs: Format | None) -> Spooled:
        """Have a question answered.

        Args:
            question: the query and its dataset.
            solutions: format for SELECT and ASK; None if the client takes none of them.
            graphs: format for CONSTRUCT and DESCRIBE; likewise.

        Raises:
            RefusedError: if it is not SPARQL, costs too much, or too many others wait.
        """
        self._asked += 1
        path = Path(self._spool.name) / str(self._asked)
        asked = {
            "query": question.query,
            "base": self._base,
            "default": question.default,
            "named": question.named,
            "solutions": solutions and solutions.name,
            "graphs": graphs and graphs.name,
            "path": str(path),
        }
        line = json.dumps(asked).encode() + b"\n"
        worker = await self._take()
        try:
            reply = await self._reply(worker, line, path)
            if reply["status"] == 406:
                raise not_acceptable(SOLUTIONS if reply["message"] == "solutions" else GRAPHS)
            if reply["status"] != 200:
                raise RefusedError(reply["status"], reply["message"])
            chosen = solutions if reply["kind"] == "solutions" else graphs
            assert chosen is not None
            stream = path.open("rb")
            return Spooled(content_type(chosen), os.fstat(stream.fileno()).st_size, stream)
        finally:
            path.unlink(missing_ok=True)

    async def _reply(self, worker: _Worker, line: bytes, path: Path) -> dict[str, Any]:
        """The reply of a worker that was taken; it is given back, or replaced."""
        asking = asyncio.ensure_future(worker.ask(line))
        reusable = slow = False
        try:
            done, _ = await asyncio.wait({asking}, timeout=min(self._limits.patience, self._limits.seconds))
            if not done:
                if self._slow >= self._limits.slow:
                    told = f"{self._slow} long queries run already; try again later"
                    raise RefusedError(503, told, self._later())
                slow = True
                self._slow += 1
                worker.yield_to_others()
                done, _ = await asyncio.wait({asking}, timeout=self._limits.seconds - self._limits.patience)
            if not done:
                told = f"the query took longer than {self._limits.seconds:g} seconds; ask for less"
                raise RefusedError(504, told)
            reply = asking.result()
            # A worker that has been slow runs behind the others for good, and a large one stays large.
            reusable = not slow and reply["peak"] < self._limits.memory // 2
        except _GoneError:
            told = (
                f"the query broke off: it is nested too deep, or needs more than {self._limits.memory} bytes"
            )
            raise RefusedError(500, told) from None
        else:
            return reply
        finally:
            self._slow -= slow
            asking.cancel()
            if reusable:
                self._give(worker)
            else:
                self._in_background(self._replace(worker, path))

    async def _take(self) -> _Worker:
        if self._idle:
            return self._idle.pop()
        if len(self._waiting) >= self._limits.queue:
            raise RefusedError(
                503, f"{len(self._waiting)} queries wait already; try again later", self._later()
            )
        turn: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await asyncio.wait_for(asyncio.shield(turn), self._limits.wait)
        except BaseException as error:
            # Whoever goes away leaves the queue, and passes on a worker that has just come.
            if turn in self._waiting:
                self._waiting.remove(turn)
            elif turn.done():
                self._give(turn.result())
            if isinstance(error, TimeoutError):
                told = "no worker came free in time; try again later"
                raise RefusedError(503, told, self._later()) from None
            raise

    def _later(self) -> dict[str, str]:
        return {"Retry-After": str(max(1, round(self._limits.seconds)))}

    def _give(self, worker: _Worker) -> None:
        if self._waiting:
            self._waiting.popleft().set_result(worker)
        else:
            self._idle.append(worker)

    async def _replace(self, worker: _Worker, path: Path | None = None) -> None:
        await worker.stop()
        if path is not None:
            path.unlink(missing_ok=True)
        self._all.discard(worker)
        while not self._closed:
            try:
                await self._start_one()
            except (_GoneError, OSError):
                await asyncio.sleep(1)
            else:
                return

    async def _start_one(self) -> None:
        worker = await _Worker.start(self._folder, self._limits)
        self._all.add(worker)
        self._in_background(self._replace_if_it_dies(worker))
        self._give(worker)

    async def _replace_if_it_dies(self, worker: _Worker) -> None:
        """Replace one that ends while it has nothing to do; else whoever asked it does."""
        await worker.ended()
        if worker in self._idle:
            self._idle.remove(worker)
            await self._replace(worker)

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
