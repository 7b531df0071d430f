"""The engine's protocol in Python: twins of the Go structs in `engine/driver/protocol.go`.

What is sent is written by `Event.json` and `RunSpec.json`; what comes back is validated into these dataclasses, so a
reply of another shape is an error and never a surprise later.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from pydantic import Field

#: The number of the protocol spoken here; an engine with another one is refused.
PROTOCOL = 1

#: A JSON value that goes to the engine or comes from it.
Json: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Version:
    """What an engine is made of: its KubeVela line and the versions of its modules and of Go."""

    protocol: int
    line: str
    workflow: str
    cue: str
    go: str


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression evaluates to: `value` is its JSON if `concrete`, else one of the others says why not."""

    value: Json = None
    incomplete: str = ""  # may become concrete with more data
    bottom: str = ""  # an error, whatever is added

    @property
    def concrete(self) -> bool:
        """Whether there is a value."""
        return not self.incomplete and not self.bottom


@dataclass(frozen=True, slots=True)
class Problem:
    """One error in a template; `line` and `column` count from 1 and are 0 when the place is unknown."""

    message: str
    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Vetted:
    """What the real compiler says about a template, and the parameter schema KubeVela would store for it."""

    errors: tuple[Problem, ...]
    rewritten: bool  # the controller executes an upgraded text instead
    schema: dict[str, Json] | None
    schema_error: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the scripted server does with one request: it answers, or the transport fails with `error`, or because the answer
    takes more `seconds` than the client waits. Nobody waits for it.
    """

    status: int = 200
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    body: str | bytes = ""
    error: str = ""
    seconds: float = 0

    @classmethod
    def of(cls, value: Json, status: int = 200) -> Answer:
        """The answer whose body is `value` as JSON."""
        return cls(status=status, headers={"Content-Type": ("application/json",)}, body=json.dumps(value))

    def json(self) -> Json:
        """This answer as the engine reads it."""
        if self.error:
            return {"error": self.error}
        headers = {key: list(values) for key, values in self.headers.items()}
        data: dict[str, Json] = {"status": self.status, "headers": headers}
        if self.seconds:
            data["seconds"] = self.seconds
        if isinstance(self.body, bytes):
            return {**data, "body_base64": base64.b64encode(self.body).decode()}
        return {**data, "body": self.body}


class EventName(StrEnum):
    """What can happen to a run; `engine/README.md` says what each one does."""

    RECONCILE = "reconcile"
    NO_CONNECTION = "no-connection"
    CRASH_BEFORE_STATUS = "crash-before-status"
    CRASH_AFTER_REQUEST = "crash-after-request"
    CONTROLLER_RESTART = "controller-restart"
    ADVANCE = "advance"
    RESUME = "resume"
    SUSPEND = "suspend"
    TERMINATE = "terminate"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens to a run. The functions below this class make them: `reconcile(...)`, `resume()`."""

    name: EventName
    answers: tuple[Answer, ...] = ()
    n: int = 1  # crash-after-request: the request after which the controller dies, from 1
    step: str = ""  # resume, suspend, restart: one step instead of the whole workflow
    seconds: int = 0  # advance

    def json(self) -> Json:
        """This event as the engine reads it."""
        fields: dict[str, Json] = {}
        if self.answers:
            fields["answers"] = [answer.json() for answer in self.answers]
        if self.name is EventName.CRASH_AFTER_REQUEST:
            fields["n"] = self.n
        if self.step:
            fields["step"] = self.step
        if self.name is EventName.ADVANCE:
            fields["seconds"] = self.seconds
        return {self.name.value: fields}


def reconcile(*answers: Answer) -> Event:
    """The controller executes the run once; one answer per request, in order."""
    return Event(EventName.RECONCILE, answers)


def no_connection() -> Event:
    """A reconcile in which every request fails with connection refused."""
    return Event(EventName.NO_CONNECTION)


def crash_before_status(*answers: Answer) -> Event:
    """The controller dies when it is about to write the run's status."""
    return Event(EventName.CRASH_BEFORE_STATUS, answers)


def crash_after_request(*answers: Answer, n: int = 1) -> Event:
    """The controller dies right after its `n`-th request left; the requests before it take `answers`."""
    return Event(EventName.CRASH_AFTER_REQUEST, answers, n=n)


def controller_restart() -> Event:
    """The controller forgets what it has in memory, error and back-off counters above all."""
    return Event(EventName.CONTROLLER_RESTART)


def advance(seconds: int) -> Event:
    """Time passes without an execution."""
    return Event(EventName.ADVANCE, seconds=seconds)


def resume(step: str = "") -> Event:
    """An operator resumes the workflow, or one step of it."""
    return Event(EventName.RESUME, step=step)


def suspend(step: str = "") -> Event:
    """An operator suspends the workflow, or one step of it."""
    return Event(EventName.SUSPEND, step=step)


def terminate() -> Event:
    """An operator terminates the workflow."""
    return Event(EventName.TERMINATE)


def restart(step: str = "") -> Event:
    """An operator restarts the workflow, or from one failed step on."""
    return Event(EventName.RESTART, step=step)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run between two events, as a value: the engine keeps nothing of it, and any engine of that line goes on from there.

    `stored` is the context ConfigMap, None when there is none; `memory` what the controller remembers, with Go's types.
    """

    status: Json
    stored: dict[str, str] | None
    memory: dict[str, Json]

    def json(self) -> dict[str, Json]:
        """This state as the engine reads it."""
        return {"status": self.status, "stored": self.stored, "memory": self.memory}


@dataclass(frozen=True, slots=True)
class RunSpec:
    """A scripted run: the definitions (name to template), the workflow's steps as in a WorkflowRun, and what happens.

    `objects` are in the cluster before the run. With `application`, an Application of the same name mirrors the run's
    status and `context.appName` is set. The run begins in `state`, where `keep` made another reply leave it.
    """

    definitions: Mapping[str, str]
    steps: Sequence[Mapping[str, Json]]
    events: Sequence[Event]
    mode: Mapping[str, str] | None = None
    context: Mapping[str, Json] | None = None
    name: str = "run"
    namespace: str = "default"
    objects: Sequence[Mapping[str, Json]] = ()
    application: bool = False
    state: Snapshot | None = None
    keep: bool = False

    def json(self) -> dict[str, Json]:
        """This run as the engine reads it."""
        return {
            "definitions": dict(self.definitions),
            "workflow": {"mode": self.mode, "steps": list(self.steps)},
            "context": self.context,
            "name": self.name,
            "namespace": self.namespace,
            "objects": list(self.objects),
            "application": self.application,
            "events": [event.json() for event in self.events],
            "state": self.state.json() if self.state is not None else None,
            "keep": self.keep,
        }


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request a run sent; `answer` is the index of its answer in the event, None if it got none."""

    method: str
    url: str
    headers: dict[str, tuple[str, ...]] | None
    body: str
    answer: int | None
    body_base64: str = ""  # instead of `body` when it is no UTF-8
    error: str = ""  # what the transport failed with


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the run's status: phase and reason as KubeVela spells them."""

    name: str
    type: str
    id: str
    phase: str
    reason: str
    message: str
    sub_steps: Annotated[tuple[Step, ...], Field(alias="subSteps")] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What one event did and what is stored after it; `engine/README.md` explains each field."""

    event: EventName
    requests: tuple[Request, ...]
    unanswered: int
    crashed: bool
    phase: str
    message: str
    steps: tuple[Step, ...]
    suspended: bool
    terminated: bool
    finished: bool
    requeue_seconds: float | None
    error: str | None
    outputs: Json
    stored: dict[str, str]
    counters: dict[str, int]

    def step(self, name: str) -> Step | None:
        """The step or sub-step of that name, None while the status does not show it."""
        for step in self.steps:
            for found in (step, *step.sub_steps):
                if found.name == name:
                    return found
        return None


@dataclass(frozen=True, slots=True)
class ReplyError:
    """The error of a reply: a stable code, a message and, for code `syntax`, a place in the text."""

    code: str
    message: str
    line: int = 0
    column: int = 0
    stack: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """The reply to `format`."""

    text: str


@dataclass(frozen=True, slots=True)
class Ran:
    """The reply to `run`: one record per event and, if it was to be kept, the state at the end."""

    records: tuple[Record, ...]
    state: Snapshot | None = None
