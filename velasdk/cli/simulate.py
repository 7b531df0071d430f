"""`velasdk simulate`: a scripted run of one step on the real engine, told as a timeline."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from ..dialects import NEWEST
from ..engine.build import find
from ..engine.client import Engine
from ..report.timeline import lines, timeline
from ..simulate import Story, simulate
from ..simulate.examples import examples
from ..simulate.script import read_script
from .options import Paths
from .output import step_named, write_told
from .told import console


def simulate_step(
    step: Annotated[str, typer.Argument(help="The step's name, the `type:` a workflow gives.", show_default=False)],
    paths: Paths = None,
    script: Annotated[
        Path | None, typer.Option("--script", help="What happens, in YAML. [default: a history for each action]")
    ] = None,
    line: Annotated[str, typer.Option("--line", help="The KubeVela line whose engine executes the step.")] = NEWEST,
    html: Annotated[Path | None, typer.Option("--html", help="Write the timeline as a page to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the records for a program.")] = False,
) -> None:
    """Play a scripted run of STEP on the real engine. Nothing leaves the machine: the script answers every request.

    A script has `parameters:`, `context:` (name, namespace, step_name, application, grouped), `configs:` of connections
    (url and token, by namespace/name) and `events:`. An event is `reconcile: [{status: 200, json: {...}}]`, with one
    answer for each request, or one of resume, suspend, terminate, restart, no-connection, crash-before-status,
    crash-after-request, controller-restart, `advance: 60`.
    """
    compiled = step_named(step, paths)
    scripts = [read_script(script)] if script is not None else examples(compiled.step)
    binary = find(line)
    with Engine(binary) as engine:
        stories = [simulate(engine, compiled.on(line), each) for each in scripts]
    if html is not None:
        pages = import_module("..pages.simulated", __package__)  # templates of pages take long to load
        write_told(html, pages.simulated(compiled.step.name, line, stories), as_json)
    if html is None or as_json:
        _print(stories, as_json)


def _print(stories: Sequence[Story], as_json: bool) -> None:
    if as_json:
        print(json.dumps([story.json() for story in stories], indent=2))
    elif sys.stdout.isatty():
        timeline(console(), stories)
    else:
        print("\n".join(lines(stories)))
