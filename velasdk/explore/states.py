"""When two positions of runs are the same state: what tells them apart, without ids and times."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TypeAlias

from ..agreement import STEP
from ..engine.protocol import Record
from .walk import Position, ahead

Key: TypeAlias = tuple[object, ...]


def key_of(position: Position) -> Key:
    """What two positions have in common that nothing can tell apart.

    Of what the engine keeps, the back-off counters and the times are left out: they say when the controller comes back,
    and nothing here waits for it.
    """
    record, past = position.record, position.past
    shown = record.step(STEP) if record else None
    id = shown.id if shown else ""
    state = position.state
    return (
        (state.phase, state.reason, state.labels, state.failures, state.recorded, state.held, state.finished, state.clock),
        tuple(sorted((name, reply.status, reply.body) for name, reply in position.memory.items())),
        tuple(_engine(record, id)) if record else (),
        (_role(past.keys, id), bool(past.former), past.last, past.resumed, past.rejected != ""),
    )


def _engine(record: Record, id: str) -> Iterator[object]:
    shown = record.step(STEP)
    yield (shown.phase, shown.reason) if shown else None
    yield record.phase, record.suspended, record.terminated, record.finished
    ids = {name.split(".", 1)[0] for name in record.stored} - {id, ""}
    yield tuple(sorted({_without(f"{name} {_ahead(value)}", id, ids) for name, value in record.stored.items()}))
    yield _without(json.dumps(record.outputs, sort_keys=True), id, ids)
    # The controller takes a status with fewer steps than it saw last for an old one.
    yield record.counters.get(f"failed_times.{id}", -1), record.counters.get("steps", 0) > len(record.steps)


def _without(text: str, id: str, others: set[str]) -> str:
    """Text with the id of the run, and those that were lost in crashes, as such."""
    if id:
        text = text.replace(id, "<id>")
    for other in others:
        text = text.replace(other, "<lost>")
    return text


def _ahead(value: str) -> str:
    """Whether a stored time is still to come: that of a `duration` which has not elapsed."""
    try:
        return "ahead" if ahead(value) else ""
    except ValueError:
        return ""


def _role(keys: frozenset[str], id: str) -> str:
    """What the keys that were sent are to the run: none, its own, or another one."""
    return "" if not keys else "own" if keys == frozenset((id,)) else "other"
