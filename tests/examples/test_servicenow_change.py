"""`servicenow-change` as plain Python."""

from __future__ import annotations

import base64

import pytest
from pydantic import ValidationError

from examples.servicenow_change import Approval, Approved, Change, ChangeReply, ServicenowChange
from velasdk import Action, Context, Continue, Fail, Suspend, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

STEP = ServicenowChange(instance="https://acme.service-now.com", summary="Release 1.2", user="vela", password="pä:ss")
TABLE = "https://acme.service-now.com/api/now/table/change_request"
FIELDS = "sysparm_fields=sys_id%2Cnumber%2Cstate%2Capproval"
ONE = f"{TABLE}/a1b2?{FIELDS}"


def change(approval: Approval, state: str = "-4") -> ChangeReply:
    return ChangeReply(result=Change(sys_id="a1b2", number="CHG0030001", state=state, approval=approval))


CREATED = Reply.of(change(Approval.NOT_REQUESTED, "-5"), 201)
APPROVED = Approved(number="CHG0030001", sys_id="a1b2")


def opened() -> Run:
    """A run whose change request is there already."""
    run = Run(STEP)
    run.execute(CREATED)
    return run


def test_creates_one_change_and_then_reads_it() -> None:
    run = Run(STEP, Context(name="shop", namespace="prod", idempotency_key="k1"))
    assert run.execute(CREATED) == Wait("change is done")
    run.execute(change(Approval.NOT_REQUESTED))
    run.execute(change(Approval.APPROVED))
    assert [(sent.method, sent.url) for sent in run.requests] == [
        ("POST", f"{TABLE}?{FIELDS}"),
        ("GET", ONE),
        ("GET", ONE),
    ]
    post, get, _ = run.requests
    assert post.json() == {
        "short_description": "Release 1.2",
        "description": "\nWorkflow prod/shop",
        "type": "normal",
        "assignment_group": None,
        "correlation_id": "k1",
    }
    credentials = base64.b64encode("vela:pä:ss".encode()).decode()
    assert get.headers == {"Authorization": f"Basic {credentials}", "Accept": "application/json"}
    assert post.headers == {**get.headers, "Content-Type": "application/json"}
    assert (run.phase, run.outputs) == (Phase.SUCCEEDED, APPROVED)


def test_sends_group_type_and_details() -> None:
    run = Run(
        ServicenowChange(instance="https://a", summary="s", details="d", type="emergency", group="g1", user="u", password="p")
    )
    run.execute(CREATED)
    sent = run.requests[0].json()
    assert (sent["type"], sent["assignment_group"], sent["description"]) == ("emergency", "g1", "d\nWorkflow default/run")


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (change(Approval.APPROVED), Continue(outputs=APPROVED)),
        (change(Approval.REJECTED), Fail("CHG0030001 is rejected")),
        (change(Approval.REQUESTED), Suspend("waiting-for-change-approval")),
        (change(Approval.NOT_REQUESTED), Wait("nobody is asked to approve CHG0030001 yet")),
        (change(Approval.APPROVED, "4"), Fail("CHG0030001 is canceled")),
        (change(Approval.REQUESTED, "4"), Fail("CHG0030001 is canceled")),
        (Reply(503), Wait(f"GET {ONE.split('?')[0]} answered 503")),
        (Reply(429), Wait(f"GET {ONE.split('?')[0]} answered 429")),
        (Reply(401), Fail(f"GET {ONE.split('?')[0]} answered 401")),
        (
            "<html>Your instance is hibernating</html>",
            Fail(f"GET {ONE.split('?')[0]} answered no ChangeReply: the body is missing or not of its type"),
        ),
        (
            {"result": {"sys_id": "a1b2", "number": "CHG0030001", "state": "-4", "approval": "maybe"}},
            Fail(f"GET {ONE.split('?')[0]} answered no ChangeReply: result.approval is missing or not of its type"),
        ),
        (NO_CONNECTION, NO_CONNECTION),
    ],
    ids=str,
)
def test_acts_on_the_approval(reply: ChangeReply | Reply, action: Action) -> None:
    assert opened().execute(reply) == action


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (Reply(503), Wait(f"POST {TABLE} answered 503")),
        (Reply(403), Fail(f"POST {TABLE} answered 403")),
        (Reply(200, "<html>"), Fail(f"POST {TABLE} answered no ChangeReply: the body is missing or not of its type")),
    ],
    ids=str,
)
def test_what_if_no_change_is_created(reply: Reply, action: Action) -> None:
    assert Run(STEP).execute(reply) == action


def test_a_resume_asks_again_and_approves_nothing() -> None:
    run = opened()
    assert run.execute(change(Approval.REQUESTED)) == Suspend("waiting-for-change-approval")
    run.resume()
    run.execute(change(Approval.REQUESTED))
    assert (run.phase, run.message) == (Phase.RUNNING, "waiting-for-change-approval: the answer is still the same")
    run.execute(change(Approval.REJECTED))
    assert run.phase is Phase.FAILED
    assert [sent.method for sent in run.requests] == ["POST", "GET", "GET", "GET"]


@pytest.mark.parametrize("instance", ["acme.service-now.com", "http://acme", "https://acme/", ""])
def test_the_instance_is_checked(instance: str) -> None:
    with pytest.raises(ValidationError):
        ServicenowChange(instance=instance, summary="s", user="u", password="p")
