"""A step has a Suspend with a duration, and a second Suspend.

## Why
The engine keeps the duration for the step, not for the label: after it elapsed for one gate, a second gate with another label
did not stop at all on any line, also one without a duration; and before that, no resume opened it.

## Bad
```python
actions = {Status.OPEN: Suspend("open", duration="24h"), Status.DONE: Continue()}


def status(self, reply: Reply) -> Status | Suspend:
    if reply.count > self.limit:
        return Suspend("review-of-many")  # VS212
    return reply.status
```

## Good
```python
actions = {Status.OPEN: Suspend("open"), Status.DONE: Continue()}


def status(self, reply: Reply) -> Status | Suspend:
    if reply.count > self.limit:
        return Suspend("review-of-many")
    return reply.status
```

## Evidence
- [time-duration-is-of-the-step](../engine.md#time-duration-is-of-the-step)
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS212", "duration-among-suspends")
