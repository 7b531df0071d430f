"""A POST sends the raw id of the step, which a controller that dies replaces by another one.

## Why
`context.step_session_id` is made at the first execution and is durable once the status is written. A controller that dies in
between makes another id, and the request is sent again under that. `context.idempotency_key` is the same id, sent only once the
status shows it; a step that reads it anywhere, or has a `once`, is guarded as a whole.

## Bad
```python
async def run(self, context: Context) -> Action:
    made = await http.post(self.url, json=Order(name=context.step_session_id))  # VS105
    return Continue() if made.status == 201 else Fail(f"{self.url} answered {made.status}")
```

## Good
```python
async def run(self, context: Context) -> Action:
    made = await http.post(self.url, json=Order(name=context.idempotency_key))
    return Continue() if made.status == 201 else Fail(f"{self.url} answered {made.status}")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, headers={"X-Request-Id": context.step_session_id}, reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait("not done")
```
```python
async def run(self, context: Context) -> Action:
    made = await once("order", http.post(self.url, json=Order(name=context.step_session_id)))
    return Continue() if made.status == 201 else Fail(f"{self.url} answered {made.status}")
```
```python
async def run(self, context: Context) -> Action:
    made = await http.post(self.url, json=Order(name=context.name))
    return Continue() if made.status == 201 else Fail(f"{self.url} answered {made.status}")
```

## Evidence
- [crash-before-the-first-status](../engine.md#crash-before-the-first-status)
- [crash-safe-key](../engine.md#crash-safe-key)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..paths import calls
from ..ways import sends_id
from .rule import Rule

RULE = Rule("VS105", "unrecorded-id", Severity.WARNING)


def unrecorded_id(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each POST with the id of the step, which need not be stored yet."""
    if step.reads_key:
        return
    for span in dict.fromkeys(call.span for call in calls(step.body) if call.method == "POST" and sends_id(call)):
        yield RULE.found(
            "a controller that dies after its first request sends this again under another id",
            span,
            "send `context.idempotency_key`: it is the same id, once it cannot be lost any more",
        )
