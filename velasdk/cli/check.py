"""`velasdk check`: diagnostics only, of steps in Python and of hand-written templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from ..compiler import Compiled
from ..diagnostics import Diagnostic, Findings, VelasdkError
from ..dialects import NEWEST, newest
from ..engine.build import find, location
from ..engine.client import Engine, OperationError
from ..handwritten.files import is_written
from ..settings import read_settings
from .options import FormatOption, JsonOption
from .output import output_format, print_findings, print_summary, sorted_findings, steps_of_an_addon


def check(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files or folders with steps, together the whole addon; .cue files and .yaml definitions, written by hand. "
            "[default: `steps` in pyproject.toml]"
        ),
    ] = None,
    engine: Annotated[
        bool, typer.Option("--engine", help="Compile each template with KubeVela's own CUE and packages too.")
    ] = False,
    line: Annotated[
        list[str] | None,
        typer.Option(
            "--line",
            help="With --engine, and for .cue and .yaml: a KubeVela line; may be repeated. "
            "[default: the newest of each dialect; for .cue and .yaml all that know its imports]",
        ),
    ] = None,
    reply: Annotated[
        Path | None,
        typer.Option("--reply", help="For .cue and .yaml: good replies of the API; wrong ones are played on the engines."),
    ] = None,
    parameters: Annotated[
        Path | None, typer.Option("--parameters", help="With --reply: the step's parameters. [default: those in its file]")
    ] = None,
    format: FormatOption = None,
    as_json: JsonOption = False,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Check again whenever a file changes, until Ctrl-C.")] = False,
) -> None:
    """Say what is wrong with steps, and write nothing."""
    form = output_format(format, as_json)
    if watch:
        watching = import_module(".watching", __package__)  # what watches files takes longer to load than all the rest
        beside = [file for file in (reply, parameters) if file is not None]
        watching.watch_checks(watching.arguments_again(context), paths or (), beside, form.for_programs)
    written = [path for path in paths or () if is_written(path)]
    if (reply or parameters) and not written:
        raise VelasdkError(f"--{'reply' if reply else 'parameters'} is for .cue files and .yaml definitions: name one")
    if parameters and not reply:
        raise VelasdkError("--parameters are those of the runs with --reply: give that, too")
    for each in line or ():
        location(each)  # raises for a line that there is none of
    findings, count = Findings(), 0
    if not paths or len(written) < len(paths):
        settings = read_settings(Path.cwd())
        steps, findings = steps_of_an_addon([path for path in paths or () if path not in written] or None, settings)
        count = len(steps)
        if engine and steps:
            for each in line or [newest(dialect) for dialect in settings.dialects]:
                findings.extend(_on_the_engine(steps, each))
    if written:
        hand = import_module(".written", __package__)  # what plays them takes a while to load, too
        count += hand.check_written(written, line, reply, parameters, findings)
    found = sorted_findings(findings)
    print_findings(found, form)
    print_summary(found, count, form)
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
