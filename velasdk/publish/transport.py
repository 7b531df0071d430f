"""HTTP as a publisher needs it: bounded in time and size, patient with what passes, and silent about what is secret.

Credentials are sent to the repository's own scheme, host and port, and nowhere else, whatever a redirect or an index says.
"""

from __future__ import annotations

import io
import logging
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from ..diagnostics import VelasdkError
from .access import Access, joined, origin_of, shown

TIMEOUT = 30.0
"""Seconds until a server has to do something: take the connection, read on, answer. A whole answer may take ten times that."""
PAUSES = (0.5, 1.0, 2.0)
"""Seconds between one attempt and the next."""
PASSING = (429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
HOPS = 5
LONGEST_WAIT = 30  # seconds that a server may ask for in Retry-After


class Watch(Protocol):
    """What a person may be told while it happens."""

    def said(self, text: str) -> None:
        """Something took another attempt."""
        ...

    def sent(self, done: int, total: int) -> None:
        """So many bytes of a package are on their way."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered. `repeated` when an attempt before it may have reached the server."""

    status: int
    kind: str
    body: bytes
    location: str = ""
    retry_after: str = ""
    repeated: bool = False


class Transport:
    """Requests to one repository."""

    def __init__(self, access: Access, watch: Watch, timeout: float, pauses: tuple[float, ...]) -> None:
        self._access = access
        self._own = origin_of(urlsplit(access.base))
        self._watch = watch
        self._timeout = timeout
        self._pauses = pauses
        for name in ("httpx", "httpcore"):  # whoever turns logging on would find in it what a server repeats of our headers
            logging.getLogger(name).setLevel(logging.CRITICAL)
        limits = httpx.Timeout(timeout, connect=min(timeout, 10.0))
        headers = {"User-Agent": "velasdk", "Accept-Encoding": "identity"}
        try:
            self._client = httpx.Client(verify=access.context(), timeout=limits, headers=headers)
        except (ValueError, ImportError, httpx.InvalidURL):  # whose text may hold the proxy's password
            raise VelasdkError("a proxy is set (HTTPS_PROXY, HTTP_PROXY or ALL_PROXY) that is no http:// address") from None

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def get(self, url: str, limit: int) -> Reply:
        """The answer for `url`, after redirects. Raises `VelasdkError` for none, or one of more than `limit` bytes."""
        for _ in range(HOPS):
            reply = self._patiently("GET", url, limit)
            if reply.status not in REDIRECTS or not reply.location:
                return reply
            target = joined(url, reply.location)
            if target is None:
                raise VelasdkError(f"{shown(url)} redirects to what is no address of a server")
            url = target
        raise VelasdkError(f"{shown(url)} redirects more than {HOPS} times")

    def post(self, url: str, name: str, data: bytes, limit: int) -> Reply:
        """The answer to a form with the file `name` in the field `chart`; redirects are not followed."""
        return self._patiently("POST", url, limit, (name, data))

    def _patiently(self, method: str, url: str, limit: int, file: tuple[str, bytes] | None = None) -> Reply:
        """An answer that is not about to pass, within some attempts."""
        repeated = False
        for pause in (*self._pauses, None):
            reply: Reply | None = None
            try:
                reply = self._once(method, url, limit, file, repeated)
                if reply.status not in PASSING:
                    return reply
                problem = f"answered {reply.status}"
            except httpx.HTTPError as error:
                problem = self._problem(error)
                if _lasting(error):
                    raise VelasdkError(f"{shown(url)} {problem}") from None
            except (httpx.InvalidURL, UnicodeError):
                raise VelasdkError(f"{shown(url)} is no address") from None
            repeated = True
            if pause is None:
                if reply is not None:
                    return reply
                raise VelasdkError(f"{shown(url)} {problem}, {len(self._pauses) + 1} times")
            pause = max(pause, _asked(reply))
            self._watch.said(f"{shown(url)} {problem}: again in {pause:g} s")
            time.sleep(pause)
        raise AssertionError("the last pause is None")

    def _once(self, method: str, url: str, limit: int, file: tuple[str, bytes] | None, repeated: bool) -> Reply:
        access = self._access
        headers = dict([access.header]) if access.header and origin_of(urlsplit(url)) == self._own else {}
        files = {"chart": (file[0], _Watched(file[1], self._watch), "application/gzip")} if file else None
        until = time.monotonic() + 10 * self._timeout
        with self._client.stream(method, url, headers=headers, files=files) as response:
            parts: list[bytes] = []
            size = 0
            for part in response.iter_raw():
                size += len(part)
                parts.append(part)
                if size > limit and response.is_success:
                    raise VelasdkError(f"{shown(url)} has more than {limit >> 10} kB")
                if size > limit:
                    break
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("the whole answer")
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            location, retry_after = response.headers.get("Location", ""), response.headers.get("Retry-After", "")
            return Reply(response.status_code, kind, b"".join(parts), location, retry_after, repeated)

    def _problem(self, error: httpx.HTTPError) -> str:
        """What went wrong, as the end of a sentence that begins with the address."""
        match error:
            case httpx.ConnectTimeout():
                return f"did not take a connection within {min(self._timeout, 10.0):g} s"
            case httpx.TimeoutException():
                return f"did not answer within {self._timeout:g} s"
            case httpx.ProxyError():
                return "cannot be reached through the proxy"
            case httpx.ConnectError():
                cause = _cause(error)
                if isinstance(cause, ssl.SSLCertVerificationError):
                    return f"has a certificate that is not trusted ({cause.verify_message}): is HELM_REPO_CA_FILE set?"
                if isinstance(cause, ssl.SSLError):
                    return "does not speak TLS as it should: is it http:// and not https://?"
                if isinstance(cause, OSError) and cause.strerror:
                    return f"cannot be reached: {cause.strerror}"
                return "cannot be reached"
            case _:
                return "dropped the connection"


class _Watched(io.BytesIO):
    """A package that tells how much of it was read."""

    def __init__(self, data: bytes, watch: Watch) -> None:
        super().__init__(data)
        self._total = len(data)
        self._told = watch

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self._told.sent(self.tell(), self._total)
        return data


def _lasting(error: httpx.HTTPError) -> bool:
    """Whether another attempt would end in the same way: no such host, or no certificate that is trusted."""
    return isinstance(_cause(error), (socket.gaierror, ssl.SSLError)) and isinstance(error, httpx.ConnectError)


def _cause(error: BaseException) -> BaseException:
    while (below := error.__cause__ or error.__context__) is not None:
        error = below
    return error


def _asked(reply: Reply | None) -> float:
    """How long a server wants to be left alone, in seconds."""
    asked = reply.retry_after if reply else ""
    return float(min(int(asked), LONGEST_WAIT)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0.0
