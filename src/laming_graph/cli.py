"""The command line `laming`: runs one command and tells what went wrong.

Exit status: 0 fine, 1 a check found something, 2 usage or input, 130 stopped by Ctrl-C. Answers go to
standard output, progress and errors to standard error.
"""

import errno
import os
import signal
import sys
from collections.abc import Sequence

from laming_graph.arguments import module_of, parse
from laming_graph.model.errors import LamingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    _open_what_is_closed()
    debug = False
    try:
        try:
            options = parse(arguments)
        except SystemExit:
            # Help goes out here, where a pipe that has ended is no fault, not when Python ends.
            sys.stdout.flush()
            raise
        debug = options.debug
        return module_of(options.verb).run(options)
    except LamingError as error:
        if debug:
            raise
        print(f"laming: {_printable(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing is wrong.
        _write_no_more()
        return 0
    except OSError as error:
        if debug:
            raise
        _write_no_more()
        mend = "make room" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "name another place"
        place = error.filename or "standard output"
        place = _printable(str(place))
        print(f"laming: {place}: {error.strerror or error}; {mend}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        _write_no_more()
        print("laming: stopped", file=sys.stderr)
        return 128 + signal.SIGINT


def _open_what_is_closed() -> None:
    """Put the null device where a standard stream is closed (`>&-`), so that no other file gets its number.

    What is written to a closed standard output fails, as it would for any program.
    """
    for name, flag in (("stdin", os.O_RDONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(os.open(os.devnull, flag), mode, closefd=False))


def _write_no_more() -> None:
    """Drop what standard output still holds, lest Python try to write it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _printable(text: str) -> str:
    """A message on one line, with what would steer a terminal or turn the direction of text escaped."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


if __name__ == "__main__":
    sys.exit(main())
