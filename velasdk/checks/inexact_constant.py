"""A constant has a type whose values are not the same in Python and in CUE.

## Why
CUE computes with decimals: `0.1 + 0.2` is `0.3` there and `0.30000000000000004` in Python, and `1e21` prints as `1E+21`. A
set, a date or an object of a library has no JSON at all.

## Bad
```python
def status(self, reply: Reply) -> Status:
    if reply.share > 0.5:  # VS023
        return Status.OPEN
    return reply.status
```
```python
REFUSALS = {"no", "never"}


class Ask(Approval, name="ask"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        if reply.message in REFUSALS:  # VS023
            return Status.OPEN
        return reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status:
    if reply.count > 50:
        return Status.OPEN
    return reply.status
```
```python
REFUSALS = ["no", "never"]


class Ask(Approval, name="ask"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status:
        if reply.message in REFUSALS:
            return Status.OPEN
        return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS023", "inexact-constant")
