"""Why a cluster did not do what it was asked, in one line: what it answered, and what helps.

A message is made of the server's own `Status`, never of headers or of what was sent: no token can be in it.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from ..diagnostics import VelasdkError
from .kinds import Kind

LONGEST = 600
"""How many characters of a text that is no `Status` are shown."""


class Refused(VelasdkError):
    """The API server answered, and not with what was asked for.

    `status` is the HTTP status, and `missing` says that only the object is not there: its kind and its namespace are.
    """

    def __init__(self, message: str, status: int, missing: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.missing = missing


class Unreachable(VelasdkError):
    """Nobody answered, or the connection broke."""


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked of which server: `verb` is one of a Role, `part` a subresource, `name` is empty for a new object."""

    server: str
    context: str
    verb: str
    kind: Kind
    namespace: str
    name: str = ""
    part: str = ""

    @property
    def resource(self) -> str:
        """The resource as a Role names it."""
        return f"{self.kind.plural}/{self.part}" if self.part else self.kind.plural


def refused(call: Call, status: int, body: str) -> Refused:
    """What an answer with an error means."""
    found = _status(body)
    details = cast("dict[str, Any]", found["details"]) if isinstance(found.get("details"), dict) else {}
    missing = status == 404 and bool(call.name) and details.get("name") == call.name and details.get("kind") != "namespaces"
    if missing:
        return Refused(f"there is no {call.kind.name} {call.name} in the namespace {call.namespace}", status, missing)
    return Refused(_message(call, status, found, details, _shortened(_text(found.get("message")) or body)), status)


def _message(call: Call, status: int, found: dict[str, Any], details: dict[str, Any], said: str) -> str:
    kind, reason = call.kind, _text(found.get("reason"))
    if status == 401:
        return f"{call.server} does not accept the credentials of {call.context}: log in again, or use another --context"
    if status == 403 and " cannot " in said:
        needed = f"a Role with the verb `{call.verb}` on `{call.resource}` of the group `{kind.group}`"
        return f"{said}: this takes {needed} in the namespace {call.namespace}"
    if status == 404 and details.get("kind") == "namespaces":
        return f"there is no namespace {call.namespace} in {call.server}: kubectl create namespace {call.namespace}"
    if status == 404:
        return f"{call.server} knows no {kind.name} ({kind.api}): {kind.comes_with} has to be installed there"
    if status == 409 and reason == "AlreadyExists":
        name = _text(details.get("name")) or call.name
        return f"there is a {kind.name} {name} in the namespace {call.namespace} already: use another --name"
    if found.get("kind") == "Status":
        return f"{call.server} refuses: {said}"
    return f"{call.server} answered {status}, and not as a Kubernetes API server does: {said}"


def no_kubernetes(server: str) -> Refused:
    """An answer that is fine by its status, and no JSON object."""
    return Refused(f"{server} answers, and not as a Kubernetes API server does: look at `server` in the kubeconfig", 200)


def unreachable(server: str, error: BaseException) -> Unreachable:
    """What a connection that failed means; the causes of `error` say it."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            help = "`certificate-authority` or `tls-server-name` of its cluster in the kubeconfig"
            return Unreachable(f"the certificate of {server} is not valid: {_sentence(cause.verify_message)}: see {help}")
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return Unreachable(f"there is no TLS with {server}: {_sentence(cause.reason or str(cause))}")
    names = {type(cause).__name__ for cause in causes}
    if names & {"ConnectTimeoutError", "ReadTimeoutError", "TimeoutError"}:
        return Unreachable(f"{server} did not answer in time")
    through = "through its proxy " if "ProxyError" in names else ""
    spoken = next((cause.strerror for cause in causes if isinstance(cause, OSError) and cause.strerror), None)
    return Unreachable(f"{server} cannot be reached {through}({spoken or 'the connection broke'})")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it: libraries keep that as the cause, as `reason` or as their argument."""
    pending, met = [error], set[int]()
    while pending:
        one = pending.pop(0)
        if id(one) in met:
            continue
        met.add(id(one))
        yield one
        within = (getattr(one, "reason", None), one.__cause__, one.__context__, *one.args)
        pending += [each for each in within if isinstance(each, BaseException)]


def _status(body: str) -> dict[str, Any]:
    """The `Status` that an API server answers, or nothing."""
    try:
        found: Any = json.loads(body)
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def _sentence(text: str) -> str:
    return text.rstrip(".").lower().replace("_", " ")
