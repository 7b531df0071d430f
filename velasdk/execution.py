"""One execution of a step as plain Python: its requests are answered, its policies applied, its action returned.

What an answer means here is what it means in the emitted template, message for message; `velasdk verify` and the tests compare
the two on the real engines.
"""

from __future__ import annotations

import json
import os
import re
import traceback
from base64 import b64encode
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import quote_plus

from .actions import Action, Break, Continue, Fail, Suspend, Wait, uncomputable
from .addresses import as_sent
from .connection import EXAMPLE, Config, Connection, address, authorization, problem
from .context import Context
from .effects.http import Ended, Request, decide
from .effects.once import LONGEST, Once, done, lost, too_long
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


Configs: TypeAlias = Mapping[str, Config | None]
"""What the configs of connections have, by `namespace/name`; None is one that is not there, and one left out an example."""


def execute(
    step: Step, context: Context, send: Send, memory: MutableMapping[str, Reply] | None = None, configs: Configs | None = None
) -> Action:
    """What `step` returns when `send` answers its requests.

    `memory` are the answers that `once` keeps in this run, by name; a new one is added and ends the execution. `configs`
    are read first: without one that can be used the step fails and sends nothing.
    An index out of range, a missing key and a division by zero are a `Fail` with their place, as in the compiled step.
    Raises what `send` raises (`NoConnection`), and whatever else the author's code raises.
    """
    memory, configs = {} if memory is None else memory, configs or {}
    if (found := _unusable(step, configs)) is not None:
        return Fail(found)
    coroutine = step.run(context)
    reply: object = None
    try:
        while True:
            effect: Once[Any] | Request[Any] = coroutine.send(reply)
            name, request = (effect.name, effect.request) if isinstance(effect, Once) else (None, effect)
            known = memory.get(name) if name is not None else None
            wire = sent(request)
            if (connection := request.connection) is not None:
                wire, request = _connected(connection, request, wire, configs)
            answer = known or followed(wire, send)
            reply = decide(request, answer.status, answer.body, answer.headers)
            if isinstance(reply, (Break, Continue, Fail, Suspend, Wait)):
                return reply if name is None or known is None else Fail(lost(name))
            if name is not None and known is None:
                if len(answer.body.encode(errors="replace")) > LONGEST:
                    return Fail(too_long(name))
                memory[name] = answer
                return Wait(done(name))
    except StopIteration as stop:
        return cast(Action, stop.value)
    except Ended as ended:
        return ended.action
    except (IndexError, KeyError, ZeroDivisionError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        frame = next(frame for frame in reversed(frames) if not frame.filename.startswith(PACKAGE))
        return Fail(uncomputable(frame.filename.replace("\\", "/").rsplit("/", 1)[-1], frame.lineno or 0))
    finally:
        coroutine.close()


def _unusable(step: Step, configs: Configs) -> str | None:
    """Why the first config that `step` cannot use is none, None where it can use all of them."""
    values: list[object] = [getattr(step, name) for name in type(step).model_fields]
    given = [value for value in values if isinstance(value, Connection)]
    problems = (problem(connection, configs.get(connection, EXAMPLE)) for connection in given)
    return next((found for found in problems if found is not None), None)


def _connected(connection: Connection, request: Request[Any], wire: Sent, configs: Configs) -> tuple[Sent, Request[Any]]:
    """A request behind the address of its connection: as it goes over the wire, and with its whole address."""
    config = configs.get(connection, EXAMPLE)
    assert config is not None, "the configs of all parameters were looked at, and this is none of them"
    given = authorization(connection, config, wire.method, wire.url, wire.body)
    bare = not request.headers and (request.json, request.form, request.text) == (None, None, None)
    headers = _with({} if bare else wire.headers, "Authorization", given)  # it is one, so the provider adds none of its own
    whole = Sent(wire.method, address(config, wire.url), headers, wire.body)
    return whole, replace(request, url=address(config, request.url), connection=None)


PACKAGE = str(Path(__file__).parent) + os.sep
"""Where velasdk's own code is: what an author's mistake looks like is told by the line of the author."""

REDIRECTS = 10
"""How many requests Go's HTTP client sends before it gives up a chain of redirects."""


def followed(request: Sent, send: Send) -> Reply:
    """The answer to `request` where its redirects end, as Go's HTTP client writes addresses and follows them.

    301, 302 and 303 are followed by a GET without body, 307 and 308 by the same request. Each hop has the headers of the
    first, without those of a body that is left out, and without secrets from where it has come to a host that is neither
    the first nor below it. A user in an address is sent as `Authorization`. Raises `NoConnection` for an endless chain, for
    what Go takes for no address, be it the first or a `Location`, for a header with a control character, and what `send`
    raises.
    """
    if any(CONTROL.search(value) for value in request.headers.values()):
        raise NoConnection
    try:
        first = url = as_sent(request.url)
    except ValueError as error:
        raise NoConnection from error
    method, headers, body = request.method, request.headers, request.body
    lost: set[str] = set()
    for _ in range(REDIRECTS):
        if url.login is not None and not _header(headers, "authorization"):
            headers = _with(headers, "Authorization", f"Basic {b64encode(url.login).decode()}")
        answer = send(Sent(method, str(url), headers, body))
        location = _header(answer.headers, "location")
        if answer.status not in (301, 302, 303, 307, 308) or not location:
            return answer
        before = url
        try:
            url = before.resolved(location)
        except ValueError as error:
            raise NoConnection from error
        if answer.status < 304:
            method, body = "GET", ""
            lost |= OF_BODY
        if not url.within(first):
            lost |= SECRET
        headers = {name: value for name, value in request.headers.items() if name.lower() not in lost}
        if not _header(headers, "referer") and (before.scheme, url.scheme) != ("https", "http"):
            headers = _with(headers, "Referer", before.referer)
    raise NoConnection


CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
"""What Go's client sends in no header."""

OF_BODY = {"content-encoding", "content-language", "content-location", "content-type"}
"""The headers that a redirect without the body leaves out."""

SECRET = {"authorization", "cookie", "cookie2", "proxy-authenticate", "proxy-authorization", "www-authenticate"}
"""The headers that a redirect to a strange host leaves out."""


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((value for known, value in headers.items() if known.lower() == name), "")


def _with(headers: Mapping[str, str], name: str, value: str) -> Mapping[str, str]:
    return {known: kept for known, kept in headers.items() if known.lower() != name.lower()} | {name: value}


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
