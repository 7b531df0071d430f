"""A run that is kept as a value and goes on from there does what a run in one go does."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from tests.depth import FULL, share
from tests.explore.small import few, small
from velasdk.agreement import spec
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.dialects import LINES
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine, OperationError
from velasdk.engine.protocol import Answer, Record, RunSpec, Snapshot
from velasdk.explore import explore
from velasdk.explore.walk import CONTEXT
from velasdk.histories import histories

ROOT = Path(__file__).parents[2]
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")


def told(records: tuple[Record, ...]) -> list[str]:
    """Records with each id by its number and without times: what two runs have in common."""
    ids: dict[str, str] = {}
    found: list[str] = []
    for record in records:
        if (record.requeue_seconds or 0) > 600:  # what is left of a duration
            record = replace(record, requeue_seconds=600)
        text = TIME.sub("<time>", json.dumps(asdict(record), sort_keys=True, default=str))
        memories = [
            name.removeprefix("velasdk-once-")
            for name in cast("dict[str, Any]", record.outputs or {})
            if name.startswith("velasdk-once-")
        ]
        counted = [name.partition(".")[2] for name in record.counters if "." in name]
        stamped = [name.partition(".")[0] for name in sorted(record.stored)]
        for id in (*(step.id for step in record.steps), *stamped, *counted, *memories):
            ids.setdefault(id, f"<id {len(ids)}>")
        for id, name in ids.items():
            text = text.replace(id, name)
        found.append(text)
    return found


def leg_by_leg(engine: Engine, run: RunSpec, every: int = 1) -> tuple[Record, ...]:
    """The run, its state kept and restored after each `every` events; the engine forgets it in between."""
    state: Snapshot | None = None
    found: tuple[Record, ...] = ()
    for at in range(0, len(run.events), every):
        records, state = engine.run_on(replace(run, events=run.events[at : at + every], state=state))
        state = Snapshot(**json.loads(json.dumps(state.json())))
        found += records
    return found


QUICK = ("custom-ws", "import-infrastructure")
"""A step with a Suspend, and one with a memory."""


@pytest.mark.parametrize("line", LINES)
def test_a_run_goes_on_where_its_state_was_kept(every_line: dict[str, Engine], line: str) -> None:
    engine, events = every_line[line], 0
    steps = compile_all([ROOT / "steps"], Findings(), ROOT)
    for compiled in (*(steps if FULL else [one for one in steps if one.step.name in QUICK]), *small().values()):
        for history in histories(compiled.step, share(6, least=2), 3, per_branch=1, candidates=50).items:
            run = spec(compiled.on(line), history.parameters, history.events, CONTEXT)
            every = Random(len(history.events)).choice((1, 1, 2))
            assert told(leg_by_leg(engine, run, every)) == told(engine.run(run)), history.events
            events += len(history.events)
    assert events > (150 if FULL else 25)


def test_counters_stamps_and_time_are_kept(engine: Engine) -> None:
    compiled = small()["gate"].on(engine.line)
    pending = p.reconcile(Answer.of({"decision": "pending"}))
    busy = p.reconcile(Answer.of({"decision": "busy"}))
    failures = [p.no_connection()] * 4
    events = [p.reconcile(), busy, *failures, p.advance(120), pending, p.resume(), busy, p.suspend(), busy, *failures]
    run = spec(compiled, {}, events, CONTEXT)
    assert told(leg_by_leg(engine, run)) == told(engine.run(run))


def test_a_state_is_that_of_no_other_run(engine: Engine) -> None:
    run = spec(small()["gate"].on(engine.line), {}, [p.reconcile()], CONTEXT)
    _, kept = engine.run_on(run)
    pending = replace(run, events=[p.reconcile(Answer.of({"decision": "pending"}))], state=kept)
    for _ in range(2):  # the same request twice does the same twice
        records, _ = engine.run_on(pending)
        shown = records[0].step("step")
        assert shown is not None
        assert (shown.phase, len(records[0].requests)) == ("suspending", 1)
    (first,), _ = engine.run_on(run)
    assert not first.requests  # nothing is left of the state that another request brought


@pytest.mark.parametrize("memory", [{"a": {"float64": 1}}, {"a": 1}, {"a": {}}])
def test_a_state_of_another_shape_is_refused(engine: Engine, memory: dict[str, object]) -> None:
    with pytest.raises(OperationError):
        engine.run(RunSpec({}, [], [], state=Snapshot({}, None, memory)))


DYING = """#!/bin/sh
for _ in 1 2 3 4 5 6 7 8 9; do IFS= read -r line && printf '%s\\n' "$line"; done | '{engine}'
"""


def test_an_engine_that_ends_loses_nothing(engine: Engine, tmp_path: Path) -> None:
    """A child that takes only some requests: each time another one goes on, and the graph is the same."""
    dying = tmp_path / "dying"
    dying.write_text(DYING.format(engine=engine.binary))
    dying.chmod(0o755)
    compiled, kinds = small()["gate"].on(engine.line), few("gate", "pending", "approved")
    whole = explore(engine, compiled, kinds, 3)
    with Engine(dying) as dies:
        graph = explore(dies, compiled, kinds, 3)
    assert len(graph.edges) > 9 * 5
    assert (graph.nodes, graph.edges, graph.violations) == (whole.nodes, whole.edges, [])
