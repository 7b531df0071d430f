"""`velasdk verify`: what a step's Python says against what the engines do, over generated histories."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..dialects import LINES
from ..engine.build import find
from ..engine.client import Engine
from ..report.verdict import last_line, lines, record
from ..verify import COUNT, Verdict, verify
from .options import Every, Lines, Paths, StepOrNone
from .output import steps_meant
from .told import console, print_told

CHILDREN = min(2, os.cpu_count() or 1)
"""How many engines of a line play at the same time."""


def verify_steps(
    step: StepOrNone = None,
    paths: Paths = None,
    every: Every = False,
    count: Annotated[int, typer.Option("--count", min=1, help="How many histories are played on each line.")] = COUNT,
    seed: Annotated[int, typer.Option("--seed", help="Draws other histories; the same seed draws the same ones.")] = 0,
    line: Lines = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdicts for a program.")] = False,
) -> None:
    """Play generated histories of STEP on the real engines, and compare with what its Python says.

    A history is parameters and one to four executions: with right and wrong answers, broken connections and crashes, and
    what an operator does in between. What differs is shrunk to a small history and printed as a script and as a test.
    """
    meant = steps_meant(step, every, paths)
    chosen = list(dict.fromkeys(line or LINES))
    binaries = {each: find(each) for each in chosen}
    verdicts: list[Verdict] = []
    with ExitStack() as stack:
        engines = {each: [stack.enter_context(Engine(binaries[each])) for _ in range(CHILDREN)] for each in chosen}
        for compiled in meant:
            with _progress(compiled.step.name, count) as told:
                verdicts.append(verify(engines, compiled, count, seed, progress=told))
            if not as_json:
                print_told(lines(verdicts[-1]), verdicts[-1].agrees)
    print(json.dumps([record(verdict) for verdict in verdicts], indent=2) if as_json else last_line(verdicts, chosen))
    if not all(verdict.agrees for verdict in verdicts):
        raise typer.Exit(1)


@contextmanager
def _progress(name: str, count: int) -> Generator[Callable[[str, int], None]]:
    """A bar on stderr while a step is verified, where that is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(name, total=count)
        yield lambda what, done: bar.update(task, description=f"{name}: {what}", completed=done)
