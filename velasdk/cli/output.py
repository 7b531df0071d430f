"""What commands share: which steps are meant, how their findings are printed, and the exit code that follows."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

import typer

from ..addon.definition import unwritable
from ..compiler import Compiled, compile_all
from ..diagnostics import Diagnostic, Findings, VelasdkError
from ..load import python_files
from ..pages.write import write_page
from ..report.render import Format, count, render, summary
from ..settings import Settings, near, nearest, read_settings


def compiled_steps(paths: Sequence[Path] | None, settings: Settings, findings: Findings) -> list[Compiled]:
    """The steps in `paths`, or in the settings' where none are given. Raises `VelasdkError` when there are none at all."""
    chosen = tuple(paths or settings.steps)
    for path in chosen:
        if path.is_file() and path.suffix != ".py":
            raise VelasdkError(f"{path} is no Python file: give .py files, or folders of them")
        if not path.exists() and not paths:
            raise VelasdkError(f"{path} does not exist: give PATHS, or set `steps` under [tool.velasdk] in pyproject.toml")
    with _without_collection(), contextlib.redirect_stdout(sys.stderr):  # what a step file prints is no output of ours
        steps = compile_all(chosen, findings, settings.root)
    if not steps and not findings.has_errors:
        places = ", ".join(map(str, chosen))
        files = len(python_files(chosen))
        read = f"no class in its {count(files, 'Python file')} is one" if files else "no Python file is there"
        raise VelasdkError(f"there are no steps in {places}: {read}")
    return steps


def steps_of_an_addon(paths: Sequence[Path] | None, settings: Settings) -> tuple[list[Compiled], Findings]:
    """The steps in `paths`, as above, and all that is wrong with them or with writing their definitions."""
    findings = Findings()
    steps = compiled_steps(paths, settings, findings)
    for compiled in steps:
        findings.extend(unwritable(compiled))
    return steps, findings


def steps_without_errors(paths: Sequence[Path] | None) -> list[Compiled]:
    """The steps in `paths`, as above; ends with 1, and says why, when they have errors."""
    findings = Findings()
    steps = compiled_steps(paths, read_settings(Path.cwd()), findings)
    if findings.has_errors:
        print_findings(sorted_findings(findings), Format.FULL if sys.stdout.isatty() else Format.CONCISE)
        raise typer.Exit(1)
    return steps


def step_named(name: str, paths: Sequence[Path] | None) -> Compiled:
    """The step of that name; ends as `steps_without_errors` does. Raises `VelasdkError` when there is none."""
    steps = steps_without_errors(paths)
    found = next((compiled for compiled in steps if compiled.step.name == name), None)
    if found is None:
        raise VelasdkError(f"there is no step `{name}`{nearest(name, [compiled.step.name for compiled in steps])}")
    return found


def steps_meant(step: str | None, every: bool, paths: Sequence[Path] | None) -> list[Compiled]:
    """What `STEP|--all [PATHS]` means: with `--all` what stands first is a path."""
    if every:
        return steps_without_errors([*([Path(step)] if step is not None else []), *(paths or [])])
    if step is None:
        raise typer.BadParameter("give the name of a step, or --all")
    return [step_named(step, paths)]


@contextlib.contextmanager
def _without_collection() -> Generator[None]:
    """No garbage collection meanwhile: many small objects and hardly a cycle, and looking for one is a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def sorted_findings(findings: Findings) -> list[Diagnostic]:
    """All findings by place, each file named in one way: lowering knows files by the full path Python gives."""
    here = Path.cwd()
    placed = Findings()
    placed.extend(
        replace(found, span=replace(found.span, file=near(found.span.file.resolve(), here))) for found in findings.items
    )
    return placed.sorted()


def output_format(format: Format | None, as_json: bool) -> Format:
    """What `--format` and `--json` ask for; without them `full` on a terminal, `concise` when piped."""
    if as_json:
        if format not in (None, Format.JSON):
            raise typer.BadParameter(f"--json and --format {format} exclude each other")
        return Format.JSON
    return format or (Format.FULL if sys.stdout.isatty() else Format.CONCISE)


def colored() -> bool:
    """Whether stdout takes colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_told(file: Path, text: str, quiet: bool = False) -> None:
    """Write a page or a picture and, unless `quiet`, say so."""
    write_page(file, text)
    if not quiet and str(file) != "-":
        print(f"wrote {file}")


def print_findings(findings: Sequence[Diagnostic], format: Format) -> None:
    """Print the findings, and nothing else."""
    sys.stdout.write(render(findings, format, colored()))


def print_summary(findings: Sequence[Diagnostic], steps: int, format: Format, more: str = "") -> None:
    """The last line, for people."""
    if not format.for_programs:
        print(summary(findings, steps) + more)
