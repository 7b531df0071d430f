"""Configs in what is written to be played again: scripts, printed tests, smallest histories."""

from __future__ import annotations

from pathlib import Path

import pytest

from velasdk.compiler import compile_all
from velasdk.connection import EXAMPLE, Config
from velasdk.diagnostics import Findings, VelasdkError
from velasdk.dialects import NEWEST
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer
from velasdk.histories import History
from velasdk.simulate import simulate
from velasdk.simulate.script import read_script
from velasdk.verify import disagreements
from velasdk.verify.retell import as_script, as_test
from velasdk.verify.shrink import shrunk

STEPS = Path(__file__).parent / "steps"
NAME = "vela-system/approval-api"
CONFIGS = {NAME: Config("http://here", "t"), "team/other": None}


def test_a_script_has_configs(tmp_path: Path, engine: Engine) -> None:
    history = History({}, (p.reconcile(), p.reconcile(Answer(403))), configs=CONFIGS)
    file = tmp_path / "script.yaml"
    file.write_text(as_script(history))
    script = read_script(file)
    assert script.configs == CONFIGS and script.events == history.events
    [step] = compile_all([STEPS / "review.py"], Findings(), STEPS)
    assert simulate(engine, step, script).moments[-1].message == "POST http://here/reviews answered 403"


def test_what_a_script_leaves_out_is_the_example(tmp_path: Path) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(f"configs:\n  {NAME}: {{token: t}}\nevents: [reconcile]\n")
    assert read_script(file).configs == {NAME: Config(EXAMPLE.url, "t")}


@pytest.mark.parametrize(
    ("configs", "said"),
    [
        ("{a/b: {ulr: x}}", "2: configs.a/b: unknown key `ulr`: did you mean `url`?"),
        ("{a/b: 3}", "2: configs.a/b: should be a table"),
        ("{a/b: {url: 3}}", "2: configs.a/b.url: should be"),
        ("[a/b]", "2: configs: should be a table"),
    ],
)
def test_a_config_that_is_mistyped(tmp_path: Path, configs: str, said: str) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(f"events: [reconcile]\nconfigs: {configs}\n")
    with pytest.raises(VelasdkError) as refused:
        read_script(file)
    assert said in str(refused.value).replace(f"{file}:", "")


def test_a_printed_test_has_configs(engine: Engine) -> None:
    events = (p.reconcile(), p.reconcile(Answer(403)))
    [step] = compile_all([STEPS / "review.py"], Findings(), STEPS)
    text = as_test(step, str(STEPS / "review.py"), [NEWEST], History({}, events, configs=CONFIGS), "x")
    compile(text, "test.py", "exec")
    assert "from velasdk.connection import Config\n" in text and f"configs={CONFIGS!r}" in text
    assert disagreements(STEPS / "review.py", "review", NEWEST, {}, events, configs=CONFIGS) == []
    plain = as_test(step, "x.py", [NEWEST], History({}, events), "x")
    assert "Config" not in plain and "configs" not in plain


def test_configs_that_are_not_needed_are_left_out() -> None:
    history = History({}, (p.reconcile(), p.reconcile(Answer(403))), configs=CONFIGS)
    assert shrunk(history, lambda one: len(one.events) == 2, 100).configs == {}
    assert shrunk(history, lambda one: bool(one.configs), 100).configs == CONFIGS
