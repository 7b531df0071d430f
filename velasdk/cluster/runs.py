"""A `WorkflowRun` as data: what starts one, and what a resume and a terminate write into its status.

Both write what the operator of kubevela/workflow does (`pkg/utils/operation.go`, the same in v0.6.0 to v0.7.2):
tests/cluster/operations.yaml is what that one made of the same runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from ..actions import still, unopened
from .kinds import RUN

BUILTIN_SUSPEND = "suspend"
"""The type of the engine's own step that only suspends."""


def manifest(step: str, properties: Mapping[str, Any], namespace: str, name: str | None = None) -> dict[str, Any]:
    """A run of one step of the type `step`; without a name the API server makes one, `<step>-xxxxx`."""
    named = {"name": name} if name is not None else {"generateName": f"{step}-"}
    given = {"properties": dict(properties)} if properties else {}
    return {
        "apiVersion": RUN.api,
        "kind": RUN.name,
        "metadata": {**named, "namespace": namespace},
        "spec": {"workflowSpec": {"steps": [{"name": step, "type": step, **given}]}},
    }


def resumption(run: Mapping[str, Any]) -> dict[str, Any]:
    """What resuming changes in the status of a run: each step that suspends runs, and what had not ended in its group."""
    steps = _steps(run)
    for step in steps:
        below = _below(step)
        if step.get("phase") == "suspending":
            step["phase"] = "running"
            for sub in below:
                if not _ended(sub):
                    sub["phase"] = "running"
        for sub in below:
            if sub.get("phase") == "suspending":
                sub["phase"] = "running"
    return {"suspend": False, "steps": steps}


def termination(run: Mapping[str, Any]) -> dict[str, Any]:
    """What terminating changes in the status of a run: each step that runs or suspends has failed, by `Terminate`."""
    steps = _steps(run)
    for step in steps:
        for one in (step, *_below(step)):
            if one.get("phase") in ("running", "suspending"):
                one.update(phase="failed", reason="Terminate")
            elif one.get("phase") == "failed" and one.get("reason") not in ("FailedAfterRetries", "Timeout"):
                one["reason"] = "Terminate"
    return {"terminated": True, "suspend": False, "steps": steps}


def after_resume(type_: str, label: str, template: str | None) -> str:
    """What a step that suspends at `label` does once it is resumed; `template` is its definition in the cluster, if known."""
    if type_ == BUILTIN_SUSPEND:
        return "the workflow goes on"
    if template is None or not label:
        return "it is executed again"
    given = re.search(rf'"{re.escape(label)}": \w+\.#Suspend & \{{.*?duration: "([^"]*)"', template)
    if given is not None:
        then = "it asks again" if still(label) in template else "it goes on also when the answer is the same"
        return f"nothing happens until it was suspended for {given[1]}, then {then}"
    if still(label) in template:
        return "it asks again, and goes on only when the answer is another one"
    return (
        "it asks again, and goes on also when the answer is the same" if unopened(label) in template else "it is executed again"
    )


def _steps(run: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A copy of what the status says of the steps."""
    status: Mapping[str, Any] = run.get("status") or {}
    return deepcopy(status.get("steps") or [])


def _below(step: Mapping[str, Any]) -> list[dict[str, Any]]:
    return step.get("subSteps") or []


def _ended(step: Mapping[str, Any]) -> bool:
    """Whether the engine takes a step for ended (`IsStepFinish`): one that failed to execute is tried again."""
    phase, reason = step.get("phase"), step.get("reason")
    return phase in ("succeeded", "skipped") or (phase == "failed" and reason not in (None, "", "Execute"))
