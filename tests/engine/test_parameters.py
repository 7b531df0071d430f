"""With a parameter missing or of a wrong type nothing is sent and the step fails, in Python and on the engine alike."""

from __future__ import annotations

from typing import Any

from tests.engine.cases import Case, executions
from velasdk.agreement import STEP, play
from velasdk.compiler import Compiled
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.histories import History
from velasdk.reading import Misfit, read_parameters


def fits(compiled: Compiled, parameters: dict[str, Any]) -> bool:
    try:
        read_parameters(compiled.step.python, parameters)
    except Misfit:
        return False
    return True


def test_the_table_is_long_enough(case: Case) -> None:
    assert len(case["good_parameters"]) >= 5
    assert len(case["bad_parameters"]) >= 20
    assert len(case["good_parameters"]) + len(case["bad_parameters"]) >= 25


def test_bad_parameters_fail_before_anything_is_sent(engine: Engine, compiled: Compiled, case: Case) -> None:
    good, *_ = executions(compiled, case, case["approvals"][0])
    for name, parameters in case["bad_parameters"].items():
        played = play(engine, compiled, History(parameters, (good, good, good)))
        assert not played.differences, name
        assert not fits(compiled, parameters), name
        for record in played.records:
            step = record.step(STEP)
            assert step is not None, name
            assert (step.phase, step.reason, record.requests) == ("failed", "Action", ()), name
            assert record.phase == "failed", name


def test_good_parameters_run(engine: Engine, compiled: Compiled, case: Case) -> None:
    told = executions(compiled, case, case["approvals"][0])
    for name, parameters in case["good_parameters"].items():
        played = play(engine, compiled, History(parameters, (p.reconcile(), *told)))
        assert not played.differences, name
        assert fits(compiled, parameters), name
        assert all(record.requests for record in played.records[1:]), name
        assert played.records[-1].phase == "succeeded", name
