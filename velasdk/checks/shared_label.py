"""Two suspends of one step have the same label.

## Why
The engine remembers a Suspend by its label: once for each label it stops, and after a resume it lets that label through. A
resume of the first would count for the second, which nobody has seen.

## Bad
```python
actions = {Status.OPEN: Suspend("review"), Status.DONE: Continue()}


def status(self, reply: Reply) -> Status | Suspend:
    if reply.count > self.limit:
        return Suspend("review")  # VS204
    return reply.status
```

## Good
```python
actions = {Status.OPEN: Suspend("review"), Status.DONE: Continue()}


def status(self, reply: Reply) -> Status | Suspend:
    if reply.count > self.limit:
        return Suspend("review-of-many")
    return reply.status
```
```python
def status(self, reply: Reply) -> Status:
    if reply.count > self.limit:
        return Status.OPEN
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS204", "shared-label")
