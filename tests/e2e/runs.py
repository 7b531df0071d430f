"""WorkflowRuns of one step, as a story watches them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.e2e.cluster.running import Cluster
from tests.e2e.review_api import ReviewApi
from velasdk.cluster import operate
from velasdk.cluster.connect import connect
from velasdk.cluster.kinds import RUN
from velasdk.cluster.runs import manifest
from velasdk.cluster.states import State, state

NAMESPACE = "default"


@dataclass(frozen=True, slots=True)
class Run:
    """A WorkflowRun of one step."""

    name: str
    cluster: Cluster

    def read(self) -> dict[str, Any]:
        """The object."""
        return self.cluster.objects.get(RUN.api, RUN.name, self.name, NAMESPACE)

    def state(self) -> State:
        """What its status says."""
        return state(self.read())

    def until(self, phase: str, timeout: float = 30.0) -> State:
        """Wait until the run is in a phase. Raises TimeoutError, with what it is instead, after `timeout` seconds."""
        return self.wait(lambda state: state.phase == phase, timeout)

    def wait(self, fits: Callable[[State], bool], timeout: float = 30.0) -> State:
        """Wait until its state fits. Raises TimeoutError after `timeout` seconds."""
        end = time.monotonic() + timeout
        while not fits(state := self.state()):
            if time.monotonic() > end:
                raise TimeoutError(f"after {timeout:g} s {self.name} still is {state}")
            time.sleep(0.1)
        return state

    def resume(self) -> None:
        """As an operator does it."""
        operate.resume(connect(self.cluster.control_plane.kubeconfig), self.name)

    def touch(self) -> None:
        """An event that means nothing, after which the controller executes the run again."""
        self.cluster.objects.annotate(RUN.api, RUN.name, self.name, NAMESPACE, touched="yes")

    def terminate(self) -> None:
        """As an operator does it."""
        operate.terminate(connect(self.cluster.control_plane.kubeconfig), self.name)


def start(cluster: Cluster, api: ReviewApi, name: str, step: str = "custom-ws") -> Run:
    """A new run of a step that asks `api`."""
    cluster.objects.apply(manifest(step, {"url": api.url}, NAMESPACE, name))
    return Run(name, cluster)


def start_suspended(cluster: Cluster, api: ReviewApi, name: str, step: str = "custom-ws") -> Run:
    """A new run that waits for an event: nothing else lets it ask again."""
    run = start(cluster, api, name, step)
    run.until("suspending")
    api.wait_for_quiet(name)
    return run


def check_one_key(api: ReviewApi, run: Run) -> None:
    """Every request of a run had the id that its status shows."""
    (step,) = run.read()["status"]["steps"]
    assert {each.step_id for each in api.of(run.name)} == {step["id"]}
