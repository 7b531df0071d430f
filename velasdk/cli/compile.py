"""`velasdk compile`: steps to definitions and addon directories."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..addon.tree import tree
from ..addon.write import Changes, write
from ..report.render import count
from ..settings import dialects_of, read_settings
from .options import FormatOption, JsonOption, Paths
from .output import output_format, print_findings, print_summary, sorted_findings, steps_of_an_addon


def compile_steps(
    paths: Paths = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write. [default: `output` in pyproject.toml]")
    ] = None,
    dialect: Annotated[
        list[str] | None, typer.Option("--dialect", help="What to write; may be repeated. [default: `dialects`]")
    ] = None,
    format: FormatOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compile steps to an addon directory, OUTPUT/DIALECT/ADDON. With any error nothing is written."""
    form = output_format(format, as_json)
    settings = read_settings(Path.cwd())
    dialects = dialects_of(dialect, "--dialect") if dialect else settings.dialects
    steps, findings = steps_of_an_addon(paths, settings)
    found = sorted_findings(findings)
    if findings.has_errors:
        print_findings(found, form)
        print_summary(found, len(steps), form)
        raise typer.Exit(1)
    addons = [(each, settings.addon(each)) for each in dialects]  # before anything is written
    more = ""
    lines: list[str] = []
    for each, addon in addons:
        folder = (output or settings.output) / each / addon.name
        changes = write(folder, tree(addon, each, [compiled.into(each) for compiled in steps], settings.root))
        lines += _lines(folder, changes)
        more += f"; {_counts(changes)}" + (f" for {each}" if len(dialects) > 1 else "")
    print_findings(found, form)
    print("".join(lines), end="", file=sys.stderr if form.for_programs else sys.stdout)
    print_summary(found, len(steps), form, more)


def _lines(folder: Path, changes: Changes) -> list[str]:
    """One line for each file that is not as it was, or not ours."""
    return [
        *(f"wrote {folder / path}\n" for path in changes.written),
        *(f"removed {folder / path}\n" for path in changes.removed),
        *(f"kept {folder / path}, which velasdk did not write\n" for path in changes.kept),
    ]


def _counts(changes: Changes) -> str:
    parts = [f"{len(changes.written)} written" if changes.written else "", f"{len(changes.unchanged)} unchanged"]
    removed = f"{len(changes.removed)} removed" if changes.removed else ""
    total = count(len(changes.written) + len(changes.unchanged), "file")
    return f"{total}: " + ", ".join(part for part in (*parts, removed) if part)
