"""Plays a scenario on an engine and tells what was seen, one entry for each row of the scenario.

What is random is named: ids of steps are `id-A`, `id-B`, in the order they are met.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from velasdk.dialects import LINES
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, Event, EventName, Record, RunSpec, Step

from .scenario import Case, Scenario, events

STEP = "ask"
"""The step that a scenario is about, and its type."""

PLACES: dict[str, tuple[str, ...]] = {
    "from the start": (),
    "after a suspend": ("pending",),
    "after a suspend and a resume": ("pending", "resume"),
}
"""What comes before the three executions of a matrix."""

EXECUTIONS = (
    EventName.RECONCILE,
    EventName.NO_CONNECTION,
    EventName.CRASH_BEFORE_STATUS,
    EventName.CRASH_AFTER_REQUEST,
)


def trace(engine: Engine, scenario: Scenario, line: str) -> list[str]:
    """What is seen of `scenario` on `engine`, which is of `line`."""
    assert line in LINES
    if scenario.cue is not None:
        return [_value(engine, scenario.cue, name) for name in scenario.values]
    if scenario.matrix is not None:
        return _failed_open(engine, scenario, line)
    if scenario.cases:
        return [_joined(_told(engine, scenario, line, case)) for case in scenario.cases.values()]
    return _told(engine, scenario, line, None)


def _value(engine: Engine, cue: str, name: str) -> str:
    found = engine.evaluate(cue, name)
    if found.concrete:
        return json.dumps(found.value, ensure_ascii=False)
    return f"error: {_flat(found.bottom)}" if found.bottom else f"no value: {_flat(found.incomplete)}"


def _failed_open(engine: Engine, scenario: Scenario, line: str) -> list[str]:
    """How many traces of a matrix end in success though no answer says so, how many send nothing, and with which
    answers in which places."""
    assert scenario.matrix is not None
    pending = p.reconcile(Answer(body=scenario.matrix.pending))
    opened: list[str] = []
    unsent = total = failing = 0
    for name, body in scenario.matrix.bad.items():
        places: list[str] = []
        for place, words in PLACES.items():
            before = [pending if word == "pending" else p.resume() for word in words]
            records = _records(engine, scenario, line, None, [*before, *[p.reconcile(Answer(body=body))] * 3])
            step = records[-1].step(STEP)
            assert step is not None
            total += 1
            unsent += not any(record.requests for record in records)
            if step.phase == "succeeded":
                places.append(place)
        failing += len(places)
        if places:
            opened.append(f"{name}: {'always' if len(places) == len(PLACES) else ', '.join(places)}")
    sent = f"; nothing is sent in {unsent}" if unsent else ""
    return [f"{failing} of {total} fail open{sent}", *opened]


def _told(engine: Engine, scenario: Scenario, line: str, case: Case | None) -> list[str]:
    """An entry for each event as it is written; one that is repeated has one entry."""
    groups = events(scenario, case.events if case and case.events else scenario.events)
    records = _records(engine, scenario, line, case, [event for group in groups for event in group])
    names = _Names(records)
    left = iter(records)
    entries: list[str] = []
    for group in groups:
        entries.append(_joined([names.cleaned("; ".join(_parts(scenario, next(left), names))) for _ in group]))
    return entries


def _joined(entries: Sequence[str]) -> str:
    """Entries in one; what comes several times in a row is counted."""
    found = [(entry, len([*same])) for entry, same in groupby(entries)]
    if len(found) == 1 and len(entries) > 1:
        return f"{found[0][0]}, each time"
    return " > ".join(f"{count} x {entry}" if count > 1 else entry for entry, count in found)


def _records(engine: Engine, scenario: Scenario, line: str, case: Case | None, played: Sequence[Event]) -> tuple[Record, ...]:
    parameters = case.parameters if case else scenario.parameters
    alone: list[dict[str, object]] = [{"name": STEP, "type": STEP, "properties": parameters}]
    return engine.run(
        RunSpec(
            scenario.definitions(line, case),
            scenario.workflow or alone,
            played,
            mode=scenario.mode,
            context=scenario.context,
            objects=scenario.objects,
            application=scenario.application,
        )
    )


def _parts(scenario: Scenario, record: Record, names: _Names) -> Iterator[str]:
    """What is told of one record."""
    alone = not scenario.workflow
    yield ", ".join(_state(step, alone) for step in _every(record.steps)) or "no status"
    shows = scenario.shows
    if "requests" in shows or "bodies" in shows:
        yield from (_request(request, "bodies" in shows) for request in record.requests)
    elif record.requests:
        yield f"{len(record.requests)} request{'s' if len(record.requests) > 1 else ''}"
    if record.crashed:
        yield "the controller died"
    if "workflow" in shows and record.phase:
        yield f"workflow {record.phase}" + (", finished" if record.finished else "")
    if "message" in shows:
        yield from (f'"{_flat(step.message)}"' for step in _every(record.steps) if step.message)
    if "outputs" in shows and record.outputs:
        yield f"variables {json.dumps(record.outputs, sort_keys=True)}"
    if "labels" in shows:
        yield "stored " + (", ".join(sorted(names.cleaned(key) for key in record.stored)) or "nothing")
    if {"queued", "requeue"} & {*shows} and record.event in EXECUTIONS and not record.crashed:
        yield _queued(record.requeue_seconds, "requeue" in shows)
    if "error" in shows and record.error:
        yield f"error: {_flat(record.error)}"


def _queued(seconds: float | None, exact: bool) -> str:
    """When the controller executes the run by itself; what is left of a duration is not the same in every run."""
    if seconds is None:
        return "not queued"
    return f"again after {seconds:g} s" if exact else "queued"


def _state(step: Step, alone: bool) -> str:
    state = f"{step.phase}/{step.reason}".rstrip("/")
    return state if alone else f"{step.name} {state}"


def _every(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from step.sub_steps


def _request(request: p.Request, body: bool) -> str:
    sent = f"{request.method} {request.url}"
    return f"{sent} {request.body}" if body and request.body else sent


def _flat(text: str) -> str:
    """A message in one line, without the number of errors that CUE has beside the first."""
    return re.sub(r" \(and \d+ more errors\)", "", " ".join(text.split()))


class _Names:
    """Gives each id of a run a name that is the same in every run."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._known: dict[str, str] = {}
        for record in records:
            for request in record.requests:
                for found in re.findall(r"\bid-([a-z0-9]{10})\b", f"{request.url} {request.body}"):
                    self._name(found)
            for step in _every(record.steps):
                self._name(step.id)
            for key in record.stored:
                self._name(key.partition(".")[0])

    def _name(self, found: str) -> None:
        if re.fullmatch(r"[a-z0-9]{10}", found):
            self._known.setdefault(found, f"id-{chr(ord('A') + len(self._known))}")

    def cleaned(self, entry: str) -> str:
        """An entry without what is random in it."""
        for found, name in self._known.items():
            entry = entry.replace(f"id-{found}", name).replace(found, name)
        return entry
