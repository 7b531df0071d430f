"""`github-issue-approval` as plain Python."""

from __future__ import annotations

import pytest

from examples.github_issue_approval import Approval, GithubIssueApproval, Issue, Label, State
from velasdk import Action, Context, Continue, Fail, Suspend, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

STEP = GithubIssueApproval(repository="acme/shop", title="Release 1.2", text="See the notes.", token="t0")
ISSUES = "https://api.github.com/repos/acme/shop/issues"
PAGE = "https://github.com/acme/shop/issues/7"
APPROVED = Continue(outputs=Approval(issue=7, url=PAGE))


def issue(state: State = State.OPEN, reason: str | None = None, *labels: str) -> Reply:
    found = Issue(number=7, html_url=PAGE, state=state, state_reason=reason, labels=[Label(name=name) for name in labels])
    return Reply.of(found)


CREATED = Reply(201, issue().body)


def opened() -> Run:
    """A run whose issue is open already."""
    run = Run(STEP)
    run.execute(CREATED)
    return run


def test_opens_one_issue_and_then_reads_it() -> None:
    run = Run(STEP, Context(name="shop", namespace="prod", idempotency_key="k1"))
    assert run.execute(CREATED) == Wait("issue is done")
    run.execute(issue())
    run.resume()
    run.execute(issue(State.CLOSED, "completed"))
    assert [(sent.method, sent.url) for sent in run.requests] == [
        ("POST", ISSUES),
        ("GET", f"{ISSUES}/7"),
        ("GET", f"{ISSUES}/7"),
    ]
    post, get, _ = run.requests
    assert post.json() == {
        "title": "Release 1.2",
        "body": "See the notes.\n\nAsked by workflow `prod/shop`, run k1.",
        "labels": ["deployment"],
    }
    assert get.headers == {
        "Authorization": "Bearer t0",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    assert post.headers == {**get.headers, "Content-Type": "application/json"}
    assert (run.phase, run.outputs) == (Phase.SUCCEEDED, Approval(issue=7, url=PAGE))


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (issue(), Suspend("waiting-for-issue")),
        (issue(State.OPEN, None, "deployment"), Suspend("waiting-for-issue")),
        (issue(State.OPEN, "reopened"), Suspend("waiting-for-issue")),
        (issue(State.OPEN, None, "deployment", "approved"), APPROVED),
        (issue(State.CLOSED, "completed"), APPROVED),
        (issue(State.OPEN, None, "rejected"), Fail(f"{PAGE} is rejected")),
        (issue(State.OPEN, None, "approved", "rejected"), Fail(f"{PAGE} is rejected")),
        (issue(State.CLOSED, "completed", "rejected"), Fail(f"{PAGE} is rejected")),
        (issue(State.CLOSED, "not_planned"), Fail(f"{PAGE} was closed: not_planned")),
        (issue(State.CLOSED, "duplicate"), Fail(f"{PAGE} was closed: duplicate")),
        (issue(State.CLOSED), Fail(f"{PAGE} was closed: no reason")),
        (issue(State.CLOSED, "not_planned", "approved"), APPROVED),
        (Reply(403, "{}", {"x-ratelimit-remaining": "0"}), Wait("GitHub's rate limit is used up")),
        (Reply(403, "{}", {"x-ratelimit-remaining": "4999"}), Fail("GitHub answered 403 about issue 7 of acme/shop")),
        (Reply(403), Fail("GitHub answered 403 about issue 7 of acme/shop")),
        (Reply(410), Fail("GitHub answered 410 about issue 7 of acme/shop")),
        (Reply(503), Wait(f"GET {ISSUES}/7 answered 503")),
        (Reply(429), Wait(f"GET {ISSUES}/7 answered 429")),
        ("<html>Unicorn!</html>", Fail(f"GET {ISSUES}/7 answered no Issue: the body is missing or not of its type")),
        (
            {"number": 7, "html_url": PAGE, "state": "draft"},
            Fail(f"GET {ISSUES}/7 answered no Issue: state is missing or not of its type"),
        ),
        (NO_CONNECTION, NO_CONNECTION),
    ],
    ids=str,
)
def test_acts_on_the_issue(reply: Reply, action: Action) -> None:
    assert opened().execute(reply) == action


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (Reply(503), Wait(f"POST {ISSUES} answered 503")),
        (Reply(404), Fail(f"POST {ISSUES} answered 404")),
        (Reply(410), Fail(f"POST {ISSUES} answered 410")),
        (Reply(200, "<html>"), Fail(f"POST {ISSUES} answered no Issue: the body is missing or not of its type")),
    ],
    ids=str,
)
def test_what_if_no_issue_is_opened(reply: Reply, action: Action) -> None:
    assert Run(STEP).execute(reply) == action


def test_an_outage_while_opening_sends_again() -> None:
    run = Run(STEP)
    run.execute(Reply(502))
    run.execute(CREATED)
    run.execute(issue())
    assert [sent.method for sent in run.requests] == ["POST", "POST", "GET"]


def test_a_resume_asks_again_and_approves_nothing() -> None:
    run = opened()
    assert run.execute(issue()) == Suspend("waiting-for-issue")
    run.resume()
    run.execute(issue())
    assert (run.phase, run.message) == (Phase.RUNNING, "waiting-for-issue: the answer is still the same")
    run.execute(issue(State.CLOSED, "not_planned"))
    assert run.phase is Phase.FAILED
