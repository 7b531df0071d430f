"""What `velasdk show` prints of one step: for people on a terminal, as plain lines, and as JSON data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..addon.parameters import Row
from ..addon.words import Case, Piece, Sent
from ..show import Shown, message
from ..show.diagram import Arrow, Kind, Spot
from ..show.mermaid import mermaid
from ..show.sentences import condition, sentence
from .columns import one_line, width
from .columns import shown as visible

STYLES = {
    Kind.START: "dim",
    Kind.RUNNING: "cyan",
    Kind.WAITING: "cyan",
    Kind.SUSPENDED: "yellow",
    Kind.RETRYING: "yellow",
    Kind.SUCCEEDED: "green",
    Kind.FAILED: "red",
}
"""The colour of a state, as those of phases in a timeline."""


def print_shown(console: Console, found: Shown) -> None:
    """Print everything about one step, as wide as the console."""
    step = found.compiled.step
    console.print(Text.assemble((step.name, "bold"), (f"  {step.class_name} in {found.compiled.origin}", "dim")))
    for paragraph in filter(None, (step.alias, *step.description.split("\n\n"))):
        console.print(Padding(Text(one_line(" ".join(paragraph.split()))), (0, 0, 0, 2)))
    if step.scope:
        console.print(Padding(Text(_scope(step.scope), "dim"), (0, 0, 0, 2)))
    _section(console, "Parameters", _parameters(found.parameters) if found.parameters else Text("none", "dim"))
    if found.first:
        _section(console, "What it decides first", _cases(found.first))
    for number, sent in enumerate(found.requests, 1):
        asked = message(sent)
        lines = [Text.assemble((asked.method, "bold"), " ", visible(asked.address))]
        lines += [Text(visible(line)) for line in asked.headers]
        lines += [Text(visible(line), "dim") for line in asked.body.split("\n") if asked.body]
        lines += [Text(one_line(line), "italic dim") for line in _about(found, number)]
        title = f"Request {number}" if len(found.requests) > 1 else "Request"
        _section(console, title, Group(*lines, Text(), _cases(sent.cases)))
    if found.outputs:
        _section(console, "Outputs", _outputs(found.outputs))
    _section(console, "States", Group(*_states(found)))


def _section(console: Console, title: str, body: RenderableType) -> None:
    console.print()
    console.print(Text(title, "bold"))
    console.print(Padding(body, (0, 0, 0, 2)))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name == "name")
    return table


def _parameters(rows: tuple[Row, ...]) -> Table:
    table = _table("name", "type", "default", "usage")
    for row in rows:
        default = Text("required", "yellow") if row.required else Text(one_line(row.default))
        table.add_row(Text(row.name, "cyan"), Text(one_line(row.type)), default, Text(one_line(row.usage)))
    return table


def _outputs(rows: tuple[Row, ...]) -> Table:
    table = _table("name", "type", "")
    for row in rows:
        read = "" if "." in row.name or "[" in row.name else f"valueFrom: output.{row.name}"
        table.add_row(Text(row.name, "cyan"), Text(one_line(row.type)), Text(read, "dim"))
    return table


def _cases(cases: tuple[Case, ...]) -> Table:
    table = _table("when", "then")
    for case in cases:
        when = Text(" and ").join(_pieces(pieces) for pieces in case.when) if case.when else Text("in every other case")
        table.add_row(when, _pieces(case.then))
    return table


def _pieces(pieces: tuple[Piece, ...]) -> Text:
    """A sentence, its code marked by backticks and a colour."""
    marked = ((f"`{one_line(piece.text)}`", "cyan") if piece.code else one_line(piece.text) for piece in pieces)
    return Text.assemble(*marked)


def _states(found: Shown) -> Iterator[RenderableType]:
    """The diagram as a tree one deep: each state, and below it where it leads to."""
    for spot in found.diagram.spots:
        arrows = [arrow for arrow in found.diagram.arrows if arrow.source == spot]
        yield Text.assemble(
            (one_line(spot.title), f"bold {STYLES[spot.kind]}"), ("" if _plain(spot) else f"  {spot.engine}", "dim")
        )
        for arrow in arrows:
            grid = Table.grid(padding=(0, 1))
            grid.add_row(Text("  ->"), Text(one_line(arrow.target.title), STYLES[arrow.target.kind]))
            for text in arrow.texts:
                grid.add_row(Text(), Text(one_line(text), "dim" if arrow.target.kind is Kind.RUNNING else ""))
            yield grid


def _plain(spot: Spot) -> bool:
    return spot.engine in ("", spot.title)


def lines(found: Shown) -> Iterator[str]:
    """Everything about one step, as plain lines."""
    step = found.compiled.step
    yield f"{step.name}: {step.class_name} in {found.compiled.origin}"
    for paragraph in filter(None, (step.alias, *step.description.split("\n\n"))):
        yield f"  {one_line(' '.join(paragraph.split()))}"
    if step.scope:
        yield f"  {_scope(step.scope)}"
    yield ""
    yield "parameters:" if found.parameters else "parameters: none"
    yield from _aligned(
        (row.name, row.type, "required" if row.required else row.default or "-", row.usage) for row in found.parameters
    )
    if found.first:
        yield ""
        yield "decides first:"
        yield from map(_case, found.first)
    for number, sent in enumerate(found.requests, 1):
        yield ""
        yield f"request {number}:" if len(found.requests) > 1 else "request:"
        yield from (f"  {visible(line)}".rstrip() for line in sent.text.split("\n"))
        yield from (f"  ({one_line(line)})" for line in _about(found, number))
        yield from map(_case, sent.cases)
    if found.outputs:
        yield ""
        yield "outputs:"
        yield from _aligned((row.name, row.type) for row in found.outputs)
    yield ""
    yield "states:"
    for arrow in found.diagram.arrows:
        yield from _arrow(arrow)


def _arrow(arrow: Arrow) -> Iterator[str]:
    for text in arrow.texts:
        yield f"  {one_line(arrow.source.title)} -> {one_line(arrow.target.title)}: {one_line(text)}"


def _case(case: Case) -> str:
    return f"  - {one_line(condition(case))}: {one_line(sentence(case.then))}"


def _about(found: Shown, number: int) -> Iterator[str]:
    """What holds for a request as a whole."""
    sent = found.requests[number - 1]
    often = "sent once per run and remembered" if sent.once else "sent at every execution until the step is finished"
    yield f"{often}; time limit {sent.timeout}" + (f"; by way of the connection {sent.connection}" if sent.connection else "")
    for name, shape in sent.replies:
        yield f"{'its body may be' if sent.decides else 'a 2xx reply is'} {name}: {shape}"


def _scope(scope: str) -> str:
    return f"for the workflow of {'an Application' if scope == 'Application' else 'a WorkflowRun'} only"


def _aligned(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    shown = [tuple(map(one_line, row)) for row in rows]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        yield ("  " + "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))).rstrip()


def record(found: Shown) -> dict[str, Any]:
    """Everything about one step, as JSON data; keys are only ever added."""
    step = found.compiled.step
    return {
        "step": step.name,
        "class": step.class_name,
        "file": found.compiled.origin,
        "alias": step.alias,
        "description": step.description,
        "category": step.category,
        "labels": dict(step.labels),
        "scope": step.scope,
        "parameters": [_row(row) for row in found.parameters],
        "decides_first": [_outcome(case) for case in found.first],
        "requests": [_request(sent) for sent in found.requests],
        "outputs": [{"name": row.name, "type": row.type} for row in found.outputs],
        "states": [{"state": spot.title, "kind": spot.kind.value, "engine": spot.engine} for spot in found.diagram.spots],
        "transitions": [
            {"from": arrow.source.title, "to": arrow.target.title, "when": list(arrow.texts)} for arrow in found.diagram.arrows
        ],
        "mermaid": mermaid(found.diagram),
        "dialect": found.compiled.dialect.value,
        "template": found.compiled.template,
    }


def _row(row: Row) -> dict[str, Any]:
    return {"name": row.name, "type": row.type, "required": row.required, "default": row.default, "usage": row.usage}


def _request(sent: Sent) -> dict[str, Any]:
    asked = message(sent)
    return {
        "method": asked.method,
        "address": asked.address,
        "headers": list(asked.headers),
        "body": asked.body,
        "timeout": sent.timeout,
        "once": sent.once,
        "connection": sent.connection or None,
        "replies": dict(sent.replies),
        "outcomes": [_outcome(case) for case in sent.cases],
    }


def _outcome(case: Case) -> dict[str, str]:
    return {"when": condition(case), "then": sentence(case.then)}
