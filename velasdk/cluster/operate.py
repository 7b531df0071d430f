"""What an operator does with a run: resume it, terminate it. A run that changes meanwhile is read again."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..diagnostics import VelasdkError
from .definitions import template_of
from .kinds import APPLICATION, RUN
from .refusals import Refused
from .runs import after_resume, resumption, termination
from .states import State, Step, state

if TYPE_CHECKING:
    from .access import Cluster

NOT_FOUND, CONFLICT = 404, 409

TIMES = 10
"""How often a run that changes under our hands is read again."""

PAUSE = 0.1
"""How many seconds are between two times."""


def resume(cluster: Cluster, name: str) -> list[tuple[Step, str]]:
    """Resume a run; the steps that it concerns, and what each does now.

    Raises `VelasdkError` when the run is not suspended, has ended, or is not there.
    """
    said: list[tuple[Step, str]] = []

    def change(run: Mapping[str, Any]) -> Mapping[str, Any]:
        found = _running(cluster, name, run, "resume")
        if not found.suspended:
            raise VelasdkError(f"{_place(cluster, name)} is not suspended: {_doing(found)}")
        said[:] = [(step, after_resume(step.type, step.label, template_of(cluster, step.type))) for step in found.waiting()]
        return resumption(run)

    _change(cluster, name, "resume", change)
    return said


def terminate(cluster: Cluster, name: str) -> bool:
    """Terminate a run; False when it is terminated already. Raises `VelasdkError` when it has ended or is not there."""
    if (before := state(_read(cluster, name, "terminate"))).terminated or before.phase == "terminated":
        return False

    def change(run: Mapping[str, Any]) -> Mapping[str, Any]:
        found = _running(cluster, name, run, "terminate")
        if not found.steps:
            help = f"try again, or delete it: kubectl delete workflowrun {name} -n {cluster.namespace}"
            raise VelasdkError(
                f"{_place(cluster, name)} has not begun, and KubeVela would forget that it is terminated: {help}"
            )
        return termination(run)

    _change(cluster, name, "terminate", change)
    return True


def _change(cluster: Cluster, name: str, verb: str, change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
    """Write what `change` makes of the run, unless somebody else has written since it was read."""
    for left in reversed(range(TIMES)):
        run = _read(cluster, name, verb)
        try:
            cluster.patch_status(RUN, name, run["metadata"]["resourceVersion"], change(run))
        except Refused as error:
            if error.status != CONFLICT or not left:
                raise
            time.sleep(PAUSE)
        else:
            return


def _read(cluster: Cluster, name: str, verb: str) -> dict[str, Any]:
    """The run. Raises `VelasdkError` when there is none, and says so when an Application has that name."""
    missing = VelasdkError(f"there is no WorkflowRun {name} in the namespace {cluster.namespace}")
    try:
        if (run := cluster.read(RUN, name)) is not None:
            return run
    except Refused as error:
        if error.status != NOT_FOUND:
            raise
        missing = error  # KubeVela without vela-workflow has Applications only
    try:
        application = cluster.read(APPLICATION, name)
    except Refused:
        application = None
    if application is None:
        raise missing
    raise VelasdkError(f"{name} is an Application, not a WorkflowRun: vela workflow {verb} {name} -n {cluster.namespace}")


def _running(cluster: Cluster, name: str, run: Mapping[str, Any], verb: str) -> State:
    """The state of a run that has not ended."""
    found = state(run)
    if found.finished:
        raise VelasdkError(f"{_place(cluster, name)} has ended, it {_ended(found.phase)}: there is nothing to {verb}")
    if found.terminated:
        raise VelasdkError(f"{_place(cluster, name)} is being terminated: there is nothing to {verb}")
    return found


def _place(cluster: Cluster, name: str) -> str:
    return f"{cluster.namespace}/{name}"


def _ended(phase: str) -> str:
    return f"was {phase}" if phase == "terminated" else phase or "is finished"


def _doing(found: State) -> str:
    return f"it is {found.phase}" if found.phase else "no controller has begun it yet"
