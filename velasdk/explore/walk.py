"""One run followed event by event: what the engine shows is checked against Python and against what no run may do.

A `Position` is all that the next event depends on, so a run can be followed from any of its positions again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast

from .. import ir
from ..actions import Continue, Fail, Suspend
from ..agreement import DUE, MEMORY, STEP, Difference, differences, of_engine, of_python, spec
from ..compiler import Compiled
from ..context import Context
from ..engine.client import Engine
from ..engine.protocol import Event, EventName, Record
from ..execution import Reply
from ..histories.prediction import Player, Predicted
from ..oracle import Outcome, Phase, Reason, State, Trouble, begun

CONTEXT = Context(step_name=STEP)
"""The run that is explored."""

MARK = "zVelasdkKeyz"
"""In place of the idempotency key, to find where in a request it is sent."""


class Rule(StrEnum):
    """What no order of events may break."""

    SUCCESS = "success"
    REJECTED = "rejected"
    ENDED = "ended"
    KEY = "key"
    PYTHON = "python"
    LINES = "lines"


RULES: Mapping[Rule, str] = {
    Rule.SUCCESS: "a step succeeds only by Continue, by a resume of its `succeed` gate, or when its delay is over",
    Rule.REJECTED: "a step that has failed never succeeds",
    Rule.ENDED: "nothing is sent after the end",
    Rule.KEY: "one idempotency key per run, and a new one after a restart",
    Rule.PYTHON: "the engine shows what Python says",
    Rule.LINES: "all lines show the same",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that one event broke, and how."""

    rule: Rule
    how: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.how}"


@dataclass(frozen=True, slots=True)
class Past:
    """What happened in a run, as far as its state does not show it.

    `keys` are the idempotency keys sent, `former` the keys and ids of runs before a restart, until the new run shows its
    own; `last` is the last request, `rejected` what the step failed with; `resumed` tells of a step with a `succeed` gate
    whether somebody resumed it.
    """

    keys: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    last: str = ""
    resumed: bool = False
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A run between two events: what Python knows of it, and what the engine showed last, None before the first event."""

    state: State
    memory: Mapping[str, Reply] = field(default_factory=dict[str, Reply])
    outputs: Mapping[str, Any] | None = None
    past: Past = field(default_factory=Past)
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """One event of a run: where it led to, what Python said, and what it broke.

    `shown` are phase and reason on the engine, `requests` those it sent, comparable between runs. `wedged`: the engine's own
    bug is met behind which nothing is predicted (see `Predicted.wedged`).
    """

    position: Position
    seen: Predicted
    broken: tuple[Broken, ...]
    shown: tuple[str, str]
    requests: tuple[str, ...]
    wedged: bool


class Walk:
    """Follows runs of `step` with the same parameters on a line; each begins at `start`."""

    def __init__(self, step: ir.StepOf, parameters: Mapping[str, Any], line: str) -> None:
        self.step = step
        self.start = Position(begun(line))
        self._player = Player(step, parameters, CONTEXT, line)
        self._gated = any(part.succeed for part in ir.walk(step.body) if isinstance(part, ir.SuspendOf))

    def predict(self, position: Position, event: Event, id: str) -> Predicted:
        """What Python says of `event`; `id` is the idempotency key."""
        player = self._player
        player.state, player.memory, player.outputs = position.state, dict(position.memory), position.outputs
        return player.play(event, id)

    def take(self, before: Position, event: Event, record: Record) -> Taken:
        """The event as the engine records it, checked."""
        # Where the key would be, also in a request that is sent too early.
        recorded = replace(before, state=replace(before.state, recorded=True))
        asked = self.predict(recorded, event, MARK).requests
        sent = [of_engine(one, asked) for one in record.requests]
        keys = frozenset(key for pair in zip(map(of_python, asked), sent, strict=False) for key in _keys(*pair))
        shown = record.step(STEP)
        id = shown.id if shown else min(keys, default="")
        seen = self.predict(before, event, id)
        memory, outputs = dict(self._player.memory), self._player.outputs
        found = [*differences(0, record, seen, STEP), *_miscounted(record, seen.state)]
        state = shown_state(record, before.state.firm) if found else seen.state
        past = _past(before, event, record, seen, keys, self._gated)
        told = (f"{one.what}: Python says {one.python!r}, the engine {one.engine!r}" for one in found)
        broken = (*(Broken(Rule.PYTHON, one) for one in told), *_broken(before, event, record, seen, keys, past))
        requests = tuple(_text(one, id, keys) for one in sent)
        at = (shown.phase, shown.reason) if shown else (Phase.PENDING.value, "")
        return Taken(Position(state, memory, outputs, past, record), seen, broken, at, requests, seen.wedged)


def replayed(
    engine: Engine, compiled: Compiled, parameters: Mapping[str, Any], events: Sequence[Event]
) -> list[tuple[int, Broken]]:
    """What a run breaks that is played from its start in one go, with the number of the event, from 0."""
    found: list[tuple[int, Broken]] = []
    walk = Walk(compiled.step, parameters, engine.line)
    position = walk.start
    for at, record in enumerate(engine.run(spec(compiled, parameters, events, CONTEXT))):
        taken = walk.take(position, events[at], record)
        if taken.wedged:
            break
        found += [(at, one) for one in taken.broken]
        position = taken.position
    return found


def shown_state(record: Record, firm: bool) -> State:
    """The state of a run as the engine shows it, where that is not what Python says."""
    shown = record.step(STEP)
    if shown is None:
        return State(held=record.suspended, finished=record.finished, firm=firm)
    labels = {
        key.split(".", 1)[1].rsplit(".", 1)[0] for key in record.stored if key.startswith(f"{shown.id}.") and key.count(".") > 1
    }
    count = record.counters.get(f"failed_times.{shown.id}")
    due = record.stored.get(f"{shown.id}.{DUE}")
    phase = Phase(shown.phase) if shown.phase in set(Phase) else Phase.RUNNING
    reason = Reason(shown.reason) if shown.reason in set(Reason) else Reason.NONE
    itself = phase is Phase.SUSPENDING and reason is Reason.SUSPEND
    return State(
        phase,
        reason,
        shown.message,
        frozenset(labels),
        0 if count is None else count + 1,
        recorded=True,
        held=record.suspended and not itself,
        finished=record.finished or record.terminated,
        firm=firm,
        left=None if due is None else ahead(due),
    )


def ahead(stamp: str) -> float:
    """The seconds until a stored time, 0 once it has passed. Raises `ValueError` for a text that is no time."""
    return max(0.0, (datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S%z") - datetime.now(UTC)).total_seconds())


def _miscounted(record: Record, state: State) -> Iterator[Difference]:
    """Where the engine has counted other failures, in a step that is not at its end."""
    shown = record.step(STEP)
    if shown is not None and not state.finished:
        count = record.counters.get(f"failed_times.{shown.id}", -1) + 1
        if count != state.failures:
            yield Difference(0, "failures", state.failures, count)


def _past(before: Position, event: Event, record: Record, seen: Predicted, keys: frozenset[str], gated: bool) -> Past:
    past, shown = before.past, record.step(STEP)
    if event.name is EventName.RESTART and record.error is None:
        return Past(former=past.former | past.keys | _id(before.record))
    last = record.requests[-1] if record.requests else None
    rejected = past.rejected
    if not record.crashed and isinstance(seen.outcome, Fail):
        rejected = seen.outcome.message
    if not record.crashed and seen.outcome is Trouble.PARAMETERS:
        rejected = seen.outcome.value
    return replace(
        past,
        keys=past.keys | keys,
        former=frozenset() if shown and shown.id not in past.former else past.former,
        last=_text([last.method, last.url, last.body], shown.id if shown else "", past.keys | keys) if last else past.last,
        resumed=past.resumed or (gated and event.name is EventName.RESUME and before.state.phase is Phase.SUSPENDING),
        rejected=rejected,
    )


def _broken(
    before: Position, event: Event, record: Record, seen: Predicted, keys: frozenset[str], past: Past
) -> Iterator[Broken]:
    """Which rules the event broke, by what the engine shows."""
    shown, known = record.step(STEP), before.record.step(STEP) if before.record else None
    phase, was = (one.phase if one else Phase.PENDING.value for one in (shown, known))
    if phase == Phase.SUCCEEDED and was != Phase.SUCCEEDED:
        if before.past.rejected and event.name is not EventName.RESTART:
            yield Broken(Rule.REJECTED, f"the step succeeded after it had failed: {before.past.rejected}")
        if not _opened(seen.outcome, before) and not isinstance(seen.outcome, Continue):
            what = seen.outcome.value if isinstance(seen.outcome, Trouble) else repr(seen.outcome)
            yield Broken(Rule.SUCCESS, f"the step succeeded, and its Python came to {what if seen.outcome else 'nothing'}")
    if record.requests and before.record is not None and _ended(before.record):
        first = record.requests[0]
        yield Broken(Rule.ENDED, f"{first.method} {first.url} was sent after the end")
    mine = past.keys | _id(record)
    if keys and len(mine) > 1:
        yield Broken(Rule.KEY, f"one run sent or shows several keys: {', '.join(sorted(mine))}")
    if old := sorted((keys | _id(record)) & before.past.former):
        yield Broken(Rule.KEY, f"{', '.join(old)} is of the run before the restart")
    if event.name is EventName.RESTART and record.error is None:
        kept = sorted(name for name in cast("dict[str, Any]", record.outputs or {}) if name.startswith(MEMORY))
        if known and f"{MEMORY}{known.id}" in kept:
            yield Broken(Rule.KEY, f"{', '.join(kept)} is remembered after a restart")


def _opened(outcome: Outcome | None, before: Position) -> bool:
    """Whether a Suspend lets the step succeed: its time is up, or somebody has resumed it."""
    if not isinstance(outcome, Suspend):
        return False
    return before.state.left == 0 if outcome.on_elapse == "succeed" else outcome.on_resume == "succeed" and before.past.resumed


def _id(record: Record | None) -> frozenset[str]:
    """The id that the status shows, if it does."""
    shown = record.step(STEP) if record else None
    return frozenset((shown.id,)) if shown else frozenset()


def _ended(record: Record) -> bool:
    """Whether the step of the run has come to its end."""
    shown = record.step(STEP)
    final = shown is not None and (
        shown.phase == Phase.SUCCEEDED
        or (shown.phase == Phase.FAILED and shown.reason in (Reason.ACTION, Reason.RETRIES, Reason.TERMINATE))
    )
    # A run that is terminated before its first execution is executed all the same: the engine ends no step that it has not.
    return record.finished or final


def _keys(python: Any, engine: Any) -> Iterator[str]:
    """What stands in the engine's request where Python's has the mark."""
    if isinstance(python, str) and isinstance(engine, str):
        if MARK in python:
            found = re.fullmatch("(.*?)".join(re.escape(part) for part in python.split(MARK)), engine, re.DOTALL)
            yield from found.groups() if found else ()
    elif isinstance(python, dict) and isinstance(engine, dict):
        given = cast("dict[str, Any]", engine)
        for name, value in cast("dict[str, Any]", python).items():
            yield from _keys(value, given.get(name))
    elif isinstance(python, list) and isinstance(engine, list):
        for one, other in zip(cast("list[Any]", python), cast("list[Any]", engine), strict=False):
            yield from _keys(one, other)


def _text(request: Any, id: str, keys: frozenset[str]) -> str:
    """A request as text without the id of its run, the same in every run."""
    text = json.dumps(request, sort_keys=True, ensure_ascii=False)
    if id:
        text = text.replace(id, "<key>")
    for key in keys - {id, ""}:
        text = text.replace(key, "<other key>")
    return text
