"""What this project is for, told on the real engine: a step that waits for a person and that nothing opens by accident."""

from __future__ import annotations

import json

import pytest

from tests.engine.cases import Case
from velasdk.agreement import STEP, Played, play
from velasdk.compiler import Compiled
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, Event
from velasdk.histories import History
from velasdk.oracle import RETRIES

UNAVAILABLE = p.reconcile(Answer(503, body="<html>"))


def events(case: Case, words: str) -> tuple[Event, ...]:
    """The events that `words` name; `pending`, `approved` and `rejected` are what the API answers."""
    known: dict[str, Event] = {
        "first": p.reconcile(),
        "503": UNAVAILABLE,
        "broken": p.no_connection(),
        "resume": p.resume(),
        "suspend": p.suspend(),
        "terminate": p.terminate(),
        "restart": p.restart(),
        "new-controller": p.controller_restart(),
        "crash": p.crash_before_status(),
        "crash-pending": p.crash_before_status(Answer.of(case["pending"])),
        "crash-sent": p.crash_after_request(),
        **{word: p.reconcile(Answer.of(case[word])) for word in ("pending", "approved", "rejected")},
    }
    return tuple(known[word] for word in words.split())


def states(played: Played) -> list[str]:
    shown = [record.step(STEP) for record in played.records]
    return ["-" if step is None else f"{step.phase}/{step.reason}".rstrip("/") for step in shown]


def keys(played: Played, case: Case) -> list[str]:
    """The step's id in each request, in order."""
    return [json.loads(request.body)[case["key"]] for record in played.records for request in record.requests]


STORIES = {
    "the first execution records the id": ("first", "running/Wait", 0),
    "pending suspends": ("first pending", "running/Wait suspending/Suspend", 1),
    "an event executes again and suspends again": (
        "first pending pending",
        "running/Wait suspending/Suspend suspending/Suspend",
        2,
    ),
    "approved needs no resume": ("first pending approved", "running/Wait suspending/Suspend succeeded", 2),
    "rejected needs no terminate": ("first pending rejected", "running/Wait suspending/Suspend failed/Action", 2),
    "rejected is final": ("first rejected approved", "running/Wait failed/Action failed/Action", 1),
    "approved at once": ("first approved pending", "running/Wait succeeded succeeded", 1),
    "a resume while pending polls until approved": (
        "first pending resume pending pending approved",
        "running/Wait suspending/Suspend running/Suspend running/Wait running/Wait succeeded",
        4,
    ),
    "a resume while pending and a rejection": (
        "first pending resume pending rejected",
        "running/Wait suspending/Suspend running/Suspend running/Wait failed/Action",
        3,
    ),
    "503 while suspended opens nothing": (
        "first pending 503 pending pending approved",
        "running/Wait suspending/Suspend running/Wait running/Wait running/Wait succeeded",
        5,
    ),
    "a broken connection while suspended opens nothing": (
        "first pending broken pending approved",
        "running/Wait suspending/Suspend failed/Execute suspending/Suspend succeeded",
        4,
    ),
    "an operator's suspend holds, a resume lets go": (
        "first 503 suspend approved resume approved",
        "running/Wait running/Wait suspending/Wait suspending/Wait running/Wait succeeded",
        2,
    ),
    "terminate is final": (
        "first pending terminate approved",
        "running/Wait suspending/Suspend failed/Terminate failed/Terminate",
        1,
    ),
    "restart begins anew": (
        "first pending restart first approved",
        "running/Wait suspending/Suspend - running/Wait succeeded",
        2,
    ),
    "a crash before the first status": ("crash first pending", "- running/Wait suspending/Suspend", 1),
    "three crashes before the first status": ("crash crash crash first approved", "- - - running/Wait succeeded", 1),
    "a crash once the id is recorded": (
        "first crash-pending pending approved",
        "running/Wait running/Wait running/Wait succeeded",
        3,
    ),
    "a crash after the request": ("first crash-sent approved", "running/Wait running/Wait succeeded", 2),
    "a new controller while suspended": (
        "first pending new-controller pending approved",
        "running/Wait suspending/Suspend suspending/Suspend suspending/Suspend succeeded",
        3,
    ),
}
"""Events, phase and reason after each, and how many requests were sent."""


@pytest.mark.parametrize("place", ["alone", "in a group", "in an application", "in a group in an application"])
@pytest.mark.parametrize("name", STORIES)
def test_story(engine: Engine, gate: Compiled, case: Case, name: str, place: str) -> None:
    words, told, requests = STORIES[name]
    history = History(case["parameters"], events(case, words))
    played = play(engine, gate, history, grouped="group" in place, application="application" in place)
    assert not played.differences
    assert " ".join(states(played)) == told
    assert len(keys(played, case)) == requests
    if "restart" not in words:
        assert len(set(keys(played, case))) <= 1


def test_a_new_run_has_another_key(engine: Engine, gate: Compiled, case: Case) -> None:
    history = History(case["parameters"], events(case, "first pending pending restart first pending crash-pending approved"))
    first, again, *second = keys(play(engine, gate, history), case)
    assert first == again
    assert len(second) == 3
    assert len(set(second)) == 1
    assert first not in second


def test_a_crash_makes_no_second_key(engine: Engine, gate: Compiled, case: Case) -> None:
    """Without the wait for the record the same events send two keys: this is what the wait is for."""
    words = "crash-pending pending crash-pending approved"
    history = History(case["parameters"], events(case, words))
    played = play(engine, gate, history)
    assert not played.differences
    assert len(set(keys(played, case))) == 1
    assert len(played.records[0].requests) == 0


FOREVER = "failed/FailedAfterRetries"
TEN = "broken " * RETRIES
RETRIED = {
    "ten failures are forgiven": (f"first {TEN}", "failed/Execute"),
    "the eleventh is not": (f"first {TEN} broken", FOREVER),
    "nothing is sent after it": (f"first {TEN} broken approved", FOREVER),
    "waiting in between sets nothing back": (f"first {'broken 503 ' * RETRIES}", "running/Wait"),
    "waiting in between does not forgive the eleventh": (f"first {'broken 503 ' * RETRIES} broken", FOREVER),
    "suspending sets the count back": (f"first {TEN} pending {TEN}", "failed/Execute"),
    "suspending in between for ever": (f"first {'pending broken ' * RETRIES * 2}", "failed/Execute"),
    "a Suspend that is passed over sets nothing back": (f"first pending resume {TEN} pending broken", "failed/Execute"),
    "a failed execution makes the Suspend suspend again": (
        f"first pending resume broken pending {TEN} broken",
        FOREVER,
    ),
    "an operator's suspend sets nothing back": (f"first {TEN} suspend resume broken", FOREVER),
    "approved after ten": (f"first {TEN} approved", "succeeded"),
    "rejected after ten": (f"first {TEN} rejected", "failed/Action"),
    "a new controller counts from the start": (f"first {TEN} new-controller {TEN}", "failed/Execute"),
    "a new controller counts too": (f"first broken broken new-controller {TEN} broken", FOREVER),
    "a crash counts from the start": (f"first {TEN} crash-sent {TEN}", "failed/Execute"),
    "a crash before the status counts from the start": (f"first {TEN} crash-pending {TEN}", "failed/Execute"),
    "a resume changes nothing": (f"first {TEN} broken resume approved", FOREVER),
    "a restart begins anew": (f"first {TEN} broken restart first approved", "succeeded"),
    "a restart counts from the start": (f"first {TEN} restart first {TEN}", "failed/Execute"),
    "a restart counts too": (f"first broken restart first {TEN} broken", FOREVER),
}


@pytest.mark.parametrize("name", RETRIED)
def test_failed_after_retries(engine: Engine, gate: Compiled, case: Case, name: str) -> None:
    words, last = RETRIED[name]
    played = play(engine, gate, History(case["parameters"], events(case, words)))
    assert not played.differences
    assert states(played)[-1] == last
    if last == FOREVER:
        assert played.records[-1].finished
