"""`http`: one request to an API, and what each kind of answer means.

Becomes `http.#HTTPDo` of `vela/http` (kubevela/workflow `pkg/providers/http`); that provider refuses PATCH and takes its
request again at every execution of the step.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypedDict, TypeVar, Unpack

from ..actions import Action
from ..model import Model

R = TypeVar("R", bound=Model)

Method: TypeAlias = Literal["GET", "POST", "PUT", "DELETE"]
Json: TypeAlias = Model | Mapping[str, Any] | Sequence[Any] | str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Generic[R]):
    """One request of a step; awaiting it gives the decoded reply.

    The policies decide every answer that is not a 2xx reply of the declared model; `None` means the default:
    `on_unavailable` (5xx and 429) waits and asks again, `on_refused` (any other status that is not 2xx) and
    `on_malformed` (a body that is not JSON, or not the model) fail the step. Without a connection the engine itself
    fails the execution and tries again, ten times over the whole life of the step.
    """

    method: Method
    url: str
    reply: type[R]
    json: Json = None
    form: Mapping[str, str] | None = None
    text: str | None = None
    headers: Mapping[str, str] | None = None
    query: Mapping[str, str | int] | None = None
    timeout: str = "3s"
    on_unavailable: Action | None = None
    on_refused: Action | None = None
    on_malformed: Action | None = None

    def __post_init__(self) -> None:
        if sum(body is not None for body in (self.json, self.form, self.text)) > 1:
            raise ValueError("a request has one body: give one of json=, form= and text=")

    def __await__(self) -> Generator[Request[R], R, R]:
        return (yield self)


class Options(TypedDict, total=False):
    """What every request may say: headers, a query, a time-out (a Go duration, 3 s by default) and its policies."""

    headers: Mapping[str, str] | None
    query: Mapping[str, str | int] | None
    timeout: str
    on_unavailable: Action | None
    on_refused: Action | None
    on_malformed: Action | None


class Body(TypedDict, total=False):
    """What a request sends, one of these at most: `json` (a model, dict or list), `form` (URL-encoded) or `text`."""

    json: Json
    form: Mapping[str, str] | None
    text: str | None


class OptionsWithBody(Options, Body, total=False):
    """What a request with a body may say."""


def get(url: str, *, reply: type[R], **options: Unpack[Options]) -> Request[R]:
    """GET `url`; `query` is percent-encoded and appended to the address."""
    return Request(method="GET", url=url, reply=reply, **options)


def post(url: str, *, reply: type[R], **options: Unpack[OptionsWithBody]) -> Request[R]:
    """POST one of `json`, `form` and `text` to `url`.

    The request is sent at every execution of the step: give the API a key, such as `context.idempotency_key`, by which
    it knows a repeated request.
    """
    return Request(method="POST", url=url, reply=reply, **options)


def put(url: str, *, reply: type[R], **options: Unpack[OptionsWithBody]) -> Request[R]:
    """PUT one of `json`, `form` and `text` to `url`."""
    return Request(method="PUT", url=url, reply=reply, **options)


def delete(url: str, *, reply: type[R], **options: Unpack[Options]) -> Request[R]:
    """DELETE `url`."""
    return Request(method="DELETE", url=url, reply=reply, **options)
