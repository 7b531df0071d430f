"""`velasdk show`: what there is to know of one step before it runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..dialects import Dialect
from ..pages.shown import shown_page
from ..pages.svg import alone, of_step
from ..report.shown import lines, print_shown, record
from ..settings import dialects_of
from ..show import shown
from ..show.mermaid import mermaid
from .options import Paths
from .output import step_named, write_told
from .told import console


def show_step(
    step: Annotated[str, typer.Argument(help="The step's name, the `type:` a workflow gives.", show_default=False)],
    paths: Paths = None,
    dialect: Annotated[
        str | None, typer.Option("--dialect", help="Which CUE to show, for --html and --json. [default: builtin]")
    ] = None,
    as_mermaid: Annotated[bool, typer.Option("--mermaid", help="Print the state diagram as Mermaid.")] = False,
    svg: Annotated[Path | None, typer.Option("--svg", help="Write the state diagram to this file; - for stdout.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page with all of it; - for stdout.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what is known for a program.")] = False,
) -> None:
    """Show what STEP takes, what it sends, what each answer leads to, and its states. No engine is needed.

    The page of --html has the CUE beside its Python, line by line.
    """
    form = dialects_of([dialect], "--dialect")[0] if dialect is not None else Dialect.BUILTIN
    found = shown(step_named(step, paths).into(form))
    quiet = as_mermaid or as_json
    if svg is not None:
        write_told(svg, alone(*of_step(found.diagram), title=f"The states of {found.compiled.step.name}"), quiet)
    if html is not None:
        write_told(html, shown_page(found), quiet)
    if as_mermaid:
        sys.stdout.write(mermaid(found.diagram))
    elif as_json:
        print(json.dumps(record(found), indent=2))
    elif svg is None and html is None:
        if sys.stdout.isatty():
            print_shown(console(), found)
        else:
            print("\n".join(lines(found)))
