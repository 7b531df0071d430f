"""What can happen to a run in a state: each event once, an execution once for each kind of reply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine import protocol
from ..engine.protocol import Event, EventName
from ..histories.prediction import durations
from .kinds import Kinds
from .walk import Position

OPERATIONS = (EventName.RESUME, EventName.SUSPEND, EventName.TERMINATE, EventName.RESTART, EventName.CONTROLLER_RESTART)


@dataclass(frozen=True, slots=True)
class Move:
    """One event, named so that it is the same event in every run."""

    name: str
    event: Event


def moves(kinds: Kinds, given: int, position: Position) -> Iterator[Move]:
    """Everything that can happen next, in an order that does not depend on the line."""
    yield from _executions(kinds, given, position)
    for name in OPERATIONS:
        yield Move(name.value, Event(name))
    for elapsed in durations(kinds.step):
        yield Move(f"advance {elapsed} s", protocol.advance(elapsed))


def _executions(kinds: Kinds, given: int, position: Position) -> Iterator[Move]:
    state = position.state
    asks = state.executes and (state.recorded or not kinds.step.reads_key)
    replies = kinds.of(given, position.memory) if asks else ()
    if not any(kind.answers for kind in replies):  # nothing is sent, whatever the API would say
        yield Move("reconcile", protocol.reconcile())
        yield Move("crash-before-status", protocol.crash_before_status())
        return
    for kind in replies:
        yield Move(f"reconcile: {kind.name}", protocol.reconcile(*kind.answers))
    yield Move("no-connection", protocol.no_connection())
    for kind in replies:
        if not kind.odd:
            yield Move(f"crash-before-status: {kind.name}", protocol.crash_before_status(*kind.answers))
    begun = {repr(kind.answers[:at]): (kind, at) for kind in reversed(replies) for at in range(len(kind.answers))}
    for kind, at in begun.values():
        how = f": {kind.name}" if at else ""
        yield Move(f"crash-after-request {at + 1}{how}", protocol.crash_after_request(*kind.answers[:at], n=at + 1))
