"""Python is what the engine does: generated histories on the real engine, none of them with a difference.

That the comparison sees something is shown by changing templates: each wrong one is told apart by some history.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import Path

import yaml

from tests.depth import FULL, SHARE, share
from tests.engine.cases import ROOT, Case, compared, executions, mutated
from tests.engine.test_parameters import fits
from velasdk import ir
from velasdk.agreement import compare
from velasdk.compiler import Compiled
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.pool import shared
from velasdk.histories import LONGEST, Histories, History, histories, ways
from velasdk.histories.branches import branch_names
from velasdk.histories.reachable import reachable
from velasdk.oracle import Phase, Reason
from velasdk.paths import calls, models_read

COUNT = share(500)
EACH = share(10, least=1)
MUTATIONS: dict[str, dict[str, tuple[str, str]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "steps" / "mutations.yaml").read_text(encoding="utf-8")
)


_drawn = cache(histories)


def drawn(compiled: Compiled) -> Histories:
    return _drawn(compiled.step, COUNT, per_branch=EACH)


def test_generated_histories_agree(engines: list[Engine], compiled: Compiled) -> None:
    found = [one for one in compared(engines, compiled, drawn(compiled).items) if one[1]]
    assert len(drawn(compiled).items) == COUNT
    assert not found, f"{len(found)} of {COUNT}, first: {found[0][0].events} {[str(one) for one in found[0][1]]}"


def test_each_ending_is_a_tenth_and_each_branch_is_taken(compiled: Compiled) -> None:
    found = drawn(compiled)
    endings = reachable(compiled.step, LONGEST)
    assert set(found.endings) == set(endings)
    assert len(endings) >= 7
    assert sum(found.endings.values()) == COUNT
    for ending, count in found.endings.items():
        assert count >= COUNT // max(10, len(endings)), ending
    assert set(found.branches) == set(ways(compiled.step)) >= set(branch_names(compiled.step))
    for name, count in found.branches.items():
        assert count >= EACH, name
    assert not found.unreached


def test_what_is_drawn_depends_on_the_seed_alone(compiled: Compiled) -> None:
    first, again, other = (histories(compiled.step, 5, seed, per_branch=1, candidates=50) for seed in (7, 7, 8))
    assert first == again
    assert first != other


SEEDED = """
import sys
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.histories import histories
from pathlib import Path
for one in compile_all([Path("steps/custom_ws.py"), Path("steps/approve_drift.py")], Findings(), Path(".")):
    drawn = histories(one.step, 10, 3, per_branch=1, candidates=500)
    print([(history.parameters, history.events, history.grouped) for history in drawn.items], list(drawn.endings))
"""


def test_what_is_drawn_is_the_same_in_every_process() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", SEEDED],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_everything_that_happens_to_a_run_occurs(compiled: Compiled) -> None:
    items = drawn(compiled).items
    names = {event.name for history in items for event in history.events}
    every = set(p.EventName) - {p.EventName.ADVANCE}
    assert names == every if FULL else len(every - names) <= 3
    notes = {note.partition(" at ")[0] for history in items for note in history.notes}
    assert len(notes) >= (20 if FULL else 3), notes
    executions = [sum(bool(event.answers) for event in history.events) for history in items]
    assert set(range(1, 5 if FULL else 3)) <= set(executions)


def test_every_single_mutation_of_an_answer_agrees(engines: list[Engine], compiled: Compiled, case: Case) -> None:
    tried = list(mutated(compiled, case))[:: 1 if FULL else SHARE]
    found = compared(engines, compiled, [history for _, _, history in tried])
    assert [(what, told) for (what, _, _), (_, told) in zip(tried, found, strict=True) if told] == []
    counts = Counter(call.span for _, call, _ in tried)
    for call in calls(compiled.step.body):
        expected = share(75 if any(models_read(call)) else 35)
        assert counts[call.span] >= expected - 1, f"the ways of the case: line {call.span.line}"


def test_a_changed_template_is_told_apart(engines: list[Engine], compiled: Compiled, case: Case) -> None:
    changes = changes_of(compiled)
    assert len(changes) >= 30
    share_of = dict(list(changes.items())[:: 1 if FULL else 2 * SHARE])  # a mutant is asked about everything until it is found
    mutants = {name: changed(compiled, old, new) for name, (old, new) in share_of.items()}
    suspects = list(suspects_of(compiled, case))

    def survives(name: str, engine: Engine) -> bool:
        return not any(compare(engine, mutants[name], history) for history in suspects)

    assert [name for name, left in zip(mutants, shared(engines, survives, mutants), strict=True) if left] == []


def changed(compiled: Compiled, old: str, new: str) -> Compiled:
    """A step with `new` in its template in place of the first match of `old`."""
    template, count = re.subn(old, new, compiled.template, count=1)
    assert count == 1, f"{old} is not in the template"
    assert template != compiled.template, old
    return replace(compiled, template=template)


def changes_of(compiled: Compiled) -> dict[str, tuple[str, str]]:
    """The changes that concern the template of a step."""
    suspends = MUTATIONS["every step that suspends"] if branch_names(compiled.step, ir.SuspendOf) else {}
    return {**MUTATIONS["every step"], **suspends, **MUTATIONS[compiled.step.name]}


def suspects_of(compiled: Compiled, case: Case) -> Iterator[History]:
    """Histories that may tell a changed template apart, likely ones first."""
    yield from listed(compiled, case)
    rest: list[History] = []
    for what, _, history in mutated(compiled, case):
        if "status" in what:
            yield history
        else:
            rest.append(history)
    for pair in zip_longest(drawn(compiled).items, reversed(rest)):
        yield from (one for one in pair if one is not None)


def listed(compiled: Compiled, case: Case) -> Iterator[History]:
    """What the case says of the step: good ways, bad ones, the way to a suspend, and bad parameters."""
    for written in (*case["approvals"], *case.get("rejections", []), *case["bad_answers"].values()):
        events = executions(compiled, case, written)
        yield History(case["parameters"], (p.reconcile(), *events, events[-1]))
    if "suspended" in case:
        events = executions(compiled, case, case["suspended"])
        yield History(case["parameters"], (p.reconcile(), *events, p.resume(), events[-1]))
    for parameters in case["bad_parameters"].values():
        yield History(parameters, (p.reconcile(),) * 2)


def test_a_wrong_prediction_is_told_apart(engine: Engine, compiled: Compiled) -> None:
    mutant = replace(compiled, step=replace(compiled.step, reads_key=False))
    fitting = [history for history in drawn(compiled).items if fits(compiled, dict(history.parameters))]
    assert all(compare(engine, mutant, history) for history in fitting[:20])


def test_endings_of_a_gate_are_the_ones_of_the_table(gate: Compiled) -> None:
    endings = set(reachable(gate.step, LONGEST))
    assert {
        (Phase.SUSPENDING, Reason.SUSPEND),
        (Phase.RUNNING, Reason.WAIT),
        (Phase.FAILED, Reason.ACTION),
        (Phase.FAILED, Reason.EXECUTE),
        (Phase.FAILED, Reason.TERMINATE),
        (Phase.SUCCEEDED, Reason.NONE),
    } <= endings
    assert (Phase.FAILED, Reason.RETRIES) not in endings  # ten failures are more than four executions
