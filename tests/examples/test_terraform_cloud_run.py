"""`terraform-cloud-run` as plain Python."""

from __future__ import annotations

import pytest

from examples.terraform_cloud_run import Finished, TerraformCloudRun
from velasdk import Action, Context, Continue, Fail, Suspend, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

STEP = TerraformCloudRun(workspace="ws-1", token="t0")
UNATTENDED = TerraformCloudRun(workspace="ws-1", token="t0", auto_apply=True, destroy=True)
RUNS = "https://app.terraform.io/api/v2/runs"


def run_in(status: str, code: int = 200) -> Reply:
    attributes = {"status": status, "has-changes": True, "plan-only": False, "source": "tfe-api"}
    return Reply.of({"data": {"id": "run-7", "type": "runs", "attributes": attributes, "links": {}}}, code)


def started(step: TerraformCloudRun = STEP) -> Run:
    """A run of `step` whose Terraform run is created already."""
    run = Run(step)
    run.execute(run_in("pending", 201))
    return run


def test_creates_one_run_and_then_reads_it() -> None:
    run = Run(UNATTENDED, Context(name="shop", namespace="prod", idempotency_key="k1"))
    assert run.execute(run_in("pending", 201)) == Wait("run is done")
    run.execute(run_in("planning"))
    run.execute(run_in("applied"))
    assert [(sent.method, sent.url) for sent in run.requests] == [
        ("POST", RUNS),
        ("GET", f"{RUNS}/run-7"),
        ("GET", f"{RUNS}/run-7"),
    ]
    post, get, _ = run.requests
    assert post.json() == {
        "data": {
            "type": "runs",
            "attributes": {"message": "Started by KubeVela (prod/shop k1)", "auto-apply": True, "is-destroy": True},
            "relationships": {"workspace": {"data": {"type": "workspaces", "id": "ws-1"}}},
        }
    }
    assert post.headers == {"Authorization": "Bearer t0", "Content-Type": "application/vnd.api+json"}
    assert get.headers == {"Authorization": "Bearer t0"}
    assert (run.phase, run.outputs) == (Phase.SUCCEEDED, Finished(run="run-7", status="applied"))


@pytest.mark.parametrize("status", ["applied", "planned_and_finished"])
def test_ends_well(status: str) -> None:
    assert started().execute(run_in(status)) == Continue(outputs=Finished(run="run-7", status=status))


@pytest.mark.parametrize("status", ["errored", "discarded", "canceled", "force_canceled", "policy_soft_failed"])
def test_ends_badly(status: str) -> None:
    assert started().execute(run_in(status)) == Fail(f"run-7 ended {status}")


@pytest.mark.parametrize("status", ["planned", "cost_estimated", "policy_checked", "post_plan_completed"])
def test_a_person_confirms_unless_it_applies_by_itself(status: str) -> None:
    assert started().execute(run_in(status)) == Suspend("waiting-for-confirmation")
    assert started(UNATTENDED).execute(run_in(status)) == Wait(f"run-7 is {status}")


@pytest.mark.parametrize("step", [STEP, UNATTENDED], ids=["attended", "unattended"])
def test_a_person_overrides_a_policy(step: TerraformCloudRun) -> None:
    assert started(step).execute(run_in("policy_override")) == Suspend("waiting-for-policy-override")


@pytest.mark.parametrize("status", ["pending", "plan_queued", "planning", "confirmed", "apply_queued", "applying", "new-state"])
def test_waits_for_every_other_state(status: str) -> None:
    assert started().execute(run_in(status)) == Wait(f"run-7 is {status}")


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (Reply(503), Wait(f"GET {RUNS}/run-7 answered 503")),
        (Reply(429), Wait(f"GET {RUNS}/run-7 answered 429")),
        (Reply(404), Fail(f"GET {RUNS}/run-7 answered 404")),
        (Reply(200, "<html>"), Fail(f"GET {RUNS}/run-7 answered no Run: the body is missing or not of its type")),
        (
            Reply.of({"data": {"id": "run-7", "attributes": {"status": None}}}),
            Fail(f"GET {RUNS}/run-7 answered no Run: data.attributes.status is missing or not of its type"),
        ),
        (NO_CONNECTION, NO_CONNECTION),
    ],
    ids=str,
)
def test_what_is_no_run(reply: Reply, action: Action) -> None:
    assert started().execute(reply) == action


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (Reply(503), Wait(f"POST {RUNS} answered 503")),
        (Reply(404), Fail("Terraform Cloud starts no run in ws-1: does the token reach it?")),
        (Reply(200, "<html>"), Fail(f"POST {RUNS} answered no Run: the body is missing or not of its type")),
    ],
    ids=str,
)
def test_what_if_no_run_starts(reply: Reply, action: Action) -> None:
    assert Run(STEP).execute(reply) == action


def test_from_plan_to_apply() -> None:
    run = started()
    assert run.execute(run_in("planned")) == Suspend("waiting-for-confirmation")
    run.resume()
    run.execute(run_in("planned"))
    assert (run.phase, run.message) == (Phase.RUNNING, "waiting-for-confirmation: the answer is still the same")
    run.execute(run_in("applying"))
    run.execute(Reply(502))
    run.execute(run_in("applied"))
    assert run.phase is Phase.SUCCEEDED
    assert [sent.method for sent in run.requests].count("POST") == 1
