"""`velasdk simulate` on the real engine: what is printed where, for people and for programs."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from velasdk.cli.simulate import simulate_step
from velasdk.compiler import Compiled, compile_all
from velasdk.diagnostics import Findings, VelasdkError
from velasdk.engine.client import Engine
from velasdk.histories.branches import branch_names
from velasdk.histories.prediction import predict
from velasdk.pages.text import pretty
from velasdk.report.columns import width
from velasdk.report.timeline import lines, timeline
from velasdk.simulate import Story, shortened, simulate
from velasdk.simulate.examples import examples
from velasdk.simulate.script import read_script

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tests" / "data" / "simulate" / "review.yaml"


@cache
def shipped() -> dict[str, Compiled]:
    return {one.step.name: one for one in compile_all([ROOT / "steps"], Findings(), ROOT)}


@pytest.fixture
def story(engine: Engine) -> Story:
    return simulate(engine, shipped()["custom-ws"], read_script(SCRIPT))


def test_a_story_is_told_event_by_event(story: Story) -> None:
    told = [f"{moment.event} {moment.phase}/{moment.reason} {len(moment.exchanges)}" for moment in story.moments]
    assert told == [
        "reconcile running/Wait 0",
        "reconcile suspending/Suspend 1",
        "advance 3600 s suspending/Suspend 0",
        "resume running/Suspend 0",
        "reconcile running/Wait 1",
        "reconcile failed/Execute 1",
        "controller-restart failed/Execute 0",
        "crash-before-status failed/Execute 1",
        "crash-after-request failed/Execute 1",
        "no-connection failed/Execute 1",
        "suspend failed/Execute 0",
        "reconcile failed/Execute 0",
        "resume failed/Execute 0",
        "reconcile succeeded/ 1",
        "restart pending/ 0",
        "reconcile running/Wait 0",
        "terminate failed/Terminate 0",
    ]
    notes = [moment.note for moment in story.moments]
    assert notes[7] == notes[8] == "the controller died, the status is as before"
    assert notes[11] == "1 answer was not asked for"
    assert [exchange.error for exchange in story.moments[5].exchanges] == ["EOF"]
    assert story.moments[4].exchanges[0].status == 503
    assert "{" not in story.moments[5].message  # the engine's dump of the operation is left out
    assert story.end.startswith("the step ended failed (Terminate), the workflow ")
    assert "7 requests" in story.end


@pytest.mark.parametrize("name", ["custom-ws", "review-diff", "approve-drift", "import-infrastructure"])
def test_examples_show_each_action(engine: Engine, name: str) -> None:
    compiled = shipped()[name]
    scripts = examples(compiled.step)
    titles = [script.title.partition(":")[0] for script in scripts]
    assert titles == [*branch_names(compiled.step), "no connection"]
    assert examples(compiled.step) == scripts
    for script in scripts[:-1]:
        taken = [one.branch for one in predict(compiled.step, script.parameters, script.events)]
        assert script.title.partition(":")[0] in taken
        story = simulate(engine, compiled, script)
        assert story.moments[-1].phase in ("succeeded", "failed")
        assert not any(moment.note for moment in story.moments)


@pytest.mark.parametrize("columns", [60, 80, 119, 120, 200])
def test_a_table_fits_its_terminal(story: Story, columns: int) -> None:
    out = io.StringIO()
    timeline(Console(file=out, width=columns, highlight=False, color_system=None), [story])
    text = out.getvalue()
    assert max(map(width, text.splitlines())) <= columns
    heads = ("event", "request", "phase", "reason", "message") if columns >= 120 else ("event", "what happened", "phase")
    assert [word for word in heads if word not in text.splitlines()[2]] == []
    assert text.count("suspending") >= 2
    assert "the step ended failed (Terminate)" in text


def test_lines_are_aligned_and_complete(story: Story) -> None:
    told = list(lines([story, story]))
    assert told.count("review.yaml") == 2
    assert "" in told
    head, *rows = told[2 : 3 + len(story.moments)]
    start = head.index("request")
    assert all(row[start - 2 : start] == "  " and row[start] != " " for row in rows)
    assert any("<html>" in row for row in rows)


def test_what_a_reply_says_stays_on_its_line(engine: Engine, tmp_path: Path) -> None:
    script = tmp_path / "s.yaml"
    script.write_text('events: [reconcile, {reconcile: [{json: {code: 3, msg: "a\\nb\\e[31m[bold]"}}]}]\n')
    story = simulate(engine, shipped()["custom-ws"], read_script(script))
    out = io.StringIO()
    timeline(Console(file=out, width=200, highlight=False, color_system=None), [story])
    for text in (out.getvalue(), "\n".join(lines([story]))):
        assert "\x1b" not in text
        assert "a\\nb\\x1b[31m[bold]" in text


BODIES: dict[str, tuple[str, str, str]] = {
    "JSON": ('{"a":[1,\n"b  c"]}', '{"a": [1, "b  c"]}', '{\n  "a": [\n    1,\n    "b  c"\n  ]\n}'),
    "escapes": ('{"a": "\\u00e9"}', '{"a": "é"}', '{\n  "a": "é"\n}'),
    "a key twice": ('{"code": 1, "code":  0}', '{"code": 1, "code": 0}', '{"code": 1, "code":  0}'),
    "another number": ("[1e0]", "[1e0]", "[1e0]"),
    "not a number": ("[NaN,  -0]", "[NaN, -0]", "[NaN,  -0]"),
    "no JSON": ("<p>\n a", "<p> a", "<p>\n a"),
    "too deep": ("[" * 15_000, "[" * 59 + "…", "[" * 15_000),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_shown_as_it_was_sent(name: str) -> None:
    body, short, long = BODIES[name]
    assert (shortened(body), pretty(body)) == (short, long)


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "import sys, typer; from velasdk.cli.simulate import simulate_step; typer.run(simulate_step)"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_prints_lines_when_piped(engine: Engine) -> None:
    done = run("custom-ws", "--script", str(SCRIPT))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "review.yaml"
    assert "\x1b" not in done.stdout


def test_the_command_gives_records_to_programs(engine: Engine) -> None:
    done = run("review-diff", "--json")
    stories: list[dict[str, Any]] = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(stories) == len(branch_names(shipped()["review-diff"].step)) + 1
    assert set(stories[0]) == {"title", "parameters", "moments", "end"}
    first = stories[0]["moments"][1]
    assert set(first) == {"event", "exchanges", "phase", "reason", "message", "workflow", "note", "outputs"}
    assert first["exchanges"][0]["status"] == 503


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("custom-w", None), "there is no step `custom-w`: did you mean `custom-ws`?"),
        (("custom-ws", [Path("nowhere")]), "nowhere does not exist"),
        (("custom-ws", None, Path("nowhere.yaml")), "nowhere.yaml cannot be read: No such file or directory"),
        (("custom-ws", None, None, "1.12"), "there is no engine for line 1.12: the lines are"),
    ],
)
def test_a_mistake_is_one_sentence(monkeypatch: pytest.MonkeyPatch, arguments: tuple[Any, ...], said: str) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(VelasdkError, match=said.replace("?", r"\?")):
        simulate_step(*arguments)


def test_a_missing_engine_names_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("VELASDK_ENGINE_DIR", str(tmp_path))
    with pytest.raises(VelasdkError, match="run `velasdk engine build 1.11`"):
        simulate_step("custom-ws", None, SCRIPT)


def test_steps_with_errors_are_findings(tmp_path: Path) -> None:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "bad.py").write_text("import nothing_like_this\n")
    done = run("custom-ws", cwd=tmp_path)
    assert done.returncode == 1
    assert "VS" in done.stdout
