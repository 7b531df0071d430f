"""`==` or `!=` compares with None.

## Why
`x == null` and the presence of `x` are two questions in CUE, and comparing `null` with a string is an error there for some
values. `is None` says which question is meant, and tells the compiler and the type checkers what holds after it.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.owner == None:  # VS026
        return Status.OPEN
    return reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.owner is None:
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS026", "none-equality")
