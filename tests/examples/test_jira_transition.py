"""`jira-transition` as plain Python."""

from __future__ import annotations

import base64

import pytest

from examples.jira_transition import Fields, Issue, JiraTransition, Status, Transition, Transitions
from velasdk import Action, Continue, Fail, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

ISSUE = "https://acme.atlassian.net/rest/api/3/issue/OPS-7"
TRANSITIONS = f"{ISSUE}/transitions"
STEP = JiraTransition(
    site="https://acme.atlassian.net", issue="OPS-7", transition="Release", status="Released", user="v@acme.io", token="t0"
)
OFFERED = Transitions(
    transitions=[
        Transition(id="11", name="Reject", to=Status(name="To do")),
        Transition(id="31", name="Release", to=Status(name="Released")),
    ]
)
MOVED = Reply(204)


def issue_in(status: str) -> Issue:
    return Issue(key="OPS-7", fields=Fields(status=Status(name=status)))


def test_moves_the_issue_and_looks_where_it_is() -> None:
    run = Run(STEP)
    assert run.execute(issue_in("Review"), OFFERED, MOVED, issue_in("Released")) == Continue()
    assert [(sent.method, sent.url) for sent in run.requests] == [
        ("GET", f"{ISSUE}?fields=status"),
        ("GET", TRANSITIONS),
        ("POST", TRANSITIONS),
        ("GET", f"{ISSUE}?fields=status"),
    ]
    assert run.requests[2].json() == {"transition": {"id": "31"}}
    credentials = base64.b64encode(b"v@acme.io:t0").decode()
    assert run.requests[0].headers == {"Authorization": f"Basic {credentials}", "Accept": "application/json"}
    assert run.requests[2].headers == {**run.requests[0].headers, "Content-Type": "application/json"}
    assert run.phase is Phase.SUCCEEDED


def test_an_issue_that_is_there_stays() -> None:
    run = Run(STEP)
    assert run.execute(issue_in("Released")) == Continue()
    assert [sent.method for sent in run.requests] == ["GET"]


def test_moved_though_the_last_look_failed_is_not_moved_again() -> None:
    run = Run(STEP)
    assert run.execute(issue_in("Review"), OFFERED, MOVED, Reply(503)) == Wait(f"GET {ISSUE} answered 503")
    assert run.execute(issue_in("Released")) == Continue()
    assert [sent.method for sent in run.requests] == ["GET", "GET", "POST", "GET", "GET"]


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (Reply(503), Wait(f"GET {ISSUE} answered 503")),
        (Reply(404), Fail(f"GET {ISSUE} answered 404")),
        ("<html>Log in</html>", Fail(f"GET {ISSUE} answered no Issue: the body is missing or not of its type")),
        (
            {"key": "OPS-7", "fields": {"status": {}}},
            Fail(f"GET {ISSUE} answered no Issue: fields.status.name is missing or not of its type"),
        ),
        (NO_CONNECTION, NO_CONNECTION),
    ],
    ids=str,
)
def test_without_the_issue_nothing_is_moved(reply: Reply, action: Action) -> None:
    assert Run(STEP).execute(reply) == action


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (
            Transitions(transitions=[Transition(id="11", name="Reject", to=Status(name="To do"))]),
            Fail("OPS-7 is Review and has no Release, but: Reject (to To do)"),
        ),
        (Transitions(transitions=[]), Fail("OPS-7 is Review and has no Release, but: ")),
        (Reply(503), Wait(f"GET {TRANSITIONS} answered 503")),
        ("<html>", Fail(f"GET {TRANSITIONS} answered no Transitions: the body is missing or not of its type")),
        (
            {"transitions": [{"id": 31, "name": "Release", "to": {"name": "Released"}}]},
            Fail(f"GET {TRANSITIONS} answered no Transitions: transitions is missing or not of its type"),
        ),
    ],
    ids=str,
)
def test_without_the_transition_nothing_is_moved(reply: Transitions | Reply, action: Action) -> None:
    run = Run(STEP)
    assert run.execute(issue_in("Review"), reply) == action
    assert [sent.method for sent in run.requests] == ["GET", "GET"]


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (Reply(409), Wait("somebody else is changing OPS-7")),
        (
            Reply.of({"errorMessages": ["Resolution is required.", "No."], "errors": {}}, 400),
            Fail("Jira does not move OPS-7: Resolution is required., No."),
        ),
        (Reply(400, "{}"), Fail("Jira does not move OPS-7: ")),
        (Reply(400, "<html>"), Fail(f"POST {TRANSITIONS} answered no Errors: the body is missing or not of its type")),
        (Reply(401), Fail("Jira does not move OPS-7: it answered 401")),
        (Reply(503), Wait(f"POST {TRANSITIONS} answered 503")),
        (NO_CONNECTION, NO_CONNECTION),
    ],
    ids=str,
)
def test_what_if_jira_does_not_move_it(reply: Reply, action: Action) -> None:
    assert Run(STEP).execute(issue_in("Review"), OFFERED, reply) == action


def test_waits_where_it_is_not_there_yet() -> None:
    run = Run(STEP)
    action = run.execute(issue_in("Review"), OFFERED, MOVED, issue_in("Review"))
    assert action == Wait("OPS-7 is Review after Release")
    run.execute(issue_in("Released"))
    assert run.phase is Phase.SUCCEEDED
