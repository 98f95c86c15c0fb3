"""A request that is not answered, with the status and the line that say why."""

from collections.abc import Mapping


class RefusedError(Exception):
    """A request that is not answered.

    Args:
        status: of HTTP.
        message: one line: what is wrong, and what would be right.
        headers: that go with the status.
    """

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})
