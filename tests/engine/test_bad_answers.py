"""No bad answer lets a step go on, to whichever of its requests and whatever came before it; good ones do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.engine.cases import Case, answer, executions, several, shipped
from velasdk.agreement import STEP, Played, play
from velasdk.compiler import Compiled
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer
from velasdk.histories import History

BEFORE = {"from the start": (), "after a suspend": (), "after a suspend and a resume": (p.resume(),)}


def played(engine: Engine, compiled: Compiled, case: Case, before: str, written: list[Any], *, times: int = 1) -> Played | None:
    """The answers that are written, the last one `times` times, with `before` in front of the last one.

    None where that makes no sense: they do not lead to the request whose answer suspends the step.
    """
    leading: list[Any] = [] if before == "from the start" else case.get("suspended", [])
    if before != "from the start" and (not leading or written[:-1] != leading[:-1]):
        return None
    *first, last = executions(compiled, case, written)
    if leading:
        first = list(executions(compiled, case, leading))
    return play(engine, compiled, History(case["parameters"], (p.reconcile(), *first, *BEFORE[before], *[last] * times)))


@pytest.mark.parametrize("before", BEFORE)
def test_no_bad_answer_is_a_good_one(engine: Engine, compiled: Compiled, case: Case, before: str) -> None:
    assert len(case["bad_answers"]) >= 10
    for name, bad in case["bad_answers"].items():
        if (seen := played(engine, compiled, case, before, several(bad), times=3)) is None:
            continue
        assert not seen.differences, name
        assert len(seen.records[-3].requests) == len(executions(compiled, case, bad)[-1].answers), name
        for record in seen.records:
            step = record.step(STEP)
            assert step is not None, name
            assert step.phase != "succeeded", name
            assert record.phase != "succeeded", name


@pytest.mark.parametrize("before", BEFORE)
def test_every_good_way_is_one(engine: Engine, compiled: Compiled, case: Case, before: str) -> None:
    assert len(case["approvals"]) >= 3
    for good in (*case["approvals"], *([["approved"]] if "approved" in case else [])):
        if (seen := played(engine, compiled, case, before, good)) is None:
            continue
        assert not seen.differences, good
        assert seen.records[-1].phase == "succeeded", good


def test_what_suspends_is_known() -> None:
    """The traces behind a suspend are played: every step that suspends names the answers that lead there."""
    suspending = [one.step.name for one in shipped() if "builtin.#Suspend" in one.template]
    assert suspending == ["approve-drift", "custom-ws", "import-infrastructure", "review-diff"]


def test_there_is_a_bad_answer_to_every_request(compiled: Compiled, case: Case) -> None:
    bad = {sum(len(event.answers) for event in executions(compiled, case, one)) for one in case["bad_answers"].values()}
    assert bad >= {*range(1, max(len(way) for way in case["ways"]) + 1)}


def test_bytes_that_are_no_text(engine: Engine, compiled: Compiled, case: Case) -> None:
    """To every request whose answer has a body, in place of a good answer."""
    for way in case["ways"]:
        told = [*executions(compiled, case, way)]
        for at, execution in enumerate(told):
            for place, good in enumerate(execution.answers):
                if not good.body:
                    continue
                assert isinstance(good.body, str)
                for body in (b"\xff\xfe", b"\x00", good.body.encode("utf-16"), b"\x1f\x8b\x08\x00" + good.body.encode()):
                    replaced = [*execution.answers]
                    replaced[place] = Answer(good.status, body=body)
                    events = (p.reconcile(), *told[:at], p.reconcile(*replaced))
                    seen = play(engine, compiled, History(case["parameters"], events))
                    assert not seen.differences, body
                    assert seen.records[-1].phase == "failed", body


def test_bytes_that_are_no_text_inside_of_one(engine: Engine, compiled: Compiled, case: Case) -> None:
    """What is not UTF-8 inside a text is replaced by the engine, byte by byte; the rest stands."""
    reply = json.loads(str(answer(case, case["ways"][0][0]).body))
    body = json.dumps({**reply, "note": "fine"}).encode().replace(b'"fine"', b'"\xe2\x82\xff"')
    first, *rest = executions(compiled, case, case["ways"][0])
    events = (p.reconcile(), p.reconcile(Answer(body=body), *first.answers[1:]), *rest)
    seen = play(engine, compiled, History(case["parameters"], events))
    assert not seen.differences
    assert seen.records[-1].phase == "succeeded"
