"""What can go wrong, each as one line that names the place and the mend."""


class LamingError(Exception):
    """Any error a user can cause and mend; its text is one line."""


class SourceError(LamingError):
    """A source document that is missing, damaged, or not understood.

    Args:
        file: the document's path or key.
        problem: what is wrong there.
        mend: what the user can do.
        line: line number from 1, where there is one.
        offset: position in Unicode code points from 0, where there is one.
    """

    def __init__(
        self,
        file: object,
        problem: str,
        mend: str,
        *,
        line: int | None = None,
        offset: int | None = None,
    ) -> None:
        place = str(file)
        if line is not None:
            place += f":{line}"
        if offset is not None:
            place += f" (code point {offset})"
        super().__init__(f"{place}: {problem}; {mend}")
        self.line = line
        self.offset = offset


class TableError(LamingError):
    """A row of a table in the curation folder that cannot be used.

    Args:
        file: the table's path.
        line: line number from 1, the header being line 1.
        problem: what is wrong in that row.
        mend: what the user can do.
    """

    def __init__(self, file: object, line: int, problem: str, mend: str) -> None:
        super().__init__(f"{file}:{line}: {problem}; {mend}")
        self.line = line


class TimeError(LamingError):
    """A time expression that no rule covers."""


class InputError(LamingError):
    """Any other input that cannot be used: an option, a parameter, a query, a folder."""
