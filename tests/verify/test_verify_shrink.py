"""A history is shrunk to what it needs, and told so that the same history comes back from what is printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

import velasdk.verify
from tests.engine.cases import shipped
from velasdk.engine import protocol as p
from velasdk.engine.protocol import Answer, Event, EventName
from velasdk.histories import Drawer, History
from velasdk.replies import BROKEN, HTML
from velasdk.simulate.script import read_script
from velasdk.verify.retell import as_script, as_test
from velasdk.verify.shrink import cost, shrunk

BODY = '{"code": 12345, "data": {"status": 1e0, "reason": "' + "x" * 500 + '"}, "data": {"more": [1, 2, [3]]}, "a": null}'
LONG = History(
    {"url": "https://api.example/reviews", "limits": [{"most": 1000, "least": -7}, {}], "on": True},
    (
        p.reconcile(),
        p.no_connection(),
        p.reconcile(Answer(503, {"X-A": ("1", "2")}, HTML), Answer.of({"code": 0})),
        p.resume(),
        p.crash_after_request(Answer(200, {"Content-Type": ("application/json",)}, BODY), n=2),
        p.terminate(),
    ),
    ("a note",),
)


def has(text: str) -> Callable[[History], bool]:
    return lambda history: any(text in str(answer.body) for event in history.events for answer in event.answers)


def named(*names: EventName) -> Callable[[History], bool]:
    return lambda history: [event.name for event in history.events if event.name in names] == [*names]


def with_limit(history: History) -> bool:
    return any(limit.get("most", 0) > 300 for limit in history.parameters.get("limits", []))


def reply(text: str) -> tuple[Event, ...]:
    return (p.reconcile(Answer(200, {"Content-Type": ("application/json",)}, text)),)


SMALLEST: dict[str, tuple[Callable[[History], bool], History]] = {
    "anything": (lambda history: True, History({}, ())),
    "one event": (named(EventName.RESUME), History({}, (p.resume(),))),
    "events in order": (
        named(EventName.NO_CONNECTION, EventName.RESUME, EventName.TERMINATE),
        History({}, (p.no_connection(), p.resume(), p.terminate())),
    ),
    "a number as it is written": (has("1e0"), History({}, reply('{"data": {"status": 1e0}}'))),
    "a key that is there twice": (
        lambda history: has('"data": ')(history) and any(str(e.answers).count('"data"') == 2 for e in history.events),
        History({}, reply('{"data": {}, "data": {}}')),
    ),
    "a text of some length": (has("xxxxx"), History({}, reply('{"data": {"reason": "xxxxx"}}'))),
    "an item": (has("[3]"), History({}, reply('{"data": {"more": [[3]]}}'))),
    "a part of what is no JSON": (has("<html>"), History({}, (p.reconcile(Answer(body="<html>")),))),
    "a status": (
        lambda history: any(answer.status == 503 for event in history.events for answer in event.answers),
        History({}, (p.reconcile(Answer(503)),)),
    ),
    "a header": (
        lambda history: any("X-A" in answer.headers for event in history.events for answer in event.answers),
        History({}, (p.reconcile(Answer(headers={"X-A": ("1", "2")})),)),
    ),
    "a parameter": (with_limit, History({"limits": [{"most": 1000}]}, ())),
    "a death after a request": (
        lambda history: any(event.n == 2 for event in history.events),
        History({}, (p.crash_after_request(n=2),)),
    ),
}


@pytest.mark.parametrize("name", SMALLEST)
def test_what_is_not_needed_is_left_out(name: str) -> None:
    shows, smallest = SMALLEST[name]
    assert shows(LONG)
    assert shrunk(LONG, shows, 2000) == replace(smallest, notes=LONG.notes)


def test_it_is_asked_so_often_and_no_more() -> None:
    asked: list[History] = []

    def shows(history: History) -> bool:
        asked.append(history)
        return has("xxxxx")(history)

    found = shrunk(LONG, shows, 25)
    assert len(asked) == 25
    assert has("xxxxx")(found)
    assert cost(found) < cost(LONG)
    assert len({repr(history) for history in asked}) == 25, "nothing is tried twice"


def test_nothing_is_found_where_nothing_smaller_shows_it() -> None:
    assert shrunk(LONG, lambda history: False, 5000) == LONG


def drawn(name: str, count: int) -> list[History]:
    drawer = Drawer(next(one.step for one in shipped() if one.step.name == name), Random(7))
    nasty = '"\u00e9\ud83d\ude42\x00\x1b\ufeff\u2028\\ #: {}- \n\t'.encode("utf-16", "surrogatepass").decode("utf-16")
    odd = [Answer(error=error) for error in BROKEN.values()]
    odd += [
        Answer(200, {"X": ("a", "b"), "Y": ("",)}, body) for body in (nasty, "on", "1", "null", "NaN", "[1.0]", f'["{nasty}"]')
    ]
    values: list[Any] = [nasty, "on", "2026-11-23", 1e-7, 10**30, {"a": [{}]}, {"on": "no"}, [], {}]
    odd += [Answer.of(value, 201) for value in values]
    mine = History({"a": nasty, "b": ["2026-11-23", "1_000", 1e-7]}, (p.reconcile(*odd), p.crash_before_status(*odd[:2])))
    return [mine, *(drawer.drawn()[0] for _ in range(count))]


def asked_for(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events of a script: where a controller dies stands behind the answers."""
    dies = EventName.CRASH_AFTER_REQUEST
    return tuple(replace(event, n=len(event.answers) + 1) if event.name is dies else event for event in events)


@pytest.mark.parametrize("name", ["import-infrastructure", "approve-drift"])
def test_a_script_is_read_as_the_history(name: str, tmp_path: Path) -> None:
    file = tmp_path / "script.yaml"
    for history in drawn(name, 100):
        file.write_text(as_script(history), encoding="utf-8")
        read = read_script(file)
        assert read.parameters == history.parameters
        assert read.events == asked_for(history.events)


def test_a_test_plays_the_history(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Any, ...]] = []

    def noted(*given: Any, **placed: bool) -> list[str]:
        seen.append((*given, placed))
        return []

    monkeypatch.setattr(velasdk.verify, "disagreements", noted)
    compiled = next(one for one in shipped() if one.step.name == "approve-drift")
    for history in drawn("approve-drift", 100):
        space: dict[str, Any] = {}
        exec(as_test(compiled, "steps/x.py", ["1.9", "1.11"], history, "A title."), space)
        space["test_approve_drift"]("1.9")
        placed = {name: True for name in ("grouped", "application") if getattr(history, name)}
        assert seen.pop() == ("steps/x.py", "approve-drift", "1.9", history.parameters, [*history.events], placed)
