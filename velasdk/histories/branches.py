"""Which way through a step an execution in Python took, told by the `Return`s of its IR.

The interpreter says where the author's functions returned and what, where a request was awaited, and what `decide` made of
its answer. Nothing of the step is evaluated a second time.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from .. import ir
from ..actions import Break, Continue, Fail, Suspend, Wait
from ..effects.http import Request, Response, decide
from ..effects.once import done
from ..execution import execute, sent
from ..paths import calls, nodes, returns, unreadable
from ..step import is_mapped


@dataclass(slots=True)
class Watched:
    """What was seen of one execution: the author's returns, the line that awaits, and the policy that ended it if any did.

    `policy` is a kind (unavailable, refused, malformed), the line that asked, and the action.
    """

    returned: list[tuple[int, Any]] = field(default_factory=list[tuple[int, Any]])
    asking: int = 0
    policy: tuple[str, int, Any] | None = None


@contextmanager
def watched(step: ir.StepOf) -> Generator[Watched]:
    """Watch one execution of `step`."""
    seen, file = Watched(), _file(step.span.file)

    # It is called thousands of times in an execution: what is most often false is asked first.
    def note(frame: FrameType, event: str, value: Any) -> None:
        code = frame.f_code
        if event == "return":
            if code is _DECIDES and isinstance(value, _ACTIONS):
                seen.policy = _kind(frame.f_locals["status"]), seen.asking, value
            elif code is _READS and isinstance(frame.f_locals.get("found"), _ACTIONS) and frame.f_back is not None:
                seen.policy = "malformed", frame.f_back.f_lineno, frame.f_locals["found"]
            elif code.co_filename == file:
                seen.returned.append((frame.f_lineno, value))
        elif code is _SENDS and event == "call" and frame.f_back is not None and frame.f_back.f_code is _EXECUTES:
            asked = [line for line, one in seen.returned if isinstance(one, Request)]
            seen.asking = _awaiting(frame.f_back.f_locals["coroutine"], file) or (asked[-1] if asked else 0)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield seen
    finally:
        sys.setprofile(before)


@contextmanager
def unwatched() -> Generator[None]:
    """Watch nothing of what is done in an execution but is not the step's: it would cost the more the longer it takes."""
    before = sys.getprofile()
    sys.setprofile(None)
    try:
        yield
    finally:
        sys.setprofile(before)


_ACTIONS = (Break, Continue, Fail, Suspend, Wait)
_EXECUTES, _SENDS, _DECIDES, _READS = execute.__code__, sent.__code__, decide.__code__, Response.json.__code__


def _awaiting(coroutine: Any, file: str) -> int:
    """The line of the author's file at which `coroutine`, or one that it awaits, waits for a request; 0 if there is none."""
    line = 0
    while hasattr(coroutine, "cr_frame") and coroutine.cr_frame is not None:
        if coroutine.cr_code.co_filename == file:
            line = coroutine.cr_frame.f_lineno
        coroutine = coroutine.cr_await
    return line


def _kind(status: int) -> str:
    if status >= 500 or status == 429:
        return "unavailable"
    return "malformed" if 200 <= status < 300 else "refused"


def _file(path: Path) -> str:
    return _resolved(path.absolute())  # the working directory may be another one than the last time


@cache
def _resolved(path: Path) -> str:
    return str(path.resolve())


def branch_names(step: ir.StepOf, kind: type = object) -> tuple[str, ...]:
    """The branches of `step` whose action is a `kind`: the tag of each `Return`, with its line where two have the same."""
    never = [unreadable(call) for call in calls(step.body)]
    found = (one for one in returns(step.body) if isinstance(one.action, kind) and one not in never)
    return tuple(dict.fromkeys(_named(step, one) for one in found))


def call_at(step: ir.StepOf, line: int) -> ir.Call:
    """The request of `step` that is written nearest to `line`."""
    exact = (call for call in calls(step.body) if call.span.line == line)
    return next(exact, None) or min(calls(step.body), key=lambda call: abs(call.span.line - line))


def branch(step: ir.StepOf, seen: Watched, outcome: object) -> str | None:
    """The branch that led to `outcome`; None where the step was refused or no answer came."""
    if not isinstance(outcome, _ACTIONS):
        return None
    for call in calls(step.body):
        if call.once is not None and outcome == Wait(done(call.once.name)):
            return next(_named(step, one) for one in returns(call.then) if isinstance(one.action, ir.KeepOf))
    if seen.policy is not None and seen.policy[2] is outcome:
        kind, line, _ = seen.policy
        return _nearest(step, [one for one in _policies(step) if one.tag.endswith(kind)], [line])
    lines = [line for line, value in seen.returned if isinstance(value, (Enum, *_ACTIONS))]
    tags = [_TAGS[type(outcome)]]
    if is_mapped(step.python):
        members = [value for _, value in seen.returned if isinstance(value, Enum)]
        tags = [member.name.lower().replace("_", "-") for member in members[-1:]] + tags
    else:
        lines = [line for line, value in seen.returned if value is outcome] or lines
    for tag in tags:
        if found := _nearest(step, [one for one in returns(step.body) if one.tag == tag], lines):
            return found
    return None


_TAGS: dict[type, str] = {Continue: "continue", Suspend: "suspend", Fail: "failed", Break: "break", Wait: "wait"}


def _policies(step: ir.StepOf) -> Iterator[ir.Return]:
    """What the policies of the requests of `step` return."""
    for node in nodes(step.body):
        below, count = (node.then, node.policies) if isinstance(node, ir.Call) else (node, isinstance(node, ir.Decode))
        while count and isinstance(below, (ir.Branch, ir.Decode)):
            if isinstance(below, ir.Branch):
                count -= 1
                if isinstance(below.then, ir.Return):
                    yield below.then
            below = below.otherwise if isinstance(below, ir.Branch) else below.then


def _nearest(step: ir.StepOf, found: list[ir.Return], lines: list[int]) -> str | None:
    """The one of `found` that is written nearest to one of `lines`."""
    if not found or not lines:
        return None
    return _named(step, min(found, key=lambda one: min(abs(one.span.line - line) for line in lines)))


def _named(step: ir.StepOf, one: ir.Return) -> str:
    same = {other.span for other in returns(step.body) if other.tag == one.tag}
    return one.tag if len(same) == 1 else f"{one.tag} (line {one.span.line})"
