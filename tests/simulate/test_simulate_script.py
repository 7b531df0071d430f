"""A script is read strictly: what is wrong is named with its line, its place and the nearest known word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from velasdk.diagnostics import VelasdkError
from velasdk.engine import protocol as p
from velasdk.engine.protocol import Answer, Event
from velasdk.simulate.script import read_script

DATA = Path(__file__).parents[1] / "data" / "simulate"
WRONG: list[dict[str, Any]] = yaml.safe_load((DATA / "wrong.yaml").read_text(encoding="utf-8"))


def test_everything_a_script_can_say() -> None:
    script = read_script(DATA / "review.yaml")
    pending = Answer.of({"code": 0, "data": {"status": 0}})
    approved = Answer.of({"code": 0, "data": {"status": 1}})
    gateway = Answer(503, {"Retry-After": ("5",), "Via": ("a", "b")}, "<html>")
    assert script.parameters == {"url": "https://api.example/reviews"}
    assert (script.context.name, script.context.namespace, script.context.step_name) == ("shop", "prod", "step")
    assert script.application
    assert script.events == (
        p.reconcile(),
        p.reconcile(pending),
        p.advance(3600),
        p.resume(),
        p.reconcile(gateway),
        p.reconcile(Answer(error="EOF")),
        p.controller_restart(),
        p.crash_before_status(pending),
        p.crash_after_request(),
        p.no_connection(),
        p.suspend(),
        p.reconcile(approved),
        p.resume(),
        p.reconcile(approved),
        p.restart(),
        p.reconcile(),
        p.terminate(),
    )
    assert {event.name for event in script.events} == set(p.EventName)


@pytest.mark.parametrize("case", WRONG, ids=[case["script"] for case in WRONG])
def test_what_is_wrong_is_named(tmp_path: Path, case: dict[str, str]) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(case["script"])
    with pytest.raises(VelasdkError) as caught:
        read_script(file)
    assert str(caught.value).startswith(f"{file}{case['said']}")


def test_there_are_enough_of_them() -> None:
    assert len(WRONG) >= 40


@pytest.mark.parametrize(("content", "said"), [(None, "cannot be read: No such file"), (b"\xff\xfe", "is not UTF-8")])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "story.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(VelasdkError, match=said):
        read_script(file)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("{}", Answer()),
        ("{status: 204}", Answer(204)),
        ("{body: ''}", Answer()),
        ("{json: null}", Answer.of(None)),
        ("{json: false}", Answer.of(False)),
        ("{json: 'x'}", Answer.of("x")),
        ("{json: {a: [1, 0.5, null]}, status: 404}", Answer.of({"a": [1, 0.5, None]}, 404)),
        ("{json: {}, headers: {Content-Type: text/html}}", Answer(200, {"Content-Type": ("text/html",)}, "{}")),
        ("{error: EOF}", Answer(error="EOF")),
        ("{error: ''}", Answer(error="connection refused")),
    ],
)
def test_an_answer(tmp_path: Path, text: str, answer: Answer) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(f"events: [{{reconcile: [{text}]}}]")
    assert read_script(file).events == (Event(p.EventName.RECONCILE, (answer,)),)
