"""A step waits, and nothing it asks for can change that.

## Why
An execution begins at the top and has what the one before had: the parameters, the context, the answers that `once` remembers.
A way to a Wait on which no request is sent is taken again each time, for ever: no API is asked, and an operator can only
terminate the workflow.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await once("submit", http.post(f"{self.url}/jobs", json=Order(name="one"), reply=Job))
    return Continue() if job.phase == Phase.DONE else Wait(f"{job.id} is not done")  # VS103
```

## Good
```python
async def run(self, context: Context) -> Action:
    made = await once("submit", http.post(f"{self.url}/jobs", json=Order(name="one"), reply=Job))
    job = await http.get(f"{self.url}/jobs/{made.id}", reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait(f"{job.id} is not done")
```
```python
async def run(self, context: Context) -> Action:
    made = await once("submit", http.post(f"{self.url}/jobs", json=Order(name="one"), reply=Job, on_malformed=Wait("no job")))
    return Continue() if made.phase == Phase.DONE else Fail(f"{made.id} is not done")
```

## Evidence
- [wait-asks-nothing](../engine.md#wait-asks-nothing)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import ways
from .rule import Rule

RULE = Rule("VS103", "unending-wait", Severity.WARNING)


def unending_wait(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each Wait that is reached without a request."""
    for span in dict.fromkeys(way.end.span for way in ways(step.body) if way.polls and not way.sent):
        yield RULE.found(
            "the step waits here for ever: on this way it asks for nothing that could change",
            span,
            "await a request on the way, not in a `once`, or return something else",
        )
