"""The endings a step can reach: every order of a few events, told by the oracle for each kind of action the step has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from .. import ir
from ..actions import Action, Continue, Fail, Suspend, Wait
from ..engine import protocol
from ..engine.protocol import Event, EventName
from ..oracle import Outcome, Phase, Reason, State, Trouble, crashed, execution
from ..paths import calls, once_names, returns
from .prediction import EXECUTIONS, durations, operated

Ending: TypeAlias = tuple[Phase, Reason]
"""The phase and the reason that a history ends in, after an execution."""

Shape: TypeAlias = tuple[tuple[Event, bool], ...]
"""Events whose answers are still to be drawn, and whether they are answered."""

SHAPES = 8
"""How many shapes are kept for an ending."""

BETWEEN = (
    EventName.RESUME,
    EventName.SUSPEND,
    EventName.TERMINATE,
    EventName.RESTART,
    EventName.CONTROLLER_RESTART,
)
"""What may happen between two executions, beside the end of a duration."""


def reachable(step: ir.StepOf, longest: int) -> dict[Ending, list[Shape]]:
    """The endings of `step` within `longest` executions, with shapes that may lead there.

    Executions that only wait until the step's id is recorded, or only remember the answer of a `once`, are not counted.
    """
    found: dict[Ending, list[Shape]] = {}
    start = State()
    frontier: list[tuple[State, Shape]] = [(start, ())]
    if step.reads_key:
        frontier.append((execution(start, Trouble.UNRECORDED), ((Event(EventName.RECONCILE), False),)))
    if names := once_names(step.body):
        known = execution(frontier[-1][0], Wait(""))
        frontier.insert(0, (known, (*frontier[-1][1], *[(Event(EventName.RECONCILE), True)] * len(names))))
    happens = (None, *map(Event, BETWEEN), *map(protocol.advance, durations(step)))
    for _ in range(longest):
        reached: dict[State, Shape] = {}
        for state, events in frontier:
            for between in happens if events else (None,):
                then = state if between is None else operated(state, between)
                before = events if between is None else (*events, (between, False))
                for event, answered, after in _executions(step, then):
                    ending = after.phase, after.reason
                    shapes = found.setdefault(ending, [])
                    if len(shapes) < SHAPES:
                        shapes.append((*before, (event, answered)))
                    reached.setdefault(after, (*before, (event, answered)))
        frontier = list(reached.items())
    return found


def _executions(step: ir.StepOf, state: State) -> Iterator[tuple[Event, bool, State]]:
    """What an execution in `state` can come to, failures that are counted left out, and whether its requests are answered."""
    asks = next(calls(step.body), None) is not None
    for name in EXECUTIONS:
        event, answered = Event(name), name is not EventName.NO_CONNECTION
        dies = name in (EventName.CRASH_BEFORE_STATUS, EventName.CRASH_AFTER_REQUEST)
        if not state.executes:
            yield event, answered, state
        elif step.reads_key and not state.recorded:
            yield event, False, crashed(state) if dies else execution(state, Trouble.UNRECORDED)
        elif name is EventName.NO_CONNECTION and asks:
            yield event, False, execution(state, Trouble.NO_CONNECTION)
        else:
            for outcome in _outcomes(step):
                yield event, True, crashed(state, outcome) if dies else execution(state, outcome)


def _outcomes(step: ir.StepOf) -> tuple[Outcome, ...]:
    """One outcome for each kind of action of `step`, each Suspend for itself; without messages.

    In the order of the step: that of a set is another in each process, and the same seed is to draw the same histories.
    """
    return tuple({outcome_of(one.action): None for one in returns(step.body)})


def outcome_of(action: ir.ActionOf) -> Action:
    """An action as the oracle takes it, without its text."""
    match action:
        case ir.ContinueOf():
            return Continue()
        case ir.KeepOf():
            return Wait("")
        case ir.SuspendOf(label=label, succeed=False, duration=duration):
            return Suspend(label, duration=duration)
        case ir.SuspendOf(label=label, duration=None):
            return Suspend(label, on_resume="succeed", reason="-")
        case ir.SuspendOf(label=label, duration=duration):
            return Suspend(label, duration=duration, on_elapse="succeed", reason="-")
        case ir.MessageOf(kind=kind):
            return Fail("") if kind == "Fail" else Wait("")
