"""A part of the cluster dies in mid-run: the step asks under one key, and no approval is lost or invented."""

from __future__ import annotations

import threading
import time

import pytest

from tests.e2e.cluster.running import Cluster
from tests.e2e.review_api import APPROVED, PENDING, REJECTED, Answer, Asked, ReviewApi
from tests.e2e.runs import Run, check_one_key, start, start_suspended

ANSWERS = {"pending": PENDING, "approved": APPROVED, "rejected": REJECTED}
ENDS = {"pending": "suspending", "approved": "succeeded", "rejected": "failed"}
"""What an answer makes of a run that nobody resumed."""


@pytest.mark.parametrize("answer", ANSWERS)
def test_controller_killed_between_request_and_status(cluster: Cluster, api: ReviewApi, answer: str) -> None:
    run = Run(f"killed-{answer}", cluster)
    api.answers[run.name] = ANSWERS[answer]
    killed = kill_at_next_request(cluster, api, run)
    start(cluster, api, run.name)
    assert killed.wait(30)
    before = run.state()
    assert (before.phase, before.steps[0].phase) == ("executing", "running"), "it was killed before it wrote what was answered"
    cluster.controller.start()
    run.until(ENDS[answer])
    assert len(api.of(run.name)) >= 2
    check_one_key(api, run)


def test_controller_killed_after_a_resume(cluster: Cluster, api: ReviewApi) -> None:
    run = start_suspended(cluster, api, "killed-resumed")
    killed = kill_at_next_request(cluster, api, run)
    run.resume()
    assert killed.wait(30)
    asked = len(api.of(run.name))
    cluster.controller.start()
    api.wait_for(run.name, asked + 2)
    assert run.state().phase != "succeeded"
    api.answers[run.name] = APPROVED
    run.until("succeeded")
    check_one_key(api, run)


def kill_at_next_request(cluster: Cluster, api: ReviewApi, run: Run) -> threading.Event:
    """The controller dies when the next request of a run has arrived, before it has an answer. The event says: it did."""
    killed = threading.Event()

    def kill(asked: Asked) -> None:
        if asked.application == run.name and not killed.is_set():
            cluster.controller.kill()
            killed.set()

    api.on_request = kill
    return killed


def test_api_server_restarted_in_mid_run(cluster: Cluster, api: ReviewApi) -> None:
    suspended = start_suspended(cluster, api, "restarted-suspended")
    polling = start_suspended(cluster, api, "restarted-polling")
    polling.resume()
    polling.until("executing")
    cluster.control_plane.stop_api()
    api.answers |= {suspended.name: APPROVED, polling.name: APPROVED}
    time.sleep(3)  # the controller tries to go on
    cluster.control_plane.start_api()
    polling.until("succeeded", timeout=60)
    assert suspended.state().phase == "suspending"
    suspended.resume()
    suspended.until("succeeded", timeout=60)
    for run in (suspended, polling):
        check_one_key(api, run)


def test_fifty_runs_at_once(cluster: Cluster, api: ReviewApi) -> None:
    outcomes: list[tuple[Answer, str]] = [(APPROVED, "succeeded"), (REJECTED, "failed"), (PENDING, "executing")]
    runs = [start(cluster, api, f"of-fifty-{number}") for number in range(50)]
    for run in runs:
        run.until("suspending", timeout=60)
    for number, run in enumerate(runs):
        api.answers[run.name] = outcomes[number % 3][0]
        run.resume()
    for number, run in enumerate(runs):
        run.until(outcomes[number % 3][1], timeout=60)
        check_one_key(api, run)
    assert len({asked.step_id for asked in api.asked}) == 50
