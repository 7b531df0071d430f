"""`async-job` as plain Python."""

from __future__ import annotations

import pytest

from examples.async_job_location import AsyncJob, Result
from velasdk import Action, Context, Continue, Fail, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

HOST = "https://jobs.example.com"
JOBS = f"{HOST}/v1/jobs"
STEP = AsyncJob(host=HOST, kind="export", target="orders", token="t0")
RESULT = Result(id="7", artifact="s3://exports/7.parquet")


def accepted(location: str = "/v1/jobs/7") -> Reply:
    return Reply(202, "", {"location": location})


def submitted(location: str = "/v1/jobs/7") -> Run:
    """A run whose job is accepted already."""
    run = Run(STEP)
    run.execute(accepted(location))
    return run


def test_submits_once_and_then_asks_where_location_says() -> None:
    run = Run(STEP, Context(idempotency_key="k1"))
    assert run.execute(accepted()) == Wait("submit is done")
    run.execute(Reply(202))
    run.execute(RESULT)
    assert [(sent.method, sent.url) for sent in run.requests] == [
        ("POST", JOBS),
        ("GET", f"{JOBS}/7"),
        ("GET", f"{JOBS}/7"),
    ]
    post, get, _ = run.requests
    assert post.json() == {"kind": "export", "target": "orders"}
    assert post.headers == {
        "Authorization": "Bearer t0",
        "Idempotency-Key": "k1",
        "Prefer": "respond-async",
        "Content-Type": "application/json",
    }
    assert get.headers == {"Authorization": "Bearer t0"}
    assert (run.phase, run.outputs) == (Phase.SUCCEEDED, RESULT)


@pytest.mark.parametrize("status", [200, 201])
def test_done_at_once(status: int) -> None:
    run = Run(STEP)
    assert run.execute(Reply.of(RESULT, status)) == Wait("submit is done")
    assert run.execute() == Continue(outputs=RESULT)
    assert [sent.method for sent in run.requests] == ["POST"]


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (Reply(200, "<html>"), Fail(f"POST {JOBS} answered no Result: the body is missing or not of its type")),
        (Reply(409), Fail(f"{HOST} does not take the job: it answered 409")),
        (Reply(204), Fail(f"{HOST} does not take the job: it answered 204")),
        (Reply(202), Fail(f"{HOST} took the job and does not say where it is")),
        (
            accepted("https://evil.example.com/7"),
            Fail(f"the job is at https://evil.example.com/7, and the token is for {HOST}"),
        ),
        (
            accepted(f"{HOST}.evil.example.com/7"),
            Fail(f"the job is at {HOST}.evil.example.com/7, and the token is for {HOST}"),
        ),
        (accepted("7"), Fail(f"the job is at 7, and the token is for {HOST}")),
    ],
    ids=str,
)
def test_what_is_no_job(reply: Reply, action: Action) -> None:
    run = Run(STEP)
    run.execute(reply)
    assert run.execute() == action
    assert [sent.method for sent in run.requests] == ["POST"]


@pytest.mark.parametrize("location", ["/v1/jobs/7", f"{HOST}/v1/jobs/7"])
def test_a_location_with_and_without_a_host(location: str) -> None:
    run = submitted(location)
    run.execute(RESULT)
    assert run.requests[-1].url == f"{JOBS}/7"


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (RESULT, Continue(outputs=RESULT)),
        (Reply(202), Wait(f"{JOBS}/7 is still running")),
        (Reply(404), Fail(f"{JOBS}/7 is gone")),
        (Reply(410), Fail(f"{JOBS}/7 is gone")),
        (Reply(401), Fail(f"{JOBS}/7 answered 401")),
        (Reply(503), Wait(f"GET {JOBS}/7 answered 503")),
        (Reply(429), Wait(f"GET {JOBS}/7 answered 429")),
        ("<html>", Fail(f"GET {JOBS}/7 answered no Result: the body is missing or not of its type")),
        ({"id": 7}, Fail(f"GET {JOBS}/7 answered no Result: id is missing or not of its type")),
        (NO_CONNECTION, NO_CONNECTION),
    ],
    ids=str,
)
def test_acts_on_the_job(reply: Result | Reply, action: Action) -> None:
    assert submitted().execute(reply) == action


def test_an_outage_while_submitting_sends_the_same_key_again() -> None:
    run = Run(STEP)
    assert run.execute(Reply(503)) == Wait(f"POST {JOBS} answered 503")
    run.execute(accepted())
    run.execute(RESULT)
    assert [sent.method for sent in run.requests] == ["POST", "POST", "GET"]
    assert run.requests[0] == run.requests[1]


def test_a_finished_job_may_redirect_to_its_result() -> None:
    run = submitted()
    run.execute(Reply(303, "", {"Location": "/v1/results/7"}), RESULT)
    assert [sent.url for sent in run.requests] == [JOBS, f"{JOBS}/7", f"{HOST}/v1/results/7"]
    assert run.phase is Phase.SUCCEEDED
