"""What commands print with rich: apart from `output`, as other commands do without it."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from .output import colored


def console(*, stderr: bool = False) -> Console:
    """A console that prints texts as they are; in colours where they are wanted."""
    return Console(stderr=stderr, no_color=not colored(), highlight=False, emoji=False, markup=False)


def print_told(lines: Iterable[str], fine: bool) -> None:
    """Print what came of one step, with an empty line behind it; on a terminal the first line says if it is `fine`."""
    if not sys.stdout.isatty():
        print("\n".join(lines), end="\n\n", flush=True)
        return
    terminal = console()
    for number, each in enumerate(lines):
        style = "" if number else "bold green" if fine else "bold red"
        terminal.print(Text(each, style), soft_wrap=True)  # what is pasted has no line breaks added
    terminal.print()
