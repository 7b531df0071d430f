"""A run in a cluster, told line by line as it changes."""

from __future__ import annotations

from collections.abc import Iterator

from ..cluster.states import State, Step
from .columns import one_line, width

PHASE = len("initializing")
STEP_PHASE = len("suspending")
REASON = len("Suspend")


def changes(before: State | None, after: State, seconds: float) -> Iterator[tuple[str, str]]:
    """A line for each step that is not as it was, or one for the run alone, and the phase that gives it its colour."""
    known = {(step.group, step.name): step for step in before.steps} if before is not None else {}
    changed = [step for step in after.steps if known.get((step.group, step.name)) != step]
    names = max((width(_name(step)) for step in after.steps), default=0)
    head = f"{seconds:8.1f} s  {one_line(after.phase or 'created'):{PHASE}}"
    for step in changed:
        cells = (
            _padded(_name(step), names),
            _padded(step.phase, STEP_PHASE),
            _padded(step.reason, REASON),
            one_line(step.message),
        )
        yield "  ".join((head, *cells)).rstrip(), step.phase
    if not changed:
        yield "  ".join((head, one_line(after.message))).rstrip(), after.phase


def suspended(after: State, command: str) -> Iterator[str]:
    """How to go on from where the run suspends."""
    for step in after.waiting():
        where = f"at {one_line(step.label)}" if step.label else "by an operator"
        yield f"{'':10}  {_name(step)} is suspended {where}: {command}"


def ended(place: str, state: State, seconds: float) -> str:
    """The last line."""
    message = f": {one_line(state.message)}" if state.message and not state.succeeded else ""
    return f"{place} {one_line(state.phase)} after {seconds:.1f} s{message}"


def _name(step: Step) -> str:
    return one_line(f"{step.group}/{step.name}" if step.group else step.name)


def _padded(text: str, wide: int) -> str:
    text = one_line(text)
    return text + " " * max(wide - width(text), 0)
