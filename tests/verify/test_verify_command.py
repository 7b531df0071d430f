"""`velasdk verify` on the real engine: what is printed, and that a wrong template is found, shrunk and told as a test."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import velasdk.compiler
from tests.engine.cases import ROOT, shipped
from tests.lines import LINE
from velasdk import ir
from velasdk.cli import main
from velasdk.dialects import Dialect
from velasdk.emit.template import emit
from velasdk.engine.client import Engine, EngineError, OperationError
from velasdk.engine.protocol import Record, ReplyError, RunSpec
from velasdk.histories import ways
from velasdk.simulate.script import read_script
from velasdk.verify import verify

COUNT = "30"


@dataclass(frozen=True)
class Wrong:
    """A change of the template of `custom-ws`, the first thing that is said of it, and the smallest history that shows it."""

    old: str
    new: str
    said: str
    events: str


PENDING = "- reconcile:\n  - json:\n      code: 0\n      data:\n        status: 0\n"

WRONG = {
    "the recheck is dropped": Wrong(
        r"\n\s*recheck: \w+\.#ConditionalWait[^\n]*",
        "",
        'phase: Python says "running", the engine "succeeded"',
        f"- reconcile\n{PENDING}- resume\n{PENDING}",
    ),
    "a message is another": Wrong(
        "review rejected",
        "not approved",
        'message: Python says "review rejected", the engine "not approved"',
        f"- reconcile\n{PENDING.replace('status: 0', 'status: 2')}",
    ),
    "the list decides in another order": Wrong(
        r"(\n\s*if statusCode >= 500[^\n]*)(\n\s*if statusCode < 200[^\n]*)",
        r"\2\1",
        'phase: Python says "running", the engine "failed"',
        "- reconcile\n- reconcile:\n  - status: 429\n",
    ),
}


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    monkeypatch.chdir(ROOT)


def emitting(wrong: Wrong) -> Callable[..., str]:
    def changed(step: ir.StepOf, origin: str, dialect: Dialect) -> str:
        text, count = re.subn(wrong.old, wrong.new, emit(step, origin, dialect), count=1)
        assert count == 1
        return text

    return changed


def test_in(printed: str) -> Callable[[str], None]:
    """The test that stands last in what was printed."""
    space: dict[str, Any] = {}
    exec(printed[printed.index("import pytest\n") : printed.rindex("== []\n") + 6], space)
    found: Callable[[str], None] = space["test_custom_ws"]
    return found


test_in.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_template_is_told_as_a_test(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wrong = WRONG[name]
    with monkeypatch.context() as patched:
        patched.setattr(velasdk.compiler, "emit", emitting(wrong))
        assert main(["verify", "custom-ws", "steps/custom_ws.py", "--count", COUNT, "--line", LINE]) == 1
        printed = capsys.readouterr().out
        assert printed.endswith("\n1 of 1 step: the engines do something else in custom-ws\n")
        assert wrong.said in printed
        told = printed[printed.index("events:\n") : printed.index("\n\na test that")]
        assert told == f"events:\n{wrong.events}".rstrip()
        script = tmp_path / "script.yaml"
        script.write_text(told)
        assert read_script(script).events
        with pytest.raises(AssertionError):
            test_in(printed)(LINE)
    test_in(printed)(LINE)  # the emitter is the right one again
    repeat = re.findall(r"history \d+ of `velasdk (.*)`", printed)[0]
    assert repeat == f"verify custom-ws --count {COUNT} --seed 0 --line {LINE}"


def without_times(text: str) -> str:
    return re.sub(r" +\d+\.\d ", " ", text)


def test_steps_that_agree(capsys: pytest.CaptureFixture[str]) -> None:
    step = next(one.step for one in shipped() if one.step.name == "custom-ws")
    printed: list[str] = []
    for seed in ("3", "3", "4"):
        assert main(["verify", "custom-ws", "--count", "5", "--seed", seed, "--line", LINE, "--line", LINE]) == 0
        out, err = capsys.readouterr()
        printed.append(without_times(out))
        assert (err, "\x1b" in out) == ("", False)
    assert printed[0] == printed[1]
    assert printed[0] != printed[2]
    head, endings, branches, *table = printed[0].splitlines()
    assert head == "custom-ws: 5 histories with seed 3"
    assert sum(map(int, re.findall(r" (\d+)", endings))) == 5
    assert all(f" {name} " in branches for name in ways(step))
    assert table[-1] == f"1 step on {LINE}: the engines do what the Python says"
    assert [row.split() for row in table if row.startswith("  line")] == [
        ["line", "histories", "executions", "seconds", "differ"]
    ]
    assert [row.split()[:2] for row in table if row.startswith(f"  {LINE} ")] == [[LINE, "5"]]


def test_verdicts_for_a_program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(velasdk.compiler, "emit", emitting(WRONG["a message is another"]))
    assert main(["verify", "--all", "steps/custom_ws.py", "--count", COUNT, "--line", LINE, "--json"]) == 1
    [verdict] = json.loads(capsys.readouterr().out)
    assert set(verdict) == {"step", "count", "seed", "endings", "branches", "unreached", "lines", "differences"}
    assert (verdict["step"], verdict["count"], verdict["seed"]) == ("custom-ws", int(COUNT), 0)
    [line] = verdict["lines"]
    assert set(line) == {"line", "histories", "executions", "seconds", "differ"}
    assert 0 < line["differ"] < line["histories"] < line["executions"]
    assert sum(ending["histories"] for ending in verdict["endings"]) == int(COUNT)
    assert verdict["unreached"] == [name for name, count in verdict["branches"].items() if not count]
    [found] = verdict["differences"]
    assert set(found) == {"lines", "history", "apart", "parameters", "script", "test"}
    assert found["lines"] == [LINE]
    assert found["apart"] == [{"event": 1, "what": "message", "python": '"review rejected"', "engine": '"not approved"'}]
    with pytest.raises(AssertionError):
        test_in(found["test"])(LINE)


MISTAKES = {
    "neither a step nor --all": (("verify",), "give the name of a step, or --all"),
    "an unknown step": (("verify", "custom-w"), "there is no step `custom-w`: did you mean `custom-ws`?"),
    "an unknown line": (
        ("verify", "custom-ws", "--line", "1.12"),
        "there is no engine for line 1.12: the lines are 1.9, 1.10, 1.11",
    ),
    "no histories": (("verify", "custom-ws", "--count", "0"), "--count"),
    "no number": (("verify", "custom-ws", "--seed", "x"), "--seed"),
    "an unknown option": (("verify", "custom-ws", "--lines", "1.9"), "--lines"),
    "no steps": (("verify", "--all", "nowhere"), "nowhere does not exist"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, said = MISTAKES[name]
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_a_missing_engine_names_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VELASDK_ENGINE_DIR", str(tmp_path))
    assert main(["verify", "custom-ws"]) == 2
    assert "run `velasdk engine build 1.9`" in capsys.readouterr().err


def test_steps_with_errors_are_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.py").write_text("import nothing_like_this\n")
    assert main(["verify", "--all", str(tmp_path / "bad.py")]) == 1
    assert "error[VS" in capsys.readouterr().out


class Failing(Engine):
    """An engine whose child is gone at every n-th run."""

    def __init__(self, engine: Engine, every: int, error: EngineError) -> None:
        super().__init__(engine.binary)
        self.every, self.error, self.asked = every, error, 0

    def run(self, spec: RunSpec, *, timeout: float | None = None) -> tuple[Record, ...]:
        self.asked += 1
        if self.asked % self.every == 0:
            raise self.error
        return super().run(spec, timeout=timeout)


@pytest.mark.parametrize(("error", "asked"), [(EngineError("said nothing"), 1), (OperationError(ReplyError("run", "no")), 1)])
def test_an_engine_that_does_not_work_ends_it(engine: Engine, error: EngineError, asked: int) -> None:
    compiled = next(one for one in shipped() if one.step.name == "custom-ws")
    failing = Failing(engine, 1, error)
    with failing:
        with pytest.raises(EngineError, match=f"history 0 of `custom-ws` of line {LINE}, seed 5: {error}"):
            verify({LINE: [failing]}, compiled, 3, 5)
    assert failing.asked == asked
