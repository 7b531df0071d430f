"""A statement stands where nothing ever reaches it.

## Why
Neither Python nor the engine executes it, and its author believes that one of them does.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.count > self.limit:
        return Status.OPEN
        return Status.DONE  # VS021
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    if reply.count > self.limit:
        return Status.OPEN
    else:
        return reply.status
    return Status.DONE  # VS021
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.DONE:
            return Continue()
        case _:
            return Wait("not done")
    return Fail(job.id)  # VS021
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.count > self.limit:
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS021", "unreachable-statement")
