"""`is` compares with something else than None.

## Why
CUE has values and no objects, so it cannot ask whether two values are one object.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.message is "no":
        return Status.OPEN
    return reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.message == "no":
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS027", "identity-test")
