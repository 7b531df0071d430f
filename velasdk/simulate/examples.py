"""Scripts for a step that comes without one: a history for each of its actions, made from its reply models."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from .. import ir
from ..engine import protocol
from ..engine.protocol import Answer, Event
from ..histories import Drawer
from ..histories.branches import branch_names
from ..histories.prediction import Predicted, predict
from ..lower.step import returns
from ..oracle import Phase
from ..replies import HTML
from . import Script

DRAWN = 600
"""How many histories are drawn to find the simplest reply for each action."""

TYPICAL = (Answer(503), Answer(403), Answer(body=HTML), Answer(404), Answer(500), Answer(429))
"""What an API answers when it does not answer: tried before anything that is drawn."""


def examples(step: ir.StepOf, parameters: Mapping[str, Any] | None = None) -> list[Script]:
    """One script for each branch of `step`, and one for a connection that breaks; `parameters` are drawn if not given."""
    cases = _cases(step, parameters)
    done = [case for case in cases.values() if case.ends is Phase.SUCCEEDED]
    scripts = [_script(step, name, cases[name], done) for name in branch_names(step) if name in cases]
    if first := next(iter(done), None):
        events = (*_first(step), protocol.no_connection(), first.event)
        scripts.append(Script(first.parameters, events=events, title="no connection: the engine tries again"))
    return scripts


class _Case:
    """Parameters and answers that lead to one branch."""

    def __init__(self, parameters: Mapping[str, Any], answers: tuple[Answer, ...], seen: Predicted) -> None:
        self.parameters = parameters
        self.event = protocol.reconcile(*answers)
        self.ends = seen.state.phase
        usual = all(answer.status == 200 for answer in answers)
        self.cost = (not usual, len(json.dumps(parameters)) + sum(len(answer.body) for answer in answers))


def _cases(step: ir.StepOf, parameters: Mapping[str, Any] | None) -> dict[str, _Case]:
    """The simplest case found for each branch."""
    drawer = Drawer(step, Random(step.name), tame=True)
    found: dict[str, _Case] = {}
    given = [parameters] if parameters is not None else sorted((drawer.parameters() for _ in range(20)), key=_size)
    for answer in TYPICAL:
        for name, case in _tried(step, given[0], (answer,) * max(1, len(drawer.calls))):
            found.setdefault(name, case)
    typical = set(found)
    for _ in range(DRAWN):
        history, seen = drawer.drawn()
        for event, one in zip(history.events, seen, strict=True):
            if one.branch and event.answers and one.branch not in typical:
                chosen = parameters if parameters is not None else history.parameters
                for name, case in _tried(step, chosen, event.answers):
                    if name not in found or case.cost < found[name].cost:
                        found[name] = case
    return found


def _size(parameters: Mapping[str, Any]) -> int:
    return len(json.dumps(parameters))


def _tried(step: ir.StepOf, parameters: Mapping[str, Any], answers: tuple[Answer, ...]) -> Iterator[tuple[str, _Case]]:
    """The branch that `answers` lead to, if they lead to one."""
    seen = predict(step, parameters, [*_first(step), protocol.reconcile(*answers)])[-1]
    if seen.branch:
        yield seen.branch, _Case(parameters, answers, seen)


def _first(step: ir.StepOf) -> tuple[Event, ...]:
    """The execution in which a step that reads its key only waits."""
    return (protocol.reconcile(),) if step.reads_key else ()


def _script(step: ir.StepOf, name: str, case: _Case, done: list[_Case]) -> Script:
    """A history that shows what one action means."""
    events: list[Event] = [*_first(step), case.event]
    if case.ends is Phase.SUSPENDING:
        events += [protocol.resume(), case.event]
    if case.ends in (Phase.SUSPENDING, Phase.RUNNING):
        for last in done:
            if predict(step, case.parameters, [*events, last.event])[-1].state.phase is Phase.SUCCEEDED:
                events.append(last.event)
                break
    tag = name.partition(" (")[0]
    action = next(one.action for one in returns(step.body) if one.tag == tag)
    return Script(case.parameters, events=tuple(events), title=f"{name}: {_said(action)}")


def _said(action: ir.ActionOf) -> str:
    """An action as its author would name it."""
    match action:
        case ir.ContinueOf():
            return "the step succeeds"
        case ir.SuspendOf(label=label, succeed=succeed):
            return f"the step suspends on {label}; " + ("a resume lets it go on" if succeed else "a resume asks again")
        case ir.MessageOf(kind=kind):
            return {"Fail": "the step fails", "Break": "the workflow is terminated", "Wait": "the step waits and asks again"}[
                kind
            ]
