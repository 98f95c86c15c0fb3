"""One HTTP server: who asks it, how long it may take, what is tried again, one line for what fails."""

import re
import time
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO, Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    BaseHandler,
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPPasswordMgrWithPriorAuth,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from laming_graph.ask.form import one_line
from laming_graph.model.errors import InputError

_LATER = {429, 502, 503}
"""What a server answers that may answer better later."""
_LONGEST_WAIT = 30.0
_PIECE = 1 << 16


class Account(NamedTuple):
    """Who asks.

    Attributes:
        user: name for basic and digest authentication, or "".
        password: that user's.
        token: a bearer token in place of both, or "".
    """

    user: str = ""
    password: str = ""
    token: str = ""


class Reply(NamedTuple):
    """What a server answered.

    Attributes:
        status: HTTP status.
        media: media type without its parameters, in lower case.
        body: the bytes.
    """

    status: int
    media: str
    body: bytes


class Server:
    """A server, by one URL of it.

    Nothing is followed to another place, so that no password leaves for one.

    Args:
        url: http or https, without a user in it.
        account: who asks.
        timeout: seconds that one try may take.
        tries: how often a request is sent while the server is too busy.
        pause: seconds before the second try where the server names none; doubled each time.

    Raises:
        InputError: if the URL is none that can be asked.
    """

    def __init__(
        self,
        url: str,
        account: Account = Account(),  # noqa: B008 (frozen)
        timeout: float = 60.0,
        tries: int = 4,
        pause: float = 0.5,
    ) -> None:
        self.name = checked_url(url)
        self._account = account
        self._timeout = timeout
        self._tries = tries
        self._pause = pause
        self._opener = _opener(self.name, account)

    def send(self, request: Request, place: str, may_lack: bool = False) -> Reply:
        """Send a request, again if the server is busy.

        Args:
            request: what is asked; safe to send twice.
            place: what an error about the request itself calls it.
            may_lack: whether "not found" is an answer.

        Raises:
            InputError: if the server cannot be reached or refuses, in one line.
        """
        if self._account.token:
            request.add_unredirected_header("Authorization", f"Bearer {self._account.token}")
        for trial in range(self._tries):
            reply, asked_pause = self._once(request)
            if reply.status not in _LATER or trial + 1 == self._tries:
                break
            pause = self._pause * 2**trial if asked_pause is None else asked_pause
            if pause > _LONGEST_WAIT:
                raise InputError(f"{self.name}: busy for {pause:.0f} s more; ask again then")
            time.sleep(pause)
        if 200 <= reply.status < 300 or (may_lack and reply.status == 404):
            return reply
        raise self._refusal(reply, place)

    def _once(self, request: Request) -> tuple[Reply, float | None]:
        until = time.monotonic() + self._timeout
        try:
            try:
                response = self._opener.open(request, timeout=self._timeout)
            except HTTPError as error:
                with error:
                    media = error.headers.get_content_type()
                    if 300 <= error.code < 400:
                        media = error.headers.get("Location") or "another place"
                    return Reply(error.code, media, error.read(_PIECE)), _seconds(
                        error.headers.get("Retry-After")
                    )
            with response:
                return Reply(
                    response.status, response.headers.get_content_type(), _read(response, until)
                ), None
        except (TimeoutError, URLError, HTTPException, OSError) as error:
            raise self._failure(error) from None
        except ValueError as error:
            # So urllib tells of an algorithm of digest authentication it has not.
            problem = one_line(str(error))
            raise InputError(f"{self.name}: {problem}; give a token in LAMING_TOKEN") from None

    def _failure(self, error: Exception) -> InputError:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return InputError(f"{self.name}: no answer within {self._timeout:g} s; give more with --timeout")
        if isinstance(reason, ConnectionRefusedError):
            return InputError(f"{self.name}: nobody answers there; start the server, or mend the URL")
        if isinstance(reason, ConnectionError | HTTPException):
            return InputError(f"{self.name}: the connection was dropped half way; ask again")
        told = getattr(reason, "strerror", None) or str(reason)
        return InputError(f"{self.name}: {one_line(told)}; mend the URL, or look after the network")

    def _refusal(self, reply: Reply, place: str) -> InputError:
        said = told(reply)
        known = bool(self._account.user or self._account.token)
        match reply.status:
            case 400:
                return InputError(
                    f"{place}: the server does not understand ({said or 'it does not say why'}); mend it"
                )
            case 401 if known:
                return InputError(f"{self.name}: the user, password or token is wrong; mend it")
            case 401:
                return InputError(
                    f"{self.name}: asks who you are; give --user and LAMING_PASSWORD, or LAMING_TOKEN"
                )
            case 403:
                return InputError(
                    f"{self.name}: forbids this ({said or 'it does not say why'}); ask its keeper"
                )
            case 404:
                return InputError(f"{self.name}: nothing is at this address; mend the URL")
            case 429 | 502 | 503:
                return InputError(
                    f"{self.name}: still busy ({reply.status}) after {self._tries} tries; ask later"
                )
            case status if 300 <= status < 400:
                return InputError(f"{self.name}: has moved to {one_line(reply.media)}; give that URL")
            case status:
                more = f": {said}" if said else ""
                return InputError(f"{self.name}: cannot do it (status {status}{more}); ask its keeper")


def checked_url(url: str) -> str:
    """A URL that can be asked; it may stand in an error, so it holds no password.

    Raises:
        InputError: if it is not http or https, or holds a user.
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        sound = known and url.isascii() and url.isprintable() and " " not in url and not parts.fragment
    except ValueError:
        sound = False
    if not sound:
        raise InputError(f"--endpoint {url!r}: no http URL; write it as http://127.0.0.1:7878/query")
    if "@" in parts.netloc:
        raise InputError("--endpoint: a user stands in the URL; give --user and LAMING_PASSWORD instead")
    return url


def told(reply: Reply) -> str:
    """What a server says went wrong, in one short line; "" if it says nothing."""
    text = reply.body.decode("utf-8", "replace")
    if reply.media == "text/html":
        text = re.sub(r"(?is)<(script|style|title)\b.*?</\1>|<[^>]*>", " ", text)
    # Virtuoso repeats the query behind its message.
    text = one_line(text.partition("SPARQL query:")[0])
    text = "".join(letter for letter in text if letter.isprintable())
    return text if len(text) <= 300 else f"{text[:297]}..."


def _read(response: HTTPResponse, until: float) -> bytes:
    """The body, within the time of the whole try: a socket's own limit is for each piece only."""
    pieces = []
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        if time.monotonic() > until:
            raise TimeoutError
    if response.length:
        # `read1` does not miss the rest of a body that was announced.
        raise ConnectionResetError
    return b"".join(pieces)


def _seconds(header: str | None) -> float | None:
    """How long a Retry-After asks to wait, given as seconds or as a day and time."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return None


class _Stay(HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """No request follows."""


class _Basic(HTTPBasicAuthHandler):
    """Basic authentication."""

    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage) -> Any:
        """Answer a challenge of this kind; urllib's own stops at one of a kind it has not."""
        kinds = [value.strip().lower() for value in headers.get_all("WWW-Authenticate", [])]
        if not any(kind.startswith("basic") for kind in kinds):
            return None
        return super().http_error_401(req, fp, code, msg, headers)


class _Digest(HTTPDigestAuthHandler):
    """Digest authentication that remembers its challenge, so that no upload is sent twice."""

    _challenge: dict[str, str] | None = None

    def http_request(self, request: Request) -> Request:
        """Answer the last challenge at once."""
        if self._challenge and (answer := self.get_authorization(request, self._challenge)):
            request.add_unredirected_header("Authorization", f"Digest {answer}")
        return request

    https_request = http_request

    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage) -> Any:
        """Answer a challenge of this kind; urllib's own stops at one of a kind it has not."""
        if not headers.get("WWW-Authenticate", "").strip().lower().startswith("digest"):
            return None
        return super().http_error_401(req, fp, code, msg, headers)

    def get_authorization(self, req: Request, chal: "dict[str, str]") -> str | None:  # type: ignore[override]
        """The answer to a challenge."""
        self._challenge = chal
        return super().get_authorization(req, chal)


def _opener(url: str, account: Account) -> OpenerDirector:
    handlers: list[BaseHandler] = [_Stay()]
    if account.user:
        basic = HTTPPasswordMgrWithPriorAuth()
        digest = HTTPPasswordMgrWithDefaultRealm()
        for known in (basic, digest):
            known.add_password(None, url, account.user, account.password)
        handlers += [_Basic(basic), _Digest(digest)]
    return build_opener(*handlers)
