"""The label or another argument of a Suspend depends on the run.

## Why
The label keys the engine's one-shot state and is what `vela workflow` shows, so it is part of the step's contract: with a label
made of the reply, each new answer would be a new Suspend that nobody has resumed.

## Bad
```python
def status(self, reply: Reply) -> Status | Suspend:
    if reply.count > self.limit:
        return Suspend(f"review-{reply.message}")
    return reply.status
```

## Good
```python
def status(self, reply: Reply) -> Status | Suspend:
    if reply.count > self.limit:
        return Suspend("review-of-many")
    return reply.status
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS210", "computed-suspend")
