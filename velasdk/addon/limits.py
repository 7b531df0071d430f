"""How long a step may take, for the README: the `timeout:` that a workflow should give it, and why.

A step that asks again, or waits for a person, goes on until there is an answer. Only the workflow can end that: a template has
no clock, and an engine counts neither executions nor days. What happens at the end was seen on the engines (`docs/engine.md`,
"time-step-timeout" and "time-step-timeout-of-a-poll").
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from .. import ir
from ..definition import seconds
from ..paths import returns

_DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Limit:
    """A `timeout:` to begin with. `person` says that the step is suspended for somebody, `least` how long at least."""

    timeout: str
    person: bool
    least: str | None = None


def limit(body: ir.Node) -> Limit | None:
    """What to recommend for a step; None for one that neither asks again nor is suspended."""
    actions = [one.action for one in returns(body)]
    suspends = [action for action in actions if isinstance(action, ir.SuspendOf)]
    if suspends:
        least = next((action.duration for action in suspends if action.duration is not None), None)
        days = 1 + ceil(seconds(least) / _DAY) if least is not None else 1
        return Limit(f"{24 * days}h", True, least)
    if any(isinstance(action, ir.MessageOf) and action.kind == "Wait" for action in actions):
        return Limit("1h", False)
    return None
