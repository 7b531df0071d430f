"""What `tests/data/steps/` says of a step: what its API answers, and what each answer is good for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeAlias, cast

import yaml

from tests.lines import DIALECT
from velasdk import ir
from velasdk.agreement import Difference, compare
from velasdk.compiler import Compiled, compile_all
from velasdk.context import Context
from velasdk.diagnostics import Findings
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.pool import shared
from velasdk.engine.protocol import Answer, Event
from velasdk.histories import History
from velasdk.histories.prediction import Player
from velasdk.paths import models_read
from velasdk.replies import ACCEPTED, HEADERS, HTML, REFUSED, UNAVAILABLE, every_bad
from velasdk.replies.samples import Samples

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "steps"

Case: TypeAlias = dict[str, Any]
"""A file of `tests/data/steps/`."""

Asked: TypeAlias = tuple[ir.Call, Answer]
"""A request and its answer."""


@cache
def shipped() -> tuple[Compiled, ...]:
    findings = Findings()
    compiled = compile_all([ROOT / "steps"], findings, ROOT, DIALECT)
    assert not findings.has_errors, findings.sorted()
    assert len(compiled) >= 5, "steps/ is where this project shows what it can do"
    return tuple(compiled)


@cache
def case_of(compiled: Compiled) -> Case:
    file = DATA / f"{compiled.step.name}.yaml"
    assert file.is_file(), f"a new step needs its cases: write {file.relative_to(ROOT)}"
    found: Case = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def gates() -> tuple[Compiled, ...]:
    """The steps that send one request and suspend while its answer is the `pending` of their case."""
    return tuple(compiled for compiled in shipped() if "pending" in case_of(compiled))


def answers(case: Case, written: Any) -> list[Answer]:
    """The answers that a case lists, request by request, or the one that stands alone."""
    return [answer(case, one) for one in several(written)]


def several(written: Any) -> list[Any]:
    """What is written as a list, or alone for a list of one."""
    return cast("list[Any]", written) if isinstance(written, list) else [written]


def answer(case: Case, written: Any) -> Answer:
    """One answer: a status alone, the name of a reply of the case, or a table with `json` or `text`, and maybe `status`."""
    if isinstance(written, int):
        return Answer(written)
    if isinstance(written, str):
        return Answer.of(case[written])
    if "text" in written:
        return Answer(written.get("status", 200), {"Content-Type": ("application/json",)}, written["text"])
    return Answer.of(written["json"], written.get("status", 200))


def asked(compiled: Compiled, parameters: dict[str, Any], given: Sequence[Answer]) -> list[list[Asked]]:
    """The executions that ask for `given`, request by request: where one ends early, as behind a `once`, another follows."""
    player = Player(compiled.step, parameters, Context())
    player.play(p.reconcile(), "id")
    left, executions = list(given), list[list[Asked]]()
    while left:
        execution: list[Asked] = []

        def next_answer(call: ir.Call, execution: list[Asked] = execution) -> Answer:
            assert left, f"there is no answer for the request in line {call.span.line}"
            execution.append((call, left.pop(0)))
            return execution[-1][1]

        player.play(p.reconcile(), "id", next_answer)
        assert execution, f"{len(left)} answers are not asked for"
        executions.append(execution)
    return executions


def executions(compiled: Compiled, case: Case, written: Any) -> tuple[Event, ...]:
    """Executions with the answers that the case lists, one request after the other."""
    found = asked(compiled, case["parameters"], answers(case, written))
    return tuple(p.reconcile(*[one for _, one in execution]) for execution in found)


def mutated(compiled: Compiled, case: Case) -> Iterator[tuple[str, ir.Call, History]]:
    """Every way through the step that the case lists, with each thing that can be wrong in each of its answers, one at a time.

    What comes before the wrong answer is not repeated for another way that begins alike.
    """
    known: list[list[Answer]] = []
    for written in case["ways"]:
        way = answers(case, written)
        told = asked(compiled, case["parameters"], way)
        events = [p.reconcile(), *[p.reconcile(*[one for _, one in execution]) for execution in told]]
        number = 0
        for at, execution in enumerate(told, start=1):
            for place, (call, good) in enumerate(execution):
                number += 1
                if (begin := way[:number]) in known:
                    continue
                known.append(begin)
                for name, bad in wrong(call, good):
                    changed = [one for _, one in execution]
                    changed[place] = bad
                    history = History(case["parameters"], (*events[:at], p.reconcile(*changed), *events[at + 1 :]))
                    yield f"{call.method} in line {call.span.line}, {name}", call, history


def wrong(call: ir.Call, good: Answer) -> Iterator[tuple[str, Answer]]:
    """Each thing that can be wrong in an answer to `call`: in its body where that is read, in its status and headers."""
    models = list(models_read(call)) if good.body else []
    for model in models:
        for drawn in every_bad(model, json.loads(good.body), Samples(Random(0))):
            yield drawn.mutation, drawn.answer
    for status in (*ACCEPTED, *(() if models else (*UNAVAILABLE, *REFUSED))):
        yield f"status {status}", Answer(status, {}, good.body)
    if not models:
        for body in ("", HTML, "{}", "\x00", "\ufeff"):
            yield f"body {body[:9]!r}", Answer(good.status, {}, body)
        for name, (_, headers) in HEADERS.items():
            yield name, Answer(good.status, headers, good.body)


def compared(engines: Sequence[Engine], compiled: Compiled, items: Sequence[History]) -> list[tuple[History, list[Difference]]]:
    """Each history with its differences."""
    differences = shared(engines, lambda history, engine: compare(engine, compiled, history), items)
    return list(zip(items, differences, strict=True))
