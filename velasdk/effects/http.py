"""`http`: one request to an API, and what each kind of answer means.

Becomes `http.#HTTPDo` of `vela/http` (kubevela/workflow `pkg/providers/http`); that provider refuses PATCH and takes its
request again at every execution of the step.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeAlias, TypedDict, TypeVar, Unpack, cast, overload

from ..actions import Action, Fail, Wait
from ..connection import Connection
from ..model import Model
from ..reading import Misfit, read_reply

M = TypeVar("M", bound=Model)
R = TypeVar("R")

Method: TypeAlias = Literal["GET", "POST", "PUT", "DELETE"]
Json: TypeAlias = Model | Mapping[str, Any] | Sequence[Any] | str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Generic[R]):
    """One request of a step; awaiting it gives the decoded reply or, without `reply`, the `Response`.

    The policies decide what is no answer to the step; `None` means the default. `on_unavailable` (5xx and 429) waits and
    asks again. With `reply`, `on_refused` (any other status that is not 2xx) and `on_malformed` (a body that is not JSON,
    or not the model) fail the step. Without `reply` the step decides every status below 500 but 429, unless `on_refused`
    is given, and `on_malformed` is what `Response.json` makes of a body that is not the model. Without a connection the
    engine itself fails the execution and tries again, ten times over the whole life of the step. With a `connection` the
    `url` is a path behind the address in its config, which also has what the request is authorized with.
    """

    method: Method
    url: str
    reply: type[R] | None = None
    json: Json = None
    form: Mapping[str, str] | None = None
    text: str | None = None
    headers: Mapping[str, str] | None = None
    query: Mapping[str, str | int] | None = None
    timeout: str = "3s"
    on_unavailable: Action | None = None
    on_refused: Action | None = None
    on_malformed: Action | None = None
    connection: Connection | None = None

    def __post_init__(self) -> None:
        if self.connection is not None and not self.url.startswith("/"):
            raise ValueError(f"{self.url!r}: with a connection a request has a path, which begins with `/`")
        if self.connection is not None and any(name.lower() == "authorization" for name in self.headers or {}):
            raise ValueError("the connection says what `Authorization` is")
        if sum(body is not None for body in (self.json, self.form, self.text)) > 1:
            raise ValueError("a request has one body: give one of json=, form= and text=")

    def __await__(self) -> Generator[Request[R], Any, R]:
        answer: R = yield self
        return answer


class Headers(Mapping[str, str]):
    """Headers of an answer by name, whatever its case; values of one name are joined by `, `."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._values: dict[str, str] = {}
        for name, value in headers.items():
            known = self._values.get(name.lower())
            self._values[name.lower()] = value if known is None else f"{known}, {value}"

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer as it came: the step decides what its `status` means. `text` is the body, empty where there is none."""

    status: int
    text: str
    headers: Headers
    request: Request[Any] = field(repr=False)

    def json(self, model: type[M]) -> M:
        """The body as a `model`. Where it is none, the execution ends here with the request's `on_malformed`."""
        found = _read(self.request, model, self.text)
        if not isinstance(found, model):
            raise Ended(cast("Action", found))
        return found


class Ended(Exception):
    """A policy ends the execution inside an author's function; `action` is what the step returns."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.action = action


def decide(request: Request[Any], status: int, text: str, headers: Mapping[str, str]) -> Action | Model | Response:
    """What `request` gives the step for an answer: the reply or the response, or the action of the policy that fits it."""
    if status >= 500 or status == 429:
        return request.on_unavailable or Wait(f"{request.method} {request.url} answered {status}")
    if not 200 <= status < 300 and (request.reply is not None or request.on_refused is not None):
        return request.on_refused or Fail(f"{request.method} {request.url} answered {status}")
    if request.reply is None:
        return Response(status, text, Headers(headers), request)
    found: Action | Model = _read(request, request.reply, text)
    return found


def _read(request: Request[Any], model: type[Any], text: str) -> Any:
    """`text` as a `model`, or the action that says it is none."""
    try:
        return read_reply(model, text)
    except Misfit as misfit:
        said = f"{request.method} {request.url} answered no {model.__name__}: {misfit.field} is missing or not of its type"
        return request.on_malformed or Fail(said)


class Options(TypedDict, total=False):
    """What every request may say: headers, a query, a time-out (a Go duration, 3 s by default) and its policies.

    With a `connection` the address is a path, `/reviews`, behind the address in the connection's config.
    """

    headers: Mapping[str, str] | None
    query: Mapping[str, str | int] | None
    timeout: str
    on_unavailable: Action | None
    on_refused: Action | None
    on_malformed: Action | None
    connection: Connection | None


class Body(TypedDict, total=False):
    """What a request sends, one of these at most: `json` (a model, dict or list), `form` (URL-encoded) or `text`."""

    json: Json
    form: Mapping[str, str] | None
    text: str | None


class OptionsWithBody(Options, Body, total=False):
    """What a request with a body may say."""


@overload
def get(url: str, *, reply: type[M], **options: Unpack[Options]) -> Request[M]: ...
@overload
def get(url: str, **options: Unpack[Options]) -> Request[Response]: ...
def get(url: str, *, reply: type[Any] | None = None, **options: Unpack[Options]) -> Request[Any]:
    """GET `url`; `query` is percent-encoded and appended to the address."""
    return Request(method="GET", url=url, reply=reply, **options)


@overload
def post(url: str, *, reply: type[M], **options: Unpack[OptionsWithBody]) -> Request[M]: ...
@overload
def post(url: str, **options: Unpack[OptionsWithBody]) -> Request[Response]: ...
def post(url: str, *, reply: type[Any] | None = None, **options: Unpack[OptionsWithBody]) -> Request[Any]:
    """POST one of `json`, `form` and `text` to `url`.

    The request is sent at every execution of the step: give the API a key, such as `context.idempotency_key`, by which
    it knows a repeated request, or wrap it in `once`.
    """
    return Request(method="POST", url=url, reply=reply, **options)


@overload
def put(url: str, *, reply: type[M], **options: Unpack[OptionsWithBody]) -> Request[M]: ...
@overload
def put(url: str, **options: Unpack[OptionsWithBody]) -> Request[Response]: ...
def put(url: str, *, reply: type[Any] | None = None, **options: Unpack[OptionsWithBody]) -> Request[Any]:
    """PUT one of `json`, `form` and `text` to `url`."""
    return Request(method="PUT", url=url, reply=reply, **options)


@overload
def delete(url: str, *, reply: type[M], **options: Unpack[Options]) -> Request[M]: ...
@overload
def delete(url: str, **options: Unpack[Options]) -> Request[Response]: ...
def delete(url: str, *, reply: type[Any] | None = None, **options: Unpack[Options]) -> Request[Any]:
    """DELETE `url`."""
    return Request(method="DELETE", url=url, reply=reply, **options)
