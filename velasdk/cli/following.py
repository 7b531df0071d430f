"""Prints a run in a cluster until it has ended: a line at each change, or a JSON object."""

from __future__ import annotations

import json
import shlex
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text

from ..cluster.follow import follow
from ..cluster.states import State
from ..report.followed import changes, ended, suspended
from ..report.timeline import STYLES
from .told import console

if TYPE_CHECKING:
    from ..cluster.access import Cluster

INTERRUPTED = 130


def follow_run(cluster: Cluster, name: str, flags: str, as_json: bool) -> None:
    """Follow a run, and end with 0 when it has succeeded, 1 when not, and 130 when the user no longer looks."""
    place = f"{cluster.namespace}/{name}"
    terminal = console()
    began, before = time.monotonic(), None
    try:
        for after in follow(cluster, name, note):
            seconds = time.monotonic() - began
            if as_json:
                print_state(cluster, name, after, seconds)
            else:
                for line, phase in changes(before, after, seconds):
                    _print(terminal, line, STYLES.get(phase, ""))
                if after.suspended and not (before is not None and before.suspended):
                    for line in suspended(after, f"velasdk resume {name} {flags}"):
                        _print(terminal, line, "bold")
            before = after
    except KeyboardInterrupt:
        print(f"velasdk: no longer looking; {place} goes on by itself", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    assert before is not None, "a run is seen before it ends"
    if not as_json:
        _print(terminal, ended(place, before, time.monotonic() - began), "bold green" if before.succeeded else "bold red")
    if not before.succeeded:
        raise typer.Exit(1)


def flags_of(cluster: Cluster, kubeconfig: Path | None, context: str | None) -> str:
    """The options that lead to the same place."""
    given = (("--kubeconfig", str(kubeconfig) if kubeconfig is not None else None), ("--context", context))
    return " ".join((f"-n {cluster.namespace}", *(f"{flag} {shlex.quote(value)}" for flag, value in given if value)))


def print_state(cluster: Cluster, name: str, state: State, seconds: float) -> None:
    """One JSON object on one line."""
    record = {"run": name, "namespace": cluster.namespace, "seconds": round(seconds, 1), **state.json()}
    print(json.dumps(record, ensure_ascii=False), flush=True)


def _print(terminal: Console, line: str, style: str) -> None:
    if sys.stdout.isatty():
        terminal.print(Text(line, style), soft_wrap=True)
    else:
        print(line, flush=True)


def note(text: str) -> None:
    """Say something about the tool or the cluster, which is no output."""
    print(f"velasdk: {text}", file=sys.stderr, flush=True)
