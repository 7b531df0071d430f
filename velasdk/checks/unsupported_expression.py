"""An expression that CUE has no form for.

## Why
Sets, tuples, slices, lambdas and assignments inside an expression either do not exist in CUE or mean something else there:
the step would say one thing in its test and do another on the engine. An `await` in the middle of an expression hides what
comes first: it has a statement of its own, as has `response.json(Model)`, which can end the execution.

## Bad
```python
def status(self, reply: Reply) -> Status:
    words = {"no", "never"}  # VS002
    if reply.message in words:
        return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    if reply.message[:2] == "no":  # VS002
        return Status.OPEN
    return reply.status
```
```python
async def run(self, context: Context) -> Action:
    if (await http.get(self.url, reply=Job)).phase == Phase.DONE:  # VS002
        return Continue()
    return Wait("not done")
```

## Good
```python
def status(self, reply: Reply) -> Status:
    words = ["no", "never"]
    if reply.message in words:
        return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    if reply.message.startswith("no"):
        return Status.OPEN
    return reply.status
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    if job.phase == Phase.DONE:
        return Continue()
    return Wait("not done")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS002", "unsupported-expression")
