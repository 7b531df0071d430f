"""Plays a script for one step on a real engine and tells what happened, event by event."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ..agreement import MEMORY, STEP, spec
from ..bodies import laid_out
from ..compiler import Compiled
from ..connection import Config
from ..context import Context
from ..engine.client import Engine
from ..engine.protocol import Answer, Event, EventName, Record, Request, Step
from ..execution import SECRET, Configs
from ..histories.prediction import EXECUTIONS
from ..oracle import Phase


@dataclass(frozen=True, slots=True)
class Script:
    """What a workflow gives the step, the run it is part of, and what happens; `title` says what it shows.

    `configs` are those of its connections, None for one that is not there; one that is left out is an example.
    """

    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
    context: Context = field(default_factory=lambda: Context(step_name=STEP))
    events: tuple[Event, ...] = ()
    title: str = ""
    application: bool = False
    grouped: bool = False
    configs: Configs = field(default_factory=dict[str, "Config | None"])


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came of it: a status, headers and a body, or the error of the transport.

    Of `headers`, those sent, and `reply_headers` nothing that is secret by its name is kept: a story is passed on.
    """

    method: str
    url: str
    sent: str
    status: int | None
    body: str
    error: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    reply_headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Moment:
    """One event and what is seen after it; `note` says what the event did that its name does not.

    `outputs` are those stored then, of the whole run.
    """

    event: str
    exchanges: tuple[Exchange, ...]
    phase: str
    reason: str
    message: str
    workflow: str
    note: str
    outputs: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Story:
    """A script that was played."""

    title: str
    parameters: Mapping[str, Any]
    moments: tuple[Moment, ...]
    end: str

    def json(self) -> dict[str, Any]:
        """This story as JSON data."""
        return {**asdict(self), "parameters": dict(self.parameters)}


def simulate(engine: Engine, compiled: Compiled, script: Script) -> Story:
    """Play `script` on `engine`. Raises `EngineError`."""
    run = spec(compiled, script.parameters, script.events, script.context, script.grouped, script.application, script.configs)
    return told(script.title, script.events, engine.run(run), script.context.step_name, script.parameters)


def told(
    title: str,
    events: Sequence[Event],
    records: Sequence[Record],
    name: str = "",
    parameters: Mapping[str, Any] | None = None,
) -> Story:
    """The story of `events` that were played: of the step of that name or, without one, of the whole workflow."""
    moments = tuple(_moment(event, record, name) for event, record in zip(events, records, strict=True))
    return Story(title, parameters or {}, moments, _end(moments, records, name))


def _moment(event: Event, record: Record, name: str) -> Moment:
    shown = record.step(name) if name else _whole(record)
    return Moment(
        event=f"{event.name} {event.seconds} s" if event.name is EventName.ADVANCE else event.name.value,
        exchanges=tuple(_exchange(request, event) for request in record.requests),
        phase=shown.phase if shown else Phase.PENDING.value,
        reason=shown.reason if shown else "",
        message=_short(shown) if shown else "",
        workflow=record.phase,
        note=_note(event, record),
        outputs=_outputs(record),
    )


def _outputs(record: Record) -> dict[str, Any]:
    """The outputs of the run: what `once` remembers is stored beside them and is none."""
    stored: dict[str, Any] = record.outputs or {}
    return {name: value for name, value in stored.items() if not name.startswith(MEMORY)}


def _whole(record: Record) -> Step:
    """A workflow as if it were one step: its message is how its steps are."""
    steps = [one for step in record.steps for one in (step, *step.sub_steps)]
    states = [f"{one.name} {_state(one.phase, one.reason)}" + (f": {_short(one)}" if one.message else "") for one in steps]
    return Step("", "", "", record.phase or Phase.PENDING.value, "", "; ".join(states), ())


def _short(shown: Step) -> str:
    """A message without the operation that the engine prints into it: that is the request, headers and all."""
    text = shown.message
    return text.partition(" (value: #do:")[0] if shown.reason in ("Execute", "FailedAfterRetries", "Terminate") else text


def _exchange(request: Request, event: Event) -> Exchange:
    answer = event.answers[request.answer] if request.answer is not None else None
    body = "" if answer is None or answer.error else _text(answer)
    status = None if answer is None or answer.error else answer.status
    sent = {name: _shown(name, ", ".join(values)) for name, values in (request.headers or {}).items()}
    received = {} if answer is None else {name: _shown(name, ", ".join(values)) for name, values in answer.headers.items()}
    return Exchange(request.method, request.url, request.body, status, body, request.error, sent, received)


def _shown(name: str, value: str) -> str:
    """A header; of a secret only its scheme."""
    if name.lower() not in SECRET and not _SECRET.search(name):
        return value
    scheme, _, rest = value.partition(" ")
    return f"{scheme} (not shown)" if rest and name.lower() == "authorization" else "(not shown)"


_SECRET = re.compile("api-?key|cookie|token|secret|password", re.IGNORECASE)
"""What stands in the names of other headers with a secret; an idempotency key is none."""


def _text(answer: Answer) -> str:
    return answer.body if isinstance(answer.body, str) else answer.body.decode(errors="replace")


def _note(event: Event, record: Record) -> str:
    """What a reader would wonder about."""
    if record.error is not None:
        return record.error
    if record.crashed:
        return "the controller died, the status is as before"
    if event.name in (EventName.CRASH_BEFORE_STATUS, EventName.CRASH_AFTER_REQUEST):
        return "the controller lived on: there was nothing to die at"
    unasked = len(event.answers) - sum(request.answer is not None for request in record.requests)
    if unasked > 0:
        return f"{unasked} answer{'s were' if unasked > 1 else ' was'} not asked for"
    return ""


def _state(phase: str, reason: str) -> str:
    return f"{phase} ({reason})" if reason else phase


def _end(moments: Sequence[Moment], records: Sequence[Record], name: str) -> str:
    """The last line of a story."""
    if not moments:
        return "nothing happened"
    last, record = moments[-1], records[-1]
    state = _state(last.phase, last.reason)
    executions = sum(moment.event in EXECUTIONS for moment in moments)
    requests = sum(len(moment.exchanges) for moment in moments)
    counts = f"{_count(executions, 'execution')}, {_count(requests, 'request')}"
    if record.finished or (name and record.terminated):  # after a failure other steps of a workflow may still be executed
        ended = f"the step ended {state}, the workflow {last.workflow}" if name else f"the workflow ended {state}"
        return f"{ended}: {counts}"
    after = record.requeue_seconds
    next_ = "an event must come first" if after is None else f"the next execution comes by itself after {after:g} s"
    now = f"the step is {state}, the workflow {last.workflow}" if name else f"the workflow is {state}"
    return f"{now}: {counts}; {next_}"


def given(story: Story) -> str:
    """The parameters of a story in one line; nothing where the workflow gives none."""
    return ", ".join(f"{name}: {shortened(json.dumps(value))}" for name, value in story.parameters.items())


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def shortened(text: str, length: int = 60) -> str:
    """A body in one short line: JSON as Python lays it out, of the rest the words."""
    text = laid_out(text) or " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
