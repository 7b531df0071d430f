"""Steps and small workflows on a real engine, event by event: what the fixture `kubevela` hands to a test."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from inspect import getfile, isfunction
from pathlib import Path
from typing import Any, TypeAlias, TypedDict, Unpack

from . import ir, simulate
from .agreement import MEMORY, STEP, secrets
from .compiler import Compiled, compiled, origin
from .diagnostics import Findings, VelasdkError
from .dialects import LINES, Dialect
from .engine import protocol
from .engine.build import find
from .engine.client import Engine
from .engine.protocol import Answer, Event, EventName, Record, RunSpec, Snapshot
from .execution import Configs, Reply, Sent
from .histories.prediction import outputs_of
from .load import Loaded
from .lower.step import lower_step
from .oracle import Phase, Trouble
from .report.render import Format, render
from .report.timeline import lines
from .schema import fields, to_json
from .source import source_of
from .step import Step, is_step
from .testing import Given, span

__tracebackhide__ = True  # pytest shows a failure where the test calls this module

Said: TypeAlias = Given | Sequence[Any] | int | Answer | Trouble
"""What an API answers: a model, JSON data, a text, a status, a whole `Reply` or `Answer`, or `NO_CONNECTION`."""

BUILT_IN = ("suspend", "step-group")
"""The types of steps that are part of the controller; all others have a definition."""

PATIENCE = 3
"""How many executions `reconcile` waits for the first request."""


class Unexpected(AssertionError):
    """An event went otherwise than the test says: an answer was not asked for, a request got none, a crash did not come."""


class Options(TypedDict, total=False):
    """The run that the steps are part of.

    `context` are data that templates and `if` read as `context.<key>`. `objects` are in the cluster before: a Secret has
    `data`. With `application` the run belongs to an Application of its name. `configs` are those of the connections of its
    steps, by `namespace/name`: None is one that is not there, one that is left out is an example.
    """

    name: str
    namespace: str
    context: Mapping[str, Any]
    objects: Sequence[Mapping[str, Any]]
    application: bool
    configs: Configs


class EngineRun:
    """A run on an engine: each method is one event, and says what the controller or an operator does.

    Nothing happens by itself, and no time passes but by `advance`. `records` are what the engine showed after each event.
    """

    _name = ""  # the step to tell of, all of them without one

    def __init__(self, engine: Engine, spec: RunSpec, title: str, parameters: Mapping[str, Any]) -> None:
        self.title = title
        self.events: list[Event] = []
        self.records: list[Record] = []
        self._engine = engine
        self._spec = spec
        self._parameters = parameters
        self._state: Snapshot | None = None

    def reconcile(self, *answers: Said) -> None:
        """The controller executes the run once; its requests get `answers`, one each, in order.

        An execution that sends nothing leaves the answers to the next, when the controller comes back by itself: a step that
        reads `idempotency_key` waits once before it sends. Raises `Unexpected` when an answer is left or a request got none.
        """
        event = protocol.reconcile(*map(answer_of, answers))
        record = self._play(event)
        for _ in range(PATIENCE - 1):
            if not answers or record.requests or record.suspended or record.requeue_seconds is None:
                break
            self.events[-1] = protocol.reconcile()  # what was not asked for is left to the next
            record = self._play(event)
        self._check()

    def no_connection(self) -> None:
        """The controller executes the run once, and every request finds nobody."""
        self._happens(protocol.no_connection())

    def crash_before_status(self, *answers: Said) -> None:
        """The controller executes the run and dies when it is about to write the run's status. Raises `Unexpected`."""
        self._happens(protocol.crash_before_status(*map(answer_of, answers)))

    def crash_after_request(self, *answers: Said, n: int = 1) -> None:
        """The controller dies right after its `n`-th request left; those before it get `answers`. Raises `Unexpected`."""
        self._happens(protocol.crash_after_request(*map(answer_of, answers), n=n))

    def controller_restart(self) -> None:
        """A new controller takes over: what the old one had in memory, error counters above all, is gone."""
        self._happens(protocol.controller_restart())

    def resume(self, step: str = "") -> None:
        """An operator resumes the workflow, or one step of it. Nothing is executed before the next `reconcile`."""
        self._happens(protocol.resume(step))

    def suspend(self, step: str = "") -> None:
        """An operator suspends the workflow, or one step of it."""
        self._happens(protocol.suspend(step))

    def terminate(self) -> None:
        """An operator terminates the workflow."""
        self._happens(protocol.terminate())

    def restart(self, step: str = "") -> None:
        """An operator restarts the workflow, or from one failed step on."""
        self._happens(protocol.restart(step))

    def advance(self, *, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        """Time passes. What is due then, a time-out or the end of a duration, is done by the next `reconcile`."""
        self._happens(protocol.advance(span(hours, minutes, seconds)))

    @property
    def requests(self) -> list[Sent]:
        """All requests so far, in order."""
        return [sent(request) for record in self.records for request in record.requests]

    @property
    def outputs(self) -> Mapping[str, Any]:
        """The outputs that later steps can read, by the names the workflow gives them."""
        stored: dict[str, Any] = (self.records[-1].outputs if self.records else None) or {}
        return {name: value for name, value in stored.items() if not name.startswith(MEMORY)}

    @property
    def story(self) -> str:
        """What happened so far, a line for each event."""
        _, *told = lines([simulate.told(self.title, self.events, self.records, self._name, self._parameters)])
        return "\n".join(told)

    def _shown(self, name: str) -> protocol.Step:
        found = self.records[-1].step(name) if self.records else None
        return found or protocol.Step(name, "", "", Phase.PENDING.value, "", "", ())

    def _happens(self, event: Event) -> None:
        self._play(event)
        self._check()

    def _play(self, event: Event) -> Record:
        records, self._state = self._engine.run_on(replace(self._spec, events=[event], state=self._state))
        self.events.append(event)
        self.records.extend(records)
        return records[0]

    def _check(self) -> None:
        """Raises `Unexpected` where the last event did not do what it says."""
        event, record = self.events[-1], self.records[-1]
        asked = sum(request.answer is not None for request in record.requests)
        if record.error is not None:
            raise Unexpected(f"{event.name}: {record.error}")
        if event.name in (EventName.CRASH_BEFORE_STATUS, EventName.CRASH_AFTER_REQUEST) and not record.crashed:
            raise Unexpected(f"{event.name}: the controller lived on, there was nothing to die at")
        if record.unanswered:
            last = record.requests[-1]
            raise Unexpected(f"{event.name}: no answer is left for {last.method} {last.url}")
        if asked < len(event.answers):
            raise Unexpected(f"{event.name}: {len(event.answers)} answers were given and {asked} asked for")


class StepRun(EngineRun):
    """A run of one step."""

    _name = STEP

    @property
    def phase(self) -> str:
        """The phase of the step: pending, running, suspending, succeeded, failed or skipped."""
        return self._shown(STEP).phase

    @property
    def reason(self) -> str:
        """Why it is in that phase, as KubeVela spells it: `Wait`, `Suspend`, `Action`, `Timeout`; empty for no reason."""
        return self._shown(STEP).reason

    @property
    def message(self) -> str:
        """What the status shows beside the phase."""
        return self._shown(STEP).message


class WorkflowRun(EngineRun):
    """A run of several steps: `flow["review"]` is how a step is now, a sub-step of a group too."""

    def __getitem__(self, name: str) -> protocol.Step:
        """The step of that name. Raises `KeyError` for one that the workflow does not have."""
        steps = [one["name"] for step in self._spec.steps for one in (step, *step.get("subSteps", ()))]
        if name not in steps:
            raise KeyError(f"{name}: the steps are {', '.join(steps)}")
        return self._shown(name)

    @property
    def phase(self) -> str:
        """The phase of the workflow: pending, executing, suspending, succeeded, failed or terminated."""
        return (self.records[-1].phase if self.records else "") or Phase.PENDING.value


class KubeVela:
    """The engine of one line; `runs` are all that were begun on it for a test."""

    def __init__(self, line: str, engine: Engine) -> None:
        self.line = line
        self.runs: list[EngineRun] = []
        self._engine = engine
        self._definitions: dict[str, str] = {}
        self._steps: dict[str, ir.StepOf] = {}

    def step(self, step: Step | type[Step], parameters: Mapping[str, Any] | None = None, **options: Unpack[Options]) -> StepRun:
        """A run of one step: an object with its parameters, or a class with what a workflow gives as `properties`.

        The outputs have the names of the model's fields. Raises `VelasdkError` when the step cannot be compiled.
        """
        kind, given = _given(step, parameters)
        entry = self._entry({"name": STEP, "type": kind, "properties": given})
        entry["outputs"] = [
            {"name": name, "valueFrom": f"output.{name}"} for name in outputs_of(compiled_for(self.line, kind).step)
        ]
        run = StepRun(self._engine, self._spec([entry], None, options), f"{entry['type']} on {self.line}", given)
        self.runs.append(run)
        return run

    def workflow(
        self, steps: Sequence[Mapping[str, Any]], *, mode: Mapping[str, str] | None = None, **options: Unpack[Options]
    ) -> WorkflowRun:
        """A run of several steps, each as in the `workflow` of an Application.

        The `type` of a step is a class, an object with its parameters, or a name: `suspend`, `step-group`, or one that
        `definition` was called for. `mode` is how they are executed, `{"steps": "DAG"}`. Raises `VelasdkError`.
        """
        spec = self._spec([self._entry(step) for step in steps], mode, options)
        run = WorkflowRun(self._engine, spec, f"workflow on {self.line}", {})
        self.runs.append(run)
        return run

    def definition(self, name: str, template: str) -> None:
        """A step that is not written with velasdk: its name and its CUE. Raises `VelasdkError` when the name is taken."""
        if name in BUILT_IN or self._definitions.setdefault(name, template) != template:
            raise VelasdkError(f"there are two steps `{name}`")

    def _spec(self, steps: Sequence[Mapping[str, Any]], mode: Mapping[str, str] | None, options: Options) -> RunSpec:
        entries = [one for step in steps for one in (step, *step.get("subSteps", ()))]
        steps_of = [(self._steps[one["type"]], one.get("properties", {})) for one in entries if one["type"] in self._steps]
        placed: dict[str, Any] = dict(options)
        placed["objects"] = [*secrets(steps_of, placed.pop("configs", {})), *placed.get("objects", ())]
        return RunSpec(self._definitions, steps, (), mode, **placed)

    def _entry(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """One step of a workflow as the engine takes it."""
        entry = dict(given)
        kind: Any = given.get("type")
        if not isinstance(entry.get("name"), str):
            raise VelasdkError(f"a step has no `name`: {entry}")
        if isinstance(kind, Step):
            kind, entry["properties"] = _given(kind, entry.get("properties"))
        if is_step(kind):
            found = compiled_for(self.line, kind)
            self.definition(found.step.name, found.template)
            kind = entry["type"] = found.step.name
            self._steps[kind] = found.step
        if kind not in BUILT_IN and kind not in self._definitions:
            raise VelasdkError(
                f"step `{entry['name']}`: there is no definition of `{kind}`: give the class, or call `definition`"
            )
        if "properties" in entry:
            entry["properties"] = to_json(entry["properties"])
        if "subSteps" in entry:
            entry["subSteps"] = [self._entry(sub) for sub in entry["subSteps"]]
        return entry


class Engines:
    """The engines of one session, each started when it is first asked for."""

    def __init__(self) -> None:
        self._started: dict[str, Engine] = {}

    def on(self, line: str) -> KubeVela:
        """A KubeVela of that line. Raises `EngineError`, which names the command that builds it, when it is not built."""
        if line not in self._started:
            self._started[line] = Engine(find(line))
        return KubeVela(line, self._started[line])

    def close(self) -> None:
        """End them."""
        for engine in self._started.values():
            engine.close()


def _given(step: Step | type[Step], parameters: Mapping[str, Any] | None) -> tuple[type[Step], Mapping[str, Any]]:
    """The class of a step, and what a workflow gives it: of an object the parameters it was made with."""
    if not isinstance(step, Step):
        return step, to_json(dict(parameters or {}))
    if parameters is not None:
        raise VelasdkError(f"{type(step).__name__} has its parameters already: give the class, or no parameters")
    return type(step), {f.wire: to_json(getattr(step, f.name)) for f in fields(type(step)) if f.name in step.model_fields_set}


def _file_of(kind: type[Step]) -> Path:
    """Where a class is written, as its methods say: its module is gone once the loader has imported the file anew."""
    mine = f"{kind.__qualname__}."
    own = (each for each in vars(kind).values() if isfunction(each) and each.__qualname__.startswith(mine))
    method = next(own, None)
    return Path(getfile(kind) if method is None else method.__code__.co_filename)


_compiled: dict[tuple[type[Step], Dialect], Compiled] = {}


def compiled_for(line: str, kind: type[Step]) -> Compiled:
    """A class as it is now, not as its file would be imported anew. Raises `VelasdkError` with what is wrong."""
    dialect = LINES[line]
    if (kind, dialect) not in _compiled:
        findings = Findings()
        step = lower_step(Loaded(kind, source_of(_file_of(kind)), ()), findings)
        if step is None:
            raise VelasdkError(f"{kind.__name__} cannot be compiled\n{render(findings.sorted(), Format.FULL).rstrip()}")
        _compiled[kind, dialect] = compiled(step, origin(step, Path.cwd()), dialect)
    return _compiled[kind, dialect]


def answer_of(said: Said) -> Answer:
    """What an API answers, as the engine takes it."""
    if isinstance(said, Answer):
        return said
    if isinstance(said, Trouble):
        return Answer(error="connect: connection refused")
    if isinstance(said, int):
        return Answer(status=said)
    reply = said if isinstance(said, Reply) else Reply(200, said) if isinstance(said, str) else Reply.of(said)
    return Answer(reply.status, {name: (value,) for name, value in reply.headers.items()}, reply.body)


def sent(request: protocol.Request) -> Sent:
    """A request as tests look at it."""
    headers = {name: ", ".join(values) for name, values in (request.headers or {}).items()}
    body = request.body or base64.b64decode(request.body_base64).decode(errors="replace")
    return Sent(request.method, request.url, headers, body)
