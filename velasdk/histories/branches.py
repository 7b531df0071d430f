"""Which way through a step an execution in Python took, told by the `Return`s of its IR.

The interpreter says where the author's functions returned and what; a policy is told by `decide`. Nothing of the step
is evaluated a second time.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from .. import ir
from ..actions import Break, Continue, Fail, Suspend, Wait
from ..effects.http import Request
from ..execution import Reply, decide
from ..lower.step import returns


@dataclass(slots=True)
class Watched:
    """What was seen of one execution: the author's returns, and the status of each answer with what was decided of it."""

    returned: list[tuple[int, Any]] = field(default_factory=list[tuple[int, Any]])
    decided: list[tuple[Reply, Any]] = field(default_factory=list[tuple[Reply, Any]])


@contextmanager
def watched(step: ir.StepOf) -> Generator[Watched]:
    """Watch one execution of `step`."""
    seen, file = Watched(), _file(step.span.file)

    def note(frame: FrameType, event: str, value: Any) -> None:
        if event == "return" and frame.f_code is decide.__code__:
            seen.decided.append((frame.f_locals["answer"], value))
        elif event == "return" and frame.f_code.co_filename == file:
            seen.returned.append((frame.f_lineno, value))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield seen
    finally:
        sys.setprofile(before)


@cache
def _file(path: Path) -> str:
    return str(path.resolve())


def branch_names(step: ir.StepOf, kind: type = object) -> tuple[str, ...]:
    """The branches of `step` whose action is a `kind`: the tag of each `Return`, with its line where two have the same."""
    return tuple(dict.fromkeys(_named(step, one) for one in returns(step.body) if isinstance(one.action, kind)))


def branch(step: ir.StepOf, seen: Watched, outcome: object) -> str | None:
    """The branch that led to `outcome`; None where the step was refused or no answer came."""
    if not isinstance(outcome, (Break, Continue, Fail, Suspend, Wait)):
        return None
    if seen.decided and seen.decided[-1][1] is outcome:
        sent = [line for line, value in seen.returned if isinstance(value, Request)]
        return _nearest(step, _policies(step, seen.decided[-1][0].status), sent[-1:])
    lines = [line for line, value in seen.returned if isinstance(value, (Enum, *_TAGS))]
    members = [value.name.lower().replace("_", "-") for _, value in seen.returned if isinstance(value, Enum)]
    tags = (*members[-1:], _TAGS[type(outcome)])
    return next((found for tag in tags if (found := _nearest(step, _tagged(step, tag), lines))), None)


_TAGS: dict[type, str] = {Continue: "continue", Suspend: "suspend", Fail: "failed", Break: "break", Wait: "wait"}


def _policies(step: ir.StepOf, status: int) -> list[ir.Return]:
    """What the calls of `step` make of an answer with that status that is no reply: the first branches below each call."""
    depth = 0 if status >= 500 or status == 429 else 2 if 200 <= status < 300 else 1
    found: list[ir.Return] = []
    for call in ir.walk(step.body):
        if isinstance(call, ir.Call):
            node = call.then
            for _ in range(depth):
                node = node.otherwise if isinstance(node, ir.Branch) else node
            if isinstance(node, ir.Branch) and isinstance(node.then, ir.Return):
                found.append(node.then)
    return found


def _tagged(step: ir.StepOf, tag: str) -> list[ir.Return]:
    return [one for one in returns(step.body) if one.tag == tag]


def _nearest(step: ir.StepOf, found: list[ir.Return], lines: list[int]) -> str | None:
    """The one of `found` that is written nearest to one of `lines`."""
    if not found or not lines:
        return None
    return _named(step, min(found, key=lambda one: min(abs(one.span.line - line) for line in lines)))


def _named(step: ir.StepOf, one: ir.Return) -> str:
    same = {other.span for other in returns(step.body) if other.tag == one.tag}
    return one.tag if len(same) == 1 else f"{one.tag} (line {one.span.line})"
