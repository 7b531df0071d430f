"""`http`: one request to an API, and what each kind of answer means.

Becomes `http.#HTTPDo` of `vela/http` (kubevela/workflow `pkg/providers/http`); that provider refuses PATCH and takes its
request again at every execution of the step.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar

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


def get(
    url: str,
    *,
    reply: type[R],
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str | int] | None = None,
    timeout: str = "3s",
    on_unavailable: Action | None = None,
    on_refused: Action | None = None,
    on_malformed: Action | None = None,
) -> Request[R]:
    """GET `url`. `timeout` is a Go duration; `query` is percent-encoded and appended to the address."""
    return Request(
        method="GET",
        url=url,
        reply=reply,
        headers=headers,
        query=query,
        timeout=timeout,
        on_unavailable=on_unavailable,
        on_refused=on_refused,
        on_malformed=on_malformed,
    )


def post(
    url: str,
    *,
    reply: type[R],
    json: Json = None,
    form: Mapping[str, str] | None = None,
    text: str | None = None,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str | int] | None = None,
    timeout: str = "3s",
    on_unavailable: Action | None = None,
    on_refused: Action | None = None,
    on_malformed: Action | None = None,
) -> Request[R]:
    """POST one of `json` (a model, dict or list), `form` (URL-encoded) and `text` to `url`.

    The request is sent at every execution of the step: give the API a key, such as `context.idempotency_key`, by which
    it knows a repeated request.
    """
    return Request(
        method="POST",
        url=url,
        reply=reply,
        json=json,
        form=form,
        text=text,
        headers=headers,
        query=query,
        timeout=timeout,
        on_unavailable=on_unavailable,
        on_refused=on_refused,
        on_malformed=on_malformed,
    )


def put(
    url: str,
    *,
    reply: type[R],
    json: Json = None,
    form: Mapping[str, str] | None = None,
    text: str | None = None,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str | int] | None = None,
    timeout: str = "3s",
    on_unavailable: Action | None = None,
    on_refused: Action | None = None,
    on_malformed: Action | None = None,
) -> Request[R]:
    """PUT one of `json`, `form` and `text` to `url`, as `post` does."""
    return Request(
        method="PUT",
        url=url,
        reply=reply,
        json=json,
        form=form,
        text=text,
        headers=headers,
        query=query,
        timeout=timeout,
        on_unavailable=on_unavailable,
        on_refused=on_refused,
        on_malformed=on_malformed,
    )


def delete(
    url: str,
    *,
    reply: type[R],
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str | int] | None = None,
    timeout: str = "3s",
    on_unavailable: Action | None = None,
    on_refused: Action | None = None,
    on_malformed: Action | None = None,
) -> Request[R]:
    """DELETE `url`."""
    return Request(
        method="DELETE",
        url=url,
        reply=reply,
        headers=headers,
        query=query,
        timeout=timeout,
        on_unavailable=on_unavailable,
        on_refused=on_refused,
        on_malformed=on_malformed,
    )
