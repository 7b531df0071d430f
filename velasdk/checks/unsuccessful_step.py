"""No answer lets the step succeed.

## Why
Every way through the step waits, suspends or fails: the workflow never comes to the step behind it. Often the `Continue()`
of one case was forgotten, or every case returns before it.

## Bad
```python
class Ask(Work, name="ask"):  # VS219
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if job.phase != Phase.DONE:
            return Wait(f"{job.id} is not done")
        return Fail(f"{job.id} is done")
```

## Good
```python
class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        if job.phase != Phase.DONE:
            return Wait(f"{job.id} is not done")
        return Continue()
```
```python
async def run(self, context: Context) -> Action:
    return Suspend("pause", on_resume="succeed", reason="the operator on duty has a look first")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ends
from .rule import Rule

RULE = Rule("VS219", "unsuccessful-step", Severity.WARNING)


def unsuccessful_step(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report a step that no way through it lets succeed."""
    for end in ends(step.body):
        match end.action:
            case ir.ContinueOf() | ir.SuspendOf(succeed=True):
                return
            case _:
                pass
    yield RULE.found("no answer lets the step succeed", step.span, "return `Continue()` where the work is done")
