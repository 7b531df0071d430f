"""`velasdk check`: diagnostics only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from ..compiler import Compiled
from ..diagnostics import Diagnostic
from ..dialects import NEWEST, newest
from ..engine.build import find
from ..engine.client import Engine, OperationError
from ..settings import read_settings
from .options import FormatOption, JsonOption, Paths
from .output import output_format, print_findings, print_summary, sorted_findings, steps_of_an_addon


def check(
    context: typer.Context,
    paths: Paths = None,
    engine: Annotated[
        bool, typer.Option("--engine", help="Compile each template with KubeVela's own CUE and packages too.")
    ] = False,
    line: Annotated[
        list[str] | None,
        typer.Option("--line", help="With --engine: a KubeVela line; may be repeated. [default: the newest of each dialect]"),
    ] = None,
    format: FormatOption = None,
    as_json: JsonOption = False,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Check again whenever a file changes, until Ctrl-C.")] = False,
) -> None:
    """Say what is wrong with steps, and write nothing."""
    form = output_format(format, as_json)
    if watch:
        watching = import_module(".watching", __package__)  # what watches files takes longer to load than all the rest
        watching.watch_checks(watching.arguments_again(context), paths or (), form.for_programs)
    settings = read_settings(Path.cwd())
    steps, findings = steps_of_an_addon(paths, settings)
    if engine and steps:
        for each in line or [newest(dialect) for dialect in settings.dialects]:
            findings.extend(_on_the_engine(steps, each))
    found = sorted_findings(findings)
    print_findings(found, form)
    print_summary(found, len(steps), form)
    if findings.has_errors:
        raise typer.Exit(1)


def _on_the_engine(steps: Sequence[Compiled], line: str) -> Iterator[Diagnostic]:
    """What the real compiler of a line says about each template."""
    with Engine(find(line)) as engine:
        for compiled in steps:
            for message in _messages(engine, compiled.on(line).template):
                yield Diagnostic(
                    "VS301",
                    f"KubeVela {line} does not take the template of `{compiled.step.name}`: {message}",
                    compiled.step.span,
                    "this is a bug of velasdk unless the step embeds CUE of its own: report it with the class",
                )


def _messages(engine: Engine, template: str) -> Iterator[str]:
    try:
        formatted = engine.format(template)
    except OperationError as error:
        yield str(error)
        return
    if engine.line == NEWEST and formatted != template:  # the formatters of older CUE lay text out in other ways
        yield "its formatter would write another text"
    vetted = engine.vet(template)
    for problem in vetted.errors:
        path = f"{problem.path}: " if problem.path else ""
        yield f"{path}{problem.message}" + (f" (CUE {problem.line}:{problem.column})" if problem.line else "")
    if vetted.rewritten:
        yield "the controller would execute an upgraded text instead"
    if vetted.schema_error:
        yield f"no schema of its parameters can be made: {vetted.schema_error}"
