"""No bad answer lets a step go on, whatever came before it; the same traces with an approval do."""

from __future__ import annotations

from typing import Any

import pytest

from velasdk.agreement import STEP, play
from velasdk.compiler import Compiled
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, Event
from velasdk.histories import History

SHAPES = {
    "from the start": (),
    "after a suspend": ("pending",),
    "after a suspend and a resume": ("pending", "resume"),
}


def answer(case: dict[str, Any]) -> Answer:
    """An answer as the data file writes it."""
    if "text" in case:
        return Answer(200, {"Content-Type": ("application/json",)}, case["text"])
    return Answer.of(case["json"])


def events(case: dict[str, Any], shape: tuple[str, ...], *last: Event) -> tuple[Event, ...]:
    """The first execution, what `shape` says, then `last`."""
    before = [p.resume() if word == "resume" else p.reconcile(Answer.of(case[word])) for word in shape]
    return (p.reconcile(), *before, *last)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_bad_answer_is_an_approval(engine: Engine, compiled: Compiled, case: dict[str, Any], shape: str) -> None:
    assert len(case["bad_answers"]) >= 10
    for name, bad in case["bad_answers"].items():
        three = [p.reconcile(answer(bad))] * 3
        played = play(engine, compiled, History(case["parameters"], events(case, SHAPES[shape], *three)))
        assert not played.differences, name
        assert len(played.records[-3].requests) == 1, name
        for record in played.records:
            step = record.step(STEP)
            assert step is not None, name
            assert step.phase != "succeeded", name
            assert record.phase != "succeeded", name


@pytest.mark.parametrize("shape", SHAPES)
def test_every_approval_is_one(engine: Engine, compiled: Compiled, case: dict[str, Any], shape: str) -> None:
    for approval in (case["approved"], *case["approvals"]):
        approve = p.reconcile(Answer.of(approval))
        played = play(engine, compiled, History(case["parameters"], events(case, SHAPES[shape], approve)))
        assert not played.differences, approval
        assert played.records[-1].phase == "succeeded", approval


def test_bytes_that_are_no_text(engine: Engine, compiled: Compiled, case: dict[str, Any]) -> None:
    approved = Answer.of(case["approved"]).body
    assert isinstance(approved, str)
    for body in (b"\xff\xfe", b"\x00", approved.encode("utf-16"), b"\x1f\x8b\x08\x00" + approved.encode()):
        played = play(engine, compiled, History(case["parameters"], events(case, (), p.reconcile(Answer(body=body)))))
        assert not played.differences, body
        assert played.records[-1].phase == "failed", body
    # What is not UTF-8 inside a text is replaced by the engine, byte by byte; the rest stands.
    body = approved.encode().replace(b'"fine"', b'"\xe2\x82\xff"')
    played = play(engine, compiled, History(case["parameters"], events(case, (), p.reconcile(Answer(body=body)))))
    assert not played.differences
    assert played.records[-1].phase == "succeeded"
