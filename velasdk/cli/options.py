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
RunName: TypeAlias = Annotated[str, typer.Argument(help="The name of a WorkflowRun.", show_default=False)]
Namespace: TypeAlias = Annotated[
    str | None, typer.Option("--namespace", "-n", help="The run's namespace. [default: the context's, or default]")
]
Kubeconfig: TypeAlias = Annotated[
    Path | None,
    typer.Option("--kubeconfig", help="How to reach the cluster. [default: KUBECONFIG, ~/.kube/config, or the pod]"),
]
KubeContext: TypeAlias = Annotated[
    str | None, typer.Option("--context", help="A context of the kubeconfig. [default: the current one]")
]
Watching: TypeAlias = Annotated[bool, typer.Option("--watch", "-w", help="Follow the run until it has ended.")]
