"""The template of `custom-ws` against two that do its work and are written by hand, in `bench/handwritten/`.

`classic` is how such a step is written, and it approves when the answer is not what it expects. `safe` does what the
emitted one does, without naming the field that is wrong in a malformed reply.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from bench.processes import children, computed
from velasdk.compiler import Compiled
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, RunSpec, reconcile

FOLDER = Path(__file__).parent / "handwritten"

WRITTEN = ("safe", "classic")
"""The templates that are written by hand, each in both dialects."""

ROUNDS = 25
"""How often each template is measured; they take turns."""

EXECUTIONS = 20
"""How many executions that send are measured at a time: all find the review pending."""


def against_hand(engine: Engine, compiled: Compiled) -> Iterator[tuple[str, str]]:
    """Rows for the line of `engine`. What counts is the time that the engine computes: other processes disturb it less."""
    step = compiled.on(engine.line)
    templates = {"emitted": step.template} | {
        each: (FOLDER / f"{each}-{step.dialect}.cue").read_text(encoding="utf-8") for each in WRITTEN
    }
    (process,) = children()
    taken: dict[str, list[float]] = {name: [] for name in templates}
    for _ in range(ROUNDS):
        for name, template in templates.items():
            begin = computed(process)
            executed(engine, template, 1, name != "classic")
            between = computed(process)
            executed(engine, template, 1 + EXECUTIONS, name != "classic")
            taken[name].append((computed(process) - between - (between - begin)) / EXECUTIONS)
    for name, seconds in taken.items():
        yield f"engine {engine.line}, an execution of the {name} template", f"{statistics.median(seconds) * 1000:.1f} ms"
    for name in WRITTEN:
        ratio = statistics.median(one / other for one, other in zip(taken["emitted"], taken[name], strict=True))
        yield f"engine {engine.line}, emitted to {name}", f"{ratio:.2f} x"


def executed(engine: Engine, template: str, times: int, waits: bool) -> None:
    """A run whose step sends `times` requests; one that `waits` for its id is executed once more before."""
    events = [*([reconcile()] if waits else []), *[reconcile(Answer.of({"code": 0, "data": {"status": 0}}))] * times]
    records = engine.run(RunSpec({"custom-ws": template}, [{"name": "review", "type": "custom-ws"}], events))
    sent = sum(len(record.requests) for record in records)
    assert sent == times and records[-1].steps[0].phase == "suspending", records[-1]
