"""A value that may be None is used as if it never were.

## Why
Python raises, for one answer of the API in a thousand. In CUE `null` has no fields, and an interpolated `null` is an error:
on KubeVela 1.10 and 1.11 a step with an evaluation error succeeds when it is executed again.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.first.size > self.limit:  # VS006
        return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status | Fail:
    return Fail(f"{reply.owner} refused") if reply.count == 0 else reply.status  # VS006
```
```python
async def run(self, context: Context) -> Action:
    made = await http.put(self.url, json=Order(name="one"))
    if made.status != 201:
        return Fail("refused")
    job = await http.get(made.headers["Location"], reply=Job)  # VS006
    return Continue() if job.phase == Phase.DONE else Wait(job.id)
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.first is not None and reply.first.size > self.limit:
        return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status | Fail:
    owner = reply.owner if reply.owner is not None else "somebody"
    return Fail(f"{owner} refused") if reply.count == 0 else reply.status
```
```python
async def run(self, context: Context) -> Action:
    made = await http.put(self.url, json=Order(name="one"))
    if made.status != 201 or "Location" not in made.headers:
        return Fail("refused")
    job = await http.get(made.headers["Location"], reply=Job)
    return Continue() if job.phase == Phase.DONE else Wait(job.id)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS006", "unchecked-none")
