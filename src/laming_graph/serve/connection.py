"""Connections that end if their client says nothing, or never ends what it says."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


class Connection(H11Protocol):
    """Uvicorn's connection, which by itself waits without end for the head of a request."""

    patience = 20.0
    """Seconds within which the head of a request must have arrived."""
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come."""
        super().connection_made(transport)
        self._await_head()

    def on_response_complete(self) -> None:
        """A request was answered; the next may come."""
        super().on_response_complete()
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(self.patience, self._close_unless_new, self.cycle)

    def _close_unless_new(self, before: object) -> None:
        waiting = self.cycle is None or self.cycle.response_complete
        if waiting and self.cycle is before and not self.transport.is_closing():
            self.transport.close()
