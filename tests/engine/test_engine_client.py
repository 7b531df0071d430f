"""Whatever a child does, the client tries once more with a new one, and then raises one clear error in time."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from velasdk.engine import client
from velasdk.engine.client import Engine, EngineError, OperationError

VERSION = {"protocol": 1, "line": "fake", "workflow": "v0", "cue": "v0", "go": "go0"}

#: Reads requests; `answer(request)` says what is done with each after the greeting, which is the first.
FAKE = """#!{python}
import json, os, signal, sys, time

def say(request, **reply):
    sys.stdout.write(json.dumps({{"id": request["id"], **reply}}) + "\\n")
    sys.stdout.flush()

def answer(request):
{answer}

say(json.loads(sys.stdin.readline()), ok={version})
for line in sys.stdin:
    answer(json.loads(line))
"""


def fake(directory: Path, answer: str, version: dict[str, object] | None = None) -> Path:
    path = directory / "engine"
    body = "\n".join(f"    {line}" for line in answer.splitlines())
    path.write_text(FAKE.format(python=sys.executable, answer=body, version=json.dumps(version or VERSION)))
    path.chmod(0o755)
    return path


def script(directory: Path, text: str) -> Path:
    path = directory / "engine"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "GRACE", 0.5)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("sys.stderr.write('bad luck\\n'); sys.exit(3)", ["ended with exit status 3 during `format`", "bad luck"]),
        ("os.kill(os.getpid(), signal.SIGKILL)", ["was ended by SIGKILL during `format`"]),
        (
            "sys.stdout.write('{\"id\": 2, \"ok'); sys.stdout.flush(); os.kill(os.getpid(), signal.SIGTERM)",
            ["was ended by SIGTERM during `format`, after half a reply: {\"id\": 2"],
        ),
        ("os.close(1); time.sleep(60)", ["closed its stdout during `format`"]),
        ("time.sleep(60)", ["gave no answer to `format` within 1 s and was ended"]),
        ("print('hello', flush=True)", ["answered what is no reply", "hello"]),
        ("print(b'\\xff'.decode('latin-1') * 999, flush=True)", ["answered what is no reply", "..."]),
        ("print('[]', flush=True)", ["answered what is no reply", "[]"]),
        ("say(request)", ["answered what is no reply to request 4"]),
        ("say(request, ok={'text': 7})", ["answered what is no reply (ok.text:"]),
        ("say({'id': 99}, ok={'text': ''})", ["answered what is no reply to request 4"]),
        ("say(request, ok={'text': ''}, error={'code': '', 'message': ''})", ["is no reply to request 4"]),
    ],
)  # fmt: skip
def test_a_child_that_fails_is_one_error(tmp_path: Path, answer: str, said: list[str]) -> None:
    started = time.monotonic()
    with Engine(fake(tmp_path, answer), timeout=1) as engine:
        with pytest.raises(EngineError) as caught:
            engine.format("a: 1")
        for part in [str(engine.binary), *said]:
            assert part in str(caught.value)
    assert not isinstance(caught.value, OperationError)
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exit 1", "ended with exit status 1 during `version`"),
        ("exec sleep 60", "gave no answer to `version` within 0.5 s"),
        ("echo usage: engine; exec sleep 60", "answered what is no reply"),
    ],
)
def test_what_is_no_engine_at_all(tmp_path: Path, text: str, said: str) -> None:
    with Engine(script(tmp_path, text), timeout=0.5) as engine, pytest.raises(EngineError, match=said):
        engine.version()


def test_a_file_that_cannot_be_started(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello")
    for name in ("text", "missing"):
        with pytest.raises(EngineError, match="cannot be started"):
            Engine(tmp_path / name).version()


def test_another_protocol_is_refused(tmp_path: Path) -> None:
    path = fake(tmp_path, "say(request, ok={'text': ''})", {**VERSION, "protocol": 7})
    with Engine(path) as engine, pytest.raises(EngineError, match="speaks protocol 7, this velasdk speaks 1"):
        engine.format("")


def test_the_next_request_gets_a_new_child(tmp_path: Path) -> None:
    answer = (
        "if request['text'] == 'die':\n    sys.exit(1)\n"
        "say(request, ok={'text': str(os.getpid())})"
    )  # fmt: skip
    with Engine(fake(tmp_path, answer)) as engine:
        first = engine.format("")
        assert engine.format("") == first
        with pytest.raises(EngineError, match="exit status 1"):
            engine.format("die")
        second = engine.format("")
        assert second != first
        engine.close()
        assert engine.format("") not in {first, second}


def test_a_request_is_sent_once_more_to_a_new_child(tmp_path: Path) -> None:
    """Each way to fail, in the first child only."""
    ways = [
        "sys.exit(3)",
        "os.kill(os.getpid(), signal.SIGSTOP)",
        "os.close(1); time.sleep(60)",
        "print('hello', flush=True)",
        "say({'id': 1}, ok={'text': ''})",
    ]
    for number, way in enumerate(ways):
        (folder := tmp_path / str(number)).mkdir()
        tried = folder / "tried"
        body = f"if not os.path.exists({str(tried)!r}):\n    open({str(tried)!r}, 'w').close()\n    {way}\n"
        with Engine(fake(folder, body + "say(request, ok={'text': 'fine'})"), timeout=1) as engine:
            assert engine.format("") == "fine", way
        assert tried.exists()


def test_a_refusal_is_not_sent_again(tmp_path: Path) -> None:
    answer = f"open({str(tmp_path / 'asked')!r}, 'a').write('once ')\nsay(request, error={{'code': 'panic', 'message': ''}})"
    with Engine(fake(tmp_path, answer)) as engine, pytest.raises(OperationError):
        engine.format("")
    assert (tmp_path / "asked").read_text() == "once "


def test_a_request_larger_than_a_pipe_to_a_child_that_does_not_read(tmp_path: Path) -> None:
    with Engine(fake(tmp_path, "time.sleep(60)"), timeout=1) as engine:
        for _ in range(2):
            with pytest.raises(EngineError, match="gave no answer"):
                engine.format("x" * 1_000_000)


def test_an_error_reply_leaves_the_child_alive(tmp_path: Path) -> None:
    answer = "say(request, error={'code': 'panic', 'message': str(os.getpid()), 'stack': 'main.go:1'})"
    with Engine(fake(tmp_path, answer)) as engine:
        messages: list[str] = []
        for _ in range(2):
            with pytest.raises(OperationError, match="main.go:1") as caught:
                engine.format("")
            assert caught.value.reply.code == "panic"
            messages.append(caught.value.reply.message)
    assert messages[0] == messages[1]
