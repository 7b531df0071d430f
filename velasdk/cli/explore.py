"""`velasdk explore`: every order of events on the real engines, against what no run may do."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ..dialects import LINES
from ..engine.build import find
from ..engine.client import Engine
from ..explore import Graph
from ..explore.lines import Explored, explore_lines
from ..explore.mermaid import diagram
from ..pages.write import need_place
from ..report.explored import last_line, lines, record
from .options import Every, Lines, Paths, StepOrNone
from .output import steps_meant, write_told
from .told import console, print_told


def explore_steps(
    step: StepOrNone = None,
    paths: Paths = None,
    every: Every = False,
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help="How many events a run has at most. [default: the whole graph]")
    ] = None,
    line: Lines = None,
    mermaid: Annotated[
        Path | None, typer.Option("--mermaid", help="Write the state graph to this file, one after the other with --all.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the state graphs as a page to this file, all steps in one with --all.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found for a program.")] = False,
) -> None:
    """Play every order of events on the real engines, each state once, and look for what no run may do.

    A step succeeds only when its Python says so; one that has failed never succeeds; nothing is sent after the end; a run
    has one idempotency key; all lines show the same. What breaks a rule is printed as the shortest sequence, as a test.
    """
    for file in (mermaid, html):
        if file is not None:
            need_place(file)
    meant = steps_meant(step, every, paths)
    chosen = list(dict.fromkeys(line or LINES))
    binaries = {each: find(each) for each in chosen}
    found: list[Explored] = []
    with ExitStack() as stack:
        engines = {each: stack.enter_context(Engine(binaries[each])) for each in chosen}
        for compiled in meant:
            with _progress(compiled.step.name, chosen) as told:
                found.append(explore_lines(engines, compiled, depth, told))
            if not as_json:
                print_told(lines(found[-1]), not found[-1].violations)
    if mermaid is not None:
        write_told(mermaid, "\n".join(diagram(each.graphs[-1]) for each in found), quiet=True)
    if html is not None:
        pages = import_module("..pages.explored", __package__)  # templates of pages take long to load
        write_told(html, pages.explored_page(found), as_json)
    print(json.dumps([record(each) for each in found], indent=2) if as_json else last_line(found, chosen))
    if any(each.violations for each in found):
        raise typer.Exit(1)


@contextmanager
def _progress(name: str, chosen: list[str]) -> Generator[Callable[[Graph, int], None]]:
    """A line on stderr for each KubeVela line while a step is explored, where that is a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        tasks = {line: bar.add_task(f"{name} {line}: looking for kinds of replies") for line in chosen}

        def told(graph: Graph, waiting: int) -> None:
            counts = f"{len(graph.nodes)} states, {len(graph.edges)} transitions, {waiting} states to go on from"
            bar.update(tasks[graph.line], description=f"{name} {graph.line}: {counts}")

        yield told
