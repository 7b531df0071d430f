"""What must be seen of a step on every engine, from what its Python returns and the state it is in.

Each transition was measured on the real engines and is a test. `State` is what `status` shows of a run of one step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from .actions import Action, Break, Continue, Fail, Suspend, Wait, still, unopened
from .definition import seconds

RETRIES = 10
"""How many failed executions the engine forgives (kubevela/workflow `pkg/types`): it tries again ten times, no more.

Executions that wait in between do not set the count back; one that suspends does, and so does a new controller.
"""

SUSPENDED_BY = "Suspended by field "
"""How the engine begins the message of a step that suspends; its label follows."""


class Phase(StrEnum):
    """The phase of a step (`WorkflowStepPhase`); `PENDING` before its first execution."""

    PENDING = "pending"
    RUNNING = "running"
    SUSPENDING = "suspending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Reason(StrEnum):
    """Why a step is in its phase (`StatusReason*`)."""

    NONE = ""
    WAIT = "Wait"
    SUSPEND = "Suspend"
    ACTION = "Action"
    EXECUTE = "Execute"
    RETRIES = "FailedAfterRetries"
    TERMINATE = "Terminate"


class Trouble(StrEnum):
    """What keeps an execution from returning an action."""

    NO_CONNECTION = "no connection"
    PARAMETERS = "a parameter is missing or has a wrong type"
    UNRECORDED = "waiting until the run's status shows this step's id"


Outcome: TypeAlias = Action | Trouble


@dataclass(frozen=True, slots=True)
class State:
    """A run of one step. `labels` are those it has suspended on, `failures` what the engine counts towards `RETRIES`.

    `held` is an operator's suspend that is not resumed: the engine executes nothing, unless the step itself suspends; where
    it is not `firm`, as on 1.9, a step that was running is executed too. `recorded` says that the run's status shows the id.
    `left` are the seconds until the duration of its Suspend has elapsed, 0 from then on; None before it begins.
    """

    phase: Phase = Phase.PENDING
    reason: Reason = Reason.NONE
    message: str = ""
    labels: frozenset[str] = frozenset()
    failures: int = 0
    recorded: bool = False
    held: bool = False
    finished: bool = False
    firm: bool = True
    left: float | None = None

    @property
    def executes(self) -> bool:
        """Whether the next reconcile executes the step."""
        suspends_itself = self.phase is Phase.SUSPENDING and (self.reason is Reason.SUSPEND or not self.firm)
        return not self.finished and (not self.held or suspends_itself or self.phase is Phase.PENDING)

    @property
    def clock(self) -> str:
        """Where the duration of the step's Suspend is: not begun, `running`, or `up`."""
        return "" if self.left is None else "running" if self.left else "up"


def begun(line: str) -> State:
    """A run of one step before its first event, on a KubeVela line."""
    return State(firm=line != "1.9")  # kubevela/workflow v0.6.0 `checkWorkflowSuspended` does not look at the reason


def execution(state: State, outcome: Outcome) -> State:
    """The state after an execution that came to `outcome`."""
    before = state
    state = replace(state, recorded=True, held=False)
    match outcome:
        case Suspend(label=label):
            if passes(before, outcome):
                return _behind(before, state, outcome)
            state = replace(_stamped(state, outcome), failures=0)
            return _in(state, Phase.SUSPENDING, Reason.SUSPEND, f"{SUSPENDED_BY}{label}")
        case Wait(message=message):
            return _running(state, message)
        case Trouble.UNRECORDED:
            return _running(state, outcome.value)
        case Fail(message=message):
            return replace(_in(state, Phase.FAILED, Reason.ACTION, message), finished=True)
        case Trouble.PARAMETERS:
            return replace(_in(state, Phase.FAILED, Reason.ACTION, outcome.value), finished=True)
        case Continue():
            return _succeeded(state)
        case Break(message=message):
            return replace(_in(state, Phase.SUCCEEDED, Reason.TERMINATE, message), finished=True)
        case Trouble.NO_CONNECTION:
            failures = state.failures + 1
            if failures > RETRIES:
                return replace(_in(state, Phase.FAILED, Reason.RETRIES, ""), failures=failures, finished=True)
            return replace(_in(state, Phase.FAILED, Reason.EXECUTE, ""), failures=failures)


def passes(state: State, suspend: Suspend) -> bool:
    """Whether the engine passes over `suspend` in an execution that begins in `state`.

    One that it has suspended on before, if the step is running. With a duration it is the clock that says so, and nothing
    else (docs/engine.md, "When its duration has elapsed a Suspend lets the step succeed").
    """
    if state.clock:
        return state.clock == "up"
    return state.phase is Phase.RUNNING and suspend.label in state.labels


def advanced(state: State, seconds: float) -> State:
    """The state when `seconds` have passed: nothing is executed meanwhile."""
    return state if state.left is None else replace(state, left=max(0.0, state.left - seconds))


def resumed(state: State) -> State:
    """The state after an operator's resume."""
    if state.finished:
        return state
    phase = Phase.RUNNING if state.phase is Phase.SUSPENDING else state.phase
    return replace(state, held=False, phase=phase)


def suspended(state: State) -> State:
    """The state after an operator's suspend."""
    if state.finished:
        return state
    phase = Phase.SUSPENDING if state.phase is Phase.RUNNING else state.phase
    return replace(state, held=True, phase=phase)


def terminated(state: State) -> State:
    """The state after an operator's terminate; a run that was never executed is not ended by it.

    A step that has failed already is shown as terminated from then on.
    """
    if state.phase in (Phase.PENDING, Phase.SUCCEEDED):
        return state
    return replace(state, phase=Phase.FAILED, reason=Reason.TERMINATE, held=False, finished=True)


def restarted(state: State) -> State:
    """The state after an operator's restart: a new run."""
    return State(firm=state.firm)


def crashed(state: State, outcome: Outcome | None = None) -> State:
    """The state after the controller died in a reconcile: the status is as it was and what was in memory is gone.

    `outcome` is what the execution had come to before the status was to be written; None when it died sooner. A Suspend
    is then stored already, and its duration has begun, under an id that is lost unless the status showed it.
    """
    return forgotten(_stamped(state, outcome) if isinstance(outcome, Suspend) and state.recorded else state)


def forgotten(state: State) -> State:
    """The state after a new controller took over: errors are counted from the start."""
    return replace(state, failures=0)


def _behind(before: State, state: State, suspend: Suspend) -> State:
    """The state after an execution that the engine did not stop at `suspend`."""
    if suspend.on_elapse == "succeed":
        return _succeeded(state)
    if suspend.on_resume == "recheck":
        return _running(state, still(suspend.label))
    # The engine passes over it also after a Wait, or a crash that lost the Suspend: that opens no gate.
    return _succeeded(state) if before.reason is Reason.SUSPEND else _running(state, unopened(suspend.label))


def _stamped(state: State, suspend: Suspend) -> State:
    """What the engine stores of `suspend`: its label, and at the first time when its duration is over."""
    left = state.left
    if left is None and suspend.duration is not None:
        left = seconds(suspend.duration)
    return replace(state, labels=state.labels | {suspend.label}, left=left)


def _running(state: State, message: str) -> State:
    return _in(state, Phase.RUNNING, Reason.WAIT, message)


def _succeeded(state: State) -> State:
    return replace(_in(state, Phase.SUCCEEDED, Reason.NONE, ""), finished=True)


def _in(state: State, phase: Phase, reason: Reason, message: str) -> State:
    return replace(state, phase=phase, reason=reason, message=message)
