"""What Python says of a run: the step is executed in plain Python and the oracle tells what each event makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from .. import ir
from ..actions import Continue, Suspend
from ..context import Context
from ..definition import seconds
from ..dialects import NEWEST
from ..engine.protocol import Answer, Event, EventName
from ..execution import Configs, NoConnection, Reply, Sent, execute
from ..oracle import (
    Outcome,
    Phase,
    State,
    Trouble,
    advanced,
    begun,
    crashed,
    execution,
    forgotten,
    passes,
    restarted,
    resumed,
    suspended,
    terminated,
)
from ..paths import outputs_model
from ..reading import Misfit, read_parameters
from ..schema import fields, to_json
from ..step import Step
from .branches import branch, call_at, unwatched, watched

EXECUTIONS = (
    EventName.RECONCILE,
    EventName.NO_CONNECTION,
    EventName.CRASH_BEFORE_STATUS,
    EventName.CRASH_AFTER_REQUEST,
)
"""The events in which the controller executes the run."""

UNKNOWN_ID = "unknown"
"""In place of the id where no engine was asked."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """What must be seen after one event: the state of the step and the requests that were sent in it.

    `outcome` is what the execution came to, None where there was none or the controller died before its end; `branch`
    is the way through the step it took, and `passed` says that it came to a Suspend which the engine passes over.
    `answers` are those that were asked for, `memory` the bodies that `once` remembers. `outputs` are the stored ones, once
    the step has ended. `wedged`: the controller died after it had stored the outputs of another end; the engine of 1.11
    then panics at every reconcile, or keeps the old ones (tests/engine/test_outputs.py), and nothing is predicted.
    """

    state: State
    requests: tuple[Sent, ...] = ()
    outcome: Outcome | None = None
    branch: str | None = None
    passed: bool = False
    outputs: Mapping[str, Any] | None = None
    answers: tuple[Answer, ...] = ()
    memory: Mapping[str, str] = field(default_factory=dict[str, str])
    wedged: bool = False


Asked: TypeAlias = Callable[[ir.Call], Answer]
"""Answers the next request, which is of that call."""


class _Died(Exception):
    """The controller died right after a request left."""


def predict(
    step: ir.StepOf,
    parameters: Mapping[str, Any],
    events: Sequence[Event],
    ids: Sequence[str] = (),
    context: Context | None = None,
    line: str = NEWEST,
    configs: Configs | None = None,
) -> list[Predicted]:
    """What must be seen of a run of `step` after each of `events` on a KubeVela line.

    `ids` are the ids the engine's status shows after each event, as only the engine knows them.
    """
    player = Player(step, parameters, context or Context(), line, configs)
    return [player.play(event, ids[at] if at < len(ids) else UNKNOWN_ID) for at, event in enumerate(events)]


class Player:
    """One predicted run on a line, event by event."""

    def __init__(
        self,
        step: ir.StepOf,
        parameters: Mapping[str, Any],
        context: Context,
        line: str = NEWEST,
        configs: Configs | None = None,
    ) -> None:
        self.step = step
        self.context = context
        self.state = begun(line)
        self.memory: dict[str, Reply] = {}
        self.outputs: Mapping[str, Any] | None = None
        self.configs = configs or {}
        self.python: Step | None = None
        try:
            self.python = step.python(**read_parameters(step.python, parameters))  # type: ignore[assignment]
        except Misfit:
            pass

    def play(self, event: Event, id: str = UNKNOWN_ID, asked: Asked | None = None) -> Predicted:
        """What `event` makes of the run; `id` is the step's id. `asked` answers what the event has no answer for."""
        if event.name in EXECUTIONS:
            seen = self._execute(event, replace(self.context, step_session_id=id, idempotency_key=id), asked)
        else:
            seen = Predicted(operated(self.state, event))
            if event.name is EventName.RESTART and self.state.phase is not Phase.PENDING:  # the status names the store
                self.memory, self.outputs = {}, None
        self.state = seen.state
        return replace(seen, memory={name: answer.body for name, answer in self.memory.items()}, outputs=self.outputs)

    def _execute(self, event: Event, context: Context, asked: Asked | None) -> Predicted:
        before, dies = self.state, event.name is EventName.CRASH_BEFORE_STATUS
        if not before.executes:
            return Predicted(crashed(before) if dies and not before.finished else before)
        if self.python is None:
            seen = Predicted(before, (), Trouble.PARAMETERS)
        elif self.step.reads_key and not before.recorded:
            seen = Predicted(before, (), Trouble.UNRECORDED)
        else:
            seen = self._run(self.python, event, context, asked)
        if seen.outcome is None:
            return replace(seen, state=crashed(before))
        if before.phase is Phase.PENDING:
            self.outputs = None  # without a status that names it, a new controller takes no store along
        after = execution(before, seen.outcome)
        wedged = False
        if after.finished and (names := outputs_of(self.step)):
            given: dict[str, Any] = (
                to_json(seen.outcome.outputs) if isinstance(seen.outcome, Continue) and seen.outcome.outputs else {}
            )
            ended = {name: given.get(name) for name in names}
            wedged = self.outputs not in (None, ended)
            self.outputs = ended
        return replace(seen, state=crashed(before, seen.outcome) if dies else after, wedged=wedged)

    def _run(self, python: Step, event: Event, context: Context, asked: Asked | None) -> Predicted:
        requests: list[Sent] = []
        answers: list[Answer] = []
        outcome: Outcome | None = None

        def send(request: Sent) -> Reply:
            requests.append(request)
            if event.name is EventName.CRASH_AFTER_REQUEST and len(requests) == event.n:
                raise _Died
            if event.name is EventName.NO_CONNECTION:
                raise NoConnection
            if len(requests) <= len(event.answers):
                answers.append(event.answers[len(requests) - 1])
            elif asked is not None:
                with unwatched():
                    answers.append(asked(call_at(self.step, seen.asking)))
            else:
                raise NoConnection
            return reply_of(answers[-1])

        with watched(self.step) as seen:
            try:
                outcome = execute(python, context, send, self.memory, self.configs)
            except NoConnection:
                outcome = Trouble.NO_CONNECTION
            except _Died:
                pass
        passed = isinstance(outcome, Suspend) and passes(self.state, outcome)
        taken = branch(self.step, seen, outcome)
        return Predicted(self.state, tuple(requests), outcome, taken, passed, answers=tuple(answers))


def outputs_of(step: ir.StepOf) -> tuple[str, ...]:
    """The names of the outputs of a step, as later steps read them."""
    model = outputs_model(step.body)
    return tuple(field.wire for field in fields(model)) if model is not None else ()


def configs_of(step: ir.StepOf, parameters: Mapping[str, Any]) -> list[Any]:
    """What a step with `parameters` is given as the configs of its connections; it need not be the name of one."""
    names = {connection.parameter for connection in step.connections}
    return [parameters.get(field.wire, field.default) for field in fields(step.python) if field.wire in names]


def reply_of(answer: Answer) -> Reply:
    """An answer of a script as the step reads it. Raises `NoConnection` for one that is an error of the transport."""
    if answer.error:
        raise NoConnection
    text = answer.body if isinstance(answer.body, str) else _text(answer.body)
    return Reply(answer.status, text, {name: ", ".join(values) for name, values in answer.headers.items()})


def _text(body: bytes) -> str:
    """The text of bytes as Go takes it: each byte that is not UTF-8 becomes a replacement character."""
    escaped = body.decode(errors="surrogateescape")
    return "".join("\ufffd" if "\udc80" <= char <= "\udcff" else char for char in escaped)


def operated(state: State, event: Event) -> State:
    """The state after `event`, which is no execution."""
    return advanced(state, event.seconds) if event.name is EventName.ADVANCE else OPERATIONS[event.name](state)


def durations(step: ir.StepOf) -> tuple[int, ...]:
    """For each duration of a Suspend of `step` the whole seconds after which it has elapsed."""
    suspends = [part for part in ir.walk(step.body) if isinstance(part, ir.SuspendOf)]
    return tuple({int(seconds(part.duration)) + 1: None for part in suspends if part.duration is not None})


OPERATIONS: Mapping[EventName, Callable[[State], State]] = {
    EventName.CONTROLLER_RESTART: forgotten,
    EventName.RESUME: resumed,
    EventName.SUSPEND: suspended,
    EventName.TERMINATE: terminated,
    EventName.RESTART: restarted,
}
"""What each event that is no execution, and takes no time, makes of a run."""
