"""An integer that is computed may have more digits than CUE is exact with.

## Why
CUE computes with 34 digits, on KubeVela 1.9 with 24, and rounds what has more; Python never does. An `int` is an integer of 64
bits unless it has bounds: sums of such integers are small enough, also over a list, and the product of two of them is not.

## Bad
```python
def status(self, reply: Reply) -> Status | Fail:
    if reply.count * self.limit > 100:  # VS049
        return Fail("too many")
    return reply.status
```
```python
def status(self, reply: Reply) -> Status | Fail:
    if sum(item.size * 1000 for item in reply.items) > 100_000:  # VS049
        return Fail("too large")
    return reply.status
```

## Good
```python
class Ask(Approval, name="ask"):
    limit: int = Parameter(default=3, ge=0, le=1000)
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if reply.count * self.limit > 100:
            return Fail("too many")
        return reply.status
```
```python
def status(self, reply: Reply) -> Status | Fail:
    if sum(item.size for item in reply.items) > 100:
        return Fail("too large")
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS049", "rounded-integer")
