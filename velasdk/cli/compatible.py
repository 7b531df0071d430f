"""What has changed since the last version: a table for each step on a terminal, lines where they are piped."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from ..publish.compatibility import Finding
from ..publish.kinds import Bump
from ..report.columns import one_line
from ..report.compatibility import IN_FLIGHT, WORDS, by_step, lines
from .told import console

_STYLES = {Bump.MAJOR: "bold red", Bump.MINOR: "green", Bump.PATCH: ""}


def print_compatibility(findings: Sequence[Finding]) -> None:
    """Print the findings; nothing for none."""
    if not sys.stdout.isatty():
        sys.stdout.write("".join(f"{line}\n" for line in lines(findings)))
        return
    terminal = console()
    for step, found in by_step(findings):
        table = Table(title=Text(step), title_justify="left", title_style="bold")
        for column in ("", "change", IN_FLIGHT):
            table.add_column(column, overflow="fold", no_wrap=not column)
        for one in found:
            table.add_row(Text(WORDS[one.asks], _STYLES[one.asks]), Text(one_line(one.change)), Text(one_line(one.in_flight)))
        terminal.print(table)
