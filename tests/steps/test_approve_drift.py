"""`approve-drift` as plain Python."""

from __future__ import annotations

import pytest

from steps.approve_drift import Approval, ApproveDrift, Change, Decision, Drift, DriftReport, Operation, Plan, Severity
from velasdk import Action, Context, Continue, Fail, Suspend, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

URL = "http://drift/api"
REPORTS = f"{URL}/drift-reports"
TAGS = Change(address="aws_s3_bucket.logs", actions=[Operation.UPDATE], severity=Severity.LOW)
RULE = Change(address="aws_security_group.web", actions=[Operation.UPDATE], severity=Severity.HIGH)
DATABASE = Change(address="aws_db.main", actions=[Operation.DELETE, Operation.CREATE], severity=Severity.CRITICAL)

APPROVED = Approval(plan_id="p1", decision=Decision.APPROVED, by="ann")
PENDING = Approval(plan_id="p1", decision=Decision.PENDING)
REJECTED = Approval(plan_id="p1", decision=Decision.REJECTED, by="bob", comment="close the port first")


def report(*changes: Change, approval: Approval | None = None) -> DriftReport:
    return DriftReport(plan=Plan(id="p1", changes=list(changes)), approval=approval)


def started(threshold: Severity = Severity.HIGH) -> Run:
    return Run(ApproveDrift(url=URL, workspace="shop", threshold=threshold), Context(idempotency_key="k"))


def test_asks_with_the_key_of_the_step() -> None:
    run = started()
    run.execute(report())
    assert [(sent.method, sent.url, sent.json()) for sent in run.requests] == [
        ("POST", REPORTS, {"idempotencyKey": "k", "workspace": "shop"})
    ]


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (report(), Continue(outputs=Drift(summary="no drift", changed=[]))),
        (
            report(TAGS),
            Continue(outputs=Drift(summary="aws_s3_bucket.logs update", changed=["aws_s3_bucket.logs"])),
        ),
        (report(TAGS, RULE), Suspend("drift-approval")),
        (report(RULE, approval=PENDING), Suspend("drift-approval")),
        (
            report(TAGS, DATABASE, approval=APPROVED),
            Continue(
                outputs=Drift(
                    summary="aws_s3_bucket.logs update, aws_db.main delete/create",
                    changed=["aws_s3_bucket.logs", "aws_db.main"],
                    approved_by="ann",
                )
            ),
        ),
        (
            report(RULE, approval=Approval(plan_id="p1", decision=Decision.APPROVED)),
            Continue(
                outputs=Drift(
                    summary="aws_security_group.web update", changed=["aws_security_group.web"], approved_by="somebody"
                )
            ),
        ),
        (
            report(TAGS, RULE, DATABASE, approval=REJECTED),
            Fail(
                "bob rejected the drift of shop (aws_security_group.web update, aws_db.main delete/create): "
                "close the port first"
            ),
        ),
        (
            report(RULE, approval=Approval(plan_id="p1", decision=Decision.REJECTED)),
            Fail("somebody rejected the drift of shop (aws_security_group.web update): no comment"),
        ),
        (DriftReport(), Wait("the drift of shop is not known yet")),
        (DriftReport(approval=APPROVED), Wait("the drift of shop is not known yet")),
    ],
    ids=[
        "no drift",
        "below the threshold",
        "nobody asked",
        "pending",
        "approved",
        "approved by nobody named",
        "rejected",
        "rejected without a word",
        "no plan",
        "approval without a plan",
    ],
)
def test_acts_on_the_drift_and_its_approval(reply: DriftReport, action: Action) -> None:
    assert started().execute(reply) == action


@pytest.mark.parametrize("decision", Decision)
def test_an_approval_of_another_plan_decides_nothing(decision: Decision) -> None:
    other = Approval(plan_id="p0", decision=decision, by="ann")
    assert started().execute(report(RULE, approval=other)) == Suspend("drift-approval")


@pytest.mark.parametrize("threshold", Severity)
@pytest.mark.parametrize("severity", Severity)
def test_the_threshold_itself_needs_an_approval(threshold: Severity, severity: Severity) -> None:
    run = started(threshold)
    run.execute(report(Change(address="a", actions=[Operation.UPDATE], severity=severity)))
    assert run.phase is (Phase.SUSPENDING if severity >= threshold else Phase.SUCCEEDED)


def test_rejected_drift_below_the_threshold_goes_on() -> None:
    run = started(Severity.CRITICAL)
    run.execute(report(RULE, approval=REJECTED))
    assert run.outputs == Drift(summary="aws_security_group.web update", changed=["aws_security_group.web"])


@pytest.mark.parametrize(
    ("reply", "action", "phase"),
    [
        (Reply(503), Wait(f"POST {REPORTS} answered 503"), Phase.RUNNING),
        (Reply(404), Fail(f"POST {REPORTS} answered 404"), Phase.FAILED),
        (
            "<html>maintenance</html>",
            Fail(f"POST {REPORTS} answered no DriftReport: the body is missing or not of its type"),
            Phase.FAILED,
        ),
        (
            {"plan": {"id": "p1", "changes": [{"address": "a", "actions": ["forget"], "severity": 1}]}},
            Fail(f"POST {REPORTS} answered no DriftReport: plan.changes is missing or not of its type"),
            Phase.FAILED,
        ),
        (
            {"plan": {"id": "p1", "changes": []}, "approval": {"planId": "p1", "decision": "postponed"}},
            Fail(f"POST {REPORTS} answered no DriftReport: approval.decision is missing or not of its type"),
            Phase.FAILED,
        ),
        (NO_CONNECTION, NO_CONNECTION, Phase.FAILED),
    ],
    ids=str,
)
def test_what_is_no_report_is_no_approval(reply: Reply | str, action: object, phase: Phase) -> None:
    run = started()
    assert run.execute(reply) == action
    assert (run.phase, run.outputs) == (phase, None)


def test_a_resume_asks_again() -> None:
    run = started()
    run.execute(report(RULE))
    assert (run.phase, run.message) == (Phase.SUSPENDING, "Suspended by field drift-approval")
    run.resume()
    run.execute(report(RULE, approval=PENDING))
    assert (run.phase, run.message) == (Phase.RUNNING, "drift-approval: the answer is still the same")
    run.execute(report(RULE, approval=APPROVED))
    assert run.phase is Phase.SUCCEEDED
    assert [sent.json()["idempotencyKey"] for sent in run.requests] == ["k", "k", "k"]


def test_an_outage_opens_no_gate() -> None:
    run = started()
    run.execute(report(RULE))
    run.execute(Reply(503))
    run.execute(report(RULE))
    assert run.phase is Phase.RUNNING


def test_drift_that_is_gone_needs_no_approval() -> None:
    run = started()
    run.execute(report(RULE))
    run.execute(report())
    assert (run.phase, run.outputs) == (Phase.SUCCEEDED, Drift(summary="no drift", changed=[]))
