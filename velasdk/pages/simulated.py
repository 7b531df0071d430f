"""Simulated runs as a page: a timeline with a lane each for operator, workflow, step and API."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from ..engine.protocol import EventName
from ..simulate import Exchange, Story, shortened
from .render import page

OPERATIONS = {name.value for name in (EventName.RESUME, EventName.SUSPEND, EventName.TERMINATE, EventName.RESTART)}
"""The events that are an operator's."""

SAID = {
    EventName.RECONCILE: "executes the step",
    EventName.NO_CONNECTION: "executes the step, nobody answers",
    EventName.CRASH_BEFORE_STATUS: "dies before the status is written",
    EventName.CRASH_AFTER_REQUEST: "dies after a request",
    EventName.CONTROLLER_RESTART: "a new controller takes over",
}
"""The others, in words."""


def simulated(step: str, line: str, stories: Sequence[Story]) -> str:
    """The page of runs of `step` on the engine of a KubeVela line."""
    return page(
        "simulate.html.j2",
        f"{step}: simulated runs",
        step=step,
        line=line,
        stories=stories,
        operations=OPERATIONS,
        said=_said,
        kind_of=_kind,
        path_of=_path,
        shortened=shortened,
    )


def _said(event: str) -> str:
    """What the controller does, or how much time passes."""
    if event.startswith(EventName.ADVANCE):
        return f"{event.removeprefix(EventName.ADVANCE).strip()} pass"
    return SAID.get(EventName(event), event)


def _kind(exchange: Exchange) -> str:
    if exchange.status is None:
        return "none"
    return "good" if 200 <= exchange.status < 300 else "odd"


def _path(url: str) -> str:
    """The part of an address that tells requests apart."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
