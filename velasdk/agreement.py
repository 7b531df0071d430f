"""Plays a history on a real engine and compares every record with what Python predicts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import ir
from .compiler import Compiled
from .connection import EXAMPLE, authentic, names_config, secret
from .context import Context
from .engine import protocol
from .engine.client import Engine
from .engine.protocol import Event, Record, RunSpec
from .execution import Configs, Sent
from .histories import History
from .histories.prediction import EXECUTIONS, Predicted, configs_of, outputs_of, predict
from .oracle import Phase, Reason, Trouble

MEMORY = "velasdk-once-"
"""What the variables begin with in which `once` remembers."""

DUE = "resumeTimeStamp"
"""What the engine stores under the id of a step with a duration, once it has begun: when it is over."""

STEP = "step"
"""The name of the step in the workflow that is played."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the engine shows and Python does not say; `event` counts from 0."""

    event: int
    what: str
    python: Any
    engine: Any

    def __str__(self) -> str:
        return f"event {self.event}: {self.what}: Python says {self.python!r}, the engine {self.engine!r}"


@dataclass(frozen=True, slots=True)
class Played:
    """A history on the engine: its records and, event by event, what Python says."""

    records: tuple[Record, ...]
    predicted: tuple[Predicted, ...]
    differences: tuple[Difference, ...]


def play(
    engine: Engine,
    compiled: Compiled,
    history: History,
    *,
    context: Context | None = None,
    grouped: bool = False,
    application: bool = False,
) -> Played:
    """Play `history` on `engine` and in Python; `grouped` and `application` place it there whatever the history says."""
    grouped, application = grouped or history.grouped, application or history.application
    context = context or Context(step_name=STEP)
    if application:
        context = Context(context.name, context.namespace, context.step_name, app_name=context.name)
    records = engine.run(spec(compiled, history.parameters, history.events, context, grouped, application, history.configs))
    ids = [shown.id if (shown := record.step(context.step_name)) else "" for record in records]
    predicted = predict(compiled.step, history.parameters, history.events, ids, context, engine.line, history.configs)
    found = [
        difference
        for at, (record, seen) in enumerate(zip(records, predicted, strict=True))
        for difference in differences(at, record, seen, context.step_name)
    ]
    found += _keys(compiled.step, history.events, ids)
    return Played(records, tuple(predicted), tuple(found))


def compare(engine: Engine, compiled: Compiled, history: History) -> list[Difference]:
    """Where the engine and Python differ in `history`."""
    return list(play(engine, compiled, history).differences)


def spec(
    compiled: Compiled,
    parameters: Mapping[str, Any],
    events: Sequence[Event],
    context: Context,
    grouped: bool = False,
    application: bool = False,
    configs: Configs | None = None,
) -> RunSpec:
    """The run of one step as the engine takes it; `configs` are those of its connections, others have the example's."""
    name = compiled.step.name
    step: dict[str, Any] = {"name": context.step_name, "type": name, "properties": dict(parameters)}
    if names := outputs_of(compiled.step):
        step["outputs"] = [{"name": one, "valueFrom": f"output.{one}"} for one in names]
    steps = [{"name": "group", "type": "step-group", "subSteps": [step]}] if grouped else [step]
    return RunSpec(
        {name: compiled.template},
        steps,
        events,
        name=context.name,
        namespace=context.namespace,
        application=application,
        objects=secrets([(compiled.step, parameters)], configs or {}),
    )


def secrets(steps: Iterable[tuple[ir.StepOf, Mapping[str, Any]]], configs: Configs) -> list[dict[str, Any]]:
    """The configs that steps with their parameters read, where they are there, each once."""
    given = [name for step, parameters in steps for name in configs_of(step, parameters)]
    found = {name: configs.get(name, EXAMPLE) for name in given if isinstance(name, str) and names_config(name)}
    return [secret(name, config) for name, config in found.items() if config is not None]


def differences(at: int, record: Record, seen: Predicted, name: str) -> list[Difference]:
    """One record, of the event `at`, against one prediction; `name` is that of the step in the workflow."""
    shown = record.step(name)
    state = seen.state
    pairs: list[tuple[str, Any, Any]] = [
        ("phase", state.phase.value, shown.phase if shown else Phase.PENDING.value),
        ("reason", state.reason.value, shown.reason if shown else ""),
        ("requests", [of_python(one) for one in seen.requests], [of_engine(one, seen.requests) for one in record.requests]),
    ]
    if record.event in EXECUTIONS and not record.crashed:  # it is the controller that records the end
        pairs.append(("finished", state.finished, record.finished))
    told_by_go = state.phase is Phase.FAILED and state.message in ("", Trouble.PARAMETERS.value)
    if shown and not told_by_go:
        pairs.append(("message", state.message, shown.message))
    if shown and state.recorded:
        stamps = {key.split(".", 1)[1] for key in record.stored if key.startswith(f"{shown.id}.")}
        labels = {stamp.rsplit(".", 1)[0] for stamp in stamps - {DUE}}
        pairs.append(("labels", sorted(state.labels), sorted(labels)))
        pairs.append(("duration begun", state.left is not None, DUE in stamps))
    stored: dict[str, Any] = record.outputs or {}
    if state.reason is not Reason.TERMINATE:
        variables = {key: value for key, value in stored.items() if not key.startswith(MEMORY)}
        pairs.append(("outputs", seen.outputs or {}, variables))
    if shown and state.recorded:
        kept = {key: json.loads(text)["body"] for key, text in stored.get(f"{MEMORY}{shown.id}", {}).items()}
        pairs.append(("memory", seen.memory, kept))
    return [Difference(at, what, python, engine) for what, python, engine in pairs if python != engine]


def of_python(request: Sent) -> dict[str, Any]:
    """A request as it is compared: headers by their lower-case names, a JSON body as its value."""
    return _compared(request, {name.lower(): value for name, value in request.headers.items()})


def of_engine(request: protocol.Request, python: Sequence[Sent]) -> dict[str, Any]:
    """A request of the engine as it is compared; headers that Go adds to those of the step are left out."""
    headers = {name.lower(): ", ".join(values) for name, values in (request.headers or {}).items()}
    for added in ("accept-encoding", "content-length", "referer", "user-agent"):
        if not any(added == name.lower() for one in python for name in one.headers):
            headers.pop(added, None)
    return _compared(request, headers)


def _compared(request: Sent | protocol.Request, headers: dict[str, str]) -> dict[str, Any]:
    if given := headers.get("authorization"):
        headers["authorization"] = authentic(given, request.method, request.url, request.body)
    return {"method": request.method, "url": request.url, "headers": headers, "body": _body(request.body)}


def _body(text: str) -> Any:
    """The JSON value of a body, the text itself if it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _keys(step: ir.StepOf, events: Sequence[Event], ids: Sequence[str]) -> list[Difference]:
    """The id, once it is shown, stays until a restart, and a new run has another."""
    found: list[Difference] = []
    runs: list[str] = []
    for at, (event, shown) in enumerate(zip(events, ids, strict=True)):
        if event.name is protocol.EventName.RESTART:
            runs.append("")
        if not shown:
            continue
        if not runs or not runs[-1]:
            if shown in runs:
                found.append(Difference(at, "id of a new run", "another one", shown))
            runs = [*runs[:-1], shown]
        elif runs[-1] != shown:
            found.append(Difference(at, "id of the run", runs[-1], shown))
    return found
