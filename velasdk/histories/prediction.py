"""What Python says of a run: the step is executed in plain Python and the oracle tells what each event makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .. import ir
from ..actions import Continue, Suspend
from ..context import Context
from ..engine.protocol import Answer, Event, EventName
from ..execution import NoConnection, Reply, Sent, execute
from ..model import Model
from ..oracle import (
    Outcome,
    State,
    Trouble,
    crashed,
    execution,
    forgotten,
    passes,
    restarted,
    resumed,
    suspended,
    terminated,
)
from ..reading import Misfit, read_parameters
from ..step import Step
from .branches import branch, watched

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
    """

    state: State
    requests: tuple[Sent, ...] = ()
    outcome: Outcome | None = None
    branch: str | None = None
    passed: bool = False
    outputs: Model | None = None


class _Died(Exception):
    """The controller died right after a request left."""


def predict(
    step: ir.StepOf,
    parameters: Mapping[str, Any],
    events: Sequence[Event],
    ids: Sequence[str] = (),
    context: Context | None = None,
) -> list[Predicted]:
    """What must be seen of a run of `step` after each of `events`.

    `ids` are the ids the engine's status shows after each event, as only the engine knows them.
    """
    player = Player(step, parameters, context or Context())
    return [player.play(event, ids[at] if at < len(ids) else UNKNOWN_ID) for at, event in enumerate(events)]


class Player:
    """One predicted run, event by event."""

    def __init__(self, step: ir.StepOf, parameters: Mapping[str, Any], context: Context) -> None:
        self.step = step
        self.context = context
        self.state = State()
        self.python: Step | None = None
        try:
            self.python = step.python(**read_parameters(step.python, parameters))  # type: ignore[assignment]
        except Misfit:
            pass

    def play(self, event: Event, id: str = UNKNOWN_ID) -> Predicted:
        """What `event` makes of the run; `id` is the step's id."""
        if event.name in EXECUTIONS:
            seen = self._execute(event, replace(self.context, step_session_id=id, idempotency_key=id))
        else:
            seen = Predicted(OPERATIONS[event.name](self.state))
        self.state = seen.state
        return seen

    def _execute(self, event: Event, context: Context) -> Predicted:
        before, dies = self.state, event.name is EventName.CRASH_BEFORE_STATUS
        if not before.executes:
            return Predicted(crashed(before) if dies and not before.finished else before)
        if self.python is None:
            seen = Predicted(before, (), Trouble.PARAMETERS)
        elif self.step.reads_key and not before.recorded:
            seen = Predicted(before, (), Trouble.UNRECORDED)
        else:
            seen = self._run(self.python, event, context)
        if seen.outcome is None:
            return replace(seen, state=crashed(before))
        return replace(seen, state=crashed(before, seen.outcome) if dies else execution(before, seen.outcome))

    def _run(self, python: Step, event: Event, context: Context) -> Predicted:
        requests: list[Sent] = []
        outcome: Outcome | None = None

        def send(request: Sent) -> Reply:
            requests.append(request)
            if event.name is EventName.CRASH_AFTER_REQUEST and len(requests) == event.n:
                raise _Died
            if event.name is EventName.NO_CONNECTION or len(requests) > len(event.answers):
                raise NoConnection
            return reply_of(event.answers[len(requests) - 1])

        with watched(self.step) as seen:
            try:
                outcome = execute(python, context, send)
            except NoConnection:
                outcome = Trouble.NO_CONNECTION
            except _Died:
                pass
        outputs = outcome.outputs if isinstance(outcome, Continue) else None
        passed = isinstance(outcome, Suspend) and passes(self.state, outcome)
        return Predicted(self.state, tuple(requests), outcome, branch(self.step, seen, outcome), passed, outputs)


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


OPERATIONS: Mapping[EventName, Callable[[State], State]] = {
    EventName.CONTROLLER_RESTART: forgotten,
    EventName.ADVANCE: lambda state: state,
    EventName.RESUME: resumed,
    EventName.SUSPEND: suspended,
    EventName.TERMINATE: terminated,
    EventName.RESTART: restarted,
}
"""What each event that is no execution makes of a run."""
