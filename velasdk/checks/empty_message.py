"""A step fails or waits without a word.

## Why
The message is all that the status of the step says about why it failed or what it waits for.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait("")  # VS221
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    if job.phase == Phase.QUEUED:
        return Fail(" ")  # VS221
    return Continue() if job.phase == Phase.DONE else Suspend("waiting-for-job")
```

## Good
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait(f"{job.id} is {job.phase}")
```
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ends
from .rule import Rule

RULE = Rule("VS221", "empty-message", Severity.WARNING)


def empty_message(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each action whose message is known to show nothing."""
    for end in ends(step.body):
        match end.action:
            case ir.MessageOf(kind=kind, message=ir.Const(value=text)) if not text.strip():
                help = f'say what is the matter: `{kind}(f"{{self.url}} answered ...")`'
                yield RULE.found(f"the status of the step shows this {kind} without a word", end.span, help)
            case _:
                pass
