"""A statement that CUE has no form for.

## Why
CUE has no sequence of steps: a field has one value, whatever the order of the text, so a loop, an exception, a `with` or a
call made for its effect have nothing to become. The engines execute a step again from the top until it is finished, so a
loop that waits is a `Wait`, and what was counted in one execution is gone in the next.

## Bad
```python
def status(self, reply: Reply) -> Status:
    for item in reply.items:
        if item.size > self.limit:
            return Status.OPEN
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    print(reply.message)
    return reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if any(item.size > self.limit for item in reply.items):
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS001", "unsupported-statement")
