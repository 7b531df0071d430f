"""A run as data: what starts it, and what resume and terminate write, compared with KubeVela's own operator."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cluster.project import STEP
from velasdk.cluster.runs import after_resume, manifest, resumption, termination
from velasdk.cluster.states import Step, state
from velasdk.compiler import compile_all
from velasdk.diagnostics import Findings
from velasdk.dialects import Dialect

OPERATIONS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "operations.yaml").read_text(encoding="utf-8"))


def step(name: str, at: str) -> dict[str, Any]:
    phase, _, reason = at.partition(" ")
    return {"id": name, "name": name, "type": "t", "phase": phase, **({"reason": reason} if reason else {})}


def steps(which: int) -> list[dict[str, Any]]:
    """The steps of the recorded run: 0 before, 1 after a resume, 2 after a terminate."""
    single = [step(f"s{at}", row[which]) for at, row in enumerate(OPERATIONS["steps"])]
    groups = [
        step(f"g{at}", each["group"][which])
        | {"subSteps": [step(f"g{at}-{sub}", row[which]) for sub, row in enumerate(each["steps"])]}
        for at, each in enumerate(OPERATIONS["groups"])
    ]
    return single + groups


@pytest.mark.parametrize("which, verb, change", [(1, "resume", resumption), (2, "terminate", termination)])
def test_it_writes_what_the_operator_writes(which: int, verb: str, change: Any) -> None:
    status: dict[str, Any] = {
        "mode": {},
        "status": "suspending",
        "suspend": True,
        "terminated": False,
        "finished": False,
        "steps": steps(0),
    }
    run = {"status": status}
    after = change(run)
    assert after["steps"] == steps(which) != steps(0)
    assert {**status, **after, "steps": None} == {"mode": {}, **OPERATIONS[verb], "steps": None}
    assert run == {"status": {**status, "steps": steps(0)}}, "what was read stays as it is"


def test_all_phases_are_there() -> None:
    before = [row[0].partition(" ")[0] for row in OPERATIONS["steps"]]
    assert {"pending", "running", "suspending", "succeeded", "failed", "skipped"} == set(before)
    assert len(OPERATIONS["groups"]) >= 5


def test_manifest() -> None:
    assert manifest("paint", {"url": "x"}, "team") == {
        "apiVersion": "core.oam.dev/v1alpha1",
        "kind": "WorkflowRun",
        "metadata": {"generateName": "paint-", "namespace": "team"},
        "spec": {"workflowSpec": {"steps": [{"name": "paint", "type": "paint", "properties": {"url": "x"}}]}},
    }
    named = manifest("paint", {}, "team", "first")
    assert named["metadata"] == {"name": "first", "namespace": "team"}
    assert named["spec"] == {"workflowSpec": {"steps": [{"name": "paint", "type": "paint"}]}}


FROZEN = STEP.partition("        if")[0] + '        return Suspend("thaw", duration="24h")\n'
DELAYED = FROZEN.replace('"24h"', '"24h", on_elapse="succeed", reason="it dries by itself"')


def compiled(text: str, folder: Path, dialect: Dialect) -> str:
    (folder / "paint.py").write_text(text, encoding="utf-8")
    findings = Findings()
    (found,) = compile_all([folder / "paint.py"], findings, folder, dialect)
    return found.template


@pytest.mark.parametrize("dialect", Dialect)
def test_what_a_step_does_once_it_is_resumed(tmp_path: Path, dialect: Dialect) -> None:
    template, frozen = compiled(STEP, tmp_path, dialect), compiled(FROZEN, tmp_path, dialect)
    assert after_resume("paint", "drying", template) == "it asks again, and goes on only when the answer is another one"
    assert after_resume("paint", "another-coat", template) == "it asks again, and goes on also when the answer is the same"
    assert after_resume("paint", "thaw", frozen) == "nothing happens until it was suspended for 24h, then it asks again"
    delayed = compiled(DELAYED, tmp_path, dialect)
    assert after_resume("paint", "thaw", delayed).endswith("goes on also when the answer is the same")
    assert after_resume("paint", "unknown", template) == after_resume("paint", "", template) == "it is executed again"
    assert after_resume("paint", "drying", None) == "it is executed again"
    assert after_resume("suspend", "x", None) == "the workflow goes on"


GARBAGE: list[Any] = [
    {},
    {"status": None},
    {"status": {"steps": 3}},
    {"status": {"steps": [None, {"phase": 3, "subSteps": "x"}]}},
]


@pytest.mark.parametrize("run", GARBAGE, ids=str)
def test_a_status_of_another_shape_is_no_error(run: Any) -> None:
    assert not state(run).finished
    assert all(isinstance(each.phase, str) for each in state(run).steps)


def test_the_failure_to_begin_is_the_message() -> None:
    conditions = [
        {"type": "Ready", "status": "True", "message": "no"},
        {"type": "WorkflowRun", "status": "False", "message": "why"},
    ]
    assert state({"status": {"status": "initializing", "conditions": conditions}}).message == "why"


def test_who_waits_for_a_resume() -> None:
    inner = Step("b", "t", "suspending", "Suspend", "Suspended by field two", group="g")
    found = state(
        {
            "status": {
                "suspend": True,
                "steps": [
                    {"name": "a", "type": "t", "phase": "suspending", "reason": "Wait", "message": "busy"},
                    {"name": "g", "phase": "suspending", "subSteps": [{"name": "c", "phase": "running"}, *[_raw(inner)]]},
                ],
            }
        }
    )
    assert found.waiting() == [Step("a", "t", "suspending", "Wait", "busy"), inner]
    assert [each.label for each in found.waiting()] == ["", "two"]


def _raw(one: Step) -> dict[str, str]:
    return {"name": one.name, "type": one.type, "phase": one.phase, "reason": one.reason, "message": one.message}
