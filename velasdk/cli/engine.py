"""`velasdk engine`: build and list the real engines."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from ..engine import build as engines
from .options import JsonOption

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def engine() -> None:
    """Build and list the real KubeVela engines."""


@app.command()
def build(
    line: Annotated[str | None, typer.Argument(help="A KubeVela line, such as 1.11. [default: all]")] = None,
    again: Annotated[bool, typer.Option("--again", help="Build even if it is there.")] = False,
) -> None:
    """Build the engine of a KubeVela line; the first time Go downloads and compiles for some minutes."""
    for each in [line] if line is not None else engines.lines():
        if again or not engines.location(each).is_file():
            print(f"building the engine of KubeVela {each}, which can take minutes ...", file=sys.stderr)
        print(engines.build(each, again=again))


@app.command("list")
def list_engines(as_json: JsonOption = False) -> None:
    """List the lines, and the engines built on this machine."""
    installed = engines.installed()
    rows = [(each.line, "built" if each.current else "of another velasdk", str(each.path)) for each in installed]
    built = {each.line for each in installed if each.current}
    rows += [(line, "not built", str(engines.location(line))) for line in engines.lines() if line not in built]
    rows.sort(key=lambda row: ([int(part) if part.isdigit() else 0 for part in row[0].split(".")], row[1]))
    if as_json:
        print(json.dumps([{"line": line, "state": state, "path": path} for line, state, path in rows], indent=2))
        return
    for line, state, path in rows:
        print(f"{line:6} {state:18} {path}")
