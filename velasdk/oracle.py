"""What must be seen of a step on every engine, from what its Python returns and the state it is in.

Each transition was measured on the real engines and is a test. `State` is what `status` shows of a run of one step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from .actions import Action, Break, Continue, Fail, Suspend, Wait, still, unopened

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

    @property
    def executes(self) -> bool:
        """Whether the next reconcile executes the step."""
        suspends_itself = self.phase is Phase.SUSPENDING and (self.reason is Reason.SUSPEND or not self.firm)
        return not self.finished and (not self.held or suspends_itself or self.phase is Phase.PENDING)


def begun(line: str) -> State:
    """A run of one step before its first event, on a KubeVela line."""
    return State(firm=line != "1.9")  # kubevela/workflow v0.6.0 `checkWorkflowSuspended` does not look at the reason


def execution(state: State, outcome: Outcome) -> State:
    """The state after an execution that came to `outcome`."""
    before = state
    state = replace(state, recorded=True, held=False)
    match outcome:
        case Suspend(label=label, on_resume=on_resume):
            if passes(before, outcome):
                if on_resume != "succeed":
                    return _running(state, still(label))
                # The engine passes over it also after a Wait, or a crash that lost the Suspend: that opens no gate.
                return _succeeded(state) if before.reason is Reason.SUSPEND else _running(state, unopened(label))
            message = f"{SUSPENDED_BY}{label}"
            return _in(replace(state, labels=state.labels | {label}, failures=0), Phase.SUSPENDING, Reason.SUSPEND, message)
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
    """Whether the engine passes over `suspend` in an execution that begins in `state`: it has suspended on it before."""
    return state.phase is Phase.RUNNING and suspend.label in state.labels


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
    is then stored already, under an id that is lost unless the status showed it.
    """
    labels = state.labels
    if isinstance(outcome, Suspend) and state.recorded:
        labels |= {outcome.label}
    return forgotten(replace(state, labels=labels))


def forgotten(state: State) -> State:
    """The state after a new controller took over: errors are counted from the start."""
    return replace(state, failures=0)


def _running(state: State, message: str) -> State:
    return _in(state, Phase.RUNNING, Reason.WAIT, message)


def _succeeded(state: State) -> State:
    return replace(_in(state, Phase.SUCCEEDED, Reason.NONE, ""), finished=True)


def _in(state: State, phase: Phase, reason: Reason, message: str) -> State:
    return replace(state, phase=phase, reason=reason, message=message)
