"""Where a repository is and how one is let in, from its address and the variables that Helm's push plugin reads.

What is secret is kept apart from everything that is shown: an address without user, password and query, and a function that
takes secrets out of whatever a server says.
"""

from __future__ import annotations

import base64
import re
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from ..diagnostics import VelasdkError, printable

_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_VISIBLE = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
_SHORTEST = 4
"""A secret of fewer characters is no secret, and replacing it would make a text unreadable."""

Origin = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Access:
    """A repository and what is sent to it. `base` and `api` end without a slash."""

    base: str
    """Where `index.yaml` is."""
    api: str
    """Where packages are sent to."""
    header: tuple[str, str] | None = field(default=None, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    authority: str | None = field(default=None, repr=False)
    """A file of certificates to trust, instead of those of the machine."""
    insecure: bool = False

    @property
    def is_open(self) -> bool:
        """Whether credentials go over a network for everybody to read."""
        url = urlsplit(self.base)
        return self.header is not None and url.scheme == "http" and url.hostname not in ("localhost", "127.0.0.1", "::1")

    def context(self) -> ssl.SSLContext | bool:
        """What certificates are checked with. Raises `VelasdkError` for a file that has none."""
        if self.insecure:
            return False
        if self.authority is None:
            return True
        try:
            return ssl.create_default_context(cafile=self.authority)
        except OSError as error:  # an SSLError is one
            raise VelasdkError(
                f"HELM_REPO_CA_FILE: {self.authority} cannot be read, or is no certificate: {error.strerror or error}"
            ) from None


def access(address: str, environment: Mapping[str, str]) -> Access:
    """The repository at `address`. Raises `VelasdkError`, which does not show what is secret in it.

    User and password in the address go before HELM_REPO_USERNAME and HELM_REPO_PASSWORD, and both before
    HELM_REPO_ACCESS_TOKEN, which HELM_REPO_AUTH_HEADER names another header for.
    """
    url = _parsed(address)
    origin = origin_of(url)
    if origin is None:
        raise VelasdkError("--to is no address of a server: write https://HOST[:PORT][/PATH]")
    if url.query or url.fragment:
        raise VelasdkError(f"{shown(address)}: an address of a repository has nothing behind `?` or `#`")
    given = {key: environment.get(f"HELM_REPO_{key}", "") for key in ("USERNAME", "PASSWORD", "ACCESS_TOKEN", "AUTH_HEADER")}
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if not (user or password):
        user, password = given["USERNAME"], given["PASSWORD"]
    token = given["ACCESS_TOKEN"]
    header = None
    if user and password:
        if ":" in user:
            raise VelasdkError("a user name with a `:` cannot be sent to a server (RFC 7617)")
        header = ("Authorization", f"Basic {_basic(user, password)}")
    elif token:
        header = _token(token, given["AUTH_HEADER"])
    elif user or password:
        raise VelasdkError(
            "a user name needs a password and the other way round: set HELM_REPO_USERNAME and HELM_REPO_PASSWORD"
        )
    context = (
        "/" + environment.get("HELM_REPO_CONTEXT_PATH", "").strip("/") if environment.get("HELM_REPO_CONTEXT_PATH") else ""
    )
    path = "/" + url.path.strip("/") if url.path.strip("/") else ""
    path = path.removeprefix(context) if context and (path == context or path.startswith(f"{context}/")) else path
    root = f"{url.scheme}://{_host(url)}"
    return Access(
        base=f"{root}{context}{path}",
        api=f"{root}{context}/api{path}/charts",
        header=header,
        secrets=secrets_of(address, environment),
        authority=environment.get("HELM_REPO_CA_FILE") or None,
        insecure=_flag("HELM_REPO_INSECURE", environment),
    )


def redacted(text: str, secrets: Iterable[str]) -> str:
    """`text` without any of the secrets."""
    for secret in secrets:
        text = text.replace(secret, "***")
    return text


def secrets_of(address: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """What is secret in an address and in the environment, in every form in which it is sent; the longest first."""
    try:
        url = urlsplit(address if "://" in address else "")
        pairs = [(unquote(url.username or ""), unquote(url.password or ""))]
    except ValueError:
        pairs = []
    pairs.append((environment.get("HELM_REPO_USERNAME", ""), environment.get("HELM_REPO_PASSWORD", "")))
    values = [environment.get("HELM_REPO_ACCESS_TOKEN", "")]
    for user, password in pairs:
        values += [password, _basic(user, password)] if password else []
    forms = {form for value in values for form in (value, value.strip(), quote(value, safe="")) if len(form) >= _SHORTEST}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _basic(user: str, password: str) -> str:
    return base64.b64encode(f"{user}:{password}".encode()).decode()


def origin_of(url: SplitResult) -> Origin | None:
    """Scheme, host and port; None for what is no address of a server."""
    try:
        port = url.port
    except ValueError:
        return None
    if url.scheme not in ("http", "https") or not url.hostname:
        return None
    return url.scheme, url.hostname, port or (443 if url.scheme == "https" else 80)


def joined(base: str, url: str) -> str | None:
    """Where `url` leads from `base`; None when that is no address of a server."""
    try:
        found = urljoin(base, url)
        return found if origin_of(urlsplit(found)) else None
    except ValueError:
        return None


def shown(address: str) -> str:
    """An address without user, password, query and fragment, on one line."""
    try:
        url = urlsplit(address)
        text = f"{url.scheme}://{_host(url)}{url.path}" if url.netloc or url.path else ""
    except ValueError:
        return "the address"
    return printable(text)


def _parsed(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        raise VelasdkError("--to is no address of a server: write https://HOST[:PORT][/PATH]") from None


def _host(url: SplitResult) -> str:
    return url.netloc.rpartition("@")[2]


def _token(token: str, header: str) -> tuple[str, str]:
    if not _VISIBLE.fullmatch(token):
        raise VelasdkError("HELM_REPO_ACCESS_TOKEN has characters that no header can hold: a line end behind it?")
    if header and not _HEADER.fullmatch(header):
        raise VelasdkError("HELM_REPO_AUTH_HEADER is no name of a header")
    return (header, token) if header else ("Authorization", f"Bearer {token}")


def _flag(name: str, environment: Mapping[str, str]) -> bool:
    value = environment.get(name, "")
    if value.lower() in ("", "0", "f", "false"):
        return False
    if value.lower() in ("1", "t", "true"):
        return True
    raise VelasdkError(f"{name} is true or false")
