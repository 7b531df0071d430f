"""Headers that Go's client does not send: the request fails as if nobody were there, in Python and on the engine."""

from __future__ import annotations

import pytest

from tests.language.harness import compiled
from velasdk.agreement import play
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.histories import History

SOURCE = """
from velasdk import Action, Context, Continue, Fail, Parameter, Step, http


class Sending(Step, name="sending"):
    token: str = Parameter()

    async def run(self, context: Context) -> Action:
        answer = await http.get("http://api.example/", headers={"X-Token": self.token})
        return Continue() if answer.status == 200 else Fail(f"{answer.status}")
"""
STEP = compiled(SOURCE)


@pytest.mark.parametrize("token", ["a\nb", "\r", "\x00", "\x1f", "\x7f", "a\x0b", "tail\n"])
def test_a_control_character_is_not_sent(engine: Engine, token: str) -> None:
    played = play(engine, STEP, History({"token": token}, (p.reconcile(p.Answer()),)))
    assert not played.differences
    assert not played.records[0].requests and played.predicted[0].state.reason == "Execute"


@pytest.mark.parametrize("token", ["", " ", "a\tb", "é", "日本語", "\x80", '"', "a b", "\u2028"])
def test_any_other_text_is(engine: Engine, token: str) -> None:
    played = play(engine, STEP, History({"token": token}, (p.reconcile(p.Answer()),)))
    assert not played.differences
    assert len(played.records[0].requests) == 1
