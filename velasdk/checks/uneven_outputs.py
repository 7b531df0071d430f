"""A step succeeds with outputs here and without them, or with those of another model, there.

## Why
Later steps read outputs by name, and an input whose value is not there fails the step that asked for it. What one way to
success gives, every way has to give. A Suspend that succeeds when it is resumed is such a way, and has no outputs.

## Bad
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    if job.phase == Phase.DONE:
        return Continue(outputs=Item(name=job.id))
    return Continue()  # VS214
```
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    if job.phase == Phase.DONE:
        return Continue(outputs=Item(name=job.id))
    return Continue(outputs=job)  # VS214
```

## Good
```python
async def run(self, context: Context) -> Action:
    job = await http.get(self.url, reply=Job)
    if job.phase == Phase.DONE:
        return Continue(outputs=Item(name=job.id))
    return Continue(outputs=Item(name="none"))
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS214", "uneven-outputs")
