"""Each rule is broken by some wrong template, told as the shortest sequence, and the printed test fails until it is mended."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.explore.small import ROOT, few, mutant, mutated, small
from velasdk import compiler, ir
from velasdk.agreement import spec
from velasdk.dialects import NEWEST, Dialect
from velasdk.emit.template import emit
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, Request
from velasdk.explore import Violation, explore
from velasdk.explore.lines import Explored, unlike
from velasdk.explore.walk import CONTEXT, RULES, Rule, Walk, replayed
from velasdk.report.explored import test as told_as_test

newest = pytest.mark.parametrize("engine", [NEWEST], indirect=True)
"""The mutations are written for the builtin dialect."""

MUTATIONS: dict[str, tuple[str, list[tuple[str, str]], tuple[str, ...], dict[Rule, list[str]]]] = {
    "no recheck after the suspend": (
        "gate",
        [(r"\n\s*recheck: builtin\.#ConditionalWait[^\n]*", "")],
        ("pending",),
        {
            Rule.PYTHON: ["reconcile", "crash-before-status: pending", "reconcile: pending"],
            Rule.SUCCESS: ["reconcile", "crash-before-status: pending", "reconcile: pending"],
        },
    ),
    "no last entry of the decision": (
        "gate",
        [(r"\n[^\n]*\{\"replyMalformed\"\},", ""), (r": \*\[(\s*if statusCode)", r": [\1"), (r" \| \"undecided\"", "")],
        ("malformed JSON", "an HTML page", "reply-malformed"),
        {
            Rule.PYTHON: ["reconcile", "reconcile: reply-malformed"],
            Rule.SUCCESS: ["reconcile", "reconcile: reply-malformed"],
        },
    ),
    "rejected waits": (
        "gate",
        [
            (
                r"rejected: builtin\.#Fail & \{\$params: ",
                "rejected: builtin.#ConditionalWait & {$params: continue: false, $params: ",
            )
        ],
        ("rejected", "approved"),
        {
            Rule.PYTHON: ["reconcile", "reconcile: rejected"],
            Rule.REJECTED: ["reconcile", "reconcile: rejected", "reconcile: approved"],
        },
    ),
    "a key before the status shows it": (
        "gate",
        [(r"recorded: \[", "recorded: [true, ")],
        ("pending",),
        {Rule.PYTHON: ["reconcile"], Rule.KEY: ["crash-before-status", "reconcile"]},
    ),
    "the name of the run for a key": (
        "gate",
        [(r'"key": context\.stepSessionID', '"key": context.name')],
        ("pending",),
        {Rule.PYTHON: ["reconcile", "reconcile: pending"], Rule.KEY: ["reconcile", "reconcile: pending"]},
    ),
    "no recheck after a duration": (
        "timed",
        [(r"\n\s*\w*Recheck: builtin\.#ConditionalWait[^\n]*", "")],
        ("suspend",),
        {
            Rule.PYTHON: ["reconcile: suspend", "advance 3601 s", "reconcile: suspend"],
            Rule.SUCCESS: ["reconcile: suspend", "advance 3601 s", "reconcile: suspend"],
        },
    ),
    "a delay that whoever resumes ends": (
        "delayed",
        [(r'#Suspend & \{\$params: duration: "1h"\}', "#Suspend")],
        ("suspend",),
        {
            Rule.PYTHON: ["reconcile: suspend"],
            Rule.SUCCESS: ["reconcile: suspend", "resume", "reconcile: suspend"],
        },
    ),
    "a memory for all runs": (
        "submitting",
        [(r'(method: "Put"\s*path: +)"velasdk-once-[^\n]*"', r'\1"velasdk-once-all"')],
        ("submit-done", "continue"),
        {Rule.PYTHON: ["reconcile", "reconcile: submit-done"]},
    ),
}
"""The step, changes of its template, the kinds of replies that matter, and for each rule the shortest way to break it."""


def first(violations: list[Violation]) -> dict[Rule, Violation]:
    """The shortest way to break each rule."""
    found: dict[Rule, Violation] = {}
    for violation in violations:
        for one in violation.broken:
            found.setdefault(one.rule, violation)
    return found


@newest
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_wrong_template_breaks_rules(engine: Engine, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    step, changes, replies, ways = MUTATIONS[name]
    wrong, kinds = mutant(small()[step], *changes), few(step, *replies)
    graph = explore(engine, wrong, kinds, max(map(len, ways.values())))
    found = first(graph.violations)
    assert {rule: [move.name for move in violation.moves] for rule, violation in found.items()} == ways
    assert all(violation.confirmed for violation in graph.violations)
    printed = [told_as_test(Explored(wrong, kinds, (graph,), (each,), 0), each) for each in graph.violations]
    assert not any(map(fails, printed)), "the template is right"

    def wrongly(step: ir.StepOf, origin: str, dialect: Dialect) -> str:
        return mutated(emit(step, origin, dialect), changes)

    monkeypatch.setattr(compiler, "emit", wrongly)
    assert all(map(fails, printed))


def fails(text: str) -> bool:
    """Whether a printed test fails."""
    names: dict[str, Any] = {}
    exec(compile(text, "printed", "exec"), names)
    (test,) = (value for name, value in names.items() if name.startswith("test_"))
    (mark,) = test.pytestmark
    try:
        for line in mark.args[1]:
            test(line)
    except AssertionError:
        return True
    return False


@newest
def test_without_a_wrong_template_nothing_is_broken(engine: Engine) -> None:
    graph = explore(engine, small()["gate"], few("gate", "pending", "approved", "rejected"), 4)
    assert not graph.violations
    assert len(graph.edges) > 100


CONFTEST = """
import velasdk.compiler
emit = velasdk.compiler.emit
velasdk.compiler.emit = lambda *given: emit(*given).replace("recorded: [", "recorded: [true,")
"""


@newest
def test_a_printed_test_is_one_for_pytest(engine: Engine, tmp_path: Path) -> None:
    name = "a key before the status shows it"
    step, changes, replies, _ = MUTATIONS[name]
    wrong, kinds = mutant(small()[step], *changes), few(step, *replies)
    graph = explore(engine, wrong, kinds, 2)
    violation = first(graph.violations)[Rule.KEY]
    text = told_as_test(Explored(wrong, kinds, (graph,), (violation,), 0), violation)
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_printed.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-vv", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "key: one run sent or shows several keys" in done.stdout
    assert "1 failed" in done.stdout


# What the engine itself never does is shown to the rules in records made by hand.

APPROVED = p.reconcile(Answer.of({"decision": "approved"}))


def test_a_request_after_the_end_is_told(engine: Engine) -> None:
    compiled = small()["gate"].on(engine.line)
    events = [p.reconcile(), APPROVED, APPROVED]
    walk = Walk(compiled.step, {}, engine.line)
    position = walk.start
    records = engine.run(spec(compiled, {}, events, CONTEXT))
    for event, record in zip(events[:2], records, strict=False):
        position = walk.take(position, event, record).position
    assert walk.take(position, APPROVED, records[2]).broken == ()
    late = replace(records[2], requests=(Request("POST", "https://api.example", {}, "{}", 0),))
    assert Rule.ENDED in {one.rule for one in walk.take(position, APPROVED, late).broken}


def test_what_a_new_run_keeps_of_the_old_one_is_told(engine: Engine) -> None:
    compiled = small()["submitting"].on(engine.line)
    submitted = p.reconcile(Answer.of({"id": "7"}))
    events = [p.reconcile(), submitted, p.restart(), p.reconcile()]
    walk = Walk(compiled.step, {}, engine.line)
    records = engine.run(spec(compiled, {}, events, CONTEXT))
    position = walk.start
    for event, record in zip(events[:2], records, strict=False):
        position = walk.take(position, event, record).position
    kept = replace(records[2], outputs=records[1].outputs, stored=records[1].stored)
    assert Rule.KEY in {one.rule for one in walk.take(position, events[2], kept).broken}
    restarted = walk.take(position, events[2], records[2])
    assert restarted.broken == ()
    same = replace(records[3], steps=records[1].steps)
    assert Rule.KEY in {one.rule for one in walk.take(restarted.position, events[3], same).broken}


def test_a_succeed_gate_opens_only_to_somebody_who_resumes(engine: Engine) -> None:
    compiled = small()["overridden"].on(engine.line)
    pending = p.reconcile(Answer.of({"decision": "pending"}))
    events = [p.reconcile(), pending, p.resume(), pending]
    assert replayed(engine, compiled, {}, events) == []
    walk = Walk(compiled.step, {}, engine.line)
    records = engine.run(spec(compiled, {}, events, CONTEXT))
    position = walk.start
    for event, record in zip(events[:2], records, strict=False):
        position = walk.take(position, event, record).position
    assert Rule.SUCCESS in {one.rule for one in walk.take(position, pending, records[3]).broken}


@newest
def test_lines_that_differ_are_told(engine: Engine) -> None:
    compiled, kinds = small()["gate"], few("gate", "pending", "approved")
    good = explore(engine, compiled, kinds, 3)
    assert unlike(good, explore(engine, compiled, kinds, 3), kinds) == (None, 0)
    bad = explore(engine, mutant(compiled, (r"\n\s*recheck: [^\n]*", "")), kinds, 4)
    told, known = unlike(explore(engine, compiled, kinds, 4), bad, kinds)
    assert told is not None
    assert told.broken[0].rule is Rule.LINES
    assert [move.name for move in told.moves] == MUTATIONS["no recheck after the suspend"][3][Rule.SUCCESS]
    assert known == 0


def test_every_rule_is_explained() -> None:
    assert set(RULES) == set(Rule)
