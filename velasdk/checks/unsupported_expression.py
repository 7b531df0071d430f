"""An expression that CUE has no form for.

## Why
Sets, tuples, slices, lambdas and assignments inside an expression either do not exist in CUE or mean something else there:
the step would say one thing in its test and do another on the engine.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.message in {"no", "never"}:
        return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    if reply.message[:2] == "no":
        return Status.OPEN
    return reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.message in ["no", "never"]:
        return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    if reply.message.startswith("no"):
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS002", "unsupported-expression")
