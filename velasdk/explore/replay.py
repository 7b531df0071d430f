"""What the tests call that `velasdk explore` prints: a run played again, in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..agreement import spec
from ..compiler import Compiled
from ..dialects import NEWEST
from ..engine.build import find
from ..engine.client import Engine
from ..engine.protocol import Event
from ..verify import step_in
from .walk import CONTEXT, Walk, replayed


def broken_rules(file: str | Path, name: str, line: str, parameters: Mapping[str, Any], events: Sequence[Event]) -> list[str]:
    """What a run of a step breaks on the engine of `line`, event by event: a test asserts that it is nothing.

    The step called `name` is compiled from `file`. Raises `VelasdkError` when it cannot be, or the engine is not built.
    """
    compiled, binary = step_in(file, name), find(line)
    with Engine(binary) as engine:
        found = replayed(engine, compiled.on(line), parameters, events)
    return [f"event {at + 1}, {events[at].name}: {broken}" for at, broken in found]


def unlike_newest(file: str | Path, name: str, line: str, parameters: Mapping[str, Any], events: Sequence[Event]) -> list[str]:
    """Where a run of a step shows something else on `line` than on the newest line; as `broken_rules`."""
    compiled = step_in(file, name)
    shown: list[list[str]] = []
    for each in (line, NEWEST):
        with Engine(find(each)) as engine:
            shown.append(seen(engine, compiled.on(each), parameters, events))
    pairs = zip(events, *shown, strict=True)
    return [
        f"event {at + 1}, {event.name}: {line} shows {one}, {NEWEST} {other}"
        for at, (event, one, other) in enumerate(pairs)
        if one != other
    ]


def seen(engine: Engine, compiled: Compiled, parameters: Mapping[str, Any], events: Sequence[Event]) -> list[str]:
    """What is seen of a run after each event: phase, reason and requests, without ids."""
    walk = Walk(compiled.step, parameters, engine.line)
    position = walk.start
    told: list[str] = []
    for event, record in zip(events, engine.run(spec(compiled, parameters, events, CONTEXT)), strict=True):
        taken = walk.take(position, event, record)
        told.append(" ".join((*taken.shown, *taken.requests)))
        position = taken.position
    return told
