"""The examples on the real engine: they compile, and what Python says of them is what the engine does."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.depth import CANDIDATES, FULL, share
from tests.lines import DIALECT, check_taken
from velasdk.agreement import compare, play
from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings
from velasdk.engine.client import Engine
from velasdk.histories import History, histories
from velasdk.histories.branches import branch_names
from velasdk.simulate.examples import examples

ROOT = Path(__file__).parents[2]
NAMES = (
    "async-job",
    "github-issue-approval",
    "jira-transition",
    "oauth2-call",
    "servicenow-change",
    "terraform-cloud-run",
)
COUNT = share(100)


@cache
def shipped() -> dict[str, Compiled]:
    findings = Findings()
    found = compile_all([ROOT / "examples"], findings, ROOT, DIALECT)
    assert not findings.items, findings.sorted()
    return {one.step.name: one for one in found}


def test_each_compiles_without_a_finding() -> None:
    assert tuple(sorted(shipped())) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_controller_takes_the_template_as_it_is(engine: Engine, name: str) -> None:
    check_taken(engine, shipped()[name].template)


@pytest.mark.parametrize("name", NAMES)
def test_every_script_plays_as_predicted(engine: Engine, name: str) -> None:
    compiled = shipped()[name]
    scripts = examples(compiled.step)
    assert [script.title.partition(":")[0] for script in scripts] == [*branch_names(compiled.step), "no connection"]
    for script in scripts:
        played = play(engine, compiled, History(script.parameters, script.events), context=script.context)
        assert not played.differences, (script.title, [str(one) for one in played.differences])
        shown = script.title.partition(":")[0]
        assert shown == "no connection" or shown in [one.branch for one in played.predicted]
        unasked = [
            len(event.answers) - len(record.requests) for event, record in zip(script.events, played.records, strict=True)
        ]
        assert max(unasked) <= 0, script.title


@pytest.mark.parametrize("name", NAMES)
def test_generated_histories_agree(engine: Engine, name: str) -> None:
    compiled = shipped()[name]
    drawn = histories(compiled.step, COUNT, per_branch=1, candidates=CANDIDATES)
    found = [(history, different) for history in drawn.items if (different := compare(engine, compiled, history))]
    assert len(drawn.items) == COUNT
    assert not found, f"{len(found)} of {COUNT}, first: {found[0][0]} {[str(one) for one in found[0][1]]}"
    assert not FULL or not drawn.unreached
