"""A path through the method ends without `return`.

## Why
In Python that path returns None, which is neither a request nor an action, and the step would fail in its first run. Of a
`match` without `case _` it is the values that no case takes. A helper that gives nothing says `-> None`. The
compiled template must decide every answer: an answer that no path fits is an evaluation error, and on KubeVela 1.10 and 1.11
a step with an evaluation error succeeds when it is executed again.

## Bad
```python
def status(self, reply: Reply) -> Status:  # VS004
    if reply.count == 0:
        return reply.status
    elif reply.count > self.limit:
        return Status.OPEN
```
```python
def status(self, reply: Reply) -> Status:
    if reply.count > self.limit:
        return  # VS004
    return reply.status
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:  # VS004
        case Phase.DONE:
            return Continue()
        case Phase.RUNNING:
            return Wait("running")
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.count == 0:
        return reply.status
    else:
        return Status.OPEN
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    match job.phase:
        case Phase.DONE:
            return Continue()
        case Phase.RUNNING | Phase.QUEUED:
            return Wait("running")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS004", "missing-return")
