"""The story of `custom-ws` on the real controller: a step that waits for a person and that nothing opens by accident."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.cluster.running import Cluster
from tests.e2e.review_api import APPROVED, HTML, REJECTED, ReviewApi
from tests.e2e.runs import Run, check_one_key, start, start_suspended
from velasdk.cluster.states import State


def message(state: State) -> str:
    """What the status says of the step."""
    return state.steps[0].message


def test_a_review_from_request_to_approval(cluster: Cluster, api: ReviewApi) -> None:
    run = start_suspended(cluster, api, "story")
    assert "waiting-for-review" in message(run.state())
    asked = len(api.of("story"))
    run.resume()
    api.wait_for("story", asked + 2)
    assert run.wait(lambda state: state.steps[0].phase == "running").phase == "executing"
    api.answers["story"] = APPROVED
    assert run.until("succeeded").steps[0].phase == "succeeded"
    check_one_key(api, run)


def test_an_approval_while_suspended_needs_one_resume(cluster: Cluster, api: ReviewApi) -> None:
    run = start_suspended(cluster, api, "approved-while-suspended")
    api.answers[run.name] = APPROVED
    run.resume()
    run.until("succeeded")
    check_one_key(api, run)


def test_a_rejection(cluster: Cluster, api: ReviewApi) -> None:
    api.answers["rejected"] = REJECTED
    run = start(cluster, api, "rejected")
    assert "review rejected" in message(run.until("failed"))
    check_one_key(api, run)


@pytest.mark.parametrize("event", [Run.resume, Run.touch], ids=["resumed", "touched"])
def test_html_while_suspended_is_no_approval(cluster: Cluster, api: ReviewApi, event: Callable[[Run], None]) -> None:
    run = start_suspended(cluster, api, "html")
    api.answers["html"] = HTML
    event(run)
    assert "answered no ReviewReply: the body" in message(run.until("failed"))
    check_one_key(api, run)


def test_resume_while_pending_polls(cluster: Cluster, api: ReviewApi) -> None:
    run = start_suspended(cluster, api, "resumed")
    run.resume()
    api.wait_for("resumed", len(api.of("resumed")) + 3)
    assert run.state().phase == "executing"
    api.answers["resumed"] = REJECTED
    run.until("failed")
    check_one_key(api, run)


def test_terminate(cluster: Cluster, api: ReviewApi) -> None:
    run = start_suspended(cluster, api, "terminated")
    run.terminate()
    run.until("terminated")
    asked = len(api.of("terminated"))
    api.answers["terminated"] = APPROVED
    start_suspended(cluster, api, "after-the-terminated")
    assert run.state().phase == "terminated"
    assert len(api.of("terminated")) == asked
