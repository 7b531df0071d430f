"""One execution of a step as plain Python: its requests are answered, its policies applied, its action returned.

What an answer means here is what it means in the emitted template, message for message; `velasdk verify` and the tests compare
the two on the real engines.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast
from urllib.parse import quote_plus, urljoin, urlsplit

from pydantic import BaseModel

from .actions import Action, Fail, Wait, uncomputable
from .context import Context
from .effects.http import Request
from .model import Model
from .reading import Misfit, read_reply
from .schema import to_json
from .step import Step


@dataclass(frozen=True, slots=True)
class Reply:
    """What an API answers: a status, a body as text, and headers."""

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, value: object, status: int = 200) -> Reply:
        """The reply whose body is `value`, a model or JSON data."""
        return cls(status, json.dumps(to_json(value)), {"Content-Type": "application/json"})


class NoConnection(Exception):
    """The request got no answer: refused, timed out or dropped. The engine fails the execution and tries again."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it goes over the wire."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str

    def json(self) -> Any:
        """The body as JSON data. Raises `ValueError` when it is none."""
        return json.loads(self.body)


Send: TypeAlias = Callable[[Sent], Reply]


def execute(step: Step, context: Context, send: Send) -> Action:
    """What `step` returns when `send` answers its requests.

    An index out of range, a missing key and a division by zero are a `Fail` with their place, as in the compiled step.
    Raises what `send` raises (`NoConnection`), and whatever else the author's code raises.
    """
    coroutine = step.run(context)
    reply: Model | None = None
    try:
        while True:
            request = cast("Request[Any]", coroutine.send(reply))
            answer = followed(sent(request), send)
            decided = decide(request, answer)
            if not isinstance(decided, BaseModel):
                return decided
            reply = cast(Model, decided)
    except StopIteration as stop:
        return cast(Action, stop.value)
    except (IndexError, KeyError, ZeroDivisionError) as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return Fail(uncomputable(frame.filename.replace("\\", "/").rsplit("/", 1)[-1], frame.lineno or 0))
    finally:
        coroutine.close()


REDIRECTS = 10
"""How many requests Go's HTTP client sends before it gives up a chain of redirects."""


def followed(request: Sent, send: Send) -> Reply:
    """The answer to `request` where its redirects end, as Go's HTTP client follows them.

    301, 302 and 303 are followed by a GET without body, 307 and 308 by the same request. Raises `NoConnection` for an
    endless chain, and what `send` raises.
    """
    for _ in range(REDIRECTS):
        answer = send(request)
        location = next((value for name, value in answer.headers.items() if name.lower() == "location"), "")
        if answer.status not in (301, 302, 303, 307, 308) or not location:
            return answer
        url = urljoin(request.url, location)
        lost = {"authorization", "cookie"} if _host(url) != _host(request.url) else set[str]()
        method, body = request.method, request.body
        if answer.status < 304:
            method, body = "GET", ""
            lost |= {"content-type"}
        kept = {name: value for name, value in request.headers.items() if name.lower() not in lost}
        request = Sent(method, url, kept, body)
    raise NoConnection


def _host(url: str) -> str | None:
    return urlsplit(url).hostname


def sent(request: Request[Any]) -> Sent:
    """`request` with its body encoded, its query appended and its content type said."""
    headers = dict(request.headers or {})
    body, kind = "", ""
    if request.json is not None:
        body, kind = json.dumps(to_json(request.json), ensure_ascii=False), "application/json"
    elif request.form is not None:
        body, kind = encoded(request.form), "application/x-www-form-urlencoded"
    elif request.text is not None:
        body, kind = request.text, "text/plain; charset=utf-8"
    if kind and not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = kind
    if not headers:
        headers["Content-Type"] = "application/json"  # the provider's own, where a request has no headers
    url = request.url
    if request.query:
        url += ("&" if "?" in url else "?") + encoded(request.query)
    return Sent(request.method, url, headers, body)


def encoded(pairs: Mapping[str, str | int]) -> str:
    """`a=1&b=2`, percent-encoded as Go's `url.QueryEscape` does."""
    return "&".join(f"{quote_plus(name)}={quote_plus(str(value))}" for name, value in pairs.items())


def decide(request: Request[Any], answer: Reply) -> Action | BaseModel:
    """The reply in `answer`, or the action of the policy that fits it."""
    called = f"{request.method} {request.url}"
    if answer.status >= 500 or answer.status == 429:
        return request.on_unavailable or Wait(f"{called} answered {answer.status}")
    if not 200 <= answer.status < 300:
        return request.on_refused or Fail(f"{called} answered {answer.status}")
    try:
        return read_reply(request.reply, answer.body)
    except Misfit as misfit:
        name = request.reply.__name__
        return request.on_malformed or Fail(f"{called} answered no {name}: {misfit.field} is missing or not of its type")
