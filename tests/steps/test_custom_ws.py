"""`custom-ws` as plain Python."""

from __future__ import annotations

import pytest

from steps.custom_ws import CustomWs, Review, ReviewData, ReviewReply
from velasdk import Context, Continue, Fail, Suspend, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

PENDING = ReviewReply(code=0, data=ReviewData(status=Review.PENDING))
APPROVED = ReviewReply(code=0, data=ReviewData(status=Review.APPROVED))
REJECTED = ReviewReply(code=0, data=ReviewData(status=Review.REJECTED, reason="too wide"))
URL = "http://127.0.0.1:8080/api/custom-ws"


def test_asks_with_the_key_of_the_step() -> None:
    run = Run(CustomWs(url="http://review/api"), Context(name="shop", idempotency_key="k1"))
    run.execute(APPROVED)
    assert [(sent.method, sent.url, sent.json()) for sent in run.requests] == [
        ("POST", "http://review/api", {"stepId": "k1", "application": "shop"})
    ]


@pytest.mark.parametrize(
    ("reply", "action", "phase"),
    [
        (PENDING, Suspend("waiting-for-review"), Phase.SUSPENDING),
        (APPROVED, Continue(), Phase.SUCCEEDED),
        (REJECTED, Fail("review rejected"), Phase.FAILED),
        (ReviewReply(code=7, msg="no such team"), Fail(f"{URL} answered code 7: no such team"), Phase.FAILED),
        (ReviewReply(code=0), Fail(f"{URL} answered code 0: "), Phase.FAILED),
        (Reply(503), Wait(f"POST {URL} answered 503"), Phase.RUNNING),
        (Reply(404), Fail(f"POST {URL} answered 404"), Phase.FAILED),
        (
            "<html>maintenance</html>",
            Fail(f"POST {URL} answered no ReviewReply: the body is missing or not of its type"),
            Phase.FAILED,
        ),
        (
            {"code": 0, "data": {"status": "1"}},
            Fail(f"POST {URL} answered no ReviewReply: data.status is missing or not of its type"),
            Phase.FAILED,
        ),
        (NO_CONNECTION, NO_CONNECTION, Phase.FAILED),
    ],
    ids=str,
)
def test_acts_on_the_answer(reply: ReviewReply | Reply | str, action: object, phase: Phase) -> None:
    run = Run(CustomWs())
    assert run.execute(reply) == action
    assert run.phase == phase


def test_a_resume_asks_again() -> None:
    run = Run(CustomWs())
    run.execute(PENDING)
    run.resume()
    run.execute(PENDING)
    assert (run.phase, run.message) == (Phase.RUNNING, "waiting-for-review: the answer is still the same")
    run.execute(APPROVED)
    assert run.phase is Phase.SUCCEEDED


def test_an_outage_opens_no_gate() -> None:
    run = Run(CustomWs())
    run.execute(PENDING)
    run.execute(Reply(503))
    run.execute(PENDING)
    assert run.phase is Phase.RUNNING


def test_nothing_is_executed_once_finished() -> None:
    run = Run(CustomWs())
    run.execute(REJECTED)
    with pytest.raises(RuntimeError, match="finished"):
        run.execute(APPROVED)
