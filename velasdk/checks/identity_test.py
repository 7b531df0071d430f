"""`is` compares with something else than None.

## Why
CUE has values and no objects, so it cannot ask whether two values are one object.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.status is Status.OPEN and reply.count > self.limit:  # VS027
        return Status.OPEN
    return reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.status == Status.OPEN and reply.count > self.limit:
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS027", "identity-test")
