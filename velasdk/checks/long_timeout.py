"""A request may take longer than 30 seconds, and the controller waits with it.

## Why
A request is sent by the controller itself, while it executes the step: until there is an answer, or the time-out, that
worker of the controller does nothing else, and no terminate reaches the step. Some slow steps stop all workflows of a
cluster. Start what takes long with one request, and poll it with a Wait.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job, timeout="5m")  # VS311
    return Continue() if job.phase == Phase.DONE else Fail("not done")
```

## Good
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job, timeout="30s")
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```

## Evidence
- [execution-sends-by-itself](../engine.md#execution-sends-by-itself)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..definition import seconds
from ..diagnostics import Diagnostic, Severity
from ..paths import written_calls
from .rule import Rule

RULE = Rule("VS311", "long-timeout", Severity.WARNING)

LONGEST = 30
"""How many seconds a request may take: what gateways and load balancers commonly give it too."""


def long_timeout(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each request with a long time-out."""
    for call in written_calls(step.body):
        if seconds(call.timeout) > LONGEST:
            yield RULE.found(
                f"for up to {call.timeout} the controller does nothing else, and cannot terminate the step",
                call.span,
                "start the work with one request, and ask for it with a short one and a Wait",
            )
