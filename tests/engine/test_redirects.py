"""Redirects are followed by Go's HTTP client, and Python says the same of where they lead."""

from __future__ import annotations

import pytest

from velasdk.agreement import play
from velasdk.compiler import Compiled
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer
from velasdk.histories import History

HERE = "https://api.example/v1/reviews"
THERE = "https://login.example/in?next=%2F"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", [THERE, "/v2/reviews", "other", "?page=2", HERE])
def test_a_redirect_is_followed(
    engine: Engine, compiled: Compiled, case: dict[str, object], status: int, location: str
) -> None:
    answers = [Answer(status, {"Location": (location,)}), Answer.of(case["approved"])]
    parameters = {"url": HERE, "resource": "a/b"}
    played = play(engine, compiled, History(parameters, (p.reconcile(), p.reconcile(*answers))))
    assert not played.differences
    assert [request.method for request in played.records[1].requests] == ["POST", "POST" if status > 303 else "GET"]
    assert played.records[1].phase == "succeeded"


def test_a_chain_and_a_circle(engine: Engine, compiled: Compiled, case: dict[str, object]) -> None:
    parameters = {"url": HERE, "resource": "a/b"}
    for hops in (1, 9, 10, 11):
        answers = [*[Answer(307, {"Location": (HERE,)})] * hops, Answer.of(case["approved"])]
        played = play(engine, compiled, History(parameters, (p.reconcile(), p.reconcile(*answers))))
        assert not played.differences, hops
        assert len(played.records[1].requests) == min(10, hops + 1)


def test_a_redirect_to_a_page_is_no_approval(engine: Engine, compiled: Compiled) -> None:
    answers = [Answer(302, {"Location": (THERE,)}), Answer(body="<html>Sign in</html>")]
    parameters = {"url": HERE, "resource": "a/b"}
    played = play(engine, compiled, History(parameters, (p.reconcile(), *[p.reconcile(*answers)] * 2)))
    assert not played.differences
    assert played.records[1].phase == "failed"
