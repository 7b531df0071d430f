"""A helper calls itself, or a function that calls it.

## Why
A helper is compiled where it is called. One that calls itself would be compiled without an end: how often it does so is known
only when the step is executed. To do something again later, return `Wait`: the engine executes the step from the top.

## Bad
```python
async def run(self, context: Context) -> Action:
    return await self.finished("first")


async def finished(self, id: str) -> Action:
    job = await http.get(f"{self.url}/{id}", reply=Job)
    if job.phase == Phase.DONE:
        return Continue()
    return await self.finished(job.id)  # VS042
```

## Good
```python
async def run(self, context: Context) -> Action:
    return await self.finished("first")


async def finished(self, id: str) -> Action:
    job = await http.get(f"{self.url}/{id}", reply=Job)
    if job.phase == Phase.DONE:
        return Continue()
    return Wait(f"{job.id} is {job.phase}")
```
"""

from __future__ import annotations

from .rule import Rule

RULE = Rule("VS042", "recursive-helper")
