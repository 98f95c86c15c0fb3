"""How much a question may cost, so that no question keeps the others from their answers."""

import os
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server allows.

    Attributes:
        seconds: a query that takes longer is stopped.
        patience: seconds after which a query counts as slow.
        workers: processes that answer queries.
        queue: questions that may wait for a worker; more are sent away.
        memory: bytes a query may take.
        answer: bytes of the largest answer.
        request: bytes of the largest request.
    """

    seconds: float = 10.0
    patience: float = 1.0
    workers: int = max(4, os.cpu_count() or 1)
    queue: int = 128
    memory: int = 512 * MEBIBYTE
    answer: int = 64 * MEBIBYTE
    request: int = MEBIBYTE

    @property
    def upload(self) -> float:
        """Seconds within which the head of a request must have arrived, and then its body."""
        return max(5.0, 2 * self.seconds)

    @property
    def wait(self) -> float:
        """Seconds that a question waits for a worker."""
        return 2 * self.seconds

    @property
    def slow(self) -> int:
        """How many queries may be slow at a time; the other workers stay free for quick ones."""
        return max(1, self.workers // 2)
