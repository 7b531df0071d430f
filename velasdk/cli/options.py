"""Arguments and options that several commands have, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from ..report.render import Format

Paths: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(help="Files or folders with steps, together the whole addon. [default: `steps` in pyproject.toml]"),
]
FormatOption: TypeAlias = Annotated[
    Format | None, typer.Option("--format", help="How findings are printed. [default: full; concise when piped]")
]
JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
StepOrNone: TypeAlias = Annotated[str | None, typer.Argument(help="The step's name, the `type:` a workflow gives.")]
Every: TypeAlias = Annotated[bool, typer.Option("--all", help="Every step, instead of STEP.")]
Lines: TypeAlias = Annotated[
    list[str] | None, typer.Option("--line", help="A KubeVela line to play on; may be repeated. [default: all]")
]
