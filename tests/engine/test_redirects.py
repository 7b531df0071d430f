"""Redirects are followed by Go's HTTP client, and Python says the same of where they lead."""

from __future__ import annotations

from random import Random

import pytest

from tests.engine.cases import Case
from tests.language.harness import compiled as compiled_from
from velasdk.agreement import play
from velasdk.compiler import Compiled
from velasdk.engine import protocol
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer
from velasdk.histories import History

HERE = "https://api.example/v1/reviews"
THERE = "https://login.example/in?next=%2F"
LOCATIONS = (
    *("/", "//", "?", "#", "?q=ü b", "#g h", "x", "./x", "../x", "..", ".", "../../../x/./y/..", "/a//b/../c", "///x", "/%2A"),
    *("//b.example.com/z", "//aexample.com", "//example.com", "//EXAMPLE.com:1/x y", "//bücher.example", "/%2e%2e/x", "x%20y"),
    *(
        "http://example.com/?",
        "http://example.com:",
        "https://b.example.com#g",
        "HTTPS://example.com",
        "https://v@example.com/",
    ),
    *("http://v:w@b.example", "http://[fe80::1%25en0]:1", "%2A", "*", "/\ud800"),
)

REVIEW = compiled_from("""
from typing import Literal

from velasdk import Action, Context, Continue, Model, Parameter, Step, Suspend, http


class Verdict(Model):
    state: Literal["open", "approved"]


class Review(Step, name="review"):
    \"\"\"Asks for a review.\"\"\"

    url: str = Parameter(usage="Where")

    async def run(self, context: Context) -> Action:
        reply = await http.post(self.url, json={"key": context.idempotency_key}, reply=Verdict)
        if reply.state == "approved":
            return Continue()
        return Suspend("review")
""")
APPROVED = Answer.of({"state": "approved"})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", [THERE, "/v2/reviews", "other", "?page=2", HERE])
def test_a_redirect_is_followed(engine: Engine, status: int, location: str) -> None:
    answers = [Answer(status, {"Location": (location,)}), APPROVED]
    played = play(engine, REVIEW, History({"url": HERE}, (p.reconcile(), p.reconcile(*answers))))
    assert not played.differences
    assert [request.method for request in played.records[1].requests] == ["POST", "POST" if status > 303 else "GET"]
    assert played.records[1].phase == "succeeded"


@pytest.mark.parametrize("status", [301, 308])
def test_each_step_is_redirected(engine: Engine, compiled: Compiled, case: Case, status: int) -> None:
    answers = p.reconcile(*[Answer(status, {"Location": (THERE,)})] * 3)
    history = History(case["parameters"], (p.reconcile(), answers, answers))
    assert not play(engine, compiled, history).differences


def test_a_chain_and_a_circle(engine: Engine) -> None:
    for hops in (1, 9, 10, 11):
        answers = [*[Answer(307, {"Location": (HERE,)})] * hops, APPROVED]
        played = play(engine, REVIEW, History({"url": HERE}, (p.reconcile(), p.reconcile(*answers))))
        assert not played.differences, hops
        assert len(played.records[1].requests) == min(10, hops + 1)


def test_a_redirect_to_a_page_is_no_approval(engine: Engine) -> None:
    answers = [Answer(302, {"Location": (THERE,)}), Answer(body="<html>Sign in</html>")]
    played = play(engine, REVIEW, History({"url": HERE}, (p.reconcile(), *[p.reconcile(*answers)] * 2)))
    assert not played.differences
    assert played.records[1].phase == "failed"


SECRETS = compiled_from("""
from velasdk import Action, Context, Continue, Parameter, Step, Wait, http


class Tell(Step, name="tell"):
    \"\"\"Tells, with a secret.\"\"\"

    url: str = Parameter(usage="Where")

    async def run(self, context: Context) -> Action:
        await http.post(self.url, text="it", on_refused=Wait("refused"), headers={
            "authorization": "Bearer t", "Cookie": "a=b", "Cookie2": "c", "Www-Authenticate": "d", "Proxy-Authorization": "e",
            "proxy-authenticate": "f", "Content-Language": "en", "Content-Encoding": "br", "Content-Location": "/g", "X-H": "i",
        })
        return Continue()
""")

PLAIN = compiled_from("""
from velasdk import Action, Context, Continue, Parameter, Step, Wait, http


class Plain(Step, name="plain"):
    \"\"\"Asks, without headers.\"\"\"

    url: str = Parameter(usage="Where")

    async def run(self, context: Context) -> Action:
        await http.post(self.url, on_refused=Wait("refused"))
        return Continue()
""")

FROM = ("http://example.com/a/b/c?q#f", "https://u:p@example.com", "https://example.com:8443/?", "http://[::1]:8/x")


def hops(engine: Engine, step: Compiled, url: str, *answers: tuple[int, str]) -> list[protocol.Request]:
    """What the engine sends from `url` on; it is what Python says."""
    given = [Answer(status, {"Location": (location,)}) for status, location in answers]
    played = play(engine, step, History({"url": url}, (p.reconcile(*given, Answer()),)))
    assert not played.differences, (url, answers)
    return list(played.records[0].requests)


@pytest.mark.parametrize("step", [SECRETS, PLAIN], ids=["secrets", "plain"])
@pytest.mark.parametrize("url", FROM)
def test_where_a_location_leads(engine: Engine, step: Compiled, url: str) -> None:
    for location in LOCATIONS:
        for status in (302, 307):
            hops(engine, step, url, (status, location))


@pytest.mark.parametrize("seed", range(3))
def test_chains_of_any_locations(engine: Engine, seed: int) -> None:
    rng = Random(seed)
    for _ in range(40):
        answers = [(rng.choice((301, 302, 303, 307, 308)), rng.choice(LOCATIONS)) for _ in range(rng.randint(2, 5))]
        hops(engine, rng.choice((SECRETS, PLAIN)), rng.choice(FROM), *answers)


NOWHERE = (
    "http://a b/",
    "http://a:x/",
    "/%zz",
    "/\n",
    ":",
    "1:2",
    "http://[::1",
    "ftp://a",
    "b:c",
    "http:/b",
    "//u@/",
    "http:",
)


@pytest.mark.parametrize("location", NOWHERE)
def test_a_location_that_is_no_address(engine: Engine, location: str) -> None:
    history = History({"url": "http://a/"}, (p.reconcile(Answer(302, {"Location": (location,)}), Answer()),))
    played = play(engine, PLAIN, history)
    assert not played.differences
    (record,) = played.records
    assert [request.url for request in record.requests] == ["http://a/"]
    assert [(step.phase, step.reason) for step in record.steps] == [("failed", "Execute")]


@pytest.mark.parametrize(
    ("hosts", "kept"),
    [
        (("a.example", "a.example"), True),
        (("a.example", "a.example:8443"), True),
        (("a.example", "b.a.example"), True),
        (("a.example", "A.example"), False),
        (("a.example", "ba.example"), False),
        (("b.a.example", "a.example"), False),
        (("a.example", "b.example", "a.example"), False),
        (("a.example", "b.a.example", "c.a.example"), True),
        (("[::1]", "[::1]:8"), True),
        (("[::1]", "[fe80::1%25.::1]"), False),
        (("bücher.example", "a.bücher.example"), True),
    ],
)
def test_who_gets_a_secret(engine: Engine, hosts: tuple[str, ...], kept: bool) -> None:
    first, *others = (f"https://{host}/" for host in hosts)
    sent = hops(engine, SECRETS, first, *[(307, other) for other in others])
    assert len(sent) == len(hosts)
    found = set(sent[-1].headers or {})
    assert found >= {"X-H", "Content-Language"}
    assert ({"Authorization", "Cookie", "Cookie2", "Www-Authenticate", "Proxy-Authorization"} <= found) is kept
