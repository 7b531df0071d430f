"""Publishing to a server with ChartMuseum's API, which Harbor and others have too, and `vela addon push` uses.

An upload is safe to repeat when it is not known whether it arrived: such a server takes a version once and answers 409 from
then on, unless it is told to replace it, by the same bytes then. After a 409 what is published is compared with ours.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import quote

from ..diagnostics import VelasdkError
from .access import Access, joined, redacted, shown
from .archive import PACKED_SIZE, unpack
from .destination import OtherContent
from .index import FILE, SIZE, Index, Listed, read_index
from .package import Package
from .transport import PAUSES, REDIRECTS, TIMEOUT, Reply, Transport, Watch

ERROR_SIZE = 64 * 1024  # of an answer that says what is wrong, in bytes
LONGEST = 200  # characters of it that are shown


class Museum:
    """A server as a destination."""

    def __init__(self, access: Access, watch: Watch, timeout: float = TIMEOUT, pauses: tuple[float, ...] = PAUSES) -> None:
        self.access = access
        self.shown = self.endpoint = shown(access.base)
        self._watch = watch
        self._timeout = timeout
        self._pauses = pauses

    @contextmanager
    def opened(self, writing: bool) -> Generator[_Repository]:
        """The repository; the server itself sees to it that a version is published once."""
        if self.access.is_open:
            self._watch.said(f"{self.shown}: the credentials are not encrypted on their way: use https://")
        transport = Transport(self.access, self._watch, self._timeout, self._pauses)
        try:
            yield _Repository(self.access, transport)
        finally:
            transport.close()


class _Repository:
    def __init__(self, access: Access, transport: Transport) -> None:
        self._access = access
        self._transport = transport
        self._api = shown(access.api)
        self.index = self._index()

    def _index(self) -> Index:
        url = f"{self._access.base}/{FILE}"
        reply = self._transport.get(url, SIZE)
        if reply.status == 404:
            raise VelasdkError(f"{shown(url)} is not there (404): is that the address of a chart repository?")
        if reply.status != 200:
            raise self._refused(shown(url), reply)
        if reply.kind == "text/html" or reply.body.lstrip()[:1] == b"<":
            raise VelasdkError(f"{shown(url)} is a web page: a login or a gateway answers in place of the repository")
        return read_index(reply.body, shown(url))

    def read(self, listed: Listed) -> bytes:
        url = joined(f"{self._access.base}/", listed.url) if listed.url else None
        if url is None:
            raise VelasdkError(f"{self._access.base}/{FILE}: the url of {listed} is none: {self._clean(listed.url)}")
        data = self._package(url)
        if data is None:
            raise VelasdkError(f"{shown(url)} is missing (404): the index lists it as {listed}")
        if not listed.is_of(data):
            raise VelasdkError(f"{shown(url)} is not what was published as {listed}: the index has another digest")
        return data

    def _package(self, url: str) -> bytes | None:
        reply = self._transport.get(url, PACKED_SIZE)
        if reply.status == 404:
            return None
        if reply.status != 200:
            raise self._refused(shown(url), reply)
        return reply.body

    def add(self, packages: Sequence[Package], replace: bool) -> None:
        done: list[Package] = []
        for package in packages:
            try:
                self._upload(package, replace)
            except VelasdkError as error:
                if done:
                    there = " and ".join(map(str, done))
                    error.args = (f"{error}\n  {there} is published; publish again for the rest, what is there stays as it is",)
                raise
            done.append(package)

    def _upload(self, package: Package, replace: bool) -> None:
        reply = self._transport.post(self._access.api + ("?force" if replace else ""), package.file, package.data, ERROR_SIZE)
        if reply.status in (201, 202):
            return
        if reply.status == 409:
            if self._is_there(package):
                return  # ours, from an attempt whose answer was lost, or somebody else's who published the same
            raise OtherContent(package)
        raise self._refused(self._api, reply, package)

    def _is_there(self, package: Package) -> bool:
        """Whether what the server has of a version is what we have."""
        listed = self._index().version(package.name, package.version)
        # A server that makes its index from time to time may not list yet what it has.
        data = self.read(listed) if listed else self._package(f"{self._access.base}/charts/{quote(package.file)}")
        return data is not None and package.has_content_of(unpack(data, f"the published {package}"))

    def _refused(self, url: str, reply: Reply, package: Package | None = None) -> VelasdkError:
        """What an answer means and what to do about it."""
        known = self._access.header is not None
        match reply.status:
            case 401:
                advice = (
                    "the credentials are not accepted"
                    if known
                    else "it wants credentials: set HELM_REPO_USERNAME and HELM_REPO_PASSWORD, or HELM_REPO_ACCESS_TOKEN"
                )
            case 403:
                advice = (
                    f"the credentials do not allow {'publishing' if package else 'reading'}" if known else "nobody may do that"
                )
            case 404 | 405 if package:
                advice = "it takes no packages there: a static repository is published to by its directory, `--to DIRECTORY`"
            case 413 if package:
                advice = f"{package.file} has {len(package.data)} bytes, more than the server or a proxy before it takes"
            case status if status in REDIRECTS:
                place = self._clean(shown(joined(url, reply.location) or "")) or "no address"
                advice = f"it redirects to {place}, and packages are sent to no other address: give that one"
            case 200 | 204 if package:
                advice = "a server that has stored a package answers 201: a login or a gateway answers in its place"
            case status if status >= 500:
                advice = "the server cannot do its work now"
            case _:
                advice = "it does not take the package" if package else "it does not give the file"
        said = self._said(reply)
        return VelasdkError(f"{url} answered {reply.status}: {advice}" + (f"\n  it says: {said}" if said else ""))

    def _said(self, reply: Reply) -> str:
        """What the server says is wrong; not a web page."""
        text = reply.body[:ERROR_SIZE].decode(errors="replace").strip()
        try:
            data: Any = json.loads(text)
        except (ValueError, RecursionError):
            data = None
        if isinstance(data, dict):
            found = cast("dict[str, Any]", data)
            return self._clean(str(found.get("error") or found.get("message") or ""))
        return "" if text.startswith("<") or reply.kind == "text/html" else self._clean(text)

    def _clean(self, text: str) -> str:
        """What comes from outside, on one line and without secrets."""
        text = redacted(text, self._access.secrets)
        return "".join(char if char.isprintable() else " " for char in text)[:LONGEST]
