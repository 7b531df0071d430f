"""The endings a step can reach: every order of a few events, told by the oracle for each kind of action the step has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from .. import ir
from ..actions import Break, Continue, Fail, Suspend, Wait
from ..engine.protocol import Answer, Event, EventName
from ..lower.step import returns
from ..oracle import Outcome, Phase, Reason, State, Trouble, crashed, execution
from .prediction import EXECUTIONS, OPERATIONS

Ending: TypeAlias = tuple[Phase, Reason]
"""The phase and the reason that a history ends in, after an execution."""

Shape: TypeAlias = tuple[Event, ...]
"""Events whose answers are still to be drawn."""

SHAPES = 8
"""How many shapes are kept for an ending."""

BETWEEN = (
    EventName.RESUME,
    EventName.SUSPEND,
    EventName.TERMINATE,
    EventName.RESTART,
    EventName.CONTROLLER_RESTART,
)
"""What may happen between two executions."""


def reachable(step: ir.StepOf, longest: int) -> dict[Ending, list[Shape]]:
    """The endings of `step` within `longest` executions, with shapes that may lead there.

    Executions that only wait until the step's id is recorded are not counted.
    """
    found: dict[Ending, list[Shape]] = {}
    start = State()
    frontier: list[tuple[State, Shape]] = [(start, ())]
    if step.reads_key:
        frontier.append((execution(start, Trouble.UNRECORDED), (Event(EventName.RECONCILE),)))
    for _ in range(longest):
        reached: dict[State, Shape] = {}
        for state, events in frontier:
            for between in (None, *BETWEEN) if events else (None,):
                then = state if between is None else OPERATIONS[between](state)
                before = events if between is None else (*events, Event(between))
                for event, after in _executions(step, then):
                    ending = after.phase, after.reason
                    shapes = found.setdefault(ending, [])
                    if len(shapes) < SHAPES:
                        shapes.append((*before, event))
                    reached.setdefault(after, (*before, event))
        frontier = list(reached.items())
    return found


def _executions(step: ir.StepOf, state: State) -> Iterator[tuple[Event, State]]:
    """What an execution in `state` can come to, failures that are counted left out."""
    for name in EXECUTIONS:
        event = Event(name, (Answer(),) if name is not EventName.NO_CONNECTION else ())
        dies = name in (EventName.CRASH_BEFORE_STATUS, EventName.CRASH_AFTER_REQUEST)
        if not state.executes:
            yield event, state
        elif step.reads_key and not state.recorded:
            yield Event(name), crashed(state) if dies else execution(state, Trouble.UNRECORDED)
        elif name is EventName.NO_CONNECTION:
            yield event, execution(state, Trouble.NO_CONNECTION)
        else:
            for outcome in _outcomes(step):
                yield event, crashed(state, outcome) if dies else execution(state, outcome)


def _outcomes(step: ir.StepOf) -> set[Outcome]:
    """One outcome for each kind of action of `step`, each Suspend for itself; without messages."""
    found: set[Outcome] = set()
    for one in returns(step.body):
        match one.action:
            case ir.ContinueOf():
                found.add(Continue())
            case ir.MessageOf(kind=kind):
                found.add(Fail("") if kind == "Fail" else Break("") if kind == "Break" else Wait(""))
            case ir.SuspendOf(label=label, succeed=succeed):
                found.add(Suspend(label, "succeed" if succeed else "recheck", reason="-" if succeed else None))
    return found
