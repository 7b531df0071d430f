"""`Connection`: where an API is and what it is asked with, set by whoever installs a step and not by who uses it.

Both are kept in a config of KubeVela, a Secret (kubevela `pkg/config`) that the step reads at every execution. What an
engine does with a request that finds nobody decides the form: since 1.10 it writes the whole operation, headers included,
into the status of the step and into its log (docs/engine.md). So a `Connection` signs what it sends, and the token itself
is in no operation; `BearerConnection` is for APIs that want it.
"""

from __future__ import annotations

import hmac
import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

SYSTEM = "vela-system"
"""Where KubeVela itself runs: the namespace of definitions, and of a connection that is given without one."""

CONFIG = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?/[a-z0-9]([-a-z0-9.]*[a-z0-9])?$"
"""What a connection looks like: a namespace and the name of a config in it."""

ADDRESS = "^https?://([-A-Za-z0-9._]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?(/([-A-Za-z0-9._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*)?$"
"""The `url` of a config, without a slash at its end: no user, no query."""

TOKEN = "^[!-~]+$"
"""The `token` of a config: what can stand in a header, so no line end either, which a file leaves behind."""

SCHEME = "HMAC-SHA256"
"""How the `Authorization` of a signed request begins."""


class Connection(str):
    """The name of a config, `namespace/name`, as a parameter of a step: `api: Connection = Connection("approval-api")`.

    The config has `url`, the address that paths are behind, and `token`. A request with `connection=self.api` is signed:
    its `Authorization` is `HMAC-SHA256` and, in hexadecimal digits, the HMAC-SHA256 with the token as its key of the method,
    a blank, the path behind `url` with its query, a line feed and the body. What an engine shows of a request that found
    nobody is good for this one request only, which the engine sends again anyway.

    With `tls = True` in a subclass the engine takes `ca.crt`, `client.crt` and `client.key` of the config for the
    connection (`tls_config` of `vela/http`): all three, each encoded in base64 once more than a Secret is. With one of them
    missing it goes on without any of them, and so does 1.9 with a config in another namespace than that of the run. Raises
    `ValueError` when the name is none of a config.
    """

    auth: ClassVar[Literal["signature", "bearer"]] = "signature"
    tls: ClassVar[bool] = False

    def __new__(cls, name: str) -> Self:
        """The connection of a config; one without a namespace is in that of KubeVela."""
        full = name if "/" in name else f"{SYSTEM}/{name}"
        if not names_config(full):
            raise ValueError(f"{name!r} is no name of a config: write it as `name` or `namespace/name`, in small letters")
        return super().__new__(cls, full)

    @property
    def namespace(self) -> str:
        """The namespace of the config."""
        return self.split("/")[0]

    @property
    def name(self) -> str:
        """The name of the config in its namespace."""
        return self.split("/")[1]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(pattern=CONFIG))


class BearerConnection(Connection):
    """A `Connection` that sends the token itself: `Authorization: Bearer <token>`.

    On 1.10 and 1.11 a request that finds nobody, or gets no answer in time, writes the token into the status of the step:
    a step takes a subclass of it that gives a `reason`, for whoever reviews the step.
    """

    auth = "bearer"
    reason: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Config:
    """What a config has: the `url` that paths are behind, and the `token`."""

    url: str
    token: str


EXAMPLE = Config("http://api.example/v1", "token-of-an-example")
"""The config of every connection for which nothing else is said, in tests and proofs."""


def names_config(text: str) -> bool:
    """Whether `text` is a namespace and a name in it."""
    return re.fullmatch(CONFIG, text) is not None


BROKEN = (
    None,
    Config("", EXAMPLE.token),
    Config("api.example", EXAMPLE.token),
    Config("https://user:password@api.example", EXAMPLE.token),
    Config("http://api.example/a?b=c", EXAMPLE.token),
    Config("http://api.example/a%zz", EXAMPLE.token),
    Config(EXAMPLE.url, ""),
    Config(EXAMPLE.url, "token\n"),
    Config(EXAMPLE.url, "t\u00f6ken"),
    Config(f"{EXAMPLE.url}\n", EXAMPLE.token),
)
"""Configs that no step can use: not there, without an address, or without a token for a header."""


def unread(connection: str) -> str:
    """How the message of a step begins that cannot read a config."""
    return f"the config {connection} cannot be read: "


def without_address(connection: str) -> str:
    """The message of a step whose config has no `url`, or one that is none."""
    return f"the config {connection} has no address of an API as its url"


def without_token(connection: str) -> str:
    """The message of a step whose config has no `token`, or one that cannot stand in a header."""
    return f"the config {connection} has no token that can be sent, or one with a blank or a line end"


def problem(connection: Connection, config: Config | None) -> str | None:
    """The message of a step that cannot use `config`, None if it can; no config is one that is not in the cluster."""
    if config is None:
        return f'{unread(connection)}secrets "{connection.name}" not found'
    if re.fullmatch(ADDRESS, _base(config)) is None:
        return without_address(connection)
    return without_token(connection) if re.fullmatch(TOKEN, config.token) is None else None


def address(config: Config, path: str) -> str:
    """`path` behind the address of `config`."""
    return _base(config) + path


def authorization(connection: Connection, config: Config, method: str, path: str, body: str) -> str:
    """The `Authorization` of a request; `path` has its query."""
    if connection.auth == "bearer":
        return f"Bearer {config.token}"
    return signature(config.token, method, path, body)


def signature(token: str, method: str, path: str, body: str) -> str:
    """The `Authorization` of a request that is signed with `token`."""
    text = f"{method} {path}\n{body}"
    return f"{SCHEME} {hmac.digest(token.encode(), text.encode(errors='replace'), 'sha256').hex()}"


def _base(config: Config) -> str:
    return config.url.removesuffix("/")


def authentic(authorization: str, method: str, url: str, body: str) -> str:
    """An `Authorization` as it is compared: of a signature with the token of the example, whether it is right.

    What is signed is a text, and JSON of one value can have many.
    """
    if not authorization.startswith(SCHEME):
        return authorization
    right = signature(EXAMPLE.token, method, url.removeprefix(EXAMPLE.url), body)
    return f"{SCHEME} of {'this' if authorization == right else 'another'} request"


def secret(connection: str, config: Config) -> dict[str, Any]:
    """The Secret of a config, as an API server stores it; `connection` is its namespace and name."""
    namespace, _, name = connection.partition("/")
    data = {"url": config.url, "token": config.token}
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": namespace},
        "data": {key: b64encode(text.encode()).decode() for key, text in data.items()},
    }
