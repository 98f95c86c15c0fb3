"""The command line `laming`: runs one command and tells what went wrong.

Exit status: 0 fine, 1 a check found something, 2 usage or input. Answers go to standard
output, progress and errors to standard error.
"""

import errno
import os
import sys
from collections.abc import Sequence

from laming_graph.arguments import module_of, parse
from laming_graph.model.errors import LamingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    options = parse(arguments)
    try:
        return module_of(options.verb).run(options)
    except LamingError as error:
        if options.debug:
            raise
        print(f"laming: {_printable(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if options.debug:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        mend = "make room" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "name another place"
        place = error.filename or "standard output"
        place = _printable(str(place))
        print(f"laming: {place}: {error.strerror or error}; {mend}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("laming: stopped", file=sys.stderr)
        return 2


def _printable(text: str) -> str:
    """A message on one line, with what would steer a terminal or turn the direction of text escaped."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


if __name__ == "__main__":
    sys.exit(main())
