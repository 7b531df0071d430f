"""`velasdk explore`: what is printed, where, and the exit code."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.explore.small import FILE, few, small
from tests.lines import LINE
from velasdk import compiler, ir
from velasdk.cli import main
from velasdk.dialects import NEWEST, Dialect
from velasdk.emit.template import emit
from velasdk.engine.client import Engine
from velasdk.explore import explore
from velasdk.explore.mermaid import diagram

GOLDEN = Path(__file__).parent / "gate.mmd"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> Path:
    """A project with the small steps; the engine is built."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "small-steps"\nversion = "1.0.0"\ndescription = "Small"\n')
    (tmp_path / "steps").mkdir()
    shutil.copy(FILE, tmp_path / "steps" / "small.py")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_step_in_which_nothing_is_broken(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explore", "gate", "--depth", "2", "--line", LINE, "--mermaid", "gate.mmd"]) == 0
    head, titles, row, extent, empty, last = capsys.readouterr().out.splitlines()
    assert head == "gate: nothing is broken"
    assert titles.split() == ["line", "states", "transitions", "depth", "seconds"]
    assert row.split()[0] == LINE
    assert row.split()[3] == "2"
    assert extent == "  not the whole graph: every order of 2 events"
    assert empty == ""
    assert last == f"1 step on {LINE}: no order of events breaks a rule"
    assert (project / "gate.mmd").read_text().startswith(f"%% gate on KubeVela {LINE}\nstateDiagram-v2\n    s0: pending\n")


def test_every_step_for_a_program(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explore", "--all", "steps", "--depth", "1", "--line", LINE, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["step"] for each in found] == ["delayed", "gate", "overridden", "submitting", "timed"]
    assert all(not each["violations"] and not each["missing"] for each in found)
    graph = found[1]["lines"][0]
    assert {"line", "states", "transitions", "depth", "complete", "seconds", "wedged", "mermaid"} == set(graph)
    assert not graph["complete"]


@pytest.mark.parametrize("engine", [NEWEST], indirect=True)
def test_what_is_broken_is_told(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:

    def early(step: ir.StepOf, origin: str, dialect: Dialect) -> str:
        return emit(step, origin, dialect).replace("recorded: [", "recorded: [true,")

    monkeypatch.setattr(compiler, "emit", early)
    assert main(["explore", "gate", "--depth", "2", "--line", NEWEST]) == 1
    said = capsys.readouterr().out
    assert said.startswith("gate: broken: python, key\n")
    assert "gate on 1.11: the engine shows what Python says\n  1. reconcile\n  python: phase: Python says 'running'" in said
    assert '"""The shortest way to break: the engine shows what Python says."""' in said
    assert "  1. crash-before-status\n  2. reconcile\n  python" in said
    assert "a script for `velasdk simulate --script`:\n\nevents:\n- crash-before-status\n- reconcile\n" in said
    assert "from velasdk.explore.replay import broken_rules\n" in said
    assert '    assert broken_rules("steps/small.py", "gate", line, parameters, events) == []\n' in said
    assert said.endswith("1 of 1 step can be broken: gate\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["gates"], 2, "there is no step `gates`"),
        (["gate", "--line", "1.5"], 2, "there is no engine for line 1.5"),
        (["gate", "--depth", "0"], 2, "Invalid value for '--depth'"),
        ([], 2, "give the name of a step, or --all"),
        (["gate", "--depth", "1", "--line", LINE, "--mermaid", "no/where.mmd"], 2, "no/where.mmd cannot be written"),
    ],
)
def test_what_cannot_be_done(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert main(["explore", *arguments]) == code
    assert said in capsys.readouterr().err


def test_the_graph_of_a_gate(engine: Engine) -> None:
    graph = explore(engine, small()["gate"].on(engine.line), few("gate", "pending", "approved", "rejected"), 4)
    assert not graph.violations
    told = "".join(diagram(graph).splitlines(keepends=True)[1:])
    if os.environ.get("VELASDK_UPDATE"):
        GOLDEN.write_text(told)
    assert told == GOLDEN.read_text()
