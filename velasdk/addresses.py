"""Addresses as Go reads and writes them: what `net/url` makes of the text of a step, and what it refuses.

Parse, ResolveReference and String of Go 1.26 as the engine is built: with `urlstrictcolons=0`, because its module says
`go 1.24`. Nothing here knows IDNA: Go writes a host that is not ASCII percent-encoded, and so does this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from ipaddress import IPv6Address
from urllib.parse import quote, unquote, unquote_to_bytes


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address, each part escaped as Go writes it. `user` has the password, `host` the port.

    `str` of it is the address as the engine records it. A part that is None is not there, which is another address than `""`.
    """

    scheme: str = ""
    user: str | None = None
    host: str = ""
    path: str = ""
    query: str | None = None
    fragment: str = ""

    def __str__(self) -> str:
        text = f"{self.scheme}://{'' if self.user is None else f'{self.user}@'}{self.host}{self.path}"
        if self.query is not None:
            text += f"?{self.query}"
        return f"{text}#{self.fragment}" if self.fragment else text

    @property
    def login(self) -> bytes | None:
        """`name:password`, as Go's client sends it where the step has no `Authorization`; None without a user."""
        if self.user is None:
            return None
        name, _, password = self.user.partition(":")
        return unquote_to_bytes(name) + b":" + unquote_to_bytes(password)

    @property
    def referer(self) -> str:
        """The address without its user, as the next hop of a redirect names it."""
        return str(self) if self.user is None else str(self).replace(f"{self.user}@", "", 1)

    def within(self, other: Address) -> bool:
        """Whether the host is that of `other`, or below it: a redirect there takes cookies and authorization along.

        Names are compared as they are written. Go does IDNA before where one is not ASCII, and may find more of them equal.
        """
        name, above = _hostname(self.host), _hostname(other.host)
        return name == above or not set(":%") & set(name) and name.endswith(f".{above}")

    def resolved(self, location: str) -> Address:
        """Where a `Location` leads from here. Raises `ValueError` for one that is no address."""
        to = parsed(location)
        scheme, query, fragment, path = to.scheme or self.scheme, to.query, to.fragment, to.path
        if to.scheme or to.host or to.user is not None:
            return _sendable(replace(to, scheme=scheme, path=_without_dots(path)))
        if not path:
            if query is None:
                query, fragment = self.query or None, fragment or self.fragment
            path = self.path
        elif not path.startswith("/"):
            path = self.path[: self.path.rfind("/") + 1] + path
        return replace(self, path=_without_dots(path), query=query, fragment=fragment)


def as_sent(url: str) -> Address:
    """The address to which a request for `url` is sent. Raises `ValueError`, with Go's reason, where none is sent."""
    address = parsed(url)
    return _sendable(replace(address, host=address.host.removesuffix(":")))


def _sendable(address: Address) -> Address:
    """`address`, if Go's transport sends to it."""
    if address.scheme not in ("http", "https"):
        raise ValueError(f'unsupported protocol scheme "{address.scheme}"')
    if not address.host:
        raise ValueError("http: no Host in request URL")
    return address


def parsed(text: str) -> Address:
    """Go's `url.Parse`. Raises `ValueError` with its reason."""
    text, _, fragment = _LONE.sub("\ufffd", text).partition("#")
    if _CONTROL.search(text):
        raise ValueError("net/url: invalid control character in URL")
    if text.startswith(":"):
        raise ValueError("missing protocol scheme")
    found = _SCHEME.match(text)
    scheme = found[1].lower() if found else ""
    rest, mark, after = text[found.end() if found else 0 :].partition("?")
    query, fragment = after if mark else None, _escaped(fragment, "!$&()*+,/:;=?@")
    if not rest.startswith("/"):
        if scheme:
            return Address(scheme)  # has no host: it is not sent
        if ":" in rest.partition("/")[0]:
            raise ValueError("first path segment in URL cannot contain colon")
    user, host = None, ""
    if rest.startswith("//") and (scheme or not rest.startswith("///")):
        authority, slash, rest = rest[2:].partition("/")
        name, at, host = authority.rpartition("@")
        user, host, rest = _user(name) if at else None, _host(host), slash + rest
    path = "*" if rest == "%2A" else _escaped(rest, "$&+,/:;=@")
    return Address(scheme, user, host, path, query, fragment)


def _escaped(text: str, safe: str) -> str:
    """A path or fragment: as it is where that is valid, else with Go's own escapes."""
    _check_escapes(text)
    valid = quote(text, safe + "!'()*[]%") == text
    return text if valid else quote(unquote_to_bytes(text), safe)


def _user(text: str) -> str:
    if not _USER.fullmatch(text):
        raise ValueError("net/url: invalid userinfo")
    _check_escapes(text)
    name, mark, password = (quote(unquote_to_bytes(part), "$&+,;=") for part in text.partition(":"))
    return name + (":" if mark else "") + password


def _host(text: str) -> str:
    """A host with its port."""
    _check_escapes(text)
    literal = text.startswith("[")
    if "[" in text[1:]:
        raise ValueError("invalid IP-literal")
    if literal and "]" not in text:
        raise ValueError("missing ']' in host")
    at = text.rfind("]") + 1 if literal else text.rfind(":")
    port = text[at:] if at >= 0 else ""
    if not _PORT.fullmatch(port):
        raise ValueError(f'invalid port "{port}" after host')
    name, zoned, zone = text[1 : at - 1].partition("%25") if literal else (text, "", "")
    if wrong := _NO_HOST.search(name) or _NO_HOST.search(_ESCAPE.sub("", zone)):
        raise ValueError(f'invalid {"URL escape" if "%" in wrong[0] else "character"} "{wrong[0]}" in host name')
    if any(escape.upper() not in _IN_ZONE for escape in _ESCAPE.findall(zone)):
        raise ValueError("invalid URL escape in the zone of a host")
    if literal:
        IPv6Address(unquote(name))
        if zoned and not zone:
            raise ValueError("invalid host: zone must be a non-empty string")
    return quote(unquote_to_bytes(text), _HOST)


def _hostname(host: str) -> str:
    """A host without its port and without the brackets of IPv6."""
    name = _ENDING_PORT.sub("", unquote(host, errors="surrogateescape"))
    return name[1:-1] if name.startswith("[") and name.endswith("]") else name


def _check_escapes(text: str) -> None:
    if wrong := _NO_ESCAPE.search(text):
        raise ValueError(f'invalid URL escape "{wrong[0]}"')


def _without_dots(path: str) -> str:
    """A path as Go resolves its `.` and `..`; it begins with a slash, unless it is empty."""
    if not path:
        return ""
    done, first, part = "/", True, ""
    for part in path.split("/"):
        if part == "..":
            done = done[: done.rfind("/", 1)] if "/" in done[1:] else "/"
            first = len(done) == 1
            continue
        if part != ".":
            done += part if first else f"/{part}"
        first = False
    if part in (".", ".."):
        done += "/"
    return done[1:] if done.startswith("//") else done


_CONTROL = re.compile(r"[\0-\x1f\x7f]")
_LONE = re.compile("[\ud800-\udfff]")
"""Halves of a surrogate pair: Go reads a replacement character where a JSON text has one."""
_SCHEME = re.compile("([A-Za-z][A-Za-z0-9+.-]*):")
_ESCAPE = re.compile("%..")
_NO_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2}).{0,2}", re.DOTALL)
_USER = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:%@-]*")
_PORT = re.compile("(:[0-9]*)?")
_ENDING_PORT = re.compile(r":[0-9]*\Z")
_HOST = "!$&'()*+,;=:[]<>\""
"""What Go leaves as it is in a host, beside letters, digits and `-._~`."""
_NO_HOST = re.compile(r"[\0- #/?@\\^`{|}\x7f]|%(?!25)[0-7].", re.DOTALL)
_IN_ZONE = {"%20", "%25", *(f"%{code:02X}" for code in range(128) if quote(chr(code), _HOST) == chr(code))}
