"""A step suspends, and a resume finds the same again for ever.

## Why
After a resume the step is executed from the top, and asks again. Where nothing is asked, the same Suspend is reached: it is
passed once, and the step waits behind it for ever. A pause that an operator ends is KubeVela's own step `suspend`, or a Suspend
with `on_resume="succeed"` and a reason; one that ends by itself has a `duration` and `on_elapse="succeed"`.

## Bad
```python
async def run(self, context: Context) -> Action:
    if self.limit > 3:
        return Suspend("pause")  # VS104
    return Continue()
```
```python
async def run(self, context: Context) -> Action:
    if self.limit > 3:
        return Suspend("pause", duration="10m")  # VS104
    return Continue()
```

## Good
```python
async def run(self, context: Context) -> Action:
    return Suspend("pause", on_resume="succeed", reason="the operator on duty has a look first")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    return Continue() if job.phase == Phase.DONE else Suspend("pause")
```

## Evidence
- [suspend-asks-nothing](../engine.md#suspend-asks-nothing)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ways
from .rule import Rule

RULE = Rule("VS104", "unending-suspend", Severity.WARNING)


def unending_suspend(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each Suspend that is reached without a request, and asks again after a resume."""
    for way in ways(step.body):
        if isinstance(way.end.action, ir.SuspendOf) and not way.end.action.succeed and not way.sent:
            then = "after a resume" if way.end.action.duration is None else f"after {way.end.action.duration}"
            yield RULE.found(
                f"{then} the step waits here for ever: on this way it asks for nothing that could change",
                way.end.span,
                'await a request here, not in a `once`, or give `on_resume="succeed"` (`on_elapse` for a delay), with a reason',
            )
