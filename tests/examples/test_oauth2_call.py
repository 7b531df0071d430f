"""`oauth2-call` as plain Python."""

from __future__ import annotations

import pytest

from examples.oauth2_call import Called, Oauth2Call, Token
from velasdk import Action, Context, Continue, Fail, Wait
from velasdk.testing import NO_CONNECTION, Phase, Reply, Run

TOKENS = "https://login.example.com/oauth2/token"
URL = "https://api.example.com/v1/releases"
STEP = Oauth2Call(token_url=TOKENS, client_id="vela", client_secret="s&cret", url=URL, body={"version": "1.2"})
SCOPED = Oauth2Call(token_url=TOKENS, client_id="vela", client_secret="s", scope="releases:write audit", url=URL)
TOKEN = Reply.of({"access_token": "a1", "token_type": "Bearer", "expires_in": 3600})


def test_asks_for_a_token_and_calls_with_it() -> None:
    run = Run(STEP, Context(idempotency_key="k1"))
    action = run.execute(TOKEN, Reply(201, '{"id": 7}'))
    assert action == Continue(outputs=Called(status=201, body='{"id": 7}'))
    assert run.phase is Phase.SUCCEEDED
    tokens, call = run.requests
    assert (tokens.method, tokens.url) == ("POST", TOKENS)
    assert tokens.headers == {"Content-Type": "application/x-www-form-urlencoded"}
    assert tokens.body == "grant_type=client_credentials&client_id=vela&client_secret=s%26cret"
    assert (call.method, call.url, call.json()) == ("POST", URL, {"version": "1.2"})
    assert call.headers == {"Authorization": "Bearer a1", "Idempotency-Key": "k1", "Content-Type": "application/json"}


def test_asks_for_a_scope() -> None:
    run = Run(SCOPED)
    run.execute(TOKEN, Reply(204))
    tokens, call = run.requests
    assert tokens.body == ("grant_type=client_credentials&client_id=vela&client_secret=s&scope=releases%3Awrite+audit")
    assert call.json() == {}
    assert run.outputs == Called(status=204, body="")


def test_every_execution_asks_for_a_token_and_has_the_same_key() -> None:
    run = Run(STEP)
    run.execute(Token(access_token="a1"), Reply(503))
    run.execute(Token(access_token="a2"), Reply(200, "ok"))
    assert [sent.url for sent in run.requests] == [TOKENS, URL, TOKENS, URL]
    calls = [sent.headers for sent in run.requests if sent.url == URL]
    assert [headers["Authorization"] for headers in calls] == ["Bearer a1", "Bearer a2"]
    assert len({headers["Idempotency-Key"] for headers in calls}) == 1
    assert run.memory == {}


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (Reply(503), Wait(f"POST {TOKENS} answered 503")),
        (Reply(401, '{"error": "invalid_client"}'), Fail(f"{TOKENS} gives vela no token")),
        ("<html>Sign in</html>", Fail(f"POST {TOKENS} answered no Token: the body is missing or not of its type")),
        ({"token": "a1"}, Fail(f"POST {TOKENS} answered no Token: access_token is missing or not of its type")),
        (NO_CONNECTION, NO_CONNECTION),
    ],
    ids=str,
)
@pytest.mark.parametrize("step", [STEP, SCOPED], ids=["without scope", "with scope"])
def test_without_a_token_nothing_is_called(step: Oauth2Call, reply: Reply, action: Action) -> None:
    run = Run(step)
    assert run.execute(reply) == action
    assert [sent.url for sent in run.requests] == [TOKENS]


@pytest.mark.parametrize(
    ("reply", "action"),
    [
        (Reply(200, "ok"), Continue(outputs=Called(status=200, body="ok"))),
        (Reply(202), Continue(outputs=Called(status=202, body=""))),
        (Reply(200, "<html>"), Continue(outputs=Called(status=200, body="<html>"))),
        (
            Reply(401, "", {"www-authenticate": 'Bearer error="invalid_token"'}),
            Fail(f'{URL} does not take the token: Bearer error="invalid_token"'),
        ),
        (Reply(401), Fail(f"{URL} does not take the token: it does not say why")),
        (Reply(403), Fail(f"{URL} forbids it to vela")),
        (Reply(404), Fail(f"{URL} answered 404")),
        (Reply(206), Fail(f"{URL} answered 206")),
        (Reply(503), Wait(f"POST {URL} answered 503")),
        (Reply(429), Wait(f"POST {URL} answered 429")),
        (NO_CONNECTION, NO_CONNECTION),
    ],
    ids=str,
)
def test_acts_on_the_answer(reply: Reply, action: Action) -> None:
    assert Run(STEP).execute(TOKEN, reply) == action
