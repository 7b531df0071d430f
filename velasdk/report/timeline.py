"""A simulated run as a timeline: a table on a terminal, aligned lines where a program or a file reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..simulate import Exchange, Moment, Story, given, shortened
from .columns import one_line, width

WIDE = 120
"""From how many columns on each thing has a column of its own."""

STYLES = {"succeeded": "green", "failed": "red", "suspending": "yellow", "running": "cyan", "pending": "dim"}
"""The colour of a phase."""


def timeline(console: Console, stories: Sequence[Story]) -> None:
    """Print the stories as tables, as wide as the console."""
    for story in stories:
        console.print(Text(one_line(story.title), style="bold"))
        if parameters := given(story):
            console.print(Padding(Text(f"with {one_line(parameters)}", style="dim"), (0, 0, 0, 2)))
        wide = console.width >= WIDE
        table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False, expand=False)
        table.add_column("event", no_wrap=True)
        for name in ("request", "phase", "reason", "message") if wide else ("what happened", "phase"):
            table.add_column(name, overflow="fold", no_wrap=name in ("phase", "reason"))
        for moment in story.moments:
            table.add_row(*(_wide(moment) if wide else _narrow(moment)))
        console.print(Padding(table, (0, 0, 0, 2)))
        console.print(Padding(Text(one_line(story.end), style="dim"), (0, 0, 0, 2)))
        console.print()


def _wide(moment: Moment) -> list[Text]:
    style = STYLES.get(moment.phase, "")
    request = Text("\n").join(Text(_exchange(one)) for one in moment.exchanges)
    return [Text(moment.event), request, Text(moment.phase, style), Text(moment.reason, style), _told(moment)]


def _narrow(moment: Moment) -> list[Text]:
    style = STYLES.get(moment.phase, "")
    lines = [*(Text(_exchange(one, 40)) for one in moment.exchanges), *([told] if (told := _told(moment)) else [])]
    state = f"{moment.phase}\n{moment.reason}" if moment.reason else moment.phase
    return [Text(moment.event), Text("\n").join(lines), Text(state, style)]


def _told(moment: Moment) -> Text:
    """The message, and the note that velasdk adds to it."""
    parts = [Text(one_line(moment.message))] if moment.message else []
    return Text("\n").join([*parts, *([Text(one_line(moment.note), "italic dim")] if moment.note else [])])


def lines(stories: Sequence[Story]) -> Iterator[str]:
    """The stories as plain lines, the columns of each aligned."""
    for number, story in enumerate(stories):
        if number:
            yield ""
        yield one_line(story.title)
        if parameters := given(story):
            yield f"  with {one_line(parameters)}"
        rows = [("event", "phase", "reason", "request", "message"), *map(_row, story.moments)]
        widths = [max(width(row[at]) for row in rows) for at in range(4)]
        for row in rows:
            cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=False)]
            yield "  " + "  ".join((*cells, row[-1])).rstrip()
        yield f"  {one_line(story.end)}"


def _row(moment: Moment) -> tuple[str, str, str, str, str]:
    request = "; ".join(map(_exchange, moment.exchanges)) or "-"
    told = one_line(moment.message) + (f" [{one_line(moment.note)}]" if moment.note else "")
    return moment.event, moment.phase, moment.reason or "-", request, told


def _exchange(exchange: Exchange, length: int = 60) -> str:
    """`POST url -> 200 {...}`."""
    if exchange.status is None:
        came = exchange.error or "no answer"
    else:
        came = f"{exchange.status} {shortened(exchange.body, length)}"
    return one_line(f"{exchange.method} {exchange.url} -> {came}".rstrip())
