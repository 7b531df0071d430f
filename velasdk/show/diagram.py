"""The states of a step and what leads from one to another, told by the oracle: no engine is asked.

Every execution begins at the top, so there is one state `running` in which the step asks and decides; what the answer means
leads out of it, and what makes the controller execute the step again leads back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from .. import ir
from ..actions import Action, Suspend, Wait
from ..addon.words import beginning, requests
from ..effects.once import done
from ..histories.reachable import outcome_of
from ..oracle import RETRIES, Outcome, Phase, State, Trouble, advanced, execution, passes, resumed, terminated
from ..paths import calls, once_names
from ..schema import fields
from .sentences import condition


class Kind(StrEnum):
    """What a state means to whoever watches the workflow."""

    START = "start"
    RUNNING = "running"
    WAITING = "waiting"
    SUSPENDED = "suspended"
    RETRYING = "retrying"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Spot:
    """One state: its title, and the phase and reason that the engine shows for it."""

    kind: Kind
    title: str
    engine: str = ""

    @property
    def final(self) -> bool:
        """Whether nothing follows."""
        return self.kind in (Kind.SUCCEEDED, Kind.FAILED)


@dataclass(frozen=True, slots=True)
class Arrow:
    """What leads from one state to another: conditions on the answers, or events; one text for each."""

    source: Spot
    target: Spot
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """The states of a step, in the order they are met, and the arrows between them, one for each pair."""

    step: str
    spots: tuple[Spot, ...]
    arrows: tuple[Arrow, ...]


START = Spot(Kind.START, "not begun", "pending")
RUNNING = Spot(Kind.RUNNING, "running", "executed from its top")


def diagram(step: ir.StepOf) -> Diagram:
    """The states that the oracle knows of `step`."""
    drawing = _Drawing()
    outcomes = list(_outcomes(step))
    drawing.arrow(START, RUNNING, "the workflow comes to the step")
    waiting, known = [State()], {State()}
    while waiting:
        before = waiting.pop(0)
        for outcome, text in outcomes:
            if outcome is Trouble.UNRECORDED and before.recorded:
                continue
            after = execution(before, outcome)
            spot = _spot(after)
            later = f", {_later(spot, outcome)}" if isinstance(outcome, Suspend) and passes(before, outcome) else ""
            drawing.arrow(RUNNING, spot, f"{text}{later}")
            if after.finished:
                continue
            drawing.back(spot, after, outcome)
            # Counted failures make no other state, and messages none at all.
            for then in (after, resumed(after), advanced(after, inf)):
                each = replace(then, failures=0, message="")
                if each not in known:
                    known.add(each)
                    waiting.append(each)
    return drawing.diagram(step.name)


class _Drawing:
    """A diagram under way."""

    def __init__(self) -> None:
        self.spots: dict[Spot, None] = {START: None, RUNNING: None}
        self.arrows: dict[tuple[Spot, Spot], dict[str, None]] = {}

    def arrow(self, source: Spot, target: Spot, text: str) -> None:
        """Another text at the arrow between two states."""
        self.spots.setdefault(target)
        self.arrows.setdefault((source, target), {}).setdefault(text)

    def back(self, spot: Spot, state: State, outcome: Outcome) -> None:
        """What leads away from a state that is not the end."""
        if spot.kind is Kind.SUSPENDED:
            if isinstance(outcome, Suspend) and outcome.duration is not None:
                self.arrow(spot, RUNNING, f"{outcome.duration} have passed; before that a resume does nothing")
            else:
                self.arrow(spot, RUNNING, "resume")
            if state.executes:
                self.arrow(spot, RUNNING, "another event of the run")
        elif spot.kind is Kind.RETRYING:
            self.arrow(spot, RUNNING, f"tried again by itself, {RETRIES} times at most")
            last = execution(replace(state, failures=RETRIES), outcome)
            self.arrow(spot, _spot(last), f"the {last.failures}th failure")
        else:
            self.arrow(spot, RUNNING, "asked again by itself, ever more seldom")
        self.arrow(spot, _spot(terminated(state)), "terminate")

    def diagram(self, name: str) -> Diagram:
        """What was drawn, ends last."""
        spots = sorted(self.spots, key=lambda spot: list(Kind).index(spot.kind))
        arrows = [Arrow(source, target, tuple(texts)) for (source, target), texts in self.arrows.items()]
        return Diagram(
            name, tuple(spots), tuple(sorted(arrows, key=lambda one: (spots.index(one.source), spots.index(one.target))))
        )


def _later(spot: Spot, suspend: Suspend) -> str:
    """When the engine passes over a Suspend: its time is up, the step runs again, or a resume has opened it."""
    if suspend.duration is not None:
        return f"once {suspend.duration} have passed"
    return "once resumed" if spot.kind is Kind.SUCCEEDED else "after it was suspended"


def _spot(state: State) -> Spot:
    """A state of the oracle as a state of the diagram."""
    engine = f"{state.phase.value} ({state.reason.value})" if state.reason.value else state.phase.value
    match state.phase:
        case Phase.SUSPENDING:
            return Spot(Kind.SUSPENDED, f"suspended at {state.message.rpartition(' ')[2]}", engine)
        case Phase.SUCCEEDED:
            return Spot(Kind.SUCCEEDED, "succeeded", engine)
        case Phase.FAILED if not state.finished:
            return Spot(Kind.RETRYING, "no connection", engine)
        case Phase.FAILED:
            return Spot(Kind.FAILED, "failed", "failed")
        case _:
            return Spot(Kind.WAITING, "waiting", engine)


def _outcomes(step: ir.StepOf) -> Iterator[tuple[Outcome, str]]:
    """Each way an execution can end, with what leads to it."""
    if fields(step.python):
        yield Trouble.PARAMETERS, "a parameter is missing or of a wrong type"
    if step.reads_key:
        yield Trouble.UNRECORDED, "the run's status does not show the step's id yet"
    for case in beginning(step.body):
        if case.action is not None:
            yield outcome_of(case.action), condition(case, code="")
    for name in once_names(step.body):
        yield Wait(done(name)), f"{name} is done and remembered"
    sent = requests(step.body)
    found: dict[tuple[Action, str], list[int]] = {}
    for number, request in enumerate(sent, 1):
        for case in request.cases:
            if case.action is not None:
                found.setdefault((outcome_of(case.action), condition(case, code="")), []).append(number)
    for (outcome, text), numbers in found.items():
        several = "s" if len(numbers) > 1 else ""
        yield outcome, f"request{several} {', '.join(map(str, numbers))}: {text}" if len(sent) > 1 else text
    if next(calls(step.body), None) is None and not beginning(step.body) and isinstance(step.body, ir.Return):
        yield outcome_of(step.body.action), "always"
    if next(calls(step.body), None) is not None:
        yield Trouble.NO_CONNECTION, "no answer: refused, timed out or dropped"
