"""A POST is sent again at every poll of a step that waits.

## Why
A step that waits is executed again, from the top, after a second, then after two, then after four: a POST in front of the Wait
submits one job at each poll. `once` sends it once per run and remembers the answer; what is polled is a GET. A request with
`context.idempotency_key` in it is left alone, as the API can tell; so is one that is sent only because another one was answered
so, and PUT and DELETE, which mean the same when they are repeated.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.post(f"{self.url}/jobs", json=Order(name="one"), reply=Job)  # VS102
    return Continue() if job.phase == Phase.DONE else Wait(f"{job.id} is not done")
```
```python
actions = {Status.OPEN: Wait("open"), Status.DONE: Continue()}


def request(self, context: Context) -> Request[Reply]:
    return http.post(self.url, json=Order(name=context.name), reply=Reply)  # VS102
```
```python
async def run(self, context: Context) -> Action:
    job = await http.post(f"{self.url}/jobs", json=Order(name="one"), reply=Job, on_refused=Wait("no room"))  # VS102
    return Continue() if job.phase == Phase.DONE else Suspend("waiting-for-job")
```

## Good
```python
async def run(self, context: Context) -> Action:
    made = await once("job", http.post(f"{self.url}/jobs", json=Order(name="one"), reply=Job))
    job = await http.get(f"{self.url}/jobs/{made.id}", reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait(f"{job.id} is not done")
```
```python
async def run(self, context: Context) -> Action:
    key = {"Idempotency-Key": context.idempotency_key}
    job = await http.post(f"{self.url}/jobs", json=Order(name="one"), headers=key, reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait(f"{job.id} is not done")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(f"{self.url}/jobs/one", reply=Job)
    if job.phase == Phase.QUEUED:
        started = await http.post(f"{self.url}/jobs/one/start", text="now", reply=Job)
        return Wait(f"{started.id} is started")
    return Continue() if job.phase == Phase.DONE else Wait(f"{job.id} is not done")
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(f"{self.url}/jobs/one", reply=Job)
    if job.phase != Phase.DONE:
        return Wait(f"{job.id} is not done")
    told = await http.post(f"{self.url}/news", json=Order(name="one"))
    return Continue() if told.status == 201 else Fail("nobody was told")
```

## Evidence
- [execution-from-the-top](../engine.md#execution-from-the-top)
- [time-wait-backs-off](../engine.md#time-wait-backs-off)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..diagnostics import Diagnostic, Severity
from ..ways import repeated
from .rule import Rule

RULE = Rule("VS102", "polled-request", Severity.WARNING)


def polled_request(step: ir.StepOf) -> Iterator[Diagnostic]:
    """Report each POST without a key behind which the step waits."""
    for call in repeated(step.body, polled=True):
        yield RULE.found(
            "this is sent again at each poll, and nothing says that it is the same",
            call.span,
            'send it once and poll with a GET: `await once("submit", http.post(...))`',
        )
