"""The command line. Exit codes: 0 fine, 1 the author's steps have errors, 2 the tool could not do its work.

Each command is a function in a module of its own, imported when the command is called: `velasdk engine list` does not wait
for the compiler, nor `velasdk compile` for what draws tables.
"""

from __future__ import annotations

import os
import sys
from collections import UserDict
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version as version_of
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from ..diagnostics import VelasdkError

COMMANDS = {
    "init": "init:init_project",
    "compile": "compile:compile_steps",
    "check": "check:check",
    "rule": "rule:rule",
    "show": "show:show_step",
    "simulate": "simulate:simulate_step",
    "verify": "verify:verify_steps",
    "explore": "explore:explore_steps",
    "publish": "publish:app",
    "run": "run:run_step",
    "resume": "resume:resume_run",
    "terminate": "terminate:terminate_run",
    "engine": "engine:app",
}
"""Name -> where it is, `module:attribute` in this package: a function, or a typer app for a command with commands."""

BROKEN_PIPE = 141  # what a shell reports for a program that the signal ended


class _Loaded(UserDict[str, Any]):
    """Commands by name, made when they are asked for; listing their names imports none."""

    def __getitem__(self, name: str) -> Any:
        module, _, attribute = self.data[name].partition(":")
        found = getattr(import_module(f".{module}", __name__), attribute)
        if isinstance(found, typer.Typer):
            command: Any = get_command(found)
        else:
            single = typer.Typer(add_completion=False, rich_markup_mode=markup())
            single.command(name)(found)
            command = get_command(single)
        command.name = name
        return command


class _ReaderGone(Exception):
    """Whoever read our output has gone. Not an OSError: typer would end those with 1, the code for errors in steps."""


class _Commands(TyperGroup):
    """The group of all commands, which loads them one by one."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Loaded(COMMANDS)

    def invoke(self, ctx: Any) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise _ReaderGone from None
        return done


def markup() -> Any:
    """Typer's help and usage errors with boxes and colours, on a terminal only."""
    return "rich" if sys.stdout.isatty() and sys.stderr.isatty() else None


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"velasdk {version_of('velasdk')}")
        raise typer.Exit


def _velasdk(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Typed Python steps for KubeVela workflows: compile them, check them, run them on the real engine."""


def command() -> Any:
    """The whole command line, for `main` and for tests."""
    app = typer.Typer(cls=_Commands, no_args_is_help=True, rich_markup_mode=markup())
    app.callback()(_velasdk)
    return get_command(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run velasdk and return its exit code; whatever is the user's doing ends in one line on stderr."""
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except (BrokenPipeError, _ReaderGone):
        # Python would complain once more when it closes stdout at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        command()(args=arguments, prog_name="velasdk")
    except VelasdkError as error:
        print(f"velasdk: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0
