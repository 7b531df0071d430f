"""Python is what the engine does: generated histories on the real engine, none of them with a difference.

That the comparison sees something is shown by changing templates: each wrong one is told apart by some history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any

import yaml

from velasdk import ir
from velasdk.agreement import compare
from velasdk.compiler import Compiled
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.histories import LONGEST, Histories, History, histories, ways
from velasdk.histories.branches import branch_names
from velasdk.histories.reachable import reachable
from velasdk.oracle import Phase, Reason
from velasdk.replies import every_bad
from velasdk.replies.samples import Samples

COUNT = 300
MUTATIONS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "steps" / "mutations.yaml").read_text(encoding="utf-8")
)


_drawn = cache(histories)


def drawn(compiled: Compiled) -> Histories:
    return _drawn(compiled.step, COUNT)


def call_of(compiled: Compiled) -> ir.Call:
    (call,) = (part for part in ir.walk(compiled.step.body) if isinstance(part, ir.Call))
    return call


def test_three_hundred_histories_agree(engine: Engine, compiled: Compiled) -> None:
    found = [(history, different) for history in drawn(compiled).items if (different := compare(engine, compiled, history))]
    assert len(drawn(compiled).items) == COUNT
    assert not found, f"{len(found)} of {COUNT}, first: {found[0][0].events} {[str(one) for one in found[0][1]]}"


def test_each_ending_is_a_tenth_and_each_branch_is_taken(compiled: Compiled) -> None:
    found = drawn(compiled)
    endings = reachable(compiled.step, LONGEST)
    assert set(found.endings) == set(endings)
    assert len(endings) >= 8
    assert sum(found.endings.values()) == COUNT
    for ending, count in found.endings.items():
        assert count >= COUNT // max(10, len(endings)), ending
    assert set(found.branches) == set(ways(compiled.step)) > set(branch_names(compiled.step))
    for name, count in found.branches.items():
        assert count >= 10, name
    assert not found.unreached


def test_what_is_drawn_depends_on_the_seed_alone(compiled: Compiled) -> None:
    first, again, other = (histories(compiled.step, 30, seed, per_branch=1) for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_everything_that_happens_to_a_run_occurs(compiled: Compiled) -> None:
    items = drawn(compiled).items
    names = {event.name for history in items for event in history.events}
    assert names == set(p.EventName) - {p.EventName.ADVANCE}
    notes = {note.partition(" at ")[0] for history in items for note in history.notes}
    assert len(notes) >= 20, notes
    executions = [sum(bool(event.answers) for event in history.events) for history in items]
    assert {1, 2, 3, 4} <= set(executions)


def test_every_single_mutation_of_a_reply_agrees(engine: Engine, compiled: Compiled, case: dict[str, Any]) -> None:
    total = 0
    for reply in ("approved", "rejected"):
        for bad in every_bad(call_of(compiled).reply, case[reply], Samples(Random(0))):
            history = History(case["parameters"], (p.reconcile(), p.reconcile(bad.answer)))
            assert not compare(engine, compiled, history), f"{reply}, {bad.mutation}: {bad.answer.body[:400]!r}"
            total += 1
    assert total >= 300


def test_a_changed_template_is_told_apart(engine: Engine, compiled: Compiled, case: dict[str, Any]) -> None:
    changes: dict[str, tuple[str, str]] = {**MUTATIONS["every step"], **MUTATIONS[compiled.step.name]}
    assert len(changes) >= 30
    pairs = zip_longest(drawn(compiled).items, pointed(compiled, case))
    suspects = [*pointed_parameters(case), *(history for pair in pairs for history in pair if history is not None)]
    survivors: list[str] = []
    for name, (old, new) in changes.items():
        template, count = re.subn(old, new, compiled.template, count=1)
        assert count == 1, f"{name}: {old} is not in the template"
        mutant = replace(compiled, template=template)
        if not any(compare(engine, mutant, history) for history in suspects):
            survivors.append(name)
    assert not survivors


def pointed(compiled: Compiled, case: dict[str, Any]) -> Iterator[History]:
    """Histories for what is seldom drawn: each status and each mutation of an approval, the last ones first."""
    for bad in reversed(list(every_bad(call_of(compiled).reply, case["approved"], Samples(Random(0))))):
        yield History(case["parameters"], (p.reconcile(), p.reconcile(bad.answer)))


def pointed_parameters(case: dict[str, Any]) -> Iterator[History]:
    for parameters in case["bad_parameters"].values():
        yield History(parameters, (p.reconcile(),) * 2)


def test_a_wrong_prediction_is_told_apart(engine: Engine, compiled: Compiled) -> None:
    mutant = replace(compiled, step=replace(compiled.step, reads_key=False))
    assert all(compare(engine, mutant, history) for history in drawn(compiled).items[:20])


def test_endings_of_a_gate_are_the_ones_of_the_table(compiled: Compiled) -> None:
    endings = set(reachable(compiled.step, LONGEST))
    assert {
        (Phase.SUSPENDING, Reason.SUSPEND),
        (Phase.RUNNING, Reason.WAIT),
        (Phase.FAILED, Reason.ACTION),
        (Phase.FAILED, Reason.EXECUTE),
        (Phase.FAILED, Reason.TERMINATE),
        (Phase.SUCCEEDED, Reason.NONE),
    } <= endings
    assert (Phase.FAILED, Reason.RETRIES) not in endings  # ten failures are more than four executions
