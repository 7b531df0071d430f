"""The label or another argument of a Suspend, or the name of a `once`, depends on the run.

## Why
The label keys the engine's one-shot state and is what `vela workflow` shows, so it is part of the step's contract: with a label
made of the reply, each new answer would be a new Suspend that nobody has resumed. The name of a `once` is the key of what is
remembered: with another name the request is sent again.

## Bad
```python
def status(self, reply: Reply) -> Status | Suspend:
    if reply.count > self.limit:
        return Suspend(f"review-{reply.message}")  # VS210
    return reply.status
```
```python
async def run(self, context: Context) -> Action:
    job = await once(f"submit-{self.url}", http.post(self.url, json=Order(name="one"), reply=Job))  # VS210
    return Continue(outputs=job)
```

## Good
```python
def status(self, reply: Reply) -> Status | Suspend:
    if reply.count > self.limit:
        return Suspend("review-of-many")
    return reply.status
```
```python
async def run(self, context: Context) -> Action:
    job = await once("submit", http.post(self.url, json=Order(name="one"), reply=Job))
    return Continue(outputs=job)
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS210", "computed-suspend")
