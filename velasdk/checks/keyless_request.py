"""A POST is sent again at every event of a suspended step, and the API cannot see that it is the same one.

## Why
An engine executes the whole step again at each resume, and at whatever else happens to the workflow while it is suspended:
a POST in front of a Suspend opens a second ticket. Send `context.idempotency_key`, the same text in all executions of a
run, in the body, a header, the query or the address, or let `once` send the request. A request that is sent only because
another one was answered so is left alone, and PUT and DELETE mean the same when they are repeated.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.post(f"{self.url}/reviews", json=Order(name="one"), reply=Job)  # VS101
    return Continue() if job.phase == Phase.DONE else Suspend("waiting-for-review")
```

## Good
```python
async def run(self, context: Context) -> Action:
    order = Order(name=context.idempotency_key)
    job = await http.post(f"{self.url}/reviews", json=order, reply=Job)
    return Continue() if job.phase == Phase.DONE else Suspend("waiting-for-review")
```
```python
async def run(self, context: Context) -> Action:
    made = await once("review", http.post(f"{self.url}/reviews", json=Order(name="one"), reply=Job))
    job = await http.get(f"{self.url}/reviews/{made.id}", reply=Job)
    return Continue() if job.phase == Phase.DONE else Suspend("waiting-for-review")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.put(f"{self.url}/reviews/one", json=Order(name="one"), reply=Job)
    return Continue() if job.phase == Phase.DONE else Suspend("waiting-for-review")
```
```python
async def run(self, context: Context) -> Action:
    found = await http.get(f"{self.url}/reviews/one")
    if found.status == 404:
        made = await http.post(f"{self.url}/reviews", json=Order(name="one"), reply=Job)
        return Suspend("waiting-for-review") if made.phase != Phase.DONE else Continue()
    job = found.json(Job)
    return Continue() if job.phase == Phase.DONE else Suspend("waiting-for-review-of-another")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.post(f"{self.url}/reviews", json=Order(name="one"), reply=Job)
    return Continue() if job.phase == Phase.DONE else Fail("not reviewed")
```

## Evidence
- [execution-from-the-top](../engine.md#execution-from-the-top)
- [suspend-recheck-holds](../engine.md#suspend-recheck-holds)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import repeated
from .rule import Rule

RULE = Rule("VS101", "keyless-request", Severity.WARNING)


def keyless_request(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each POST without a key behind which the step suspends and never waits."""
    for call in repeated(step.body, polled=False):
        yield RULE.found(
            "this is sent again at each execution of the suspended step, and nothing says that it is the same",
            call.span,
            "send `context.idempotency_key` with it, or await `once(...)` of it",
        )
