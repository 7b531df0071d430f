"""Two steps have one name.

## Why
A definition is found by its name, and an addon holds one file for each: the second step would replace the first.

## Bad
```python
class Approve(StatusStep[Reply, Status], name="approve"):
    def request(self, context: Context) -> Request[Reply]:
        return http.get("http://api/approve", reply=Reply)

    def status(self, reply: Reply) -> Status:
        return reply.status

    actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}


class ApproveAgain(Approve, name="approve"):  # VS403
    actions = {Status.OPEN: Wait("open"), Status.DONE: Continue()}
```

## Good
```python
class Approve(StatusStep[Reply, Status], name="approve"):
    def request(self, context: Context) -> Request[Reply]:
        return http.get("http://api/approve", reply=Reply)

    def status(self, reply: Reply) -> Status:
        return reply.status

    actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}


class ApproveAgain(Approve, name="approve-again"):
    actions = {Status.OPEN: Wait("open"), Status.DONE: Continue()}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic
from .rule import Rule

RULE = Rule("VS403", "duplicate-step")


def duplicate_step(steps: list[ir.StepOf]) -> Iterator[Diagnostic]:
    """Report each step whose name an earlier one has."""
    first: dict[str, ir.StepOf] = {}
    for step in steps:
        other = first.setdefault(step.name, step)
        if other is not step:
            yield Diagnostic(
                RULE.code,
                f"`{other.class_name}` has the name `{step.name}` already",
                step.span,
                "give each step its own name",
            )
