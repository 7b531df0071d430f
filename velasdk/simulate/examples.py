"""Scripts for a step that comes without one: a history for each of its actions, made from its reply models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from .. import ir
from ..engine import protocol
from ..engine.protocol import Event, EventName
from ..histories import TYPICAL, Drawer
from ..histories.branches import branch_names
from ..histories.prediction import durations, predict
from ..oracle import Phase
from ..paths import returns
from . import Script

DRAWN = 800
"""How many histories are drawn to find the simplest one for each action."""
SEARCHED = 10_000
"""How many are drawn at most while an action has none: one behind two answers took up to 2,800 draws, 1.5 ms each."""


def examples(step: ir.StepOf, parameters: Mapping[str, Any] | None = None) -> list[Script]:
    """One script for each branch of `step`, and one for a connection that breaks; `parameters` are drawn if not given."""
    cases = _cases(step, parameters)
    done = [case for case in cases.values() if case.ends is Phase.SUCCEEDED]
    scripts = [_script(step, name, cases[name], done) for name in branch_names(step) if name in cases]
    if first := next(iter(done), None):
        *before, last = first.events
        events = (*before, protocol.no_connection(), last)
        scripts.append(Script(first.parameters, events=events, title="no connection: the engine tries again"))
    return scripts


class _Case:
    """Parameters and events that lead to one branch; the last event takes it."""

    def __init__(self, parameters: Mapping[str, Any], events: tuple[Event, ...], ends: Phase) -> None:
        self.parameters = parameters
        self.events = events
        self.ends = ends
        answers = [answer for event in events for answer in event.answers]
        usual = all(200 <= answer.status < 300 for answer in answers)
        size = len(json.dumps(parameters)) + sum(len(answer.body) for answer in answers)
        rank = sum(TYPICAL.index(answer) for answer in answers if answer in TYPICAL)
        self.cost = (len(events), not usual, len(answers), rank, size)


def _cases(step: ir.StepOf, parameters: Mapping[str, Any] | None) -> dict[str, _Case]:
    """The simplest case found for each branch: executions one after the other, and nothing else."""
    drawer = Drawer(step, Random(step.name), tame=True, parameters=parameters)
    found: dict[str, _Case] = {}
    wanted = set(branch_names(step))
    for number in range(SEARCHED):
        if number >= DRAWN and wanted <= set(found):
            break
        history, seen = drawer.drawn()
        for at, one in enumerate(seen):
            events = history.events[: at + 1]
            if one.branch and all(event.name is EventName.RECONCILE for event in events):
                case = _Case(history.parameters, events, one.state.phase)
                if one.branch not in found or case.cost < found[one.branch].cost:
                    found[one.branch] = case
    return found


def _script(step: ir.StepOf, name: str, case: _Case, done: list[_Case]) -> Script:
    """A history that shows what one action means."""
    events: list[Event] = list(case.events)
    if case.ends is Phase.SUSPENDING:
        events += [*([*map(protocol.advance, durations(step))] or [protocol.resume()]), events[-1]]
    if case.ends in (Phase.SUSPENDING, Phase.RUNNING):
        ends = sorted((last.events[-number:] for last in done for number in range(1, len(last.events) + 1)), key=len)
        for end in ends:
            seen = predict(step, case.parameters, [*events, *end])
            asked = all(one.answers == event.answers for one, event in zip(seen, [*events, *end], strict=True))
            if asked and seen[-1].state.phase is Phase.SUCCEEDED:
                events.extend(end)
                break
    tag = name.partition(" (")[0]
    action = next(one.action for one in returns(step.body) if one.tag == tag)
    return Script(case.parameters, events=tuple(events), title=f"{name}: {_said(action)}")


def _said(action: ir.ActionOf) -> str:
    """An action as its author would name it."""
    match action:
        case ir.ContinueOf():
            return "the step succeeds"
        case ir.KeepOf():
            return "the answer is remembered"
        case ir.SuspendOf(label=label, succeed=succeed, duration=duration):
            end = "a resume" if duration is None else f"the end of {duration}"
            return f"the step suspends on {label}; {end} {'lets it go on' if succeed else 'asks again'}"
        case ir.MessageOf(kind=kind):
            return "the step fails" if kind == "Fail" else "the step waits and asks again"
