"""Executes histories of all steps on one engine for long, and fails when the memory of the client or of its child grows.

Each run has another template text, other parameters and other replies. `make bench` does not run this: it takes an hour.
Linux with glibc only. What the client has freed is given back before its memory is read: a reply of a megabyte leaves a
hole of several that the next one fills, or not.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

from bench.processes import children, give_back, memory
from velasdk.agreement import spec
from velasdk.compiler import compile_all
from velasdk.context import Context
from velasdk.diagnostics import Findings
from velasdk.dialects import LINES, NEWEST
from velasdk.engine.build import build
from velasdk.engine.client import Engine
from velasdk.engine.protocol import RunSpec
from velasdk.histories import Drawer
from velasdk.histories.prediction import EXECUTIONS

ROOT = Path(__file__).resolve().parent.parent

GROWTH = 1.10
"""How much more the last tenth may need than the second; the first is warming up."""

SAMPLES = 20
"""How often memory is looked at in each tenth; what counts is the median."""


REDRAWN = 1000
"""After how many runs others draw on: each remembers some of its replies, and a few of these are of a megabyte."""


def runs(line: str, seed: int) -> Iterator[RunSpec]:
    """Runs of all steps in turn, for ever, no two alike."""
    findings = Findings()
    compiled = [each.on(line) for each in compile_all([ROOT / "steps", ROOT / "examples"], findings, ROOT)]
    assert compiled, "the steps have errors"
    for begun in count(step=REDRAWN):
        drawers = [(each, Drawer(each.step, Random(f"{seed} {begun} {each.step.name}"))) for each in compiled]
        for number in range(begun, begun + REDRAWN):
            each, drawer = drawers[number % len(drawers)]
            history, _ = drawer.drawn()
            text = replace(each, template=f"{each.template}\n// {number}\n")
            yield spec(text, history.parameters, history.events, Context(name=f"run-{number}", step_name="step"))


def main() -> int:
    """Print one row for each tenth; 1 if memory grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--line", choices=list(LINES), default=NEWEST)
    parser.add_argument("--executions", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--engine", type=Path, help="a built engine of that line, if not the current one")
    asked = parser.parse_args()
    print(
        f"KubeVela {asked.line}, {asked.executions} executions\n\n| executions | client | engine | seconds |\n|---|---|---|---|"
    )
    client: list[float] = []
    engine: list[float] = []
    done, started = 0, time.monotonic()
    played = runs(asked.line, asked.seed)
    with Engine(asked.engine or build(asked.line)) as running:
        running.version()
        (child,) = children()
        for tenth in range(1, 11):
            seen: list[tuple[float, float]] = []
            for sample in range(1, SAMPLES + 1):
                until = asked.executions * (tenth - 1) // 10 + asked.executions * sample // (10 * SAMPLES)
                while done < until:
                    done += sum(record.event in EXECUTIONS for record in running.run(next(played)))
                give_back()
                seen.append((memory(os.getpid()), memory(child)))
            assert children() == {child}, "the engine was started again"
            client.append(statistics.median(each for each, _ in seen))
            engine.append(statistics.median(each for _, each in seen))
            print(f"| {done} | {client[-1]:.1f} MB | {engine[-1]:.1f} MB | {time.monotonic() - started:.0f} |", flush=True)
    ratios = client[-1] / client[1], engine[-1] / engine[1]
    print(f"\nlast tenth to second: client {ratios[0]:.3f}, engine {ratios[1]:.3f} (at most {GROWTH})")
    return int(max(ratios) > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
