"""How far a long piece of work has come, on a terminal."""

import sys
import time


class Progress:
    """One line on standard error, written anew twice a second, and nothing where that is no terminal.

    Args:
        words: what is counted, with a place for how much in all: "of {:,.0f} MB read".
        unit: how many make one of what the words count.
        quiet: say nothing there either.
    """

    def __init__(self, words: str, unit: float = 1, quiet: bool = False) -> None:
        self._words, self._unit = words, unit
        self._shown = sys.stderr.isatty() and not quiet
        self._start = self._told = time.monotonic()

    def tell(self, done: int, of: int) -> None:
        """Say how far it is, and about how long it will take."""
        now = time.monotonic()
        if not self._shown or now - self._told < 0.5 or not 0 < done <= of:
            return
        self._told = now
        left = (now - self._start) * (of - done) / done
        words = self._words.format(of / self._unit)
        sys.stderr.write(f"\r{done / of:4.0%} {words}, about {left:,.0f} s left  \x1b[K")
        sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
